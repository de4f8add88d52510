"""Declared rules, and frozen runs.

A run is about everybody who waits, with what each needs: all of it lies sealed with a key of the run's own, which is
thrown away when the run has been kept long enough.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Declaration(models.Model):
    """What a municipality declares: which rules hold, what gives points, who comes first, who may be asked to move.

    data: see `declaring`. It holds from that day until a later one does; of one day, the last declared.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    starts = models.DateField(_("Holds from"))
    data = models.JSONField()
    basis = models.CharField(
        _("Decided where"), max_length=300, help_text=_("The decision, regulation or minutes it rests on.")
    )
    declared_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts", "-id"]
        indexes = [models.Index(fields=["organisation", "-starts", "-id"], name="declaration_by_day")]

    def __str__(self) -> str:
        return f"R-{self.pk}"


class RunState(models.TextChoices):
    """How far a run has come."""

    WAITING = "waiting", _("Being reckoned")
    DONE = "done", _("Done")
    FORGOTTEN = "forgotten", _("Erased")


class Run(models.Model):
    """One proposal for all that is vacant and all who wait, on a day. Written once; nothing follows from it by itself.

    moves: the most moves of sitting tenants in one chain; none for no bound. asked, answer: sealed with `key_id`, see
    `freezing`; digests are SHA-256 of what lies inside. households: who stood in the order; by_chain: how many of the
    served get a home that another leaves; moved: sitting tenants who move without standing in the order.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("Day"))
    title = models.CharField(_("Called"), max_length=120)
    declaration = models.ForeignKey(
        Declaration, on_delete=models.PROTECT, null=True, blank=True, related_name="runs", verbose_name=_("Rules")
    )
    moves = models.PositiveSmallIntegerField(_("Moves in a chain"), null=True, blank=True)
    seed = models.CharField(_("Seed of the lot"), max_length=60)
    state = models.CharField(_("State"), max_length=10, choices=RunState.choices, default=RunState.WAITING)
    made_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    key_id = models.UUIDField(editable=False)
    asked = models.TextField(blank=True, editable=False)
    answer = models.TextField(blank=True, editable=False)
    asked_digest = models.CharField(max_length=64, blank=True, editable=False)
    answer_digest = models.CharField(max_length=64, blank=True, editable=False)
    households = models.PositiveIntegerField(default=0)
    vacant = models.PositiveIntegerField(default=0)
    served = models.PositiveIntegerField(default=0)
    by_chain = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    forgotten_on = models.DateField(null=True, blank=True, editable=False)
    invented = models.BooleanField(default=False)

    #: Sealed, long, and the same for ever.
    kept_out_of_history = ("asked", "answer")

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | (~Q(asked_digest="") & ~Q(answer_digest="")),
                name="run_done_has_digests",
            ),
            models.CheckConstraint(
                condition=~Q(state="forgotten") | Q(asked="", answer="", forgotten_on__isnull=False),
                name="run_forgotten_is_empty",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-on", "-id"], name="run_by_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def waiting(self) -> int:
        """How many are not served."""
        return self.households - self.served


class Reply(models.TextChoices):
    """What a tenant says to moving."""

    YES = "yes", _("Agrees to move")
    NO = "no", _("Will not move")


class MoveAnswer(models.Model):
    """What a sitting tenant said when asked to move and free the home. The newest holds: a yes is taken back by a no.

    It is about one dwelling, and holds for some months (`answers.hold_months`).
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="move_answers")
    dwelling = models.ForeignKey("dwellings.Dwelling", on_delete=models.PROTECT, related_name="+")
    reply = models.CharField(_("Answer"), max_length=3, choices=Reply.choices)
    on = models.DateField(_("Day"))
    asked_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()
    invented = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("answer about moving")
        verbose_name_plural = _("answers about moving")
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["household", "-on", "-id"], name="move_answer_newest")]

    def __str__(self) -> str:
        return f"S-{self.pk}"
