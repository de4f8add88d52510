"""A data set and its variables: what was asked, of whom, and what the codes mean."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.models import Fact, Programme
from boso.programme.partnership.wording import Worded, pick


class Kind(models.TextChoices):
    """Where the answers come from."""

    SURVEY = "survey", _("A survey here")
    FILE = "file", _("A file")
    PUBLISHED = "published", _("Published figures")


class DataState(models.TextChoices):
    """How far a data set has come. Nothing of it can be tabulated before it is opened."""

    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Open for tables")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class DataSet(Worded):
    """Answers of one wave, or figures somebody has published. nb, nn and en are its name.

    organisation: whose it is; none is the programme's. wave: the number of a survey's wave here. series: what the
    waves of one survey have in common. population: how many were invited. source: where it comes from, for under each
    table. invented: no such people answered.
    """

    key = models.SlugField(max_length=60, unique=True)
    programme = models.CharField(max_length=14, choices=Programme.choices, default=Programme.REPORT)
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices)
    state = models.CharField(max_length=9, choices=DataState.choices, default=DataState.DRAFT)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    wave = models.PositiveBigIntegerField(null=True, blank=True, unique=True)
    series = models.SlugField(max_length=60, blank=True)
    asked_on = models.DateField(_("asked on"), help_text=_("The last day answers came in"))
    population = models.PositiveIntegerField(_("how many were invited"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    note = models.TextField(_("note"), blank=True)
    invented = models.BooleanField(_("invented"), default=False)
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-asked_on", "key"]
        constraints = [
            models.CheckConstraint(condition=Q(kind="survey") | Q(wave__isnull=True), name="data_set_of_a_wave"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_open(self) -> bool:
        """Whether tables can be made of it."""
        return self.state == DataState.OPEN


class Purpose(models.TextChoices):
    """What a variable is used for."""

    QUESTION = "question", _("Question")
    GROUP = "group", _("Group to compare by")
    WEIGHT = "weight", _("Weight")
    PERSON = "person", _("The same person in several waves")
    LEFT_OUT = "left_out", _("Left out")


class Scale(models.TextChoices):
    """Whether the codes come in an order."""

    NOMINAL = "nominal", _("Names")
    ORDINAL = "ordinal", _("In an order")
    SEVERAL = "several", _("One of several answers")


class Variable(Worded):
    """One column. nb, nn and en are the question's words.

    codes: the substantive answers in order, `[{"code", "nb", "nn", "en"}]`; of a group also "invited", how many were,
    where it is known. merged: answers put together, `[{"code", "nb", "nn", "en", "codes": [..]}]`. missing: the file's
    own codes for no answer, `[{"code", "reason", "label"}]` (reasons as in `core.surveys.answers.Absent`; an empty
    cell is the code ""). fingerprint: digests of wording, scale and filter (`{"wording": {language: digest},
    "scale": {..}, "filter": digest}`); empty where only the words here tell. bundle: what the choices of one question
    with several answers have in common.
    """

    data_set = models.ForeignKey(DataSet, on_delete=models.CASCADE, related_name="variables")
    name = models.CharField(max_length=64)
    place = models.PositiveIntegerField()
    purpose = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.QUESTION)
    scale = models.CharField(max_length=7, choices=Scale.choices, default=Scale.NOMINAL)
    codes = models.JSONField(default=list)
    merged = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    fingerprint = models.JSONField(default=dict)
    bundle = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["data_set", "place"]
        constraints = [models.UniqueConstraint(fields=["data_set", "name"], name="variable_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def labels(self) -> dict[str, str]:
        """What each code, and each group of codes, is called in the page's language."""
        return {each["code"]: said(each) for each in (*self.codes, *self.merged)}


def said(words: dict[str, str]) -> str:
    """The label of a code in the page's language, else in bokmål, else the code."""
    return pick(_Words(words), "") or words["code"]


class _Words:
    def __init__(self, words: dict[str, str]) -> None:
        self.nb, self.nn, self.en = (words.get(language, "") for language in ("nb", "nn", "en"))
