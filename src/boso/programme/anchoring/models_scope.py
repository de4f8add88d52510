"""What is in the programme and what stays in the line; which unit decides, does and is asked."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.models import Fact, Participation, TaskAssignment
from boso.programme.partnership.wording import Worded, pick, when


class ScopeKind(models.TextChoices):
    """What kind of thing an entry is about."""

    SERVICE = "service", _("Service")
    TARGET_GROUP = "target_group", _("Target group")
    MEASURE = "measure", _("Measure")


class Place(models.TextChoices):
    """Where it belongs."""

    PROGRAMME = "programme", _("In the programme")
    LINE = "line", _("In the line")
    UNDECIDED = "undecided", _("Not decided")


class ScopeEntry(Worded):
    """A service, a target group or a measure, and where it belongs. nb, nn, en are the reason.

    A report's entry has its fact. A member's decision has the day and who decided; «not decided» has neither.
    No participation: the source says it of one of the five and does not name it.
    """

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, null=True, blank=True, related_name="scope"
    )
    kind = models.CharField(max_length=12, choices=ScopeKind.choices)
    name_nb = models.CharField(max_length=200)
    name_nn = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    activity = models.ForeignKey(
        "plans.Activity", on_delete=models.SET_NULL, null=True, blank=True, related_name="scope_entries"
    )
    place = models.CharField(max_length=10, choices=Place.choices, default=Place.UNDECIDED)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True, help_text="An office or a group, never a name")
    as_of = models.CharField(max_length=20, blank=True, help_text="As the source says it")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, null=True, blank=True, related_name="scope_entry")

    class Meta:
        ordering = ["kind", "name_nb", "id"]
        verbose_name_plural = "scope entries"
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "kind", "name_nb"], condition=Q(fact__isnull=True), name="scope_entry_once"
            ),
            models.CheckConstraint(
                condition=Q(fact__isnull=False) | Q(participation__isnull=False), name="scope_entry_is_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(fact__isnull=False)
                | Q(place="undecided")
                | (Q(decided_on__isnull=False) & ~Q(decided_by="") & ~Q(nb="")),
                name="scope_decision_has_day_reason_and_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.kind} {self.name_nb}"

    @property
    def name(self) -> str:
        """What it is called, in the page's language."""
        return pick(self, "name_")

    @property
    def when_words(self) -> str:
        """The day it was decided, or the time the source gives."""
        return when(self.decided_on.isoformat() if self.decided_on else self.as_of)


class FieldTask(models.TextChoices):
    """The tasks of social housing work that every municipality has. A list of BoSo's own."""

    ANALYSIS = "analysis", _("Analyse the need and plan")
    INFORMATION = "information", _("Inform and advise")
    APPLICATION = "application", _("Receive and examine applications")
    ALLOCATION = "allocation", _("Allocate a home")
    PURCHASE = "purchase", _("Order and get homes")
    MANAGEMENT = "management", _("Manage and maintain homes")
    LEASE = "lease", _("Leases and rent")
    EVICTION = "eviction", _("Prevent evictions")
    FOLLOW_UP = "follow_up", _("Follow up at home")
    TEMPORARY = "temporary", _("Temporary stays")
    START_LOAN = "start_loan", _("Start loans and grants")
    ALLOWANCE = "allowance", _("Housing allowance")
    COORDINATION = "coordination", _("Co-ordinate the work")


class UnitFunction(models.TextChoices):
    """What a unit does with a task of the field."""

    DECIDES = "decides", _("Decides")
    DOES = "does", _("Does it")
    ASKED = "asked", _("Is asked")


class TaskPlace(models.Model):
    """Under which task of the field one of the partnership's tasks stands, where its key does not say so itself."""

    task = models.OneToOneField(TaskAssignment, on_delete=models.CASCADE, related_name="place")
    field_task = models.CharField(max_length=12, choices=FieldTask.choices)

    def __str__(self) -> str:
        return f"{self.task_id} {self.field_task}"


class TaskPart(models.Model):
    """A unit's part in a task of the field, beyond what the partnership's task map says."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="task_parts")
    field_task = models.CharField(max_length=12, choices=FieldTask.choices)
    function = models.CharField(max_length=8, choices=UnitFunction.choices)
    unit = models.CharField(max_length=200, help_text="A unit, never a name")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="The first day it is no longer so")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["field_task", "function", "starts", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")), name="task_part_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.field_task} {self.function} {self.unit}"
