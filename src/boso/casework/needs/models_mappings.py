"""The mapping: a dated snapshot of how a household lives and what home it needs."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.casework.needs.models_codes import (
    Adaptation,
    Area,
    Certainty,
    Floor,
    FollowUp,
    Homeless,
    Known,
    MainGround,
    Neighbours,
    Situation,
    Staffing,
    Urgency,
    Why,
)


class MappingState(models.TextChoices):
    """Where a mapping stands. One that is corrected stays as it was, and another says what is right."""

    DRAFT = "draft", _("Begun")
    DONE = "done", _("Done")
    CORRECTED = "corrected", _("Corrected")


class Mapping(models.Model):
    """How a household lived on a day, and what home it needed. A new one never overwrites an older one.

    holds_until: the first day a later mapping says otherwise; none for the one that holds still. Kept by the actions.
    rooms: with the living room, without the kitchen. area_m2: at least. Sizes are none where nobody knows.
    norm, norm_*: what the size norm came to for the household as it was; `overridden` where another size is needed.
    rent_most: the highest rent a month they can bear, in kroner, with bostøtte counted in; none where nobody knows.
    applied: whether the household has asked for help itself. settled_on: when a refugee was settled.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="mappings")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    mapped_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    mapped_on = models.DateField(_("Mapped"))
    holds_until = models.DateField(null=True, blank=True, editable=False)
    state = models.CharField(_("State"), max_length=10, choices=MappingState.choices, default=MappingState.DRAFT)
    campaign = models.ForeignKey("needs.Campaign", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    corrected_because = models.CharField(_("Why corrected"), max_length=16, choices=Why.choices, blank=True)

    without_own = models.CharField(
        _("Without a home of its own"), max_length=8, choices=Known.choices, default=Known.UNKNOWN
    )
    at_risk = models.CharField(
        _("At risk of losing the home"), max_length=8, choices=Known.choices, default=Known.UNKNOWN
    )
    unsuitable = models.CharField(_("Unsuitable home"), max_length=8, choices=Known.choices, default=Known.UNKNOWN)
    situation = models.CharField(
        _("Situation"), max_length=12, choices=Situation.choices, default=Situation.UNKNOWN, editable=False
    )
    homeless = models.CharField(_("Place of stay"), max_length=14, choices=Homeless.choices, default=Homeless.UNKNOWN)
    unsuitable_because = models.JSONField(_("What makes it unsuitable"), default=list, blank=True)
    main_ground = models.CharField(
        _("Main ground"), max_length=20, choices=MainGround.choices, default=MainGround.UNKNOWN
    )
    settled_on = models.DateField(_("Settled as a refugee"), null=True, blank=True)
    applied = models.CharField(_("Has asked for help"), max_length=8, choices=Known.choices, default=Known.UNKNOWN)

    adults = models.PositiveSmallIntegerField(_("Adults"), default=0)
    children = models.PositiveSmallIntegerField(_("Children"), default=0)
    visiting = models.PositiveSmallIntegerField(_("Children part of the time"), default=0)
    norm = models.CharField(_("Size norm"), max_length=20, blank=True)
    norm_bedrooms = models.PositiveSmallIntegerField(null=True, blank=True)
    norm_rooms = models.PositiveSmallIntegerField(null=True, blank=True)
    norm_area_m2 = models.PositiveSmallIntegerField(null=True, blank=True)
    bedrooms = models.PositiveSmallIntegerField(_("Bedrooms"), null=True, blank=True)
    rooms = models.PositiveSmallIntegerField(_("Rooms"), null=True, blank=True)
    area_m2 = models.PositiveSmallIntegerField(_("Area"), null=True, blank=True, help_text="m², at least")
    overridden = models.BooleanField(_("Another size than the norm's"), default=False)
    floor = models.CharField(_("Floor"), max_length=8, choices=Floor.choices, default=Floor.UNKNOWN)
    adaptation = models.CharField(
        _("Adaptation"), max_length=10, choices=Adaptation.choices, default=Adaptation.UNKNOWN
    )
    area = models.CharField(_("Where"), max_length=10, choices=Area.choices, default=Area.UNKNOWN)
    district = models.CharField(_("Part of the town"), max_length=60, blank=True)
    rent_most = models.PositiveIntegerField(_("Highest rent"), null=True, blank=True, help_text="kr a month")
    neighbours = models.CharField(
        _("Surroundings"), max_length=10, choices=Neighbours.choices, default=Neighbours.UNKNOWN
    )
    staffing = models.CharField(_("Staff"), max_length=8, choices=Staffing.choices, default=Staffing.UNKNOWN)
    follow_up = models.CharField(_("Follow-up"), max_length=8, choices=FollowUp.choices, default=FollowUp.UNKNOWN)
    urgency = models.CharField(_("When"), max_length=10, choices=Urgency.choices, default=Urgency.UNKNOWN)
    certainty = models.CharField(_("How sure"), max_length=8, choices=Certainty.choices, default=Certainty.LIKELY)

    form = models.ForeignKey(
        "questionnaires.FormVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Form"), help_text="Which it was filled in with; none for one that was brought in",
    )  # fmt: skip
    sealed = models.TextField(blank=True, help_text="Own questions and words, with the household's key: see `sealing`")
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    invented = models.BooleanField(default=False)

    #: Kept by the actions from the other mappings of the household.
    kept_out_of_history = ("holds_until",)

    class Meta:
        ordering = ["-mapped_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", done_at__isnull=True) | (~Q(state="draft") & Q(done_at__isnull=False)),
                name="mapping_done_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, corrected_because="")
                | (Q(corrects__isnull=False) & ~Q(corrected_because="")),
                name="mapping_correction_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(holds_until__isnull=True) | Q(holds_until__gte=F("mapped_on")),
                name="mapping_holds_forward",
            ),
            models.UniqueConstraint(
                fields=["household", "unit"], condition=Q(state="draft", corrects__isnull=True),
                name="mapping_one_draft_for_each_unit",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["organisation", "mapped_on", "id"], condition=Q(state="done"), name="mapping_done"),
            models.Index(
                fields=["organisation", "situation", "mapped_on", "id"],
                condition=Q(state="done", holds_until__isnull=True),
                name="mapping_current",
            ),
            models.Index(fields=["household", "-mapped_on", "-id"], name="mapping_by_household"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """K-32: what people may call it by."""
        return f"K-{self.pk}"

    @property
    def is_need(self) -> bool:
        """Whether the household needs another home, or help to keep the one it has."""
        return self.situation in (Situation.WITHOUT_OWN, Situation.AT_RISK, Situation.UNSUITABLE)

    @property
    def holds(self) -> bool:
        """Whether nothing later says otherwise."""
        return self.state == MappingState.DONE and self.holds_until is None
