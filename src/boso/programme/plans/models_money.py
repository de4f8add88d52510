"""The funding register: who pays for what."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boso.programme.plans.models_activity import Activity
from boso.programme.plans.models_homes import DwellingProject
from boso.programme.plans.models_shared import OfParticipant, Titled


class Funder(models.TextChoices):
    """Who pays. Follow-up in the home is the county governors' to fund, not the bank's."""

    BANK = "bank", _("The bank")
    COUNTY_GOVERNOR = "county_governor", _("The county governor")
    DIRECTORATE = "directorate", _("A directorate")
    GOVERNOR_AND_DIRECTORATE = "governor_and_directorate", _("The county governor and a directorate")
    OWN = "own", _("Own budget")
    OTHER = "other", _("Somebody else")
    NOT_STATED = "not_stated", _("Who is not stated")


class FundingState(models.TextChoices):
    """Where an application stands."""

    PLANNED = "planned", _("To be applied for")
    APPLIED = "applied", _("Applied for")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    SET_ASIDE = "set_aside", _("Set aside in own budget")


class Funding(OfParticipant, Titled):
    """Money for a measure or a dwelling project. Amounts in kroner; empty: not stated.

    released: what has been paid out so far. year: the budget year; empty: not stated.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="funding")
    dwelling_project = models.ForeignKey(
        DwellingProject, on_delete=models.PROTECT, null=True, blank=True, related_name="funding"
    )
    source = models.CharField(max_length=24, choices=Funder.choices)
    source_name = models.CharField(max_length=120, blank=True, help_text="The scheme or the office")
    state = models.CharField(max_length=9, choices=FundingState.choices, default=FundingState.PLANNED)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it was refused")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    applied = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, help_text="Kroner")
    granted = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, help_text="Kroner")
    released = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, help_text="Kroner")
    applied_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    moved_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "funding"
        ordering = ["participation_id", "-year", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(released__isnull=True) | Q(granted__isnull=True) | Q(released__lte=models.F("granted")),
                name="funding_released_within_granted",
            )
        ]
