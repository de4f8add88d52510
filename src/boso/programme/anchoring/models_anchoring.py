"""Where the work stands in plans and steering, who takes part in which phase, and who owns it afterwards."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.models import Fact, Participation
from boso.programme.partnership.wording import Worded, when


class PlanDocument(models.TextChoices):
    """What a municipality steers by: its plans, and its system of management."""

    AREA_PLAN = "area_plan", _("Municipal plan, land use part")
    SOCIETY_PLAN = "society_plan", _("Municipal plan, society part")
    ECONOMY_PLAN = "economy_plan", _("Economy plan")
    BUDGET = "budget", _("Annual budget")
    HOUSING_PLAN = "housing_plan", _("Housing social action plan")
    GOAL_MAP = "goal_map", _("Goal map")
    LEADER_AGREEMENT = "leader_agreement", _("Leader agreements")
    OTHER = "other", _("Other plans and steering")


#: The plan documents; what follows them is the system of management.
PLANS = (
    PlanDocument.AREA_PLAN,
    PlanDocument.SOCIETY_PLAN,
    PlanDocument.ECONOMY_PLAN,
    PlanDocument.BUDGET,
    PlanDocument.HOUSING_PLAN,
)


class Standing(models.TextChoices):
    """How firmly an activity stands in a document. `not_stated`: the source does not say."""

    NOT_STATED = "not_stated", _("Not stated")
    ABSENT = "absent", _("Not there")
    MENTIONED = "mentioned", _("Mentioned")
    PRIORITISED = "prioritised", _("Prioritised")
    FUNDED = "funded", _("Funded")


class Mention(Worded):
    """How an activity, or the programme as a whole (no activity), stands in one document. nb, nn, en: where and how.

    No participation: the source says it of all five evaluated.
    """

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    activity = models.ForeignKey(
        "plans.Activity", on_delete=models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    document = models.CharField(max_length=16, choices=PlanDocument.choices)
    standing = models.CharField(max_length=12, choices=Standing.choices)
    edition = models.CharField(max_length=60, blank=True, help_text="Which plan: its years, or the day it was adopted")
    as_of = models.CharField(max_length=20, blank=True, help_text="A day, or the time as the source says it")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="mention")

    class Meta:
        ordering = ["document", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "activity", "document"], condition=Q(fact__isnull=True), name="mention_once"
            ),
            models.UniqueConstraint(
                fields=["participation", "document"],
                condition=Q(fact__isnull=True, activity__isnull=True),
                name="mention_of_the_programme_once",
            ),
            models.CheckConstraint(
                condition=Q(fact__isnull=False) | Q(participation__isnull=False), name="mention_is_of_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.activity_id or 'programme'} {self.document} {self.standing}"

    @property
    def when_words(self) -> str:
        """The time it holds for, for reading."""
        return when(self.as_of)


class Reanchoring(models.Model):
    """That the programme was anchored anew after an election, and how."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="reanchorings")
    election_on = models.DateField(help_text="The day of the local election")
    done_on = models.DateField()
    how = models.CharField(max_length=500, help_text="In what meeting, with whom; offices, not names")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-election_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["participation", "election_on"], name="reanchoring_once_an_election"),
            models.CheckConstraint(
                condition=Q(done_on__gte=models.F("election_on")), name="reanchoring_after_the_election"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.election_on}"


class ActorGroup(models.TextChoices):
    """Groups that may take part."""

    POLITICIANS = "politicians", _("Politicians")
    LEADERS = "leaders", _("Chief executive and top leaders")
    UNIT_LEADERS = "unit_leaders", _("Leaders of units")
    CASEWORKERS = "caseworkers", _("Caseworkers")
    NAV = "nav", _("NAV")
    USERS = "users", _("Users")
    VOLUNTARY = "voluntary", _("Voluntary organisations")
    PRIVATE = "private", _("Private actors")
    COUNTY_GOVERNOR = "county_governor", _("County governor")
    STATE = "state", _("Other state bodies and health trusts")
    NEIGHBOURS = "neighbours", _("Neighbouring municipalities")


class InvolvementPhase(models.TextChoices):
    """The phases of the work in which somebody may take part."""

    ANALYSIS = "analysis", _("Pre-analysis")
    PLANNING = "planning", _("Planning")
    IMPLEMENTATION = "implementation", _("Carrying out")


class Degree(models.TextChoices):
    """How much a group takes part."""

    STRONG = "strong", _("Strongly")
    SOME = "some", _("Somewhat")
    WEAK = "weak", _("Weakly")
    NONE = "none", _("Not at all")
    NOT_STATED = "not_stated", _("Not stated")


class Involvement(Worded):
    """How much a group takes part in a phase. nb, nn, en: the evidence.

    No participation: the source says it of all five evaluated.
    """

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, null=True, blank=True, related_name="involvements"
    )
    group = models.CharField(max_length=16, choices=ActorGroup.choices)
    phase = models.CharField(max_length=14, choices=InvolvementPhase.choices)
    degree = models.CharField(max_length=10, choices=Degree.choices)
    on = models.DateField(null=True, blank=True)
    as_of = models.CharField(max_length=20, blank=True, help_text="As the source says it")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="involvement")

    class Meta:
        ordering = ["group", "phase", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(nb=""), name="involvement_has_evidence"),
            models.CheckConstraint(
                condition=Q(fact__isnull=False) | Q(participation__isnull=False), name="involvement_is_of_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.group} {self.phase} {self.degree}"

    @property
    def when_words(self) -> str:
        """The day, or the time the source gives."""
        return when(self.on.isoformat() if self.on else self.as_of)


class HandOver(models.Model):
    """Who owns an activity when the programme is over, where it stands in the budget, and from when."""

    activity = models.OneToOneField("plans.Activity", on_delete=models.CASCADE, related_name="hand_over")
    owner = models.CharField(max_length=200, help_text="A unit, never a name")
    budget = models.CharField(max_length=200, blank=True, help_text="Where in the budget; empty: nowhere yet")
    starts = models.DateField(help_text="From which day the unit owns it")
    note = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["starts", "id"]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.owner}"


class Still(models.TextChoices):
    """What has become of it one year after."""

    RUNS = "runs", _("It runs as agreed")
    CHANGED = "changed", _("It runs, but otherwise than agreed")
    STOPPED = "stopped", _("It has stopped")


class HandOverCheck(models.Model):
    """The answer to the question asked one year after a hand-over."""

    hand_over = models.ForeignKey(HandOver, on_delete=models.CASCADE, related_name="checks")
    on = models.DateField()
    still = models.CharField(max_length=8, choices=Still.choices)
    words = models.CharField(max_length=500)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.hand_over_id} {self.on} {self.still}"
