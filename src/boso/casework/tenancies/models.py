"""Who rents which dwelling, from when, until when, and on which ground of the Tenancy Act."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """What the lease rests on. Under husleieloven § 11-1 a term shorter than three years is allowed."""

    ORDINARY = "ordinary", _("Ordinary lease")
    SPECIAL_11_1 = "special_11_1", _("Husleieloven § 11-1")


class NoticeBy(models.TextChoices):
    """Who ended the lease by notice."""

    TENANT = "tenant", _("The tenant")
    LANDLORD = "landlord", _("The municipality")


class EndReason(models.TextChoices):
    """Why a tenancy ended."""

    EXPIRED = "expired", _("The term ran out")
    NOTICE_BY_TENANT = "notice_by_tenant", _("Notice from the tenant")
    NOTICE_BY_LANDLORD = "notice_by_landlord", _("Notice from the municipality")
    RESCINDED = "rescinded", _("Rescinded for breach")
    EVICTED = "evicted", _("Evicted")
    DIED = "died", _("The tenant died")
    MOVED_WITHIN = "moved_within", _("Moved to another municipal dwelling")
    BOUGHT = "bought", _("Bought a home")
    INSTITUTION = "institution", _("Moved to an institution")
    RENEWED = "renewed", _("Went on in a new lease")
    OTHER = "other", _("Other reason")


class Tenancy(models.Model):
    """One lease of one dwelling.

    ends: the last day of the term as the contract says (that day included); none for a lease without end.
    ended_on: the day the keys were handed in: from that day the dwelling is not let by this lease. Set, perhaps to a
    day to come, it closes the tenancy. household: none where an import does not say whose it is.
    rent: kroner a month; deposit and guarantee in kroner.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    dwelling = models.ForeignKey("dwellings.Dwelling", on_delete=models.PROTECT, related_name="tenancies")
    household = models.ForeignKey(
        "households.Household", on_delete=models.PROTECT, null=True, blank=True, related_name="tenancies"
    )
    starts = models.DateField(_("From"))
    ends = models.DateField(_("To and with"), null=True, blank=True)
    ground = models.CharField(_("Ground"), max_length=12, choices=Ground.choices, default=Ground.ORDINARY)
    informed_in_writing = models.BooleanField(_("Told in writing"), default=False)
    rent = models.DecimalField(_("Rent a month"), max_digits=9, decimal_places=2, null=True, blank=True)
    deposit_agreed = models.DecimalField(_("Deposit agreed"), max_digits=9, decimal_places=2, default=0)
    deposit_paid = models.DecimalField(_("Deposit paid"), max_digits=9, decimal_places=2, default=0)
    deposit_paid_on = models.DateField(_("Deposit paid on"), null=True, blank=True)
    guarantee = models.DecimalField(_("Guarantee"), max_digits=9, decimal_places=2, default=0)
    guaranteed_until = models.DateField(_("Guaranteed until"), null=True, blank=True)
    notice_given_on = models.DateField(_("Notice given"), null=True, blank=True)
    notice_by = models.CharField(_("Notice by"), max_length=8, choices=NoticeBy.choices, blank=True)
    move_out_requested_on = models.DateField(_("Asked in writing to move"), null=True, blank=True)
    ended_on = models.DateField(_("Ended"), null=True, blank=True)
    end_reason = models.CharField(_("Why it ended"), max_length=20, choices=EndReason.choices, blank=True)
    renews = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by", verbose_name=_("Renews")
    )
    external_id = models.CharField(_("Id in another system"), max_length=60, blank=True)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["-starts", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dwelling"], condition=Q(ended_on__isnull=True), name="tenancy_one_open_for_each_dwelling"
            ),
            models.UniqueConstraint(
                fields=["organisation", "external_id"], condition=~Q(external_id=""), name="tenancy_external_id_once"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="tenancy_term_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("starts")), name="tenancy_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="tenancy_ended_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(notice_given_on__isnull=True, notice_by="")
                | (Q(notice_given_on__isnull=False) & ~Q(notice_by="")),
                name="tenancy_notice_has_a_giver",
            ),
            models.CheckConstraint(
                condition=Q(deposit_agreed__gte=0, deposit_paid__gte=0, guarantee__gte=0),
                name="tenancy_amounts_are_not_below_0",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "ends", "id"], condition=Q(ended_on__isnull=True), name="tenancy_open_by_end"
            ),
            models.Index(fields=["household", "-starts"], name="tenancy_by_household"),
            models.Index(
                fields=["organisation", "starts", "id"],
                condition=Q(ended_on__isnull=True, deposit_paid__lt=F("deposit_agreed")),
                name="tenancy_deposit_lacks",
            ),
            models.Index(
                fields=["organisation", "ended_on"], condition=Q(ended_on__isnull=False), name="tenancy_by_ending"
            ),
        ]

    def __str__(self) -> str:
        return f"L-{self.pk}"

    @property
    def reference(self) -> str:
        """L-32: what people may call it by."""
        return f"L-{self.pk}"

    @property
    def is_open(self) -> bool:
        """Nobody has ended it."""
        return self.ended_on is None
