"""A caseload handed over: from whom, by whom, when, and who took each case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Handover(models.Model):
    """Cases of one person in one unit that others took over together. It may be undone the same day."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("From"))
    made_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("By"))
    made_at = models.DateTimeField()
    undone_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="handover_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"O-{self.pk}"


class HandedOver(models.Model):
    """One case of a hand-over: the unit's work with the household, and who is responsible from then."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="rows")
    engagement = models.ForeignKey("households.Engagement", on_delete=models.CASCADE, related_name="+")
    receiver = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("To"))
    seen_at = models.DateTimeField(null=True, help_text="When the receiver said that they have taken it over")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["handover", "engagement"], name="handed_over_once_each")]
        indexes = [
            models.Index(fields=["receiver"], condition=Q(seen_at__isnull=True), name="handed_over_to_be_seen"),
        ]

    def __str__(self) -> str:
        return f"{self.engagement_id} to {self.receiver_id}"
