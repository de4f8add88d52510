"""Who takes part in the work: municipalities and the units inside them, the bank, and their partners."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What sort of organisation it is."""

    MUNICIPALITY = "municipality", _("Municipality")
    DISTRICT = "district", _("City district")
    COUNTY = "county", _("County")
    BANK = "bank", _("State housing bank")
    COUNTY_GOVERNOR = "county_governor", _("County governor")
    DIRECTORATE = "directorate", _("Directorate")
    VOLUNTARY = "voluntary", _("Voluntary organisation")
    COOPERATIVE = "cooperative", _("Housing cooperative")
    EVALUATOR = "evaluator", _("Evaluator")


class Organisation(models.Model):
    """An organisation as a body that goes on through changes of name and code.

    A municipality that keeps its name through a merger is the same organisation; `Succession` says who went into
    it. Where a merger or a division makes a body of a new name or area (the counties), that is a new organisation.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The municipality of a district; the county of a municipality in 2011 (`county_of` tells by day)",
    )
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True, help_text="The first day it no longer exists")
    invented = models.BooleanField(default=False, help_text="Made up for trials; pages say so")
    source = models.CharField(max_length=200, blank=True, help_text="Where this is stated")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gt=F("starts")),
                name="organisation_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.name


class CodeSystem(models.TextChoices):
    """Who gave the code."""

    SSB = "ssb", _("Statistics Norway")
    HUSBANKEN = "husbanken", _("Husbanken's pseudo-code")


class Code(models.Model):
    """A code an organisation had in a period: [starts, ends)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="codes")
    system = models.CharField(max_length=12, choices=CodeSystem.choices)
    code = models.CharField(max_length=12)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["system", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["system", "code", "starts"], name="code_means_one_organisation"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")), name="code_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.organisation_id}"


class Succession(models.Model):
    """One organisation went into another on a date (a merger has several)."""

    predecessor = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="successors")
    successor = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="predecessors")
    on = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class UnitKind(models.TextChoices):
    """The services that hold a piece of the work."""

    NAV = "nav", _("NAV")
    REFUGEE = "refugee", _("Refugee service")
    HEALTH = "health", _("Mental health and addiction")
    HOUSING = "housing", _("Housing office")
    PROPERTY = "property", _("Property office")
    OTHER = "other", _("Other unit")


class Unit(models.Model):
    """A unit inside an organisation, as long as it exists."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="units")
    kind = models.CharField(max_length=12, choices=UnitKind.choices)
    name = models.CharField(max_length=120)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True, help_text="The first day it no longer exists")
    source = models.CharField(max_length=200, blank=True, help_text="Where this is stated")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="unit_name_once"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gt=F("starts")),
                name="unit_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name
