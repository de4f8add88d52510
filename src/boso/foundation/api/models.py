"""Tokens: an organisation's other programs read what it may read itself."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Token(models.Model):
    """One program's way in, of one organisation. Only a digest of the secret is kept; the secret is shown once."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("What it is for"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8, help_text="How the secret begins, to tell one from another")
    made_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    ends = models.DateField(help_text="The first day it no longer opens anything")
    ended_on = models.DateField(null=True, blank=True, help_text="Ended before its time")
    used_on = models.DateField(null=True, blank=True, help_text="The last day it was used")

    kept_out_of_history = ("digest",)

    class Meta:
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("made_on")), name="token_ends_after_it_is_made"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"
