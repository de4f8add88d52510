"""What is measured, how, and what came out. A figure is never without its source."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.core.indicators.measured import Measured, State
from boso.core.indicators.rollup import Accumulation
from boso.core.indicators.spans import Span, span
from boso.programme.partnership.models import Fact
from boso.programme.partnership.wording import Worded, pick


class Measure(models.TextChoices):
    """What sort of number it is. Shares, rates and means have a numerator and a denominator."""

    COUNT = "count", _("Count")
    AMOUNT = "amount", _("Amount")
    SHARE = "share", _("Per cent")
    RATE = "rate", _("Per thousand")
    MEAN = "mean", _("Mean")
    INDEX = "index", _("Price or index")


#: So many per what a ratio is told.
PER = {Measure.SHARE: 100, Measure.RATE: 1000}
RATIOS = (Measure.SHARE, Measure.RATE, Measure.MEAN)


class Gathering(models.TextChoices):
    """What the value of a period says."""

    INCREMENTAL = Accumulation.INCREMENTAL.value, _("What happened in the period")
    CUMULATIVE = Accumulation.CUMULATIVE.value, _("All that has happened by the end of the period")
    SNAPSHOT = Accumulation.SNAPSHOT.value, _("How it stands at a time")


class Frequency(models.TextChoices):
    """How often it is measured."""

    YEAR = "Y", _("Year")
    HALF = "H", _("Half-year")
    QUARTER = "Q", _("Quarter")
    MONTH = "M", _("Month")


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("More is better")
    DOWN = "down", _("Less is better")
    NEITHER = "neither", _("Neither way is better by itself")


class Theme(models.TextChoices):
    """Under which heading a fact sheet has it."""

    PEOPLE = "people", _("Inhabitants")
    NEED = "need", _("Needs")
    HOMES = "homes", _("Homes")
    INSTRUMENTS = "instruments", _("Instruments")
    PROGRAMME = "programme", _("The programme")
    PRICES = "prices", _("Prices")


class Confirmer(models.TextChoices):
    """Who says that a value is right."""

    STATISTICS = "statistics", _("Statistics Norway")
    HUSBANKEN = "husbanken", _("Husbanken")
    BANK = "bank", _("The bank's contact")
    CASEWORK = "casework", _("Who lets the municipality's figures out")
    EVALUATOR = "evaluator", _("The evaluator")


class Indicator(Worded):
    """The passport of an indicator; nb, nn and en are its name.

    per: so many of the denominator a ratio is told by (from `measure`). source: where its values come from, told
    also as long as none is loaded. place: its place on the fact sheet; none: not there. package: the cells of a
    package of figures it is counted from (`definition/table/dimension=code`), the denominator after a `|`.
    """

    key = models.SlugField(max_length=40, unique=True)
    theme = models.CharField(max_length=12, choices=Theme.choices)
    definition_nb = models.TextField()
    definition_nn = models.TextField()
    definition_en = models.TextField()
    numerator_nb = models.CharField(max_length=200)
    numerator_nn = models.CharField(max_length=200)
    numerator_en = models.CharField(max_length=200)
    denominator_nb = models.CharField(max_length=200, blank=True)
    denominator_nn = models.CharField(max_length=200, blank=True)
    denominator_en = models.CharField(max_length=200, blank=True)
    quality_nb = models.TextField(blank=True)
    quality_nn = models.TextField(blank=True)
    quality_en = models.TextField(blank=True)
    unit_nb = models.CharField(max_length=40)
    unit_nn = models.CharField(max_length=40)
    unit_en = models.CharField(max_length=40)
    measure = models.CharField(max_length=6, choices=Measure.choices)
    decimals = models.PositiveSmallIntegerField(default=0)
    direction = models.CharField(max_length=7, choices=Direction.choices)
    gathering = models.CharField(max_length=12, choices=Gathering.choices)
    frequency = models.CharField(max_length=1, choices=Frequency.choices)
    source = models.CharField(max_length=200)
    confirmer = models.CharField(max_length=12, choices=Confirmer.choices)
    goals = models.ManyToManyField("partnership.Goal", blank=True, related_name="indicators")
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    package = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["theme", F("place").asc(nulls_last=True), "key"]

    def __str__(self) -> str:
        return self.key

    @property
    def definition(self) -> str:
        """What it is, in the page's language."""
        return pick(self, "definition_")

    @property
    def numerator(self) -> str:
        """What is counted."""
        return pick(self, "numerator_")

    @property
    def denominator(self) -> str:
        """Of what; empty for a count."""
        return pick(self, "denominator_")

    @property
    def quality(self) -> str:
        """What to know before relying on it."""
        return pick(self, "quality_")

    @property
    def unit(self) -> str:
        """What the number is told in."""
        return pick(self, "unit_")

    @property
    def is_ratio(self) -> bool:
        """Whether it has a denominator."""
        return self.measure in RATIOS

    @property
    def per(self) -> int:
        """So many of the denominator it is told by."""
        return PER.get(Measure(self.measure), 1)

    @property
    def adds_up(self) -> bool:
        """Whether values of several places may be put together at all: not an index, nor a weighted price."""
        return self.measure != Measure.INDEX

    @property
    def how(self) -> Accumulation:
        """How its periods go together, for the core."""
        return Accumulation(self.gathering)


class ValueMark(models.TextChoices):
    """Whether a number stands there, and if not, why."""

    KNOWN = State.KNOWN.value, _("Known")
    MISSING = State.MISSING.value, _("Missing in the source")
    HIDDEN = State.HIDDEN.value, _("Hidden to protect persons")
    NOT_RUN = State.NOT_RUN.value, _("Not run yet")
    NOT_STATED = State.NOT_STATED.value, _("Not stated")


class ValueState(models.TextChoices):
    """Only what is confirmed is added up."""

    RECORDED = "recorded", _("Recorded, not confirmed")
    RETURNED = "returned", _("Returned for correction")
    CONFIRMED = "confirmed", _("Confirmed")


class Value(models.Model):
    """A value of an indicator for a place and a period.

    organisation or area: one of them (area: a place that is no organisation, see `areas`). group: a part of those
    counted («age:0-17»); empty is all. inside: for own municipality and the bank only. printed: as a report words what
    is no plain number; fact: the report's fact it stands on. origin: the file, package or person it came from.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    area = models.SlugField(max_length=40, blank=True)
    period = models.CharField(max_length=8)
    starts = models.DateField()
    ends = models.DateField(help_text="The first day after it")
    group = models.CharField(max_length=60, blank=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    mark = models.CharField(max_length=10, choices=ValueMark.choices, default=ValueMark.KNOWN)
    state = models.CharField(max_length=9, choices=ValueState.choices, default=ValueState.CONFIRMED)
    inside = models.BooleanField(default=False)
    printed = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=200)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="value_of")

    class Meta:
        ordering = ["indicator", "starts", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "organisation", "area", "period", "group"], name="value_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=(Q(organisation__isnull=True) & ~Q(area="")) | Q(organisation__isnull=False, area=""),
                name="value_is_of_one_place",
            ),
            models.CheckConstraint(
                condition=Q(mark=ValueMark.KNOWN, numerator__isnull=False)
                | (~Q(mark=ValueMark.KNOWN) & Q(numerator__isnull=True)),
                name="value_is_known_or_says_why",
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="value_period_runs_forward"),
        ]
        indexes = [
            models.Index(fields=["organisation", "group", "indicator", "starts"], name="values_of_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period}"

    @property
    def span(self) -> Span:
        """The period, for the core."""
        return span(self.period)

    @property
    def measured(self) -> Measured:
        """The value, for the core."""
        return Measured(self.numerator, self.denominator, State(self.mark))

    @property
    def result(self) -> object:
        """The number to show, or None."""
        return self.measured.result(self.indicator.per, ratio=self.indicator.is_ratio)


class Target(models.Model):
    """What a participant wants an indicator to be by a year, and from where."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    participation = models.ForeignKey("partnership.Participation", on_delete=models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=20, decimal_places=4)
    baseline = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    basis = models.CharField(max_length=300)
    set_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["year", "id"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "participation", "year"], name="target_once"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="target_year_is_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.participation_id} {self.year}"


class Group(models.Model):
    """Participants to compare with, chosen by the bank's coordinator. Groups by intake need no choosing."""

    name = models.CharField(max_length=80, unique=True)
    why = models.CharField(max_length=300)
    members = models.ManyToManyField("partnership.Participation", related_name="benchmark_groups")
    archived = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Cached(models.Model):
    """An answer of a statistics bank, kept so that it is not asked again at once."""

    request = models.CharField(max_length=64, unique=True, help_text="SHA-256 of address and question")
    address = models.CharField(max_length=300)
    answer = models.TextField()
    fetched_at = models.DateTimeField()

    kept_out_of_history = ("answer",)

    class Meta:
        ordering = ["-fetched_at"]

    def __str__(self) -> str:
        return self.address
