"""The learning ledger with its three loops, signals to national policy, and where actors stand over time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boso.programme.learning.models_base import Recorded
from boso.programme.learning.models_networks import Position
from boso.programme.partnership.models import Fact, Programme
from boso.programme.partnership.wording import Worded, when


class Loop(models.IntegerChoices):
    """The three learning loops of the analysis model."""

    MEASURES = 1, _("Did the measures work?")
    ORGANISING = 2, _("Was it organised well?")
    GOALS = 3, _("Were goals and actors right?")


class EntryState(models.TextChoices):
    """What a lesson has led to."""

    OPEN = "open", _("Nothing decided yet")
    DECIDED = "decided", _("Led to a decision")
    LEFT = "left", _("No decision, with reason")


class LedgerEntry(Recorded):
    """One lesson, the loop it belongs to, and the decision it led to or why it led to none.

    The title is the lesson in one sentence. No participation: the programme itself learned it.
    """

    participation = models.ForeignKey(
        "partnership.Participation", on_delete=models.CASCADE, null=True, blank=True, related_name="lessons"
    )
    loop = models.PositiveSmallIntegerField(_("loop"), choices=Loop.choices)
    evidence = models.TextField(_("how we know"), blank=True)
    learned_on = models.DateField(_("learned"), null=True, blank=True)
    arena = models.ForeignKey(
        "learning.Arena", on_delete=models.SET_NULL, null=True, blank=True, related_name="lessons_learned"
    )
    experience = models.ForeignKey(
        "learning.Experience", on_delete=models.SET_NULL, null=True, blank=True, related_name="lessons"
    )
    activity = models.ForeignKey(
        "plans.Activity", on_delete=models.SET_NULL, null=True, blank=True, related_name="lessons"
    )
    state = models.CharField(_("state"), max_length=8, choices=EntryState.choices, default=EntryState.OPEN)
    decision = models.TextField(_("decision, or why none"), blank=True)
    decided_on = models.DateField(_("decided"), null=True, blank=True)
    shared = models.BooleanField(_("shared with all"), default=False)

    class Meta:
        ordering = ["loop", "-learned_on", "-id"]
        verbose_name_plural = "ledger entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(decision="") | Q(fact__isnull=False),
                name="lesson_ends_with_a_decision_or_a_reason",
            )
        ]


class SignalState(models.TextChoices):
    """Where a signal to national policy stands."""

    SEEN = "seen", _("Seen")
    SENT = "sent", _("Sent")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed without answer")


class Signal(Recorded):
    """What the work shows that rules or schemes should know: seen where, the evidence, sent to whom, the answer."""

    seen_in = models.ManyToManyField("partnership.Participation", blank=True, related_name="signals")
    seen_words = models.CharField(_("seen where"), max_length=200, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=SignalState.choices, default=SignalState.SEEN)
    sent_to = models.CharField(_("sent to"), max_length=160, blank=True)
    sent_on = models.DateField(_("sent"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "answered"]) | ~Q(sent_to="") | Q(fact__isnull=False),
                name="signal_sent_to_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "closed"]) | ~Q(answer="") | Q(fact__isnull=False),
                name="signal_ends_with_words",
            ),
        ]


class SignalTrace(Worded):
    """A sign that a signal arrived, as a source has it."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="traces")
    number = models.PositiveSmallIntegerField()
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["signal", "number"], name="signal_trace_once")]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.number}"


class Ring(models.IntegerChoices):
    """How near the work an actor stands; the rings of the picture."""

    CORE = 1, _("Does the work")
    INSIDE = 2, _("Takes part")
    EDGE = 3, _("At the edge")
    OUTSIDE = 4, _("Outside")


class Standing(Worded):
    """Where an actor stood at a time: in one municipality, or (no participation) in the programme as a whole.

    order: a day by which times sort; as_of: the time as one reads it.
    """

    programme = models.CharField(max_length=14, choices=Programme.choices, default=Programme.REPORT)
    participation = models.ForeignKey(
        "partnership.Participation", on_delete=models.CASCADE, null=True, blank=True, related_name="standings"
    )
    actor_group = models.CharField(_("who"), max_length=12, choices=Position.choices)
    ring = models.PositiveSmallIntegerField(_("where"), choices=Ring.choices)
    order = models.DateField(_("day"))
    as_of = models.CharField(max_length=30, blank=True)
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["order", "actor_group"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "participation", "actor_group", "order"],
                name="standing_once_a_day",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor_group} {self.ring} {self.order}"

    @property
    def when_words(self) -> str:
        """The time, for reading."""
        return when(self.as_of or self.order.isoformat())
