"""Findings with the evidence behind them, what they say about the goals, and the challenges they point to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.roles import Role
from boso.programme.findings.models_base import Titled, Told
from boso.programme.partnership.models import Fact
from boso.programme.partnership.wording import Worded, pick


class FindingState(models.TextChoices):
    """Whether a finding counts."""

    DRAFT = "draft", _("Being written")
    RAISED = "raised", _("Stands")
    REPLACED = "replaced", _("Replaced by newer knowledge")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Strength(models.TextChoices):
    """How much the evidence bears."""

    STRONG = "strong", _("Strong: several kinds of sources agree")
    MEDIUM = "medium", _("Medium: one good source, or several that agree in part")
    WEAK = "weak", _("Weak: few voices, or sources that disagree")


class OwnerRole(models.TextChoices):
    """Who answers for a finding where no person is named."""

    COORDINATOR = Role.COORDINATOR.value, Role.COORDINATOR.label
    PROGRAMME_LEADER = Role.PROGRAMME_LEADER.value, Role.PROGRAMME_LEADER.label


class Finding(Titled):
    """What was found, in one sentence (the title) and a few more.

    participation: none where it is about the programme. shared: a municipality's own finding, open to every member.
    category: where in the analysis model it belongs; touches: what else it is about. loop: which learning loop it
    feeds. owner: the person who answers for it; else those who hold owner_role.
    """

    participation = models.ForeignKey(
        "partnership.Participation", on_delete=models.CASCADE, null=True, blank=True, related_name="findings"
    )
    state = models.CharField(_("state"), max_length=9, choices=FindingState.choices, default=FindingState.DRAFT)
    strength = models.CharField(_("how strong the evidence is"), max_length=6, choices=Strength.choices)
    category = models.ForeignKey(
        "evaluation.Category", on_delete=models.PROTECT, null=True, blank=True, related_name="findings"
    )
    touches = models.ManyToManyField("evaluation.Category", blank=True, related_name="touched_by")
    loop = models.PositiveSmallIntegerField(_("learning loop"), null=True, blank=True)
    owner = models.ForeignKey("access.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    owner_role = models.CharField(
        _("who answers for it"), max_length=20, choices=OwnerRole.choices, default=OwnerRole.COORDINATOR
    )
    shared = models.BooleanField(_("shared with all"), default=False)
    raised_on = models.DateField(_("raised"), null=True, blank=True)
    reason = models.CharField(_("why it no longer counts"), max_length=500, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "raised"]) | ~Q(reason=""), name="finding_that_ends_says_why"
            ),
            models.CheckConstraint(
                condition=Q(loop__isnull=True) | Q(loop__range=(1, 3)), name="finding_is_of_one_of_three_loops"
            ),
        ]


class EvidenceKind(models.TextChoices):
    """What a piece of evidence is."""

    FACT = "fact", _("Fact of the report")
    TABLE = "table", _("Survey table")
    PUBLISHED = "published", _("Published number")
    QUOTATION = "quotation", _("Quotation")
    DOCUMENT = "document", _("Document")
    INDICATOR = "indicator", _("Indicator")


class Evidence(Worded):
    """One thing a finding rests on. ref: its key where it lives (see `evidence`); a fact of the report by itself.

    nb, nn, en: what it shows, where that does not speak for itself. against: it speaks against the finding.
    """

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=9, choices=EvidenceKind.choices)
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence_for")
    ref = models.CharField(max_length=120, blank=True)
    against = models.BooleanField(_("speaks against the finding"), default=False)
    added_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["finding", "kind", "id"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="fact", fact__isnull=False, ref="")
                | (~Q(kind="fact") & Q(fact__isnull=True) & ~Q(ref="")),
                name="evidence_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["finding", "kind", "fact", "ref"], name="evidence_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.kind} {self.fact_id or self.ref}"


class Judgement(models.TextChoices):
    """How a goal stands."""

    REACHED = "reached", _("Reached")
    ON_THE_WAY = "on_the_way", _("On the way")
    PARTLY = "partly", _("Partly reached")
    NOT_REACHED = "not_reached", _("Not reached")
    CANNOT_SAY = "cannot_say", _("Cannot be said")


class Assessment(Told):
    """How a goal stands, judged from findings. on: the day; as_of: the time a report gives.

    of: what is judged where no goal says it, such as a way of working.
    """

    goal = models.ForeignKey(
        "partnership.Goal", on_delete=models.PROTECT, null=True, blank=True, related_name="assessments"
    )
    of_nb = models.CharField(_("or something that is no goal"), max_length=120, blank=True)
    of_nn = models.CharField(max_length=120, blank=True)
    of_en = models.CharField(max_length=120, blank=True)
    judgement = models.CharField(_("how it stands"), max_length=11, choices=Judgement.choices)
    on = models.DateField(_("judged"), null=True, blank=True)
    findings = models.ManyToManyField(Finding, blank=True, related_name="assessments")

    class Meta:
        ordering = ["goal__plan__starts", "goal__id", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(nb=""), name="assessment_says_why"),
            models.CheckConstraint(
                condition=Q(goal__isnull=False, of_nb="") | (Q(goal__isnull=True) & ~Q(of_nb="")),
                name="assessment_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id or self.of_nb} {self.judgement}"

    @property
    def judged(self) -> str:
        """What is judged, in the page's language: the goal's short name, or what stands in its place."""
        return self.goal.label if self.goal is not None else pick(self, "of_")

    @property
    def level(self) -> str:
        """Which kind of goal it is; empty for what is no goal."""
        return self.goal.get_level_display() if self.goal is not None else ""


class ChallengeState(models.TextChoices):
    """Whether something is still hard."""

    STANDS = "stands", _("Still a challenge")
    MET = "met", _("No longer a challenge")


class Challenge(Titled):
    """What is hard, as findings show it. in_plan: the same challenge in a participant's plans."""

    state = models.CharField(_("state"), max_length=6, choices=ChallengeState.choices, default=ChallengeState.STANDS)
    reason = models.CharField(_("what has changed"), max_length=500, blank=True)
    findings = models.ManyToManyField(Finding, blank=True, related_name="challenges")
    in_plan = models.ManyToManyField("plans.Challenge", blank=True, related_name="evaluated")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(state="stands") | ~Q(reason=""), name="challenge_met_says_how")
        ]
