"""The log of acts and looks, and the chain that seals it.

Entries hold ids and digests, never names, so that a person can be erased without breaking the chain.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryKind(models.TextChoices):
    """Whether something was changed or only seen."""

    ACT = "act", _("Act")
    LOOK = "look", _("Look")


class Entry(models.Model):
    """One act or one look. Append-only: the database itself refuses to change or delete a row."""

    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=4, choices=EntryKind.choices)
    actor = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+",
        help_text="Whose log it is; empty is the installation's own",
    )
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the row after the act")
    reason = models.CharField(max_length=500, blank=True)
    query = models.CharField(max_length=500, blank=True, help_text="What a list was asked for")
    count = models.PositiveIntegerField(null=True, help_text="How many rows a list showed")

    class Meta:
        indexes = [
            models.Index(fields=["object_type", "object_id", "at"], name="entry_by_thing"),
            models.Index(fields=["organisation", "id"], name="entry_by_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class Seal(models.Model):
    """One link of an organisation's chain: the entry's own content and the link before it, hashed."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveBigIntegerField(help_text="1, 2, 3, ... without a gap within one chain")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"], name="seal_number_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"
