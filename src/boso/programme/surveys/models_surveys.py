"""A survey and its waves."""

from __future__ import annotations

from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.core.surveys.dispositions import Reading, Thresholds
from boso.programme.partnership.models import Participation, Programme
from boso.programme.partnership.wording import Worded, pick


class Anonymity(models.TextChoices):
    """How far an answer can be followed back. After the first answer it can only be tightened."""

    NAMED = "named", _("By name")
    CONFIDENTIAL = "confidential", _("Confidential")
    ANONYMOUS = "anonymous", _("Anonymous")

    @property
    def strictness(self) -> int:
        """0 for names, and more the stricter it is."""
        return list(Anonymity).index(self)


class Survey(Worded):
    """A survey through all its waves. nb, nn, en: what the answers are used for, as those asked read it.

    owner: the organisation that asks. participation: whom it is about; none is the whole programme. arena: the
    gathering it evaluates, if any.
    """

    programme = models.CharField(max_length=14, choices=Programme.choices, default=Programme.REPORT)
    title_nb = models.CharField(_("title"), max_length=200)
    title_nn = models.CharField(_("title in nynorsk"), max_length=200, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    owner = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("about")
    )
    arena = models.ForeignKey("learning.Arena", on_delete=models.PROTECT, null=True, blank=True, related_name="surveys")
    anonymity = models.CharField(_("anonymity"), max_length=12, choices=Anonymity.choices, default=Anonymity.ANONYMOUS)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(anonymity__in=Anonymity.values), name="survey_anonymity_is_known"),
            models.UniqueConstraint(fields=["arena"], condition=Q(arena__isnull=False), name="survey_arena_asked_once"),
        ]

    def __str__(self) -> str:
        return self.title_nb

    @property
    def title(self) -> str:
        """In the page's language."""
        return pick(self, "title_")


class WaveState(models.TextChoices):
    """Where a wave stands. Ended: those asked are forgotten, and it never opens again."""

    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Takes answers")
    CLOSED = "closed", _("Closed for answers")
    ENDED = "ended", _("Has ended")


class SilentAs(models.TextChoices):
    """What somebody who never answered counts as."""

    REFUSED = "2.113", _("said no without words: the list is right, and all were reached")
    UNKNOWN = "3.19", _("nothing is known of them")


class BouncedAs(models.TextChoices):
    """What somebody counts as whose invitation came back."""

    UNKNOWN = "3.3", _("nobody knows whether they belong to those asked")
    NOT_REACHED = "2.2", _("not reached")


#: The definitions a wave may tell its rate by.
DEFINITIONS = ("RR1", "RR2", "RR3", "RR4", "RR5", "RR6")


class Wave(models.Model):
    """One round of a survey. Days are both included. population: how many there are of those meant; none says as many
    as are asked. complete_from, partial_from: percent of what somebody was asked that makes an answer, or part of one.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="waves", verbose_name=_("survey"))
    number = models.PositiveSmallIntegerField(_("number"))
    label = models.CharField(_("name of the wave"), max_length=60, help_text=_("For example «Autumn 2011»."))
    state = models.CharField(_("state"), max_length=8, choices=WaveState.choices, default=WaveState.DRAFT)
    version = models.ForeignKey(
        "questionnaires.FormVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("form"),
    )
    opens = models.DateField(_("opens"), null=True, blank=True)
    closes = models.DateField(_("last day to answer"), null=True, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, help_text="The day contact data was destroyed")
    definition = models.CharField(_("response rate"), max_length=3, default="RR2")
    silent_as = models.CharField(
        _("who never answered"), max_length=5, choices=SilentAs.choices, default=SilentAs.REFUSED
    )
    bounced_as = models.CharField(
        _("whose invitation came back"), max_length=5, choices=BouncedAs.choices, default=BouncedAs.UNKNOWN
    )
    partial_from = models.PositiveSmallIntegerField(_("answered in part from, percent"), default=50)
    complete_from = models.PositiveSmallIntegerField(_("answered from, percent"), default=80)
    population = models.PositiveIntegerField(_("how many there are in all"), null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="wave_number_once"),
            models.CheckConstraint(
                condition=Q(closes__isnull=True) | Q(opens__isnull=True) | Q(closes__gte=F("opens")),
                name="wave_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(partial_from__gte=1) & Q(complete_from__gte=F("partial_from")) & Q(complete_from__lte=100),
                name="wave_limits_in_order",
            ),
            models.CheckConstraint(condition=Q(definition__in=DEFINITIONS), name="wave_definition_is_known"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(version__isnull=False, opened_on__isnull=False),
                name="wave_asks_with_a_form",
            ),
            models.CheckConstraint(condition=~Q(state="ended") | Q(ended_on__isnull=False), name="wave_ended_on_a_day"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def thresholds(self) -> Thresholds:
        """How much must be answered."""
        return Thresholds(Fraction(self.partial_from, 100), Fraction(self.complete_from, 100))

    @property
    def reading(self) -> Reading:
        """What is a choice and is said with the rate."""
        return Reading(self.silent_as, self.bounced_as)
