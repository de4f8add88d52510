"""Who takes part, how far they have come, how they came in, and what the two sides have agreed."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.models_facts import Fact, Mark
from boso.programme.partnership.models_plans import Intake, Programme
from boso.programme.partnership.wording import Worded, when


class Phase(models.TextChoices):
    """How far a participant has come."""

    APPLICATION = "application", _("Application")
    ANALYSIS = "analysis", _("Pre-analysis")
    PLANNING = "planning", _("Planning")
    PLANNING_TO_IMPLEMENTATION = "planning_to_implementation", _("From plan to action")
    IMPLEMENTATION = "implementation", _("Carrying out")
    ENDED = "ended", _("Ended")
    NOT_STATED = "not_stated", _("Phase not stated")


class Participation(Worded):
    """A municipality in the programme. No intake: the report does not say when it came in."""

    slug = models.SlugField(max_length=60, unique=True)
    programme = models.CharField(max_length=14, choices=Programme.choices, default=Programme.REPORT)
    organisation = models.OneToOneField(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="participation"
    )
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, null=True, blank=True, related_name="participations")
    intake_mark = models.CharField(max_length=14, choices=Mark.choices, default=Mark.STATED)
    evaluated = models.BooleanField(default=False, help_text="Followed by the evaluation")
    county = models.CharField(max_length=60, blank=True, help_text="The county's name at the time; empty: not stated")
    county_mark = models.CharField(max_length=14, choices=Mark.choices, default=Mark.STATED)
    districts = models.ManyToManyField("organisations.Organisation", blank=True, related_name="district_participations")
    phase = models.CharField(max_length=30, choices=Phase.choices, default=Phase.NOT_STATED)
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="participation")

    class Meta:
        ordering = ["organisation__name"]

    def __str__(self) -> str:
        return self.slug


class PhaseEntry(Worded):
    """A phase a participant was in, and the ground for saying so. The newest is `Participation.phase`.

    A report's entry has its fact; a member's entry has the reason given and who recorded it.
    """

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="phases")
    phase = models.CharField(max_length=30, choices=Phase.choices)
    as_of = models.CharField(max_length=20, blank=True, help_text="As the source says it")
    since = models.DateField(null=True, blank=True, help_text="From which day, where that is known")
    basis = models.CharField(max_length=500, blank=True, help_text="The reason a member gave")
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="phase_entry")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fact__isnull=False) | (Q(recorded_at__isnull=False) & ~Q(basis="")),
                name="phase_entry_has_a_ground",
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.phase}"

    @property
    def as_of_words(self) -> str:
        """When it held, for reading; empty where nobody says."""
        return when(self.since.isoformat() if self.since else self.as_of)

    @property
    def contradicts(self) -> bool:
        """Whether the source says this against itself."""
        return self.fact is not None and self.fact.mark == Mark.CONTRADICTION


class AdmissionState(models.TextChoices):
    """Where an application to the programme stands."""

    APPLICATION = "application", _("Application received")
    ASSESSMENT = "assessment", _("Under assessment")
    RECOMMENDED = "recommended", _("Recommended")
    NOT_RECOMMENDED = "not_recommended", _("Not recommended")
    ADMITTED = "admitted", _("Admitted")
    REFUSED = "refused", _("Refused")


class Admission(models.Model):
    """A municipality's way into the programme. Who recommends may not decide."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="admissions")
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="admissions")
    state = models.CharField(max_length=16, choices=AdmissionState.choices, default=AdmissionState.APPLICATION)
    received_on = models.DateField()
    recommended_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recommendation = models.CharField(max_length=500, blank=True, help_text="Why")
    decided_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField(max_length=500, blank=True, help_text="Why")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-received_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "intake"], name="admission_once"),
            models.CheckConstraint(
                condition=Q(recommended_by__isnull=True)
                | Q(decided_by__isnull=True)
                | ~Q(recommended_by=F("decided_by")),
                name="admission_takes_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.intake_id} {self.state}"


class AgreementState(models.TextChoices):
    """Where an agreement stands."""

    DRAFT = "draft", _("Draft")
    BANK_SIGNED = "bank_signed", _("Signed by the bank")
    MUNICIPALITY_SIGNED = "municipality_signed", _("Signed by the municipality")
    SIGNED = "signed", _("Signed")
    ENDED = "ended", _("Ended")


class Agreement(models.Model):
    """The partnership agreement of a participant: in force when one person on each side has signed."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="agreements")
    state = models.CharField(max_length=20, choices=AgreementState.choices, default=AgreementState.DRAFT)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    bank_signed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    bank_signed_on = models.DateField(null=True, blank=True)
    municipality_signed_by = models.ForeignKey(
        "access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    municipality_signed_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                name="agreement_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(bank_signed_by__isnull=True)
                | Q(municipality_signed_by__isnull=True)
                | ~Q(bank_signed_by=F("municipality_signed_by")),
                name="agreement_takes_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "ended"])
                | (Q(bank_signed_on__isnull=False) & Q(municipality_signed_on__isnull=False)),
                name="agreement_in_force_is_signed_by_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.state}"

    @property
    def signed_on(self) -> dt.date | None:
        """The day the second side signed; none before."""
        if self.bank_signed_on is None or self.municipality_signed_on is None:
            return None
        return max(self.bank_signed_on, self.municipality_signed_on)


class Party(models.TextChoices):
    """The two sides of the partnership, and what both owe."""

    BANK = "bank", _("The bank")
    MUNICIPALITY = "municipality", _("The municipality")
    BOTH = "both", _("Both")


class Duty(Worded):
    """What one side takes on. No agreement: it holds for every participant."""

    party = models.CharField(max_length=12, choices=Party.choices)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, null=True, blank=True, related_name="duties")
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="duty")

    class Meta:
        ordering = ["party", "id"]
        verbose_name_plural = "duties"

    def __str__(self) -> str:
        return f"{self.party} {self.pk}"
