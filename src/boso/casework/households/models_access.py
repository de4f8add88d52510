"""Who may see a household: units that work with it, sharing, conflict of interest, clearance, emergency access."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class EngagementGround(models.TextChoices):
    """How a unit came to work with a household."""

    ASKED = "asked", _("The household asked for help")
    REFERRED = "referred", _("Another service told of the household")
    OUTREACH = "outreach", _("We made contact ourselves")
    TENANT = "tenant", _("Lives in a municipal dwelling")
    TOGETHER = "together", _("Works together with another unit")
    HANDED_OVER = "handed_over", _("Took over the case")
    BROUGHT_IN = "brought_in", _("Brought in from an older list")


class Engagement(models.Model):
    """A unit works with a household, from one day to another; perhaps one person in it is responsible."""

    household = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="engagements")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    worker = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ground = models.CharField(_("How"), max_length=12, choices=EngagementGround.choices)
    starts = models.DateField(_("From"))
    ends = models.DateField(_("To"), null=True, blank=True)

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "unit"], condition=Q(ends__isnull=True), name="engagement_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="engagement_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["unit", "household", "starts", "ends"], name="engagement_by_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} with {self.household_id}"


class SharingGround(models.TextChoices):
    """What lets one service show another a household. The statute of each stands in `core/law/households.toml`."""

    TASK = "task", _("The other unit needs it for its own task by law")
    COORDINATION = "coordination", _("The municipality's duty to coordinate the help")
    CONSENT = "consent", _("The household has agreed")


class Sharing(models.Model):
    """Another unit sees the household, for a time and on a ground. It does not thereby work with it."""

    household = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="sharings")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    ground = models.CharField(_("Ground"), max_length=12, choices=SharingGround.choices)
    consent = models.ForeignKey(
        "households.Consent", on_delete=models.PROTECT, null=True, blank=True, related_name="sharings"
    )
    starts = models.DateField(_("From"))
    ends = models.DateField(_("To"))
    shared_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="sharing_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(ground="consent") | Q(consent__isnull=False), name="sharing_by_consent_names_it"
            ),
        ]
        indexes = [models.Index(fields=["unit", "household", "starts", "ends"], name="sharing_by_unit")]

    def __str__(self) -> str:
        return f"{self.household_id} to {self.unit_id}"


class RecusalGround(models.TextChoices):
    """What kind of tie makes a person unfit to deal with a household (habilitet)."""

    FAMILY = "family", _("Family")
    FRIEND = "friend", _("Friend, neighbour or colleague")
    BUSINESS = "business", _("Business or landlord")
    OTHER = "other", _("Other")


class Recusal(models.Model):
    """A person with a conflict of interest: the household does not exist for them, from a day."""

    household = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="recusals")
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    ground = models.CharField(_("Tie"), max_length=12, choices=RecusalGround.choices)
    sealed = models.TextField(blank=True, help_text="The tie in words, with the household's key")
    starts = models.DateField(_("From"))
    ends = models.DateField(_("To"), null=True, blank=True)
    decided_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "user"], condition=Q(ends__isnull=True), name="recusal_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="recusal_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["user", "household"], name="recusal_by_user")]

    def __str__(self) -> str:
        return f"{self.user_id} not with {self.household_id}"


class Clearance(models.Model):
    """A person may see protected households of an organisation, for a time, once two others have said so."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    starts = models.DateField(_("From"))
    ends = models.DateField(_("To"))
    given_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="clearance_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(given_by=F("user")) & (Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("user"))),
                name="clearance_is_not_ones_own",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("given_by")),
                name="clearance_takes_two",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="clearance_confirmed_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.organisation_id}"


class EmergencyReason(models.TextChoices):
    """Why somebody opens a household that their unit does not work with."""

    HOMELESS_TODAY = "homeless_today", _("Without a place to sleep tonight")
    DANGER = "danger", _("Danger to life or health")
    CHILDREN = "children", _("Concern for children")
    DUTY = "duty", _("On duty for the unit that works with them")
    OTHER = "other", _("Other")


class Verdict(models.TextChoices):
    """What the review of an emergency access came to."""

    JUSTIFIED = "justified", _("Justified")
    NOT_JUSTIFIED = "not_justified", _("Not justified")


class EmergencyAccess(models.Model):
    """A person opened a household in an emergency: for a reason, until a moment, and to be reviewed by another."""

    household = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="emergencies")
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("Reason"), max_length=16, choices=EmergencyReason.choices)
    sealed = models.TextField(help_text="The reason in words and the words of the review, with the household's key")
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    verdict = models.CharField(_("Review"), max_length=16, choices=Verdict.choices, blank=True)
    reviewed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("opened_at")), name="emergency_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("user")), name="emergency_is_not_self_reviewed"
            ),
            models.CheckConstraint(
                condition=Q(verdict="", reviewed_by__isnull=True, reviewed_at__isnull=True)
                | (~Q(verdict="") & Q(reviewed_by__isnull=False, reviewed_at__isnull=False)),
                name="emergency_reviewed_as_a_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "until"], name="emergency_by_user"),
            models.Index(fields=["opened_at"], condition=Q(verdict=""), name="emergency_to_review"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.household_id}"
