"""Dwelling projects: how many homes, for whom, when, and on what conditions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.wording import pick
from boso.programme.plans.models_activity import Activity
from boso.programme.plans.models_shared import OfParticipant, State, Timed, Titled


class Means(models.TextChoices):
    """How homes are got."""

    NEW = "new", _("New building")
    PURCHASE = "purchase", _("Purchase")
    RESTORED = "restored", _("Restoring")
    ALLOTTED = "allotted", _("Owned by others, let to whom the municipality chooses")
    NOT_STATED = "not_stated", _("How is not stated")


class Part(models.TextChoices):
    """How a part of a project is told from the rest. Parts are of the whole and never added to it."""

    BY_MEANS = "means", _("by how they are got")
    BY_GROUP = "group", _("by whom they are for")


class DwellingProject(OfParticipant, Titled, Timed):
    """Homes a participant gets or plans.

    low, high: number of homes, both ends of a range (equal where one number is stated, empty: not stated). yearly: so
    many each year. projects: how many projects stand behind. part_of, part: a part of another row, and of which kind.
    groups: codes of `Group`. conditions: what it hangs on. reported_state: what the report said in January 2012.
    """

    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    part = models.CharField(max_length=5, choices=Part.choices, blank=True)
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="dwelling_projects"
    )
    low = models.PositiveIntegerField(null=True, blank=True)
    high = models.PositiveIntegerField(null=True, blank=True)
    yearly = models.BooleanField(default=False)
    projects = models.PositiveSmallIntegerField(default=1)
    means = models.CharField(max_length=10, choices=Means.choices, default=Means.NOT_STATED)
    groups = models.JSONField(default=list, blank=True)
    conditions_nb = models.CharField(max_length=300, blank=True)
    conditions_nn = models.CharField(max_length=300, blank=True)
    conditions_en = models.CharField(max_length=300, blank=True)
    responsible = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    reported_state = models.CharField(max_length=10, choices=State.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    done_on = models.DateField(null=True, blank=True)
    moved_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["participation_id", F("starts").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True) | Q(high__gte=F("low")),
                name="homes_range_runs_upwards",
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True, part="") | (Q(part_of__isnull=False) & ~Q(part="")),
                name="homes_part_says_of_which_kind",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["postponed", "dropped"]) | ~Q(reason="") | Q(fact__isnull=False),
                name="homes_put_off_say_why",
            ),
        ]

    @property
    def conditions(self) -> str:
        """What it hangs on, in the page's language."""
        return pick(self, "conditions_")

    @property
    def number_words(self) -> str:
        """`22`, `5–8`; empty: not stated."""
        if self.low is None or self.high is None:
            return ""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"
