"""What each person last looked at, and what they set aside. Ids and dates only."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visit(models.Model):
    """When a person last looked at a thing; with an empty object_type, at what others had changed."""

    user = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+")
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    since = models.DateTimeField(null=True, help_text="The last look of the sitting before this one")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["user", "object_type", "object_id"], name="visit_once_a_thing")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.object_type or 'today'} {self.object_id}"


class SetAside(models.Model):
    """A task that a person does not want to see before a day. The task itself stands unchanged."""

    user = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=300, help_text="The task's identity")
    until = models.DateField(_("Until"), help_text="The day it is shown again")

    class Meta:
        ordering = ["until", "id"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="set_aside_once_a_task")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key} {self.until}"
