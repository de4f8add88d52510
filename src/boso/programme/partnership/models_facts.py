"""What a source says, word for word where it is quoted, with chapter and lines."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.wording import Worded, when


class Mark(models.TextChoices):
    """How firmly the source says it."""

    STATED = "stated", _("Stated")
    APPROXIMATE = "approximate", _("Approximate")
    ESTIMATE = "estimate", _("Estimate")
    RANGE = "range", _("Range")
    NOT_STATED = "not_stated", _("Not stated")
    CONTRADICTION = "contradiction", _("The source contradicts itself")
    DERIVED = "derived", _("Derived")


class Source(models.Model):
    """A document that facts are read from or that it cites."""

    key = models.SlugField(primary_key=True, max_length=60)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=120)
    published = models.CharField(max_length=10, blank=True, help_text="A year, a month or a day; empty: not stated")
    kind = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-published", "title"]

    def __str__(self) -> str:
        return self.title

    @property
    def published_words(self) -> str:
        """The day, month or year it came out, for reading."""
        return when(self.published)


class Fact(Worded):
    """One thing a source says (or is silent about): never without chapter and lines.

    value is as the source gives it, low and high are the ends of a range in the same unit.
    chapter and lines are lists with `;` between, a run of lines has `-`.
    """

    id = models.CharField(primary_key=True, max_length=60)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="facts")
    sheet = models.SlugField(max_length=40, help_text="The sheet it was imported from")
    chapter = models.CharField(max_length=80)
    lines = models.CharField(max_length=120)
    mark = models.CharField(max_length=14, choices=Mark.choices)
    topic = models.SlugField(max_length=40)
    subject = models.CharField(max_length=60, help_text="A participant's slug, or what the fact is about")
    attribute = models.CharField(max_length=60, help_text="`property` in the sheets")
    value = models.CharField(max_length=300, blank=True)
    low = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    as_of = models.CharField(max_length=30, blank=True)
    quote = models.TextField(blank=True, help_text="The source's own words")

    class Meta:
        ordering = ["topic", "subject", "id"]
        indexes = [models.Index(fields=["subject", "topic"], name="fact_by_subject")]
        constraints = [
            models.CheckConstraint(condition=~Q(chapter="") & ~Q(lines=""), name="fact_has_chapter_and_lines"),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=models.F("low")),
                name="fact_range_runs_upwards",
            ),
        ]

    def __str__(self) -> str:
        return self.id

    @property
    def as_of_words(self) -> str:
        """The time the fact holds for, for reading."""
        return when(self.as_of)

    @property
    def chapters(self) -> str:
        """`Sammendrag, 3.5`."""
        return self.chapter.replace(";", ", ")

    @property
    def place(self) -> str:
        """The first numbered chapter it stands in, else the first part: what a small mark has room for."""
        parts = self.chapter.split(";")
        return next((part for part in parts if part[0].isdigit()), parts[0])

    @property
    def line_words(self) -> str:
        """`301, 772–774`."""
        return self.lines.replace(";", ", ").replace("-", "–")
