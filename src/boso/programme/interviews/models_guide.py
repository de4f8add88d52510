"""What is asked in an interview: a guide with parts, questions and probes, in versions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from boso.programme.evaluation.models import Category, Evaluation
from boso.programme.evaluation.models_design import Entry


class GuideState(models.TextChoices):
    """Whether a guide is used. One in use is not changed: a new version is made of it."""

    DRAFT = "draft", _("Being written")
    IN_USE = "in_use", _("In use")
    RETIRED = "retired", _("No longer used")


class Guide(Entry):
    """One version of an interview guide. key: the same for all versions; version: 1 is the first."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="guides")
    key = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=7, choices=GuideState.choices, default=GuideState.DRAFT)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["evaluation", "key", "-version", "id"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "key", "version"], name="guide_version_once"),
        ]


class GuidePart(Entry):
    """One part of a guide: a theme with its questions."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["guide", "number", "id"]
        constraints = [models.UniqueConstraint(fields=["guide", "number"], name="guide_part_once")]


class GuideQuestion(Entry):
    """One question (`title`), and what it is after (`words`). category: its place in the analysis model, if any."""

    part = models.ForeignKey(GuidePart, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    title_nb = models.CharField(_("question"), max_length=400)
    title_nn = models.CharField(max_length=400, blank=True)
    title_en = models.CharField(max_length=400, blank=True)
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, blank=True, related_name="guide_questions",
        verbose_name=_("place in the analysis model"),
    )  # fmt: skip

    class Meta:
        ordering = ["part", "number", "id"]
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="guide_question_once")]


class Probe(Entry):
    """What to ask further about a question, when it does not come by itself."""

    question = models.ForeignKey(GuideQuestion, on_delete=models.CASCADE, related_name="probes")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["question", "number", "id"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="probe_once")]
