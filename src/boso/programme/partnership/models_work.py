"""Who does what on the two sides, what they have talked about, and the annual wheel."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.models_facts import Fact
from boso.programme.partnership.models_members import Participation
from boso.programme.partnership.wording import Worded, pick, when


class Side(models.TextChoices):
    """Which side of the partnership a role stands on."""

    BANK = "bank", _("The bank")
    MUNICIPALITY = "municipality", _("The municipality")


class PartnershipRole(models.TextChoices):
    """The programme's roles."""

    COORDINATOR = "coordinator", _("Programme coordinator")
    CONTACT = "contact", _("Programme contact")
    AREA_CONTACT = "area_contact", _("Contact for an area")
    PROGRAMME_COUNCIL = "programme_council", _("Programme council")
    PROGRAMME_SECRETARIAT = "programme_secretariat", _("Programme secretariat")
    PROGRAMME_OWNER = "programme_owner", _("Programme owner")
    STEERING_GROUP = "steering_group", _("Steering group")
    PROGRAMME_GROUP = "programme_group", _("Programme group")
    PROGRAMME_LEADER = "programme_leader", _("Programme leader")
    OTHER = "other", _("Other role")


class RoleHolding(Worded):
    """Who holds a role: an office, a group, a unit; never a person by name. Empty holder: not stated.

    No participation: the role is on the bank's side, or the same in every municipality.
    """

    side = models.CharField(max_length=12, choices=Side.choices)
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, null=True, blank=True, related_name="roles"
    )
    role = models.CharField(max_length=24, choices=PartnershipRole.choices)
    holder_nb = models.CharField(max_length=200, blank=True)
    holder_nn = models.CharField(max_length=200, blank=True)
    holder_en = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="programme_roles"
    )
    since = models.CharField(max_length=30, blank=True, help_text="As the source says it, or a day")
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True, help_text="The first day it is no longer so")
    former = models.BooleanField(default=False, help_text="It was so before; the day it changed is not stated")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="role_holding")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gt=F("starts")),
                name="role_holding_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.role} {self.pk}"

    @property
    def holder(self) -> str:
        """Who holds it, in the page's language; empty where nobody says."""
        return pick(self, "holder_")

    @property
    def since_words(self) -> str:
        """From when, for reading; empty where nobody says."""
        return when(self.starts.isoformat() if self.starts else self.since)

    def is_past(self, today: dt.date) -> bool:
        """Whether it is no longer so."""
        return self.former or (self.ends is not None and self.ends <= today)


class Function(models.TextChoices):
    """What a unit does with a task."""

    DOES = "does", _("Does it")
    DECIDES = "decides", _("Decides")
    ASKED = "asked", _("Is asked to deliver")
    COORDINATES = "coordinates", _("Co-ordinates")
    INFORMED = "informed", _("Is told")


class TaskAssignment(Worded):
    """Which unit had a task before the programme and has it after. An empty unit: not stated."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="tasks")
    key = models.SlugField(max_length=60)
    task_nb = models.CharField(max_length=200)
    task_nn = models.CharField(max_length=200)
    task_en = models.CharField(max_length=200)
    before_nb = models.CharField(max_length=200, blank=True)
    before_nn = models.CharField(max_length=200, blank=True)
    before_en = models.CharField(max_length=200, blank=True)
    after_nb = models.CharField(max_length=200, blank=True)
    after_nn = models.CharField(max_length=200, blank=True)
    after_en = models.CharField(max_length=200, blank=True)
    function = models.CharField(max_length=12, choices=Function.choices, default=Function.DOES)
    changed_on = models.CharField(max_length=20, blank=True, help_text="As the source says it, or a day")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="task_assignment")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["participation", "key"], name="task_once")]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.key}"

    @property
    def task(self) -> str:
        """The task in the page's language."""
        return pick(self, "task_")

    @property
    def before(self) -> str:
        """Who had it; empty where nobody says."""
        return pick(self, "before_")

    @property
    def after(self) -> str:
        """Who has it; empty where nobody says."""
        return pick(self, "after_")

    @property
    def changed_words(self) -> str:
        """When it changed, for reading."""
        return when(self.changed_on)


class BankTask(Worded):
    """One of the bank's own task areas in the programme; without a number it is a remark on them."""

    number = models.PositiveSmallIntegerField(null=True, blank=True)
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="bank_task")

    class Meta:
        ordering = [F("number").asc(nulls_last=True), "id"]

    def __str__(self) -> str:
        return f"{self.number or ''} {self.nb}".strip()


class ContactKind(models.TextChoices):
    """How the two sides were in touch."""

    MEETING = "meeting", _("Meeting")
    PHONE = "phone", _("Phone")
    EMAIL = "e-mail", _("E-mail")
    VISIT = "visit", _("Visit")


class ContactEntry(models.Model):
    """One contact between the bank and a municipality. Roles, never names; nobody outside the two sees it."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="contacts")
    on = models.DateField()
    kind = models.CharField(max_length=8, choices=ContactKind.choices)
    with_whom = models.CharField(max_length=200, help_text="Roles, not names")
    agreed = models.TextField()
    next_step = models.CharField(max_length=300, blank=True)
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    responsible = models.CharField(max_length=12, choices=Side.choices, default=Side.BANK)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name_plural = "contact entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(due__isnull=True) | ~Q(next_step=""), name="contact_due_has_a_next_step"
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(next_step=""), name="contact_done_has_a_next_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.participation_id}"


class Audience(models.TextChoices):
    """Whom an entry in the annual wheel is for."""

    EVERYBODY = "everybody", _("Everybody")
    BANK = "bank", _("The bank")
    MUNICIPALITY = "municipality", _("The municipalities")


class EventKind(models.TextChoices):
    """What an entry in the annual wheel is about."""

    REPORT = "report", _("Report due")
    ARENA = "arena", _("Arena")
    GRANT = "grant", _("Grant decision")
    PLAN = "plan", _("Plan and budget")
    OTHER = "other", _("Other")


class CalendarEvent(models.Model):
    """An entry in the annual wheel: on a day, or somewhere in a month; once or every year."""

    title_nb = models.CharField(max_length=160)
    title_nn = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)
    year = models.PositiveSmallIntegerField(help_text="The (first) year")
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: somewhere in the month")
    yearly = models.BooleanField(default=True)
    kind = models.CharField(max_length=8, choices=EventKind.choices)
    audience = models.CharField(max_length=12, choices=Audience.choices, default=Audience.EVERYBODY)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["month", F("day").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(condition=Q(month__gte=1) & Q(month__lte=12), name="event_month_exists"),
            models.CheckConstraint(
                condition=Q(day__isnull=True) | (Q(day__gte=1) & Q(day__lte=31)), name="event_day_exists"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02} {self.title_nb}"

    @property
    def title(self) -> str:
        """In the page's language."""
        return pick(self, "title_")
