"""Tables that are kept: how each is made, version by version."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.wording import pick
from boso.programme.tables.models_data import DataSet


class Percent(models.TextChoices):
    """Of what the percentages are."""

    ROW = "row", _("Of each row")
    COLUMN = "column", _("Of each column")
    TOTAL = "total", _("Of all")


class Figure(models.TextChoices):
    """How a table is drawn."""

    NONE = "", _("No figure")
    LIKERT = "likert", _("Bars to both sides of the middle")
    GROUPED = "grouped", _("Bars side by side")
    SMALL = "small", _("A small figure for each row")


class Table(models.Model):
    """A saved table. Its title is in the words of whoever made it; nn and en where there are such."""

    key = models.SlugField(max_length=60, unique=True)
    data_set = models.ForeignKey(DataSet, on_delete=models.PROTECT, related_name="tables")
    title_nb = models.CharField(_("title"), max_length=200)
    title_nn = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    archived = models.BooleanField(default=False)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title_nb", "id"]

    def __str__(self) -> str:
        return self.title_nb

    @property
    def title(self) -> str:
        """In the page's language."""
        return pick(self, "title_")


class TableVersion(models.Model):
    """How the table is made from its number on; earlier versions stand.

    definition: `definitions.Definition` as a dictionary. why: what was changed for.
    """

    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    why = models.CharField(_("why"), max_length=300, blank=True)
    made_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["table", "-number"]
        constraints = [models.UniqueConstraint(fields=["table", "number"], name="table_version_once")]

    def __str__(self) -> str:
        return f"{self.table_id}/{self.number}"
