"""What has been made up here, so that making it can go on where it stopped, and nobody wonders later."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Making(models.Model):
    """The making of one invented municipality's casework: what was ordered, and how many parts stand.

    Each part is written whole or not at all. `on` is the day that is today in it.
    """

    organisation = models.OneToOneField("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=60)
    households = models.PositiveIntegerField()
    dwellings = models.PositiveIntegerField()
    years = models.PositiveSmallIntegerField()
    on = models.DateField()
    parts = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(done__lte=F("parts")), name="making_does_no_more_than_all")]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.done}/{self.parts}"
