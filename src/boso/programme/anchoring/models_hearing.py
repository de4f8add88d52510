"""Hearings: a plan laid open to everybody, what people write, and an answer to each."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boso.programme.partnership.models import Participation

#: The longest comment, in characters.
LONGEST = 4000
#: The mark of a network address is kept so long.
KEPT = dt.timedelta(days=1)


class HearingState(models.TextChoices):
    """Where a hearing stands."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", pgettext_lazy("hearing", "Open")
    CLOSED = "closed", pgettext_lazy("hearing", "Closed")


class Hearing(models.Model):
    """One version of a plan on hearing. What is asked stands in the languages the municipality gives."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="hearings")
    version = models.ForeignKey("plans.PlanVersion", on_delete=models.PROTECT, related_name="hearings")
    title = models.CharField(max_length=160)
    about = models.TextField(help_text="What the plan is about and what the municipality asks for")
    text = models.TextField(help_text="The plan in the words that are laid open; frozen when the hearing opens")
    state = models.CharField(max_length=6, choices=HearingState.choices, default=HearingState.DRAFT)
    closes = models.DateField(help_text="The last day for comments")
    opened_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-closes", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True) | Q(closes__gte=F("opened_on")), name="hearing_closes_after_opening"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.title}"

    def takes_comments(self, today: dt.date) -> bool:
        """Whether comments are taken today: open, and the last day has not passed."""
        return self.state == HearingState.OPEN and today <= self.closes


class CommentState(models.TextChoices):
    """Where a comment stands."""

    WAITING = "waiting", _("Waits to be read")
    SHOWN = "shown", pgettext_lazy("comment", "Shown")
    HIDDEN = "hidden", _("Not shown")
    WITHDRAWN = "withdrawn", _("Withdrawn by the writer")


class Comment(models.Model):
    """What somebody wrote, and the answer. Nothing says who it was but the name they chose to give.

    What is withdrawn is emptied, so neither words nor name go into the history.
    """

    kept_out_of_history = ("name", "words", "token")

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="comments")
    token = models.CharField(max_length=40, unique=True, help_text="The secret of the writer's own page")
    name = models.CharField(max_length=80, blank=True)
    words = models.CharField(max_length=LONGEST, blank=True)
    language = models.CharField(max_length=5)
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=CommentState.choices, default=CommentState.WAITING)
    hidden_because = models.CharField(max_length=300, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (Q(words="") & Q(name="")), name="withdrawn_comment_is_empty"
            ),
            models.CheckConstraint(condition=Q(state="withdrawn") | ~Q(words=""), name="comment_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.hearing_id} {self.pk} {self.state}"


class Knock(models.Model):
    """That somebody sent a comment, by a mark of their network address that changes every day. Kept for one day,
    to stop floods.
    """

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="knocks")
    mark = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["hearing", "mark", "at"], name="knock_by_mark")]

    def __str__(self) -> str:
        return f"{self.hearing_id} {self.at}"
