"""Documents the partnership keeps: each with its versions, none ever overwritten."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boso.foundation.documents.kinds import ENDINGS


class Visibility(models.TextChoices):
    """Who may read a document."""

    OPEN = "open", _("Open to everybody in the programme")
    OWN = "own", _("The municipality and the bank only")


class State(models.TextChoices):
    """Whether a document counts."""

    STANDING = "standing", _("In force")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Document(models.Model):
    """One document of an organisation, perhaps about one thing (a grant, a plan)."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(_("Title"), max_length=200)
    visibility = models.CharField(max_length=4, choices=Visibility.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.STANDING)
    object_type = models.CharField(max_length=60, blank=True, help_text="What it is about: app.model")
    object_id = models.CharField(max_length=60, blank=True)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "id"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="document_by_thing")]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One file that a document was. Exactly one is the newest."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=200, help_text="What it was called when it came")
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, help_text="Where its bytes lie in the store")
    size = models.PositiveBigIntegerField(help_text="Bytes")
    uploaded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    newest = models.BooleanField(default=True, help_text="Not replaced by another version")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["document"], condition=Q(newest=True), name="version_newest_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}.{self.number}"

    @property
    def ending(self) -> str:
        """The ending of a file of its kind: .pdf"""
        return ENDINGS.get(self.media_type, "")
