"""Where people of the programme meet and learn: programme, invitations by role, who came, what it gave."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.roles import Role
from boso.programme.learning.models_base import Recorded
from boso.programme.partnership.models import Fact
from boso.programme.partnership.wording import Worded, pick
from boso.programme.plans.models_shared import Theme


class ArenaKind(models.TextChoices):
    """What sort of meeting place."""

    GATHERING = "gathering", _("Programme gathering")
    LEADERS = "leaders", _("Programme leader gathering")
    START = "start", _("Start-up gathering")
    STUDY_TRIP = "study_trip", _("Study trip")
    COURSE = "course", _("Course")
    VISIT = "visit", _("Visit")
    ABROAD = "abroad", _("Network abroad")
    LOCAL = "local", _("The municipality's own arena")
    INSIDE = "inside", _("Inside the bank")
    CATALOGUE = "catalogue", _("Catalogue and web pages")


class ArenaState(models.TextChoices):
    """Where an arena stands. Offered: in the catalogue, no day yet; those who want it say so."""

    OFFERED = "offered", _("In the catalogue")
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class Arena(Recorded):
    """One gathering, trip, course or visit, held or to be held; `host` is who arranges it (none: not stated)."""

    kind = models.CharField(_("kind"), max_length=10, choices=ArenaKind.choices)
    state = models.CharField(_("state"), max_length=10, choices=ArenaState.choices, default=ArenaState.PLANNED)
    host = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts = models.DateField(_("day"), null=True, blank=True)
    ends = models.DateField(_("last day"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    purpose = models.TextField(_("what it is for"), blank=True)
    lessons = models.TextField(_("what it gave"), blank=True, help_text="Written by whoever arranged it, afterwards")
    reason = models.CharField(_("why"), max_length=500, blank=True)

    class Meta:
        ordering = [F("starts").desc(nulls_last=True), "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=False, ends__gte=F("starts")),
                name="arena_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(fact__isnull=False) | Q(state="offered") | Q(state="cancelled") | Q(starts__isnull=False),
                name="arena_has_a_day",
            ),
        ]


class Session(Worded):
    """One item of an arena's programme. Those with the same slot run at the same time, each with its theme."""

    arena = models.ForeignKey(Arena, on_delete=models.CASCADE, related_name="sessions")
    slot = models.PositiveSmallIntegerField(_("slot"), help_text="The same number: at the same time")
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    title_nb = models.CharField(_("title"), max_length=200)
    title_nn = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    theme = models.CharField(_("theme"), max_length=20, choices=Theme.choices, blank=True)
    told_by = models.CharField(_("who tells"), max_length=160, blank=True, help_text="A role or a municipality")
    room = models.CharField(_("room"), max_length=60, blank=True)
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["slot", "id"]

    def __str__(self) -> str:
        return self.title_nb

    @property
    def title(self) -> str:
        """In the page's language."""
        return pick(self, "title_")


class Invitation(models.Model):
    """A role that is asked to come. No organisation: whoever holds it in any municipality of the programme."""

    arena = models.ForeignKey(Arena, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    invited_on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["arena", "role", "organisation"], name="invited_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.arena_id} {self.role}"


class Answer(models.TextChoices):
    """What somebody says to an invitation, and whether they came."""

    WISHES = "wishes", _("Wants it")
    COMING = "coming", _("Coming")
    NOT_COMING = "not_coming", _("Not coming")
    CAME = "came", _("Was there")
    STAYED_AWAY = "stayed_away", _("Was not there")


class Participant(models.Model):
    """Who comes or came: a person of BoSo, or so many of a role from an organisation."""

    arena = models.ForeignKey(Arena, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    people = models.PositiveSmallIntegerField(_("how many"), default=1)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices)
    sessions = models.ManyToManyField(Session, blank=True, related_name="chosen_by")
    took_home = models.TextField(_("what I take home"), blank=True)

    class Meta:
        ordering = ["organisation__name", "role", "id"]
        constraints = [
            models.UniqueConstraint(fields=["arena", "user"], condition=Q(user__isnull=False), name="participant_once"),
            models.CheckConstraint(condition=Q(people__gte=1), name="participants_are_people"),
        ]

    def __str__(self) -> str:
        return f"{self.arena_id} {self.role} {self.people}"
