"""Who was asked and what came of it, without names; and which documents an evaluator may read, until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.programme.evaluation.models_design import Entry, Evaluation, EvaluationWave, Source


class NamedBy(models.TextChoices):
    """Who pointed out whom to ask."""

    LEADER = "leader", _("The programme leader")
    EVALUATOR = "evaluator", _("The evaluator")
    BANK = "bank", _("The bank")
    POSITION = "position", _("By their position")
    LIST = "list", _("From a list")
    NOT_STATED = "not_stated", _("Not stated")


class Outcome(models.TextChoices):
    """What came of asking."""

    ASKED = "asked", _("Asked, no answer yet")
    AGREED = "agreed", _("Agreed")
    TOOK_PART = "took_part", _("Took part")
    DECLINED = "declined", _("Said no")
    NO_ANSWER = "no_answer", _("Never answered")
    NOT_REACHED = "not_reached", _("Not reached")
    NOT_STATED = "not_stated", _("Not stated")


class SampleEntry(Entry):
    """Somebody asked, by role (`title`) and municipality: never by name. people: how many of the same kind.

    organisation none: over several, or not stated. attempts none: not stated.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="sample")
    wave = models.ForeignKey(EvaluationWave, on_delete=models.CASCADE, null=True, blank=True, related_name="sample")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="sample")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    people = models.PositiveSmallIntegerField(_("how many"), default=1)
    named_by = models.CharField(_("named by"), max_length=10, choices=NamedBy.choices, default=NamedBy.NOT_STATED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, default=Outcome.ASKED)
    asked_on = models.DateField(_("asked on"), null=True, blank=True)

    class Meta:
        ordering = ["evaluation", "wave__year", "id"]
        verbose_name_plural = "sample entries"
        constraints = [models.CheckConstraint(condition=Q(people__gte=1), name="sample_is_people")]


class NamedAccess(models.Model):
    """One evaluator may read one document that is not open, until a day (that day included) or until it is ended."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="named_accesses")
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(_("what it is needed for"), max_length=300)
    begins = models.DateField()
    until = models.DateField(_("until"))
    ended_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-until", "document__title", "id"]
        verbose_name_plural = "named accesses"
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("begins")), name="named_access_runs_forward"),
            models.UniqueConstraint(
                fields=["document", "user"], condition=Q(ended_on__isnull=True), name="named_access_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.user_id} {self.until}"
