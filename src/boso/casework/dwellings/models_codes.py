"""Code lists that the municipality adds to: own codes, and codes of other systems with what they mean here."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CodeList(models.TextChoices):
    """Which field of a dwelling the codes fill."""

    KIND = "kind", _("Kind of dwelling")
    SUB_KIND = "sub_kind", _("Sub-kind")
    DISPOSAL = "disposal", _("How the municipality disposes of it")
    OWNERSHIP = "ownership", _("Form of ownership")
    STATUS = "status", _("Status")
    ADAPTATION = "adaptation", _("Adaptation")
    CONDITION = "condition", _("Condition")
    EMPTY_REASON = "empty_reason", _("Why it stands empty")


class CodeEntry(models.Model):
    """One code a municipality uses besides those built in, or another system's code for one of ours.

    A code nobody knew at an import stands here as it was written: `nb` and `means` are empty until somebody says
    what it is. `means`: the code of ours it stands for; then dwellings carry ours. `external`: what other systems
    call this code ({"kobo": "ORDINAR_BOLIG"}); for a code of ours such a row only adds those names.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    list = models.CharField(max_length=12, choices=CodeList.choices)
    code = models.CharField(max_length=60)
    nb = models.CharField(max_length=120, blank=True)
    nn = models.CharField(max_length=120, blank=True)
    en = models.CharField(max_length=120, blank=True)
    means = models.CharField(max_length=60, blank=True)
    external = models.JSONField(default=dict, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True, help_text="The first day it is no longer used")
    seen_in = models.CharField(max_length=12, blank=True, help_text="The system it was first met in")

    class Meta:
        ordering = ["list", "code"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "list", "code"], name="code_entry_once"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gt=F("starts")),
                name="code_entry_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~Q(code=""), name="code_entry_has_a_code"),
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.code}"

    @property
    def is_unknown(self) -> bool:
        """Nobody has said what it is."""
        return not (self.nb or self.means or self.external)
