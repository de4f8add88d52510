"""Households registered twice: which were merged, what moved then, and which look alike and are not the same."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Merge(models.Model):
    """One household became part of another. What moved stands in the steps, so that it can move back.

    sealed: why, and why it was undone, with the key of the household that was kept. left: how many rows of each kind
    could not move. told: what could not move back, by kind.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="+")
    merged = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="+")
    sealed = models.TextField()
    left: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    told: models.JSONField[Any, Any] = models.JSONField(default=dict)
    merged_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    merged_at = models.DateTimeField(_("Merged"))
    undone_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(_("Undone"), null=True)

    class Meta:
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="merge_of_two"),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="merge_into_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.kept_id}"


class Step(models.Model):
    """One value that the merge changed, as JSON before and after. A step without a field made the row."""

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="steps")
    model = models.CharField(max_length=60)
    row = models.CharField(max_length=60)
    field = models.CharField(max_length=60, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.model} {self.row} {self.field}"


class NotSame(models.Model):
    """Two households look alike and are two. sealed: how somebody knows, with the key of the first."""

    first = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="+")
    sealed = models.TextField()
    said_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_same_in_order"),
            models.UniqueConstraint(
                fields=["first", "second"], condition=Q(withdrawn_at__isnull=True), name="not_same_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"
