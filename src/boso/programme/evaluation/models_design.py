"""What an evaluation is for, what it asks, the model it thinks by, when it looks, and where it looks."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.models import Fact, Programme
from boso.programme.partnership.wording import Worded, pick, when


class Entry(Worded):
    """A row with a title in three languages. With a fact it stands in the report, and its words are not rewritten.

    A member writes one language, which stands in the bokmål fields; `pick` falls back on it.
    """

    title_nb = models.CharField(_("title"), max_length=200)
    title_nn = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title_nb

    @property
    def title(self) -> str:
        """In the page's language."""
        return pick(self, "title_")


class AnalysisModel(Entry):
    """A way of thinking an evaluation uses: a tree of categories. One key a model."""

    key = models.SlugField(max_length=60, unique=True)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title_nb", "id"]


class Category(Entry):
    """One place in an analysis model; `parent` is in the same model. path: keys from the root, dots between."""

    model = models.ForeignKey(AnalysisModel, on_delete=models.CASCADE, related_name="categories")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    key = models.SlugField(max_length=40)
    path = models.CharField(max_length=200, help_text="Keys from the root: learning.first")
    number = models.PositiveSmallIntegerField(help_text="The order among brothers and sisters")

    class Meta:
        ordering = ["model", "number", "path", "id"]
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(fields=["model", "path"], name="category_path_once"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="category_is_not_its_own_parent"),
        ]

    @property
    def depth(self) -> int:
        """0 for a root."""
        return self.path.count(".")


class EvaluationState(models.TextChoices):
    """Where an evaluation stands."""

    PLANNED = "planned", _("Being designed")
    RUNNING = "running", _("Under way")
    CLOSED = "closed", _("Closed")


class Evaluation(Entry):
    """One evaluation: what it is for (`words`), who uses it, who asked for it and who does it.

    begins, ends: as the source says them (2010, 2012-05); empty: not stated.
    """

    programme = models.CharField(max_length=14, choices=Programme.choices, default=Programme.REPORT)
    key = models.SlugField(max_length=60, unique=True)
    state = models.CharField(max_length=8, choices=EvaluationState.choices, default=EvaluationState.PLANNED)
    users_nb = models.TextField(_("who uses it, and for what"), blank=True)
    users_nn = models.TextField(blank=True)
    users_en = models.TextField(blank=True)
    commissioned_by = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    evaluator = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    model = models.ForeignKey(AnalysisModel, on_delete=models.PROTECT, related_name="evaluations")
    municipalities = models.ManyToManyField("organisations.Organisation", blank=True, related_name="+")
    begins = models.CharField(max_length=10, blank=True)
    ends = models.CharField(max_length=10, blank=True)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-begins", "title_nb", "id"]

    @property
    def users(self) -> str:
        """Who uses it, in the page's language."""
        return pick(self, "users_")

    @property
    def period(self) -> str:
        """`2010–2012`, for reading; empty where nobody says."""
        return "–".join(when(one) for one in (self.begins, self.ends) if one)


class EvaluationWave(Entry):
    """One round of looking: a year, what it looks at (`words`), and the report it gave."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="waves")
    year = models.PositiveSmallIntegerField()
    begins = models.CharField(max_length=20, blank=True, help_text="As the source says it: autumn 2011")
    ends = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["evaluation", "year", "id"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "year"], name="evaluation_wave_once")]

    @property
    def begins_words(self) -> str:
        """When it began, for reading."""
        return when(self.begins)


class SourceKind(models.TextChoices):
    """Where knowledge comes from."""

    SURVEY = "survey", _("Survey")
    INTERVIEWS = "interviews", _("Interviews")
    DOCUMENTS = "documents", _("Documents")
    OBSERVATION = "observation", _("Being there")
    FIGURES = "figures", _("Figures and registers")
    RESEARCH = "research", _("Earlier research")


class Source(Entry):
    """Where an evaluation looks, in all its waves or in one."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="sources")
    wave = models.ForeignKey(EvaluationWave, on_delete=models.CASCADE, null=True, blank=True, related_name="sources")
    kind = models.CharField(_("kind"), max_length=12, choices=SourceKind.choices)
    number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["evaluation", "number", "id"]


class Question(Entry):
    """What the evaluation asks (`title`), and by what it is judged (`words`: criteria and what is compared with)."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    title_nb = models.CharField(_("question"), max_length=400)
    title_nn = models.CharField(max_length=400, blank=True)
    title_en = models.CharField(max_length=400, blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="questions")
    sources = models.ManyToManyField(Source, blank=True, related_name="questions")

    class Meta:
        ordering = ["evaluation", "number", "id"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "number"], name="evaluation_question_once")]
