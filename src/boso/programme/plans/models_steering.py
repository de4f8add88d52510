"""Risks and decisions: what may go wrong, and what was decided by whom."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boso.programme.plans.models_activity import Activity
from boso.programme.plans.models_plan import Body, Plan
from boso.programme.plans.models_shared import OfParticipant


class Degree(models.IntegerChoices):
    """How likely, or how bad."""

    LOW = 1, _("Low")
    MEDIUM = 2, _("Medium")
    HIGH = 3, _("High")


class RiskState(models.TextChoices):
    """Whether a risk still stands."""

    OPEN = "open", _("Still open")
    HAPPENED = "happened", _("Happened")
    CLOSED = "closed", _("Closed")


class Risk(OfParticipant):
    """What may go wrong with a measure or the whole plan, and what is done about it."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="risks")
    title = models.CharField(max_length=200)
    likelihood = models.PositiveSmallIntegerField(choices=Degree.choices)
    consequence = models.PositiveSmallIntegerField(choices=Degree.choices)
    response = models.TextField(blank=True, help_text="What is done about it")
    responsible = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    look_again_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=RiskState.choices, default=RiskState.OPEN)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["state", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__in=[1, 2, 3], consequence__in=[1, 2, 3]), name="risk_has_its_degrees"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def weight(self) -> int:
        """Likelihood times consequence, 1 to 9."""
        return int(self.likelihood * self.consequence)


class Decision(OfParticipant):
    """What was decided about the plan or a measure: by whom, when and why."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    on = models.DateField()
    body = models.CharField(max_length=14, choices=Body.choices)
    title = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    case_number = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return self.title
