"""Living checks: a stored query with a condition, and what it said each time something changed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.programme.findings.models_chain import Finding
from boso.programme.partnership.models import Programme
from boso.programme.partnership.wording import Worded


class Verdict(models.TextChoices):
    """What a check says."""

    NEVER = "never", _("Not asked yet")
    HOLDS = "holds", _("It holds")
    NO_LONGER = "no_longer", _("It no longer holds")
    UNMEASURED = "unmeasured", _("Nobody measures")


class Why(models.TextChoices):
    """Why nobody measures."""

    NOTHING = "nothing", _("There is no number to ask for.")
    OLD = "old", _("The newest number is older than the check allows.")
    UNDATED = "undated", _("The number has no date, and the check asks for one.")
    HIDDEN = "hidden", _("The number is hidden to protect persons.")
    GONE = "gone", _("What the check asks about is no longer there.")


class ToldAs(models.TextChoices):
    """How a value is written."""

    COUNT = "count", _("Count")
    PERCENT = "percent", _("Per cent")
    KRONER = "kroner", _("Kroner")
    NUMBER = "number", _("A number")


class Condition(models.TextChoices):
    """What must hold of the value."""

    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")
    BETWEEN = "between", _("between")
    EQUALS = "equals", _("exactly")
    EXISTS = "exists", _("there is a number")


class CheckState(models.TextChoices):
    """Whether BoSo asks by itself."""

    ACTIVE = "active", _("Asked every night")
    PAUSED = "paused", _("Not asked")


class Check(Worded):
    """What must hold for a finding or a result goal, in one sentence (nb, nn, en), and how that is asked.

    query: its key in the registry (`checks`); arguments: what it is asked with. participation: whose figures; none
    for the programme. low, high: the limits, in the query's unit; tolerance widens them. window_days: how old the
    number may be; none: as old as it likes. verdict and what follows it: the newest reading. since: the day the
    verdict turned to what it is. held: whether it has ever held.
    """

    programme = models.CharField(max_length=14, choices=Programme.choices, default=Programme.REPORT)
    key = models.CharField(max_length=60, unique=True, null=True, blank=True, help_text="Its name in the workbook")
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, null=True, blank=True, related_name="checks")
    goal = models.ForeignKey(
        "partnership.Goal", on_delete=models.CASCADE, null=True, blank=True, related_name="living_checks"
    )
    participation = models.ForeignKey(
        "partnership.Participation", on_delete=models.CASCADE, null=True, blank=True, related_name="living_checks"
    )
    query = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict, blank=True)
    condition = models.CharField(_("must be"), max_length=8, choices=Condition.choices)
    low = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    tolerance = models.DecimalField(max_digits=20, decimal_places=4, default=0)
    window_days = models.PositiveIntegerField(_("how old the number may be, in days"), null=True, blank=True)
    owner = models.ForeignKey("access.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=6, choices=CheckState.choices, default=CheckState.ACTIVE)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.NEVER)
    why = models.CharField(max_length=7, choices=Why.choices, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    base = models.PositiveIntegerField(null=True, blank=True)
    told_as = models.CharField(max_length=7, choices=ToldAs.choices, default=ToldAs.NUMBER)
    source = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=300, blank=True)
    measured_on = models.DateField(null=True, blank=True)
    ran_at = models.DateTimeField(null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    held = models.BooleanField(default=False)

    class Meta:
        ordering = ["finding_id", "goal_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finding__isnull=False, goal__isnull=True) | Q(finding__isnull=True, goal__isnull=False),
                name="check_is_of_a_finding_or_a_goal",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=F("low")),
                name="check_limits_run_upwards",
            ),
            models.CheckConstraint(condition=Q(tolerance__gte=0), name="check_tolerance_is_no_debt"),
        ]

    def __str__(self) -> str:
        return self.nb[:60]


class Reading(models.Model):
    """What a check said when that was something else than before (verdict, value, base, source or date).

    turned: the verdict itself changed, and it was not the first. noted: the owner has seen it and says what follows.
    """

    check_of = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="readings")
    at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    before = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.NEVER)
    why = models.CharField(max_length=7, choices=Why.choices, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    base = models.PositiveIntegerField(null=True, blank=True)
    told_as = models.CharField(max_length=7, choices=ToldAs.choices, default=ToldAs.NUMBER)
    source = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=300, blank=True)
    measured_on = models.DateField(null=True, blank=True)
    asked_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    turned = models.BooleanField(default=False)
    noted = models.CharField(_("what follows"), max_length=500, blank=True)
    noted_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    noted_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["turned", "at"], name="readings_that_turned")]

    def __str__(self) -> str:
        return f"{self.check_of_id} {self.verdict}"
