"""Rounds of reports from the participants to the bank, what each wrote, and what was frozen when it was handed in."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.models import Programme


class RoundKind(models.TextChoices):
    """What a round asks for."""

    HALF_YEAR = "half_year", _("Half-year report")
    ANNUAL = "annual", _("Annual report")


class RoundState(models.TextChoices):
    """Whether reports are asked for."""

    OPEN = "open", _("Open for reports")
    CLOSED = "closed", _("Closed")


class ReportRound(models.Model):
    """One asking: all participants of a programme report on the same period, with the same form, by the same day.

    meeting_on, meeting_place: of the gathering that the reports are read for; empty as long as nobody has said.
    """

    programme = models.CharField(max_length=14, choices=Programme.choices, default=Programme.REPORT)
    kind = models.CharField(max_length=9, choices=RoundKind.choices)
    year = models.PositiveSmallIntegerField()
    due_on = models.DateField(help_text="The last day to hand in")
    form = models.ForeignKey("questionnaires.FormVersion", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=6, choices=RoundState.choices, default=RoundState.OPEN)
    opened_on = models.DateField()
    opened_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    meeting_on = models.DateField(null=True, blank=True)
    meeting_place = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-year", "kind", "programme"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind", "year"], name="report_round_once"),
            models.CheckConstraint(condition=Q(due_on__gte=F("opened_on")), name="report_round_is_due_after_it_opens"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.kind} {self.year}"

    @property
    def starts(self) -> dt.date:
        """The first day reported on."""
        return dt.date(self.year, 1, 1)

    @property
    def ends(self) -> dt.date:
        """The last day reported on."""
        return dt.date(self.year, 6, 30) if self.kind == RoundKind.HALF_YEAR else dt.date(self.year, 12, 31)


class ReportState(models.TextChoices):
    """Where a report stands."""

    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Waits to be signed")
    SIGNED = "signed", _("With the bank")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned for correction")


#: In these states nothing that was written may change; the database sees to it (see `guard`).
FROZEN = (ReportState.SUBMITTED, ReportState.SIGNED, ReportState.APPROVED)


class Report(models.Model):
    """One participant's report in a round: what is being written, and how far it has come.

    figures: what BoSo fetched (see `figures.Figure`), as of fetched_at. corrections: figure to {value, why}. answers,
    reasons, language: of the form. number: the newest frozen edition; 0 before the first. returned_because: the newest
    reason, of whoever sent it back.
    """

    round = models.ForeignKey(ReportRound, on_delete=models.PROTECT, related_name="reports")
    participation = models.ForeignKey("partnership.Participation", on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(max_length=9, choices=ReportState.choices, default=ReportState.DRAFT)
    due_on = models.DateField()
    figures = models.JSONField(default=list)
    fetched_at = models.DateTimeField(null=True, blank=True)
    corrections = models.JSONField(default=dict, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    reasons = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=5, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    number = models.PositiveSmallIntegerField(default=0)
    submitted_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_on = models.DateField(null=True, blank=True)
    signed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    returned_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["participation__organisation__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "participation"], name="report_once_a_round"),
            models.CheckConstraint(
                condition=~Q(state__in=FROZEN)
                | (Q(number__gte=1) & Q(submitted_by__isnull=False) & Q(submitted_on__isnull=False)),
                name="report_handed_in_is_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "approved"])
                | (Q(signed_by__isnull=False) & Q(signed_on__isnull=False)),
                name="report_with_the_bank_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | (Q(approved_by__isnull=False) & Q(approved_on__isnull=False)),
                name="report_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("submitted_by")),
                name="report_is_signed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("submitted_by")) & ~Q(approved_by=F("signed_by"))),
                name="report_is_approved_by_a_third",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_because=""), name="report_returned_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.participation_id} {self.state}"

    @property
    def is_frozen(self) -> bool:
        """Whether nothing in it may change."""
        return self.state in FROZEN

    def is_late(self, today: dt.date) -> bool:
        """Whether its last day has passed and the bank does not have it."""
        return today > self.due_on and self.state in (
            ReportState.DRAFT, ReportState.RETURNED, ReportState.SUBMITTED,
        )  # fmt: skip


class Edition(models.Model):
    """A report as it was handed in, whole. The database itself refuses to change or delete one (see `guard`).

    content: see `freezing.content_of`; digest: SHA-256 of it.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="edition_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_numbers_begin_at_1"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}.{self.number}"


class Reminder(models.Model):
    """That somebody was reminded of a report. stage: `first`, `last`, `late-1`, `late-2`, ...; blank: by hand."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="reminders")
    stage = models.CharField(max_length=10, blank=True)
    due_on = models.DateField()
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "stage", "due_on"], condition=~Q(stage=""), name="reminded_once_a_stage"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.stage} {self.on}"


class AgendaItem(models.Model):
    """A matter for the meeting that a round is read for. participation: whose meeting it is; none: everybody's."""

    round = models.ForeignKey(ReportRound, on_delete=models.CASCADE, related_name="agenda")
    participation = models.ForeignKey(
        "partnership.Participation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=160)
    note = models.CharField(max_length=500, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.PositiveSmallIntegerField(help_text="1, 2, 3, ... on the agenda")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return f"{self.round_id} {self.place}"
