"""What was brought in: who, when, which file, what it did."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """Where an import stands."""

    RECEIVED = "received", _("Uploaded, columns not chosen")
    WORKING = "working", _("Is being read")
    PREVIEWED = "previewed", _("Looked through, not imported")
    APPLIED = "applied", _("Imported")
    REFUSED = "refused", _("Has faults, not imported")
    DROPPED = "dropped", _("Put away, not imported")


class ImportRun(models.Model):
    """One workbook that was looked through or brought in."""

    kind = models.CharField(max_length=60)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Whose data it is; empty for what belongs to all",
    )
    actor = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(help_text="When it was looked through")
    applied_at = models.DateTimeField(null=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=RunState.choices)
    counts = models.JSONField(default=list, help_text="For each sheet: new, changed, unchanged, missing")
    faults = models.PositiveIntegerField(default=0)
    choices = models.CharField(max_length=64, blank=True, help_text="Digest of the columns chosen")
    job = models.UUIDField(null=True, help_text="The job that reads or writes it")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["kind", "organisation", "-applied_at"], name="run_last_applied")]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name} {self.state}"


class ColumnMapping(models.Model):
    """Which of an organisation's columns is which of ours, remembered by the words of the header.

    columns: [header, name of our column or «»]. words: name of our column -> folded word -> code. rules: what a column
    of codes is worked out from where the file has none.
    """

    kind = models.CharField(max_length=60)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    signature = models.CharField(max_length=64)
    name = models.CharField(max_length=200, help_text="The file it was first chosen for")
    columns = models.JSONField(default=list)
    words = models.JSONField(default=dict)
    rules = models.JSONField(default=list)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["kind", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "organisation", "signature"], name="column_mapping_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Staging(models.Model):
    """The content of a workbook between preview and import, and its faults.

    The rows go when the import is done or refused: from then on the data lies in its own tables only.
    """

    run = models.OneToOneField(ImportRun, on_delete=models.CASCADE, related_name="staging")
    rows = models.JSONField(default=list, help_text="For each sheet: name, file, header, lines as text")
    results = models.JSONField(
        default=list, help_text="For each sheet: counts and the first rows", encoder=DjangoJSONEncoder
    )
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list, help_text="What is worth knowing of the file, in the words of its reader")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 over what each row would do")
    key_id = models.UUIDField(null=True, help_text="What a file with chosen columns is sealed with; it may name people")
    file = models.TextField(blank=True, help_text="The file itself, sealed")
    sealed = models.TextField(blank=True, help_text="What is known of the file, sealed")

    kept_out_of_history = ("file", "sealed")

    def __str__(self) -> str:
        return f"staging of {self.run_id}"
