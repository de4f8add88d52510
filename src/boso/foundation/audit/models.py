"""The log of acts and looks, and the chain that seals it.

Entries hold ids and digests, never names, so that a person can be erased without breaking the chain.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
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
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Whose log it is; empty is the installation's own",
    )
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=60, blank=True)
    digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the row after the act; of a look, keyed, of the words"
    )
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

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    number = models.PositiveBigIntegerField(help_text="1, 2, 3, ... without a gap within one chain")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(db_index=True)

    class Meta:
        # Two constraints, because SQLite holds two empty organisations for different ones.
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"],
                condition=Q(organisation__isnull=False),
                name="seal_number_once",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=Q(organisation__isnull=True), name="seal_number_once_own"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"


class Head(models.Model):
    """Where a chain ends, so that cutting off its last links is found. The database lets it only grow."""

    chain = models.BigIntegerField(primary_key=True, help_text="The organisation's number; 0 is the installation's own")
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"


class Verification(models.Model):
    """What a check of the log found, and when: of one organisation's chain, or of all."""

    at = models.DateTimeField()
    everything = models.BooleanField()
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    whole = models.BooleanField()
    sealed = models.PositiveBigIntegerField()
    sealed_until = models.DateTimeField(null=True, help_text="When the newest sealed entry was written")
    unsealed = models.PositiveBigIntegerField()
    guarded = models.BooleanField(help_text="Whether the database refused changes then: see `guard`")
    faults = models.JSONField(default=list)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.whole}"
