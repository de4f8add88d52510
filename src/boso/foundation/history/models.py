"""What a row was before and after each act."""

from __future__ import annotations

from django.db import models


class Change(models.Model):
    """One act on one row: the fields it changed, each as [before, after]."""

    at = models.DateTimeField()
    actor = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    fields = models.JSONField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["object_type", "object_id", "-at"], name="change_by_thing")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_type} {self.object_id}"
