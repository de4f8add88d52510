"""The library of experience: what was tried, where, with which result, and who took it over from whom."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.programme.learning.models_base import Recorded
from boso.programme.partnership.models import Fact
from boso.programme.partnership.wording import Worded
from boso.programme.plans.models_shared import Theme


class Tool(models.TextChoices):
    """What sort of thing was tried."""

    FORM = "form", _("Form")
    PROCEDURE = "procedure", _("Procedure")
    LETTER = "letter", _("Letter")
    HANDBOOK = "handbook", _("Handbook")
    TEMPLATE = "template", _("Template")
    PROGRAM = "program", _("Computer program")
    MEASURE = "measure", _("Measure")
    ORGANISING = "organising", _("Way of organising")


class ExperienceState(models.TextChoices):
    """How far it has come where it was made."""

    BEING_MADE = "being_made", _("Being made")
    IN_USE = "in_use", _("In use or under way")
    TRIED = "tried", _("Tried and ended")
    NOT_STATED = "not_stated", _("Not stated how far")


class Experience(Recorded):
    """Something a municipality (or the bank) has tried, told so that another can take it over.

    organisation: where; none where the source names several. tried_in, ended_in: years. cost in kroner; none: not
    stated. shared: open to every member; else to the municipality itself and the bank.
    """

    tool = models.CharField(_("what it is"), max_length=12, choices=Tool.choices)
    theme = models.CharField(_("theme"), max_length=20, choices=Theme.choices)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="experiences"
    )
    challenges = models.ManyToManyField("plans.Challenge", blank=True, related_name="experiences")
    activity = models.ForeignKey(
        "plans.Activity", on_delete=models.SET_NULL, null=True, blank=True, related_name="experiences"
    )
    builds_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="grown")
    state = models.CharField(_("how far"), max_length=10, choices=ExperienceState.choices)
    tried_in = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    ended_in = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    result = models.TextField(_("result"), blank=True, help_text="What it led to; empty: not stated")
    advice = models.TextField(_("advice to others"), blank=True)
    cost = models.DecimalField(_("cost"), max_digits=14, decimal_places=2, null=True, blank=True, help_text="Kroner")
    cost_note = models.CharField(_("what the cost is for"), max_length=200, blank=True)
    contact_role = models.CharField(_("whom to ask"), max_length=120, blank=True, help_text="A role, not a name")
    link = models.URLField(_("where the thing itself lies"), blank=True)
    shared = models.BooleanField(_("shared with all"), default=True)

    class Meta:
        ordering = ["title_nb", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_in__isnull=True) | Q(tried_in__isnull=True) | Q(ended_in__gte=F("tried_in")),
                name="experience_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="experience_costs_something"),
        ]

    def age(self, today: dt.date) -> int | None:
        """Whole years since it was last in use, 0 while it is; none where no year is known."""
        last = self.ended_in or (today.year if self.state == ExperienceState.IN_USE else self.tried_in)
        return None if last is None else max(0, today.year - last)


class ResultFigure(models.Model):
    """One figure of a result: before and after in the same unit. No before: nobody counted then."""

    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="figures")
    label = models.CharField(_("what is counted"), max_length=160)
    before = models.DecimalField(_("before"), max_digits=14, decimal_places=2, null=True, blank=True)
    after = models.DecimalField(_("after"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    period = models.CharField(_("when"), max_length=60, blank=True)
    source = models.CharField(_("from where"), max_length=160)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.label} {self.after}"


class Verdict(models.TextChoices):
    """What whoever took it over says of it."""

    TOO_EARLY = "too_early", _("Too early to say")
    HELPED = "helped", _("Helped")
    PARTLY = "partly", _("Helped partly")
    NOT = "not", _("Did not help")


class UseState(models.TextChoices):
    """How far another has come with it."""

    LOOKS = "looks", _("Looks at it")
    ADAPTS = "adapts", _("Adapts it")
    USES = "uses", _("Uses it")
    STOPPED = "stopped", _("Has stopped")


class Use(Worded):
    """An organisation that took an experience over, from whom, how far, and its verdict."""

    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="uses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    taken_from = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("how far"), max_length=8, choices=UseState.choices)
    since = models.DateField(_("since"), null=True, blank=True)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices, default=Verdict.TOO_EARLY)
    why = models.TextField(_("why"), blank=True)
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["experience", "organisation"], name="taken_over_once"),
            models.CheckConstraint(
                condition=Q(verdict="too_early") | ~Q(why="") | Q(fact__isnull=False), name="verdict_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.experience_id} {self.organisation_id}"


class Size(models.Model):
    """How many live in a participating municipality at the beginning of a year, and who counted. For likeness only."""

    participation = models.ForeignKey(
        "partnership.Participation", on_delete=models.CASCADE, related_name="learning_sizes"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    inhabitants = models.PositiveIntegerField(_("inhabitants"))
    source = models.CharField(_("source"), max_length=160)

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["participation", "year"], name="size_once_a_year")]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.year} {self.inhabitants}"
