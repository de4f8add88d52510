"""The answers themselves, and what of them may be seen.

The answers are read twice only: when a data set is opened, and when whoever keeps it takes the file out again. Every
table, figure, test and list is made of the protected cubes.
"""

from __future__ import annotations

from django.db import models

from boso.programme.tables.models_data import DataSet, Variable


class Answered(models.Model):
    """One column of answers as they came. values: everything that stands in it, each once. data: for each respondent
    the place among the values, in the smallest numbers, packed (zlib).
    """

    variable = models.OneToOneField(Variable, on_delete=models.CASCADE, related_name="answered")
    values = models.JSONField(default=list)
    data = models.BinaryField()
    respondents = models.PositiveIntegerField()

    kept_out_of_history = ("values", "data")

    class Meta:
        ordering = ["variable_id"]

    def __str__(self) -> str:
        return f"{self.variable_id}"


class Release(models.Model):
    """A data set opened for tables, once and for all: the groups it can be split by, and by how many at a time.

    groups: `[{"name", "leaves"}]` in order. weights: what a respondent of each crossing of the groups counts for, row
    by row, by the name of the weight. digest: of the answers it was counted from.
    """

    data_set = models.ForeignKey(DataSet, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    groups = models.JSONField(default=list)
    depth = models.PositiveSmallIntegerField(default=1)
    respondents = models.PositiveIntegerField()
    weights = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    opened_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()

    kept_out_of_history = ("weights",)

    class Meta:
        ordering = ["data_set", "-number"]
        constraints = [models.UniqueConstraint(fields=["data_set", "number"], name="release_once")]

    def __str__(self) -> str:
        return f"{self.data_set_id}/{self.number}"


class Cube(models.Model):
    """All that may be seen of one question: counts by groups and answers with every sum, -1 where hidden (zlib).

    by: of two questions crossed the one in the rows; then the counts are of everybody, by the answers to both.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="cubes")
    variable = models.ForeignKey(Variable, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Variable, on_delete=models.CASCADE, null=True, related_name="+")
    counts = models.BinaryField()

    kept_out_of_history = ("counts",)

    class Meta:
        ordering = ["release", "variable_id", "by_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "variable"], condition=models.Q(by__isnull=True), name="cube_once"
            ),
            models.UniqueConstraint(fields=["release", "variable", "by"], name="crossing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.release_id}/{self.variable_id}"
