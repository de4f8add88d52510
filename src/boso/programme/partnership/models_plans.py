"""Plans, goals and intakes of the programme."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.models_facts import Fact
from boso.programme.partnership.wording import Worded, current, pick, when


class Programme(models.TextChoices):
    """Which programme somebody takes part in. What is invented stands in one of its own and is never counted with
    the other.
    """

    REPORT = "report", _("The programme of the report")
    DEMONSTRATION = "demonstration", _("Demonstration")


class Plan(Worded):
    """A programme period. Years, both included."""

    key = models.SlugField(max_length=20, unique=True)
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="plan")

    class Meta:
        ordering = ["starts"]
        constraints = [models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="plan_ends_after_it_starts")]

    def __str__(self) -> str:
        return self.key


class Level(models.TextChoices):
    """Where a goal stands in the plan."""

    VISION = "vision", _("Vision")
    MAIN = "main", _("Main goal")
    SUB = "sub", _("Sub-goals")
    RESULT = "result", _("Result goals")


class Goal(models.Model):
    """A goal as the plan words it, and our translations. No quotation: the wording is not stated."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    level = models.CharField(max_length=6, choices=Level.choices)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    label_nb = models.CharField(max_length=120)
    label_nn = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120)
    quote = models.TextField(blank=True)
    quote_nn = models.TextField(blank=True)
    quote_en = models.TextField(blank=True)
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="goal")

    class Meta:
        ordering = ["plan__starts", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "level", "number"], name="goal_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.level} {self.number or ''}".rstrip()

    @property
    def label(self) -> str:
        """Its short name in the page's language."""
        return pick(self, "label_")

    @property
    def translated(self) -> str:
        """Our translation in the page's language; empty in bokmål, where the quotation itself is read."""
        return {"nn": self.quote_nn, "en": self.quote_en}.get(current(), "")


class Intake(Worded):
    """A round of admission to the programme."""

    programme = models.CharField(max_length=14, choices=Programme.choices, default=Programme.REPORT)
    year = models.PositiveSmallIntegerField()
    admitted = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How many came in; empty: not stated")
    started = models.CharField(max_length=20, blank=True, help_text="When they began; empty: not stated")
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="intake")

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["programme", "year"], name="intake_once_a_year")]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def started_words(self) -> str:
        """When they began, for reading."""
        return when(self.started)


class Stage(models.TextChoices):
    """The three steps of an intake."""

    APPLICATION = "application", _("Application")
    ASSESSMENT = "assessment", _("Assessment")
    ADMISSION = "admission", _("Admission")


class IntakeStage(models.Model):
    """A step of an intake: what decides there, and when. Empty criteria: the report does not state them."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    criteria = models.TextField(blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["intake__year", "id"]
        constraints = [models.UniqueConstraint(fields=["intake", "stage"], name="intake_stage_once")]

    def __str__(self) -> str:
        return f"{self.intake_id} {self.stage}"
