"""Figures that somebody has published, as they are printed: with the base where it is stated, and never more."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.core.surveys import possible
from boso.programme.partnership.models import Fact
from boso.programme.partnership.wording import Worded, pick
from boso.programme.tables.models_data import DataSet


class Measure(models.TextChoices):
    """What sort of number it is."""

    SHARE = "share", _("Per cent")
    COUNT = "count", _("Count")
    MEAN = "mean", _("Mean")
    ORDER = "order", _("Place in an order")


class Known(models.TextChoices):
    """Whether a number is told."""

    STATED = "stated", _("Stated")
    RANGE = "range", _("Stated as a range")
    NOT_STATED = "not_stated", _("Not stated")


class Shares(models.TextChoices):
    """What the shares of one family make up."""

    WHOLE = possible.Kind.WHOLE.value, _("One answer each, all of them printed")
    PART = possible.Kind.PART.value, _("One answer each, some left out")
    MANY = possible.Kind.MANY.value, _("Several answers each")


class How(models.TextChoices):
    """How decimals were got rid of."""

    NEAREST = possible.How.NEAREST.value, _("Rounded to the nearest")
    CUT = possible.How.CUT.value, _("Cut off")


class Published(Worded):
    """One printed figure. nb, nn and en are the item, in our own words.

    family: figures of one item in one group, which belong together. group_*: of whom; empty is all. answer_*: what they
    answered. printed: as it stands, so that 60 and 60.0 differ. value, low, high: the number, or the ends of a range.
    base: of how many, where that is stated.
    """

    data_set = models.ForeignKey(DataSet, on_delete=models.CASCADE, related_name="published")
    key = models.SlugField(max_length=80, unique=True)
    family = models.SlugField(max_length=80)
    place = models.PositiveIntegerField(default=0)
    group_nb = models.CharField(max_length=200, blank=True)
    group_nn = models.CharField(max_length=200, blank=True)
    group_en = models.CharField(max_length=200, blank=True)
    answer_nb = models.CharField(max_length=200, blank=True)
    answer_nn = models.CharField(max_length=200, blank=True)
    answer_en = models.CharField(max_length=200, blank=True)
    measure = models.CharField(max_length=5, choices=Measure.choices, default=Measure.SHARE)
    known = models.CharField(max_length=10, choices=Known.choices, default=Known.STATED)
    printed = models.CharField(max_length=40, blank=True)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    low = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    base = models.PositiveIntegerField(null=True, blank=True)
    shares = models.CharField(max_length=5, choices=Shares.choices, default=Shares.PART)
    how = models.CharField(max_length=7, choices=How.choices, default=How.NEAREST)
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="published_as")

    class Meta:
        ordering = ["data_set", "place", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(known="stated", value__isnull=False)
                | Q(known="range", low__isnull=False, high__gte=F("low"))
                | Q(known="not_stated", value__isnull=True, low__isnull=True, high__isnull=True),
                name="published_is_known_or_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def group(self) -> str:
        """Of whom, in the page's language; empty is all."""
        return pick(self, "group_")

    @property
    def answer(self) -> str:
        """What they answered, in the page's language."""
        return pick(self, "answer_")
