"""Assessments of a household's economy, the watch over who could have bostøtte, and a municipality's own guideline.

What is known of a household's money lies sealed with the household's key. Codes and days stand in clear.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Assessment(models.Model):
    """What a person of the municipality found of a household's economy on a day. Written once: a new one goes before.

    sealed: what was entered, see `sealing.Entered`. holds_until: the day a later one was made; none for the one that
    holds. digest: SHA-256 of the frozen question and answer, so that anybody can see they are unchanged.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="assessments")
    on = models.DateField(_("Day"))
    made_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    holds_until = models.DateField(null=True, blank=True, editable=False)
    sealed = models.TextField(blank=True, help_text="What was entered, with the household's key: see `sealing`")
    digest = models.CharField(max_length=64, blank=True, editable=False)
    invented = models.BooleanField(default=False)

    #: Kept by the act that makes the next one.
    kept_out_of_history = ("holds_until",)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(holds_until__isnull=True), name="assessment_one_holds"
            ),
        ]
        indexes = [
            models.Index(fields=["household", "-on", "-id"], name="assessment_by_household"),
            models.Index(
                fields=["organisation", "household"], condition=Q(holds_until__isnull=True), name="assessment_holding"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """V-32: what people may call it by."""
        return f"V-{self.pk}"


class Frozen(models.Model):
    """The question an assessment asked and the answer it got, as they were: never reckoned again.

    sealed: the packed document, with the household's key: see `freezing`.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, primary_key=True, related_name="frozen")
    household = models.ForeignKey("households.Household", on_delete=models.CASCADE, related_name="+")
    sealed = models.TextField(blank=True)

    kept_out_of_history = ("sealed",)

    def __str__(self) -> str:
        return f"V-{self.assessment_id}"


class Verdict(models.TextChoices):
    """What the watch found of bostøtte for a household."""

    LIKELY = "likely", _("Likely entitled")
    UNCERTAIN = "uncertain", _("Uncertain")
    NO = "no", _("Gets nothing")


class WatchState(models.TextChoices):
    """How far somebody has come with a household the watch found."""

    OPEN = "open", _("Nobody has taken it")
    TAKEN = "taken", _("Taken on")
    ASKED = "asked", _("Asked about it")
    APPLIED = "applied", _("Applied for it")
    RECEIVES = "receives", _("Receives bostøtte")
    NOT_WANTED = "not_wanted", _("Does not want it")
    NOT_RELEVANT = "not_relevant", _("Not relevant")


class NotRelevant(models.TextChoices):
    """Why bostøtte is not relevant for a household after all. A code and never words: it stands in clear."""

    STUDENT = "student", _("studies, and has no children")
    HOME = "home", _("the home is not one that bostøtte is given for")
    INCOME = "income", _("has more income or wealth than is written here")
    MOVES = "moves", _("moves away, or gets another home soon")
    OTHER = "other", _("something else, as written in the case")


#: Nothing more is to be done.
SETTLED = (WatchState.RECEIVES, WatchState.NOT_WANTED, WatchState.NOT_RELEVANT)


class Watch(models.Model):
    """Whether one household likely could have bostøtte, and what is being done about it.

    verdict, missing: what was found on `reckoned_on`; missing: codes of what is not known (`Lack`). since: the day the
    state began. because: why it is not relevant, in that state alone. Amounts stand nowhere here: they are reckoned
    when the list is opened.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    household = models.OneToOneField("households.Household", on_delete=models.CASCADE, related_name="watch")
    verdict = models.CharField(_("Bostøtte"), max_length=10, choices=Verdict.choices)
    missing = models.JSONField(_("Not known"), default=list, blank=True)
    reckoned_on = models.DateField(_("Reckoned"))
    is_tenant = models.BooleanField(_("Rents from the municipality"), default=False)
    state = models.CharField(_("State"), max_length=12, choices=WatchState.choices, default=WatchState.OPEN)
    since = models.DateField(_("Since"))
    because = models.CharField(_("Because"), max_length=10, choices=NotRelevant.choices, blank=True)
    worker = models.ForeignKey(
        "access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("With")
    )
    invented = models.BooleanField(default=False)

    #: Said anew each night.
    kept_out_of_history = ("reckoned_on",)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("open", "receives")) | Q(worker__isnull=False), name="watch_taken_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state="not_relevant") & ~Q(because="") | ~Q(state="not_relevant") & Q(because=""),
                name="watch_not_relevant_because",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "verdict", "state", "id"], name="watch_by_verdict"),
            models.Index(fields=["worker", "state"], name="watch_by_worker"),
        ]

    def __str__(self) -> str:
        return f"W-{self.pk}"


class Lack(models.TextChoices):
    """What must be known before bostøtte can be reckoned for a household, and is not."""

    INCOME = "income", _("income")
    WEALTH = "wealth", _("wealth")
    RENT = "rent", _("rent")
    PERSONS = "persons", _("who lives there, with birth")
    LAW = "law", _("the rules of that month")
    OLD = "old", _("the economy is more than a year old")


class GuidelinePoint(models.Model):
    """One point of a municipality's own guideline for startlån and grants, from a day on; or one of its settings.

    key: a point of core/law/guideline_points.toml, or a setting of `guiding`. value: a number, yes or no, or a list of
    names. decision: what the municipality calls the decision it rests on. ends: the first day it no longer holds.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(_("Point"), max_length=40)
    value = models.JSONField(_("Says"))
    decision = models.CharField(
        _("Decided where"), max_length=300, help_text=_("The decision, case number or minutes it rests on.")
    )
    starts = models.DateField(_("From"))
    ends = models.DateField(_("To"), null=True, blank=True)
    written_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["organisation", "key", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key", "starts"], name="guideline_point_once_a_day"),
            models.UniqueConstraint(
                fields=["organisation", "key"], condition=Q(ends__isnull=True), name="guideline_point_one_holds"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")), name="guideline_point_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"G-{self.pk}"


class ShutOut(models.Model):
    """How many households each point of a guideline shuts out, as last counted. Figures only: no household is named.

    points: by the point's id as text, how many it shuts out and of how many it is not known. of: households counted.
    """

    organisation = models.OneToOneField(
        "organisations.Organisation", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    counted_at = models.DateTimeField()
    of = models.PositiveIntegerField()
    points = models.JSONField(default=dict, blank=True)

    #: Counted anew each night, and follows from what else is kept.
    kept_out_of_history = ("counted_at", "of", "points")

    def __str__(self) -> str:
        return f"N-{self.pk}"
