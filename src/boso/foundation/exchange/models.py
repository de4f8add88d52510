"""What was brought in: who, when, which file, what it did."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """Where an import stands."""

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

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["kind", "organisation", "-applied_at"], name="run_last_applied")]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name} {self.state}"


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
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 over what each row would do")

    def __str__(self) -> str:
        return f"staging of {self.run_id}"
