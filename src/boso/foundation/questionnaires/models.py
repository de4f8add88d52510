"""Forms, their versions, and who uses them. Nothing anybody answers is kept here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a form is for; the app that asks looks for its own."""

    MAPPING = "mapping", _("Mapping of housing needs")
    APPLICATION = "application", _("Application form")
    SURVEY = "survey", _("Survey")
    REPORT = "report", _("Report")
    OTHER = "other", _("Other")


class State(models.TextChoices):
    """How far a version has come. One that is published is never changed."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Form(models.Model):
    """A form through all its versions. BoSo's own forms belong to no organisation and are for all to use.

    titles: language to title, as the newest version says. root: the form a whole family began with; blank for that one.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="forms"
    )
    slug = models.SlugField(max_length=60)
    purpose = models.CharField(_("Used for"), max_length=12, choices=Purpose.choices)
    title = models.CharField(_("Title"), max_length=200)
    titles = models.JSONField(default=dict)
    shared = models.BooleanField(default=False, help_text="Others may read it, use it and take it over")
    taken_from = models.ForeignKey(
        "FormVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="taken_over_as"
    )
    root = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="family")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="form_slug_once_in_organisation"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(organisation__isnull=True), name="form_slug_once_among_built_in"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_built_in(self) -> bool:
        """Whether it came with BoSo."""
        return self.organisation_id is None

    @property
    def said(self) -> str:
        """The title in the reader's language."""
        return str(self.titles.get(get_language() or "nb") or self.title)


class FormVersion(models.Model):
    """One version of a form. content: the form of the core as JSON; digest: SHA-256 of it."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    questions = models.PositiveIntegerField(default=0, help_text="How many questions a person may be asked")
    note = models.CharField(_("What changed"), max_length=500, blank=True)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    published_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="form_version_number_once"),
            models.UniqueConstraint(fields=["form"], condition=Q(state="draft"), name="form_one_draft_at_a_time"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="form_version_published_some_day"
            ),
        ]

    def __str__(self) -> str:
        return gettext("version %(version)s") % {"version": self.number}


class FormUse(models.Model):
    """That an organisation asks with a version. Written by the app that asks; tells the maker how far it travelled."""

    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="uses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    since = models.DateField()

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "organisation", "purpose"], name="form_use_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} by {self.organisation_id}"
