"""A participant's own programme plan, its versions, and who adopted them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.programme.partnership.wording import Worded
from boso.programme.plans.models_shared import OfParticipant, Titled


class Body(models.TextChoices):
    """Who adopts a plan."""

    COUNCIL = "council", _("The municipal council")
    ADMINISTRATION = "administration", _("The administration")
    STEERING_GROUP = "steering_group", _("The steering group")


class VersionState(models.TextChoices):
    """Where a version of the plan stands."""

    DRAFT = "draft", _("Being written")
    PROPOSED = "proposed", _("Waits for adoption")
    ADOPTED = "adopted", _("Adopted")
    REPLACED = "replaced", _("Replaced")


class Plan(OfParticipant, Titled):
    """A participant's programme plan. Years, both included; empty: not stated.

    body: who is to adopt it. under: the plan it builds on, where it is one for the administration.
    """

    body = models.CharField(max_length=14, choices=Body.choices)
    under = models.CharField(max_length=200, blank=True, help_text="The adopted plan it builds on")
    starts = models.PositiveSmallIntegerField(null=True, blank=True)
    ends = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["participation_id", "-starts", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gte=F("starts")),
                name="own_plan_ends_after_it_starts",
            )
        ]


class PlanVersion(Worded):
    """One version of a plan. Words: what it says, or what is new in it.

    contents: the measures as they stood on adoption: key, title, theme, state, starts, ends, owner.
    proposed_by and adopted_by are two people. as_of: when the report says that it stood so.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=VersionState.choices, default=VersionState.DRAFT)
    as_of = models.CharField(max_length=20, blank=True)
    reported = models.BooleanField(default=False, help_text="The report tells of it; its text is not known here")
    proposed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    adopted_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    adopted_on = models.DateField(null=True, blank=True, help_text="Empty: not stated")
    case_number = models.CharField(max_length=60, blank=True, help_text="The case it was adopted in")
    contents = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["plan_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once"),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True) | Q(adopted_by__isnull=True) | ~Q(proposed_by=F("adopted_by")),
                name="plan_version_takes_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}.{self.number}"
