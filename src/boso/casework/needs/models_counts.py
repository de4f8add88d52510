"""The count of homeless persons in one week: forms that units fill in, and the rows that were frozen."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boso.casework.needs.models_codes import Homeless


class CountState(models.TextChoices):
    """Where a count stands."""

    OPEN = "open", _("Open for forms")
    FROZEN = "frozen", _("Frozen")


class AgeGroup(models.TextChoices):
    """Age on the last day of the week."""

    UNDER_18 = "under_18", _("Under 18")
    FROM_18 = "from_18", _("18 to 24")
    FROM_25 = "from_25", _("25 to 34")
    FROM_35 = "from_35", _("35 to 44")
    FROM_45 = "from_45", _("45 to 54")
    FROM_55 = "from_55", _("55 and older")
    UNKNOWN = "unknown", _("Not known")


class Sex(models.TextChoices):
    """As the population register knows it."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    UNKNOWN = "unknown", _("Not known")


class HomelessCount(models.Model):
    """The count of one week in one municipality. Frozen, it is rows of codes with a digest that tells any change.

    definition: the version of the definitions it was made with. doubles: how many forms were about somebody who was
    counted already.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("Year"))
    week = models.PositiveSmallIntegerField(_("Week"))
    state = models.CharField(_("State"), max_length=8, choices=CountState.choices, default=CountState.OPEN)
    definition = models.CharField(_("Definitions"), max_length=20)
    opened_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    frozen_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    frozen_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    doubles = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-year", "-week"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "week"], name="count_once_a_week"),
            models.CheckConstraint(
                condition=Q(state="open", digest="", frozen_at__isnull=True)
                | (Q(state="frozen", frozen_at__isnull=False) & ~Q(digest="")),
                name="count_frozen_with_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.week}"


class Counted(models.Model):
    """What is counted of a person: codes, and nothing that names anybody."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit"))
    category = models.CharField(_("Place of stay"), max_length=14, choices=Homeless.choices)
    age_group = models.CharField(_("Age"), max_length=8, choices=AgeGroup.choices, default=AgeGroup.UNKNOWN)
    sex = models.CharField(_("Sex"), max_length=8, choices=Sex.choices, default=Sex.UNKNOWN)
    children = models.PositiveSmallIntegerField(_("Children who are with them"), default=0)

    class Meta:
        abstract = True


class CountForm(Counted):
    """One homeless person a unit knows of, with or without a case. `blind` finds the same person at another unit."""

    count = models.ForeignKey(HomelessCount, on_delete=models.CASCADE, related_name="forms")
    blind = models.CharField(max_length=32, help_text="Keyed digest of what identifies the person; no name")
    known_by_id = models.BooleanField(default=False, help_text="By national id, and not by initials and birth")
    registered_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    registered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["count", "unit", "blind"], condition=Q(withdrawn_at__isnull=True), name="count_form_once_a_unit"
            )
        ]

    def __str__(self) -> str:
        return f"{self.count_id}: {self.pk}"


class CountRow(Counted):
    """One person in a frozen count."""

    count = models.ForeignKey(HomelessCount, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    from_form = models.BooleanField(help_text="From a form; else from the latest mapping of the household")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["count", "number"], name="count_row_once")]

    def __str__(self) -> str:
        return f"{self.count_id}: {self.number}"
