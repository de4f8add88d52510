"""What a dwelling has been through: its status day by day, the work while it stood empty, what binds it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.casework.dwellings.models_stock import Building, Dwelling, Status


class StatusPeriod(models.Model):
    """One status of one dwelling: [starts, ends). The periods of a dwelling follow each other without gap or overlap,
    and the last one has no end. A day with several changes belongs to the last of them.
    """

    dwelling = models.ForeignKey(Dwelling, on_delete=models.CASCADE, related_name="periods")
    status = models.CharField(max_length=12, choices=Status.choices)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    empty_reason = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dwelling", "starts"], name="status_period_begins_once"),
            models.UniqueConstraint(
                fields=["dwelling"], condition=Q(ends__isnull=True), name="status_period_last_is_one"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")), name="status_period_lasts_a_day"
            ),
        ]
        indexes = [models.Index(fields=["status", "ends"], name="status_period_by_status")]

    def __str__(self) -> str:
        return f"{self.dwelling_id} {self.status} {self.starts}"


class StepKind(models.TextChoices):
    """What happens between two tenants, in the order it mostly comes."""

    NOTICE = "notice", _("Notice")
    INSPECTION = "inspection", _("Inspection")
    EMPTYING = "emptying", _("Emptying")
    CLEANING = "cleaning", _("Cleaning")
    REPAIR = "repair", _("Repair")
    READY = "ready", _("Ready, waits for a tenant")


class EmptyStep(models.Model):
    """One step of the way from one tenant to the next: [starts, ends), never two at once.

    A step goes on until it ends or the next begins. `planned_end` is what was promised.
    """

    dwelling = models.ForeignKey(Dwelling, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("Step"), max_length=10, choices=StepKind.choices)
    starts = models.DateField(_("From"))
    ends = models.DateField(_("To"), null=True, blank=True)
    planned_end = models.DateField(_("Promised by"), null=True, blank=True)
    responsible = models.CharField(_("Responsible"), max_length=120, blank=True)
    note = models.CharField(_("Note"), max_length=500, blank=True)

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dwelling", "starts"], name="empty_step_begins_once"),
            models.UniqueConstraint(fields=["dwelling"], condition=Q(ends__isnull=True), name="empty_step_last_is_one"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")), name="empty_step_lasts_a_day"
            ),
        ]
        indexes = [models.Index(fields=["kind", "ends"], name="empty_step_by_kind")]

    def __str__(self) -> str:
        return f"{self.dwelling_id} {self.kind} {self.starts}"


class BindingKind(models.TextChoices):
    """What ties the municipality's hands, and since when."""

    LETTING_GRANT = "letting_grant", _("Grant for dwellings to let")
    CARE_GRANT = "care_grant", _("Grant for care homes")
    RIGHT_OF_ALLOCATION = "right_of_allocation", _("Right of allocation")
    RIGHT_OF_REFERRAL = "right_of_referral", _("Right of referral")
    OTHER = "other", _("Other binding")


class Binding(models.Model):
    """A condition on one dwelling or on a whole building, from a day and mostly to a day (that day not included)."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    dwelling = models.ForeignKey(Dwelling, on_delete=models.CASCADE, null=True, blank=True, related_name="bindings")
    building = models.ForeignKey(Building, on_delete=models.CASCADE, null=True, blank=True, related_name="bindings")
    kind = models.CharField(_("Binding"), max_length=20, choices=BindingKind.choices)
    grantor = models.CharField(_("Who gave it"), max_length=120, blank=True)
    reference = models.CharField(_("Their reference"), max_length=60, blank=True)
    amount = models.DecimalField(_("Amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    starts = models.DateField(_("From"))
    ends = models.DateField(_("To"), null=True, blank=True)
    terms = models.CharField(_("Terms"), max_length=500, blank=True)

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dwelling__isnull=False, building__isnull=True)
                | Q(dwelling__isnull=True, building__isnull=False),
                name="binding_is_on_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")), name="binding_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts}"
