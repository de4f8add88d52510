"""Campaigns: map everybody in some groups by a day."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CampaignState(models.TextChoices):
    """Where a campaign stands."""

    DRAFT = "draft", _("Planned")
    RUNNING = "running", _("Under way")
    CLOSED = "closed", _("Closed")


class Campaign(models.Model):
    """Everybody in the chosen groups is to be mapped between two days, each by the unit that works with them.

    tenants, engaged: which households it takes; stale_before: only those not mapped since that day.
    left: how many were left when it closed, by state; none while it runs.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("Name"), max_length=120)
    tenants = models.BooleanField(_("Tenants of municipal homes"), default=True)
    engaged = models.BooleanField(_("Households a unit works with"), default=True)
    stale_before = models.DateField(_("Not mapped since"), null=True, blank=True)
    starts = models.DateField(_("From"))
    due_on = models.DateField(_("By"))
    state = models.CharField(_("State"), max_length=8, choices=CampaignState.choices, default=CampaignState.DRAFT)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(_("Closed"), null=True, blank=True)
    left = models.JSONField(null=True, blank=True, editable=False)
    reminded_on = models.DateField(_("Last reminder"), null=True, blank=True)

    class Meta:
        ordering = ["-due_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("starts")), name="campaign_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False, left__isnull=False)
                | (~Q(state="closed") & Q(closed_on__isnull=True)),
                name="campaign_closed_says_what_is_left",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="campaign_by_state")]

    def __str__(self) -> str:
        return self.title


class TargetState(models.TextChoices):
    """How far the mapping of one household in a campaign has come."""

    NOT_BEGUN = "not_begun", _("Not begun")
    UNDER_WAY = "under_way", _("Begun")
    DONE = "done", _("Done")
    UNREACHABLE = "unreachable", _("Cannot be reached")
    DECLINED = "declined", _("Does not want to")


#: Nobody works on these any more.
FINISHED = (TargetState.DONE, TargetState.UNREACHABLE, TargetState.DECLINED)


class CampaignTarget(models.Model):
    """One household to be mapped in a campaign, by one unit."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="targets")
    household = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("State"), max_length=12, choices=TargetState.choices, default=TargetState.NOT_BEGUN)
    mapping = models.ForeignKey("needs.Mapping", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "household"], name="campaign_asks_once")]
        indexes = [models.Index(fields=["campaign", "unit", "state"], name="target_by_unit")]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.household_id}"


class Reminder(models.Model):
    """Somebody was reminded that their unit has households left, once for each day the campaign was to end.

    days_before: how long before the last day the clock did it; none where somebody pressed a button.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("Reminded"))
    due_on = models.DateField(_("By"))
    days_before = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "unit__name", "user__name"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "user", "due_on", "days_before"], name="reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.user_id}"
