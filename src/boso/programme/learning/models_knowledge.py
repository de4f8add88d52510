"""The knowledge and learning plan of a year: which measures, about which of the four kinds of knowledge."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boso.programme.learning.models_base import Recorded
from boso.programme.partnership.models import Fact, Programme
from boso.programme.partnership.wording import Worded


class Knowledge(models.TextChoices):
    """The four kinds of knowledge that the bank tells apart."""

    PRACTICAL = "practical", _("Social housing work in practice")
    PROGRAMME = "programme", _("Running the programme")
    PROJECT = "project", _("Running projects")
    POLICY = "policy", _("Knowledge that policy can use")


class MeasureKind(models.TextChoices):
    """The three kinds of learning measures."""

    BASE = "base", _("Knowledge base")
    ARENAS = "arenas", _("Learning arenas")
    EVALUATION = "evaluation", _("Evaluation")


class MeasureState(models.TextChoices):
    """How far a learning measure has come."""

    NOT_STATED = "not_stated", _("Not stated how far")
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class KnowledgePlan(Worded):
    """The plan of one year for what the programme is to learn, and how."""

    programme = models.CharField(max_length=14, choices=Programme.choices, default=Programme.REPORT)
    year = models.PositiveSmallIntegerField(_("year"))
    aim = models.TextField(_("aim"), blank=True, help_text="What the measures are for")
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["programme", "year"], name="knowledge_plan_once_a_year")]

    def __str__(self) -> str:
        return str(self.year)


class LearningMeasure(Recorded):
    """One measure of a knowledge plan. knowledge: empty where nobody says which kind it serves."""

    plan = models.ForeignKey(KnowledgePlan, on_delete=models.CASCADE, related_name="measures")
    kind = models.CharField(_("kind"), max_length=10, choices=MeasureKind.choices)
    knowledge = models.CharField(_("kind of knowledge"), max_length=10, choices=Knowledge.choices, blank=True)
    arena = models.ForeignKey("learning.Arena", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    responsible = models.CharField(_("responsible"), max_length=120, blank=True, help_text="A role, not a name")
    due = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MeasureState.choices, default=MeasureState.PLANNED)
    reason = models.CharField(_("why"), max_length=500, blank=True)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="dropped") | ~Q(reason=""), name="dropped_measure_says_why")
        ]
