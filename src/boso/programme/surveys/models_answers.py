"""What was answered, and what was asked.

Keys of answers are drawn at random, so rows do not lie in the order they came. An anonymous answer has no moment and
no person; until the wave ends it lies sealed as a ballot. What is not sent in yet is found by the link alone.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from boso.programme.surveys.models_people import Group, Respondent
from boso.programme.surveys.models_surveys import Wave


class Unsent(models.Model):
    """Answers on their way. key: a digest of the link that is not the one a respondent is found by."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="unsent")
    key = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()

    def __str__(self) -> str:
        return str(self.pk)


class Ballot(models.Model):
    """An anonymous answer that nobody can read before the wave ends: what was answered, of where and which group."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="ballots")
    sealed = models.TextField()

    def __str__(self) -> str:
        return str(self.pk)


class Answer(models.Model):
    """One person's answers. content: by key of the question. code: 1.1; 1.2 where it is only a part, 2.12 where less.

    respondent: none where it cannot be followed back. Where it cannot, municipality and group stand only if enough
    others who answered share them.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="answers")
    respondent = models.OneToOneField(Respondent, on_delete=models.PROTECT, null=True, related_name="answer")
    municipality = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=5)
    content = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(code__in=("1.1", "1.2", "2.12")), name="answer_is_answered")]

    def __str__(self) -> str:
        return str(self.pk)


class Item(models.Model):
    """A question as a wave asked it: the bank of questions. Written when the wave opens.

    wording: the digest of its words in the form's own language. marks: all digests, as `fingerprints` makes them.
    titles, choices: what it says, by language. group: the table of questions it is a row of.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="items")
    name = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    titles = models.JSONField(default=dict)
    heading = models.JSONField(default=dict)
    choices = models.JSONField(default=list)
    wording = models.CharField(max_length=64, db_index=True)
    scale = models.CharField(max_length=64)
    marks = models.JSONField(default=dict)

    class Meta:
        ordering = ["wave", "position"]
        constraints = [models.UniqueConstraint(fields=["wave", "name"], name="item_once_in_wave")]

    def __str__(self) -> str:
        return self.name
