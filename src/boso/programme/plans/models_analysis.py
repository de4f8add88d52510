"""The pre-analysis, the challenges it found, and which measure answers which challenge."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.models import Mark
from boso.programme.partnership.wording import Worded, pick, when
from boso.programme.plans.models_shared import OfParticipant, Theme, Titled


class AnalysisState(models.TextChoices):
    """Where a pre-analysis stands."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    IN_PROCESS = "in_process", _("Before the municipality")
    FINISHED = "finished", _("Finished")


class PreAnalysis(OfParticipant, Worded):
    """The analysis (foranalyse) a participant starts from: who made it, how, and how far it has come."""

    state = models.CharField(max_length=10, choices=AnalysisState.choices, default=AnalysisState.PLANNED)
    as_of = models.CharField(max_length=20, blank=True, help_text="When the source says so")
    made_by = models.CharField(max_length=200, blank=True, help_text="Who made it; empty: not stated")
    methods = models.TextField(blank=True, help_text="How it was made; empty: not stated")
    users_took_part = models.BooleanField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    moved_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "pre-analyses"
        constraints = [models.UniqueConstraint(fields=["participation"], name="pre_analysis_once")]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.state}"

    @property
    def as_of_words(self) -> str:
        """When the source says so, for reading."""
        return when(self.as_of)


class Challenge(OfParticipant, Titled):
    """What is hard. No participant: the report says it of the five evaluated municipalities together."""

    participation = models.ForeignKey(  # type: ignore[assignment] # the report speaks of five together
        "partnership.Participation", on_delete=models.PROTECT, null=True, blank=True
    )
    theme = models.CharField(max_length=14, choices=Theme.choices)
    analysis = models.ForeignKey(
        PreAnalysis, on_delete=models.PROTECT, null=True, blank=True, related_name="challenges",
        help_text="The pre-analysis that found it",
    )  # fmt: skip
    retired_on = models.DateField(null=True, blank=True, help_text="No longer a challenge from that day")

    class Meta:
        ordering = ["theme", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(participation__isnull=False) | Q(fact__isnull=False), name="challenge_of_all_is_reported"
            )
        ]


class Trace(models.Model):
    """A measure answers a challenge. mark «derived»: our own reading, the report does not join the two."""

    activity = models.ForeignKey("plans.Activity", on_delete=models.CASCADE, related_name="traces")
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="traces")
    mark = models.CharField(max_length=14, choices=Mark.choices, default=Mark.STATED)
    why_nb = models.CharField(max_length=300, blank=True)
    why_nn = models.CharField(max_length=300, blank=True)
    why_en = models.CharField(max_length=300, blank=True)
    fact = models.OneToOneField(
        "partnership.Fact", on_delete=models.PROTECT, null=True, blank=True, related_name="plans_trace"
    )

    class Meta:
        ordering = ["challenge_id", "activity_id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "challenge"], name="trace_once"),
            models.CheckConstraint(condition=Q(fact__isnull=True) | Q(mark="derived"), name="trace_of_ours_is_derived"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} → {self.challenge_id}"

    @property
    def why(self) -> str:
        """Why they belong together, in the page's language."""
        return pick(self, "why_")
