"""What the report says about money, cell by cell. Only the importer writes here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.models import Fact
from boso.programme.partnership.wording import Worded


class CellKind(models.TextChoices):
    """Whether the money was awarded or only expected."""

    AWARDED = "awarded", _("Awarded")
    EXPECTED = "expected", _("Expected")


class TableColumn(Worded):
    """A column of table 1: `year` is the year in its heading.

    decision_year, work_year: when the money was granted and which year's work it was for; empty: not stated.
    """

    key = models.SlugField(max_length=20, unique=True)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=CellKind.choices)
    decision_year = models.PositiveSmallIntegerField(null=True, blank=True)
    work_year = models.PositiveSmallIntegerField(null=True, blank=True)
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="grants_column")

    class Meta:
        ordering = ["year"]

    def __str__(self) -> str:
        return self.key

    @property
    def is_expected(self) -> bool:
        """Whether the amounts were only expected when the report was written."""
        return self.kind == CellKind.EXPECTED


class TableCell(Worded):
    """A cell of table 1 as printed. No participation: the row is the total of all. No amount: the cell is empty."""

    row = models.SlugField(max_length=60)
    participation = models.ForeignKey(
        "partnership.Participation", on_delete=models.PROTECT, null=True, blank=True, related_name="table_cells"
    )
    column = models.ForeignKey(TableColumn, on_delete=models.PROTECT, related_name="cells")
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, help_text="Kroner")
    printed = models.CharField(max_length=30, blank=True, help_text="As the report prints it")
    kind = models.CharField(max_length=8, choices=CellKind.choices)
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="grants_cell")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["row", "column"], name="table_cell_once"),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gte=0), name="table_cell_not_below_0"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, printed="") | (Q(amount__isnull=False) & ~Q(printed="")),
                name="table_cell_amount_is_printed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row} {self.column_id}"


class ProseAward(Worded):
    """An award as the report's text tells it, where the text gives another year than the table's column."""

    participation = models.ForeignKey(
        "partnership.Participation", on_delete=models.PROTECT, related_name="prose_awards"
    )
    said_year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="Kroner")
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="prose_award")

    class Meta:
        ordering = ["-amount", "id"]
        constraints = [models.UniqueConstraint(fields=["participation", "said_year"], name="prose_award_once")]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.said_year}"


class OwnShareRate(Worded):
    """The own share in one year of the programme, in per cent. No rate: the source does not state it."""

    year_in_programme = models.PositiveSmallIntegerField(unique=True)
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True, help_text="Per cent")
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="own_share_rate")

    class Meta:
        ordering = ["year_in_programme"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rate__isnull=True) | Q(rate__gte=0, rate__lt=100), name="own_share_rate_is_a_share"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year_in_programme}"
