"""What is advised, to whom, what they answered, what was decided, and what happened when it was asked about again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boso.programme.findings.models_base import Titled
from boso.programme.findings.models_chain import Challenge


class Audience(models.TextChoices):
    """Whom it is for."""

    BANK = "bank", _("The bank")
    MUNICIPALITIES = "municipalities", _("The municipalities")
    BOTH = "both", _("The bank and the municipalities")
    OTHERS = "others", _("Others")


class RecommendationState(models.TextChoices):
    """Where a recommendation stands."""

    WAITING = "waiting", _("Not answered")
    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Accepted in part")
    REJECTED = "rejected", _("Rejected")
    DECIDED = "decided", _("A decision is made")
    CLOSED = "closed", _("Followed up")


class Recommendation(Titled):
    """A piece of advice. part_of: the larger one it carries out. ask_again_on: when what happened is asked about."""

    number = models.PositiveSmallIntegerField(default=1)
    to = models.CharField(_("to"), max_length=14, choices=Audience.choices)
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    challenges = models.ManyToManyField(Challenge, blank=True, related_name="recommendations")
    state = models.CharField(
        _("state"), max_length=8, choices=RecommendationState.choices, default=RecommendationState.WAITING
    )
    due = models.DateField(_("by when"), null=True, blank=True)
    ask_again_on = models.DateField(_("ask again"), null=True, blank=True)

    class Meta:
        ordering = ["number", "id"]


class AnswerKind(models.TextChoices):
    """What somebody answers to a recommendation."""

    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Accepted in part")
    REJECTED = "rejected", _("Rejected")


class Answer(models.Model):
    """What was answered, why, and by when it is to be done. The newest counts; none is overwritten."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(_("answer"), max_length=8, choices=AnswerKind.choices)
    reason = models.TextField(_("why"))
    by_when = models.DateField(_("by when"), null=True, blank=True)
    on = models.DateField(_("answered"))
    answered_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="answer_says_why")]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.kind}"


class Decision(models.Model):
    """What was decided, by whom (an office or a body, never a name), and the measure or lesson it became."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="decisions")
    words = models.TextField(_("what was decided"))
    decided_by = models.CharField(_("who decided"), max_length=160)
    on = models.DateField(_("decided"))
    activity = models.ForeignKey(
        "plans.Activity", on_delete=models.SET_NULL, null=True, blank=True, related_name="findings_decisions"
    )
    lesson = models.ForeignKey(
        "learning.LedgerEntry", on_delete=models.SET_NULL, null=True, blank=True, related_name="findings_decisions"
    )
    written_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.on}"


class OutcomeKind(models.TextChoices):
    """What has come of a decision."""

    DONE = "done", _("Done")
    UNDER_WAY = "under_way", _("Under way")
    OTHERWISE = "otherwise", _("Done in another way")
    NOTHING = "nothing", _("Nothing has happened")


class Outcome(models.Model):
    """What had happened when somebody asked. The newest counts; none is overwritten."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="outcomes")
    kind = models.CharField(_("what has happened"), max_length=9, choices=OutcomeKind.choices)
    words = models.TextField(_("in a few words"))
    on = models.DateField(_("asked"))
    written_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.kind}"
