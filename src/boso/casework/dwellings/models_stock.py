"""What there is: buildings, the dwellings in them, and the sites where more could stand."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

unit_number_shape = RegexValidator(
    r"^[LHUK]\d{4}$", _("A unit number is L, H, U or K and four digits, such as H0101."), "unit_number"
)
municipality_number_shape = RegexValidator(r"^\d{4}$", _("A municipality number has four digits."), "municipality")


class Leases(models.TextChoices):
    """How a group home is let."""

    EACH = "each", _("Each room has its own lease")
    JOINT = "joint", _("One lease for all of it")


class Building(models.Model):
    """A building, by its address. A group home where each room has its own lease counts as so many dwellings;
    with one lease for all it counts as one.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Name"), max_length=120, blank=True)
    street = models.CharField(_("Street"), max_length=120)
    number = models.PositiveIntegerField(_("Number"), null=True, blank=True)
    letter = models.CharField(_("Letter"), max_length=2, blank=True)
    postcode = models.CharField(_("Postcode"), max_length=4, blank=True)
    place = models.CharField(_("Postal place"), max_length=60, blank=True)
    has_lift = models.BooleanField(_("Lift"), null=True, blank=True)
    floors = models.PositiveSmallIntegerField(_("Floors"), null=True, blank=True)
    built_year = models.PositiveSmallIntegerField(_("Year built"), null=True, blank=True)
    is_group_home = models.BooleanField(_("Group home"), default=False)
    leases = models.CharField(_("Leases"), max_length=5, choices=Leases.choices, default=Leases.EACH)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["street", "number", "letter", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "street", "letter", "postcode", "number"],
                condition=Q(number__isnull=False),
                name="building_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.address

    @property
    def address(self) -> str:
        """Prøvegata 4 B."""
        return " ".join(str(part) for part in (self.street, self.number, self.letter) if part)


class Disposal(models.TextChoices):
    """KOSTRA's forms of disposal, and the right of referral that Husbanken's agreements give."""

    OWNED = "owned", _("Owned by the municipality")
    LEASED_IN = "leased_in", _("Leased in")
    RIGHT_OF_ALLOCATION = "right_of_allocation", _("Right of allocation")
    RIGHT_OF_REFERRAL = "right_of_referral", _("Right of referral")


class Staffing(models.TextChoices):
    """When somebody is at work in the house."""

    NONE = "none", _("No staff")
    PART = "part", _("Part of the day")
    ALL_DAY = "all_day", _("Day and night")


class Status(models.TextChoices):
    """Where a dwelling stands. From leaving READY until LET somebody waits for something."""

    READY = "ready", _("Ready to move in")
    RESERVED = "reserved", _("Reserved")
    ASSIGNED = "assigned", _("Assigned")
    LET = "let", _("Let")
    UNDER_NOTICE = "under_notice", _("Under notice")
    MAINTENANCE = "maintenance", _("Maintenance")
    UNAVAILABLE = "unavailable", _("Out of use")
    BEING_SOLD = "being_sold", _("Being sold")
    REMOVED = "removed", _("Removed")


#: Somebody lives there.
OCCUPIED = (Status.LET, Status.UNDER_NOTICE)
#: It belongs to the stock and nobody lives there.
EMPTY = (
    Status.READY, Status.RESERVED, Status.ASSIGNED, Status.MAINTENANCE, Status.UNAVAILABLE, Status.BEING_SOLD,
)  # fmt: skip


class Dwelling(models.Model):
    """One dwelling the municipality can let: with its own entrance, or a room with its own lease in a group home.

    Matrikkel numbers are 0 where there is none (leasehold, section). Rent is kroner a month. `kind`, `sub_kind`,
    `disposal`, `ownership`, `condition` and `empty_reason` hold codes of the code lists; a code another system gave
    and nobody has explained yet stands as it was written. `adaptations` is «,wheelchair,step_free,».
    `empty_since` is the first day of the time it has stood empty; none while somebody lives there or it is removed.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    building = models.ForeignKey(
        Building, on_delete=models.PROTECT, null=True, blank=True, related_name="dwellings", verbose_name=_("Building")
    )
    municipality_number = models.CharField(
        _("Municipality number"), max_length=4, blank=True, validators=[municipality_number_shape]
    )
    gnr = models.PositiveIntegerField(_("Farm number (gnr.)"), default=0)
    bnr = models.PositiveIntegerField(_("Title number (bnr.)"), default=0)
    fnr = models.PositiveIntegerField(_("Leasehold number (fnr.)"), default=0)
    snr = models.PositiveIntegerField(_("Section number (snr.)"), default=0)
    unit_number = models.CharField(_("Unit number"), max_length=5, blank=True, validators=[unit_number_shape])
    extra_reference = models.CharField(
        _("Extra reference"), max_length=60, blank=True, help_text=_("Tells rooms with the same unit number apart.")
    )
    street = models.CharField(_("Street"), max_length=120)
    number = models.PositiveIntegerField(_("Number"), null=True, blank=True)
    letter = models.CharField(_("Letter"), max_length=2, blank=True)
    postcode = models.CharField(_("Postcode"), max_length=4, blank=True)
    place = models.CharField(_("Postal place"), max_length=60, blank=True)
    area = models.CharField(_("Part of town"), max_length=60, blank=True)

    kind = models.CharField(_("Kind"), max_length=60, blank=True)
    sub_kind = models.CharField(_("Sub-kind"), max_length=60, blank=True)
    disposal = models.CharField(_("Disposal"), max_length=60, blank=True)
    ownership = models.CharField(_("Form of ownership"), max_length=60, blank=True)
    owner_name = models.CharField(_("Owner"), max_length=120, blank=True)
    owner_number = models.CharField(_("Owner's organisation number"), max_length=9, blank=True)
    owner_phone = models.CharField(_("Owner's telephone"), max_length=20, blank=True)
    leased_in_until = models.DateField(_("Leased in until"), null=True, blank=True)

    area_m2 = models.DecimalField(_("Area, m²"), max_digits=6, decimal_places=1, null=True, blank=True)
    rooms = models.PositiveSmallIntegerField(_("Rooms"), null=True, blank=True)
    bedrooms = models.PositiveSmallIntegerField(_("Bedrooms"), null=True, blank=True)
    floor = models.SmallIntegerField(_("Floor"), null=True, blank=True)
    has_lift = models.BooleanField(_("Lift"), null=True, blank=True)
    adaptations = models.CharField(_("Adaptations"), max_length=300, blank=True)
    staffing = models.CharField(_("Staff"), max_length=8, choices=Staffing.choices, blank=True)
    has_staff_base = models.BooleanField(_("Base for staff"), null=True, blank=True)
    is_group_home = models.BooleanField(_("In a group home"), default=False)
    ordinary_stock = models.BooleanField(_("In ordinary housing"), null=True, blank=True)
    rent = models.DecimalField(_("Rent a month"), max_digits=9, decimal_places=2, null=True, blank=True)
    deposit = models.DecimalField(_("Deposit asked for"), max_digits=9, decimal_places=2, null=True, blank=True)
    condition = models.CharField(_("Condition"), max_length=60, blank=True)
    condition_note = models.CharField(_("About the condition"), max_length=500, blank=True)
    rent_to_own = models.BooleanField(_("Could be bought by its tenant"), null=True, blank=True)
    vat_compensation = models.BooleanField(_("Qualifies for VAT compensation"), null=True, blank=True)
    primary_school = models.CharField(_("Primary school"), max_length=60, blank=True)
    lower_secondary_school = models.CharField(_("Lower secondary school"), max_length=60, blank=True)
    power_meter = models.CharField(_("Power meter"), max_length=30, blank=True)
    water_meter = models.CharField(_("Water meter"), max_length=30, blank=True)
    other_information = models.TextField(_("Other information"), max_length=2000, blank=True)

    status = models.CharField(_("Status"), max_length=12, choices=Status.choices, default=Status.READY)
    status_since = models.DateField(_("Since"))
    empty_since = models.DateField(_("Empty since"), null=True, blank=True)
    empty_reason = models.CharField(_("Why it stands empty"), max_length=60, blank=True)
    fdv_id = models.CharField(_("Id in the property system"), max_length=60, blank=True)
    kobo_id = models.CharField(_("Id in Kobo"), max_length=60, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    invented = models.BooleanField(default=False)
    address_key = models.CharField(max_length=160, editable=False, help_text="The address folded, in order of house")
    found_by = models.CharField(max_length=400, editable=False, help_text="All that a search finds it by, folded")

    class Meta:
        ordering = ["address_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "fdv_id"], condition=~Q(fdv_id=""), name="dwelling_fdv_id_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "kobo_id"], condition=~Q(kobo_id=""), name="dwelling_kobo_id_once"
            ),
            models.UniqueConstraint(
                fields=[
                    "organisation", "municipality_number", "gnr", "bnr", "fnr", "snr", "unit_number",
                    "extra_reference",
                ],
                condition=Q(gnr__gt=0, removed_at__isnull=True) & ~Q(unit_number=""),
                name="dwelling_matrikkel_once",
            ),
            models.CheckConstraint(
                condition=Q(status="removed", removed_at__isnull=False)
                | (~Q(status="removed") & Q(removed_at__isnull=True)),
                name="dwelling_removed_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["let", "under_notice", "removed"], empty_since__isnull=True)
                | (~Q(status__in=["let", "under_notice", "removed"]) & Q(empty_since__isnull=False)),
                name="dwelling_empty_has_a_first_day",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["organisation", "address_key", "id"], name="dwelling_by_address"),
            models.Index(fields=["organisation", "status", "address_key", "id"], name="dwelling_by_status"),
            models.Index(fields=["organisation", "empty_since", "id"], name="dwelling_by_emptiness"),
            models.Index(fields=["organisation", "rooms", "address_key", "id"], name="dwelling_by_rooms"),
            models.Index(fields=["organisation", "area", "address_key", "id"], name="dwelling_by_area"),
            models.Index(fields=["organisation", "found_by"], name="dwelling_found_by"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """B-417: what people may call it by."""
        return f"B-{self.pk}"

    @property
    def address(self) -> str:
        """Prøvegata 4 B."""
        return " ".join(str(part) for part in (self.street, self.number, self.letter) if part)

    @property
    def title(self) -> str:
        """Prøvegata 4 B, H0301."""
        return ", ".join(part for part in (self.address, self.unit_number or self.extra_reference) if part)

    @property
    def matrikkel(self) -> str:
        """3103-4/21/0/3; empty where it is not stated."""
        if not self.gnr:
            return ""
        numbers = [self.gnr, self.bnr, self.fnr, self.snr]
        while len(numbers) > 2 and not numbers[-1]:
            numbers.pop()
        told = "/".join(str(number) for number in numbers)
        return f"{self.municipality_number}-{told}" if self.municipality_number else told

    @property
    def adaptation_codes(self) -> list[str]:
        """The codes one by one."""
        return [code for code in self.adaptations.split(",") if code]

    @property
    def is_empty(self) -> bool:
        """In the stock, and nobody lives there."""
        return self.status in EMPTY


class PlanStatus(models.TextChoices):
    """How far the planning of a site has come."""

    IDEA = "idea", _("Idea")
    IN_MUNICIPAL_PLAN = "in_municipal_plan", _("In the municipality's plan")
    BEING_ZONED = "being_zoned", _("Being zoned")
    ZONED = "zoned", _("Zoned")
    PERMITTED = "permitted", _("Building permit given")
    UNDER_CONSTRUCTION = "under_construction", _("Under construction")
    DROPPED = "dropped", _("Dropped")


class Site(models.Model):
    """A piece of land where dwellings could stand: how far its planning has come, and what could be built."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Name"), max_length=120)
    municipality_number = models.CharField(
        _("Municipality number"), max_length=4, blank=True, validators=[municipality_number_shape]
    )
    gnr = models.PositiveIntegerField(_("Farm number (gnr.)"), default=0)
    bnr = models.PositiveIntegerField(_("Title number (bnr.)"), default=0)
    area = models.CharField(_("Part of town"), max_length=60, blank=True)
    owner_name = models.CharField(_("Owner"), max_length=120, blank=True)
    area_m2 = models.PositiveIntegerField(_("Area of the site, m²"), null=True, blank=True)
    plan_status = models.CharField(
        _("How far the plan has come"), max_length=20, choices=PlanStatus.choices, default=PlanStatus.IDEA
    )
    plan_name = models.CharField(_("Plan"), max_length=120, blank=True)
    could_stand = models.TextField(_("What could stand there"), max_length=2000, blank=True)
    dwellings_from = models.PositiveSmallIntegerField(_("Dwellings, at least"), null=True, blank=True)
    dwellings_to = models.PositiveSmallIntegerField(_("Dwellings, at most"), null=True, blank=True)
    ready_year = models.PositiveSmallIntegerField(_("Could be ready in"), null=True, blank=True)
    hindrances = models.TextField(_("What stands in the way"), max_length=2000, blank=True)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="site_name_once"),
            models.CheckConstraint(
                condition=Q(dwellings_from__isnull=True)
                | Q(dwellings_to__isnull=True)
                | Q(dwellings_to__gte=F("dwellings_from")),
                name="site_range_runs_upwards",
            ),
        ]

    def __str__(self) -> str:
        return self.name
