"""What members record: awards, payments, carry-over, money given back, and what the municipality puts in."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.programme.grants.models_report import TableCell
from boso.programme.partnership.models import Fact


class AwardState(models.TextChoices):
    """Where an award stands."""

    DRAFT = "draft", _("Draft")
    DECIDED = "decided", _("Awarded")
    ACCEPTED = "accepted", _("Accepted")
    CLOSED = "closed", _("Closed")


class Award(models.Model):
    """A decision to grant an amount. With a cell: it stands in the report, and nobody changes it here.

    decision_year: when it was granted; work_year: which year's work it is for; programme_year: the municipality's
    first, second, ... year in the programme, which sets the own share. Empty: not stated.
    """

    participation = models.ForeignKey("partnership.Participation", on_delete=models.PROTECT, related_name="awards")
    decision_year = models.PositiveSmallIntegerField(null=True, blank=True)
    work_year = models.PositiveSmallIntegerField(null=True, blank=True)
    programme_year = models.PositiveSmallIntegerField(null=True, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="Kroner")
    conditions = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=AwardState.choices, default=AwardState.DRAFT)
    decided_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    accepted_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_on = models.DateField(null=True, blank=True)
    cell = models.OneToOneField(TableCell, on_delete=models.PROTECT, null=True, blank=True, related_name="award")
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="award")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["decision_year", "work_year", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="award_is_above_0"),
            models.CheckConstraint(
                condition=Q(cell__isnull=True, fact__isnull=True) | Q(cell__isnull=False, fact__isnull=False),
                name="award_of_the_report_has_cell_and_fact",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(cell__isnull=False) | Q(decided_on__isnull=False),
                name="award_that_stands_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(cell__isnull=False) | Q(work_year__isnull=False, programme_year__isnull=False),
                name="award_made_here_has_its_years",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.year} {self.amount}"

    @property
    def is_from_report(self) -> bool:
        """Whether it stands in the report: then its accounts are not known here."""
        return self.cell_id is not None

    @property
    def year(self) -> int | None:
        """The year it goes by: of the work, else of the decision, else of the report's column."""
        if self.work_year or self.decision_year:
            return self.work_year or self.decision_year
        return self.cell.column.year if self.cell is not None else None


class PaymentState(models.TextChoices):
    """Where a request for payment stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")
    PAID = "paid", _("Paid")
    RETURNED = "returned", _("Returned for correction")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PaymentRequest(models.Model):
    """The municipality's request for a part of an award. Who submits may not approve.

    work_year: the year's pot it is drawn from. costs: what the municipality says the programme cost in the period;
    accepted_costs: what the bank accepts. Amounts in kroner; the period has both its days.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="payments")
    work_year = models.PositiveSmallIntegerField()
    period_start = models.DateField()
    period_end = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="Kroner")
    costs = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, help_text="Kroner")
    accepted_costs = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, help_text="Kroner")
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=PaymentState.choices, default=PaymentState.DRAFT)
    submitted_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    returned_because = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-period_end", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_above_0"),
            models.CheckConstraint(condition=Q(period_end__gte=F("period_start")), name="payment_period_runs_forward"),
            models.CheckConstraint(
                condition=Q(submitted_by__isnull=True)
                | Q(approved_by__isnull=True)
                | ~Q(submitted_by=F("approved_by")),
                name="payment_takes_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "paid"])
                | (Q(approved_on__isnull=False) & Q(accepted_costs__isnull=False)),
                name="payment_approved_has_accepted_costs",
            ),
            models.CheckConstraint(condition=~Q(state="paid") | Q(paid_on__isnull=False), name="payment_paid_on_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.award_id} {self.amount} {self.state}"


class Repayment(models.Model):
    """Money the municipality gave back."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="repayments")
    work_year = models.PositiveSmallIntegerField(help_text="The year's pot it had been drawn from")
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="Kroner")
    on = models.DateField()
    reason = models.CharField(max_length=500)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="repayment_is_above_0")]

    def __str__(self) -> str:
        return f"{self.award_id} {self.amount}"


class CarryOver(models.Model):
    """Money of an award that is not used in one year and may be used in a later one."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="carry_overs")
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="Kroner")
    reason = models.CharField(max_length=500)
    decided_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField()

    class Meta:
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="carry_over_is_above_0"),
            models.CheckConstraint(condition=Q(to_year__gt=F("from_year")), name="carry_over_goes_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.award_id} {self.from_year} → {self.to_year}"


class ContributionKind(models.TextChoices):
    """How the municipality puts in its share."""

    CASH = "cash", _("Cash")
    HOURS = "hours", _("Own effort")


class ContributionState(models.TextChoices):
    """Where a contribution stands."""

    DRAFT = "draft", _("Draft")
    REPORTED = "reported", _("Reported")
    ACCEPTED = "accepted", _("Accepted")


class OwnContribution(models.Model):
    """What the municipality puts in for a year's work: money, or hours times what an hour costs."""

    participation = models.ForeignKey(
        "partnership.Participation", on_delete=models.PROTECT, related_name="contributions"
    )
    work_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=5, choices=ContributionKind.choices)
    hours = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True, help_text="Kroner an hour")
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="Kroner")
    evidence = models.CharField(max_length=500, help_text="What shows it, in words")
    state = models.CharField(max_length=10, choices=ContributionState.choices, default=ContributionState.DRAFT)
    reported_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["work_year", "kind", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="contribution_is_above_0"),
            models.CheckConstraint(
                condition=Q(kind="cash", hours__isnull=True, rate__isnull=True)
                | Q(kind="hours", hours__isnull=False, rate__isnull=False),
                name="contribution_hours_have_a_rate",
            ),
            models.CheckConstraint(
                condition=Q(reported_by__isnull=True) | Q(accepted_by__isnull=True) | ~Q(reported_by=F("accepted_by")),
                name="contribution_takes_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.work_year} {self.amount}"
