"""Where households stay when they have nowhere to live: place, nights, children along, cost."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Place(models.TextChoices):
    """What sort of place. Night shelters are counted apart and not as temporary stays."""

    HOTEL = "hotel", _("Hotel or guest house")
    HOSTEL = "hostel", _("Hostel (hospits)")
    CAMPING = "camping", _("Camping cabin")
    MUNICIPAL = "municipal", _("The municipality's own temporary dwelling")
    PRIVATE = "private", _("Private landlord, for a short time")
    CRISIS_CENTRE = "crisis_centre", _("Crisis centre")
    NIGHT_SHELTER = "night_shelter", _("Night shelter")
    OTHER = "other", _("Another place")


class WentTo(models.TextChoices):
    """Where the household went from there."""

    OWN_HOME = "own_home", _("A home of their own")
    ANOTHER_PLACE = "another_place", _("Another temporary place")
    WITH_OTHERS = "with_others", _("Family or friends")
    INSTITUTION = "institution", _("An institution or treatment")
    PRISON = "prison", _("Prison")
    NOT_KNOWN = "not_known", _("Nobody knows")


class Stay(models.Model):
    """One household in one place: [starts, ends), the day of leaving not counted.

    cost: kroner a night, all together. children: how many under 18 along; none where nobody knows.
    sealed: name and address of the place, with the household's key.
    """

    household = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="stays")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(_("Kind of place"), max_length=14, choices=Place.choices)
    starts = models.DateField(_("From"))
    ends = models.DateField(_("Until"), null=True, blank=True)
    children = models.PositiveSmallIntegerField(_("Children under 18"), null=True, blank=True)
    cost = models.DecimalField(_("Cost a night"), max_digits=8, decimal_places=2, null=True, blank=True)
    went_to = models.CharField(_("Went to"), max_length=14, choices=WentTo.choices, blank=True)
    sealed = models.TextField(blank=True)

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["household"], condition=Q(ends__isnull=True), name="stay_one_at_a_time"),
            models.CheckConstraint(condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")), name="stay_lasts_a_night"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True, went_to="") | (Q(ends__isnull=False) & ~Q(went_to="")),
                name="stay_that_ended_says_where_to",
            ),
        ]
        indexes = [models.Index(fields=["ends", "starts"], name="stay_by_length")]

    def __str__(self) -> str:
        return f"S-{self.pk}"
