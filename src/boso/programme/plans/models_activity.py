"""Sub-projects and measures, what came of them, and what waits for what."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.wording import pick
from boso.programme.plans.models_analysis import Challenge
from boso.programme.plans.models_plan import Plan
from boso.programme.plans.models_shared import OPEN_STATES, OfParticipant, State, Theme, Timed, Titled


class Level(models.TextChoices):
    """A sub-project holds measures together; a measure is what is done."""

    SUB_PROJECT = "sub_project", _("Sub-project")
    MEASURE = "measure", _("Measure")


class Activity(OfParticipant, Titled, Timed):
    """A sub-project or a measure.

    owner: who is to see it done (a unit, or a name the report gives). partners: who else takes part. groups: codes of
    `Group`. reported_state: what the report said in January 2012; state: what holds now. reason: why it is postponed
    or dropped. responsible: who is asked when it slips. moved_by: a member has taken it on since the report.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="activities")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    level = models.CharField(max_length=11, choices=Level.choices, default=Level.MEASURE)
    theme = models.CharField(max_length=14, choices=Theme.choices)
    groups = models.JSONField(default=list, blank=True)
    owner_unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner_nb = models.CharField(max_length=120, blank=True)
    owner_nn = models.CharField(max_length=120, blank=True)
    owner_en = models.CharField(max_length=120, blank=True)
    partners_nb = models.CharField(max_length=200, blank=True)
    partners_nn = models.CharField(max_length=200, blank=True)
    partners_en = models.CharField(max_length=200, blank=True)
    responsible = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    reported_state = models.CharField(max_length=10, choices=State.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    done_on = models.DateField(null=True, blank=True)
    moved_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    challenges = models.ManyToManyField(Challenge, through="plans.Trace", related_name="activities")

    class Meta:
        ordering = ["participation_id", F("starts").asc(nulls_last=True), "id"]
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gte=F("starts")),
                name="activity_runs_forward",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["postponed", "dropped"]) | ~Q(reason="") | Q(fact__isnull=False),
                name="activity_put_off_says_why",
            ),
        ]

    @property
    def owner(self) -> str:
        """The unit that owns it, or the name a source gives; empty: not stated."""
        return self.owner_unit.name if self.owner_unit is not None else pick(self, "owner_")

    @property
    def partners(self) -> str:
        """Who else takes part; empty: not stated."""
        return pick(self, "partners_")

    @property
    def is_asked_about(self) -> bool:
        """Whether somebody here keeps it going: what only the report tells is not asked about."""
        return self.fact_id is None or self.moved_by_id is not None

    def slips(self, today: dt.date) -> bool:
        """Whether its last day has passed and it is not done, or it should have begun."""
        if self.state not in OPEN_STATES or not self.is_asked_about:
            return False
        late_start = self.state == State.PLANNED and self.starts is not None and self.starts < today
        return late_start or (self.ends is not None and self.ends < today)


class Result(models.Model):
    """What came of a measure, in words and where possible as a figure."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="results")
    on = models.DateField()
    words = models.TextField()
    figure = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True, help_text="What the figure counts")
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(figure__isnull=True) | ~Q(unit=""), name="result_figure_has_a_unit")
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.on}"


class Dependency(models.Model):
    """One measure cannot go on before another is done. Never in a ring."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="waits_for")
    needs = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="holds_up")
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "dependencies"
        ordering = ["activity_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "needs"], name="dependency_once"),
            models.CheckConstraint(condition=~Q(activity=F("needs")), name="dependency_is_on_another"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} → {self.needs_id}"
