"""The report of an evaluation: parts in the author's words, and the figures they refer to as they were when taken."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from boso.programme.evaluation.models_design import Evaluation, EvaluationWave


class ReportState(models.TextChoices):
    """Whether it is still written on."""

    DRAFT = "draft", _("Being written")
    ISSUED = "issued", _("Issued")


class PartKind(models.TextChoices):
    """What a part of the report is for. The order is the report's."""

    SUMMARY = "summary", _("Summary")
    SUMMARY_OTHER = "summary_other", _("Summary in another language")
    METHOD = "method", _("Method")
    STATUS = "status", _("Status by theme")
    METHOD_OF_PROGRAMME = "programme", _("Programme as a method")
    FINDINGS = "findings", _("Findings")
    RECOMMENDATIONS = "advice", _("Recommendations")
    APPENDIX = "appendix", _("Appendix")


class EvaluationReport(models.Model):
    """One report, in one language with a summary in a second; about an evaluation, perhaps about one wave of it."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="reports")
    wave = models.ForeignKey(EvaluationWave, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=2, default="nb")
    other_language = models.CharField(_("language of the second summary"), max_length=2, default="en")
    authors = models.CharField(_("authors"), max_length=200, blank=True)
    state = models.CharField(max_length=6, choices=ReportState.choices, default=ReportState.DRAFT)
    issued_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title


class Part(models.Model):
    """One part of a report. text: the author's words, with references as [[kind:key]]."""

    report = models.ForeignKey(EvaluationReport, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=13, choices=PartKind.choices)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("heading"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    language = models.CharField(max_length=2)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["report", "number", "id"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="part_number_once")]

    def __str__(self) -> str:
        return self.title


class Reference(models.Model):
    """What a report refers to, as it was when it was taken: the report is built from this and from nothing newer.

    key: `kind:address`, as it stands in the text. value: the number or sentence. content: table or figure, as data.
    digest: of what was taken, so that it is seen when the source says otherwise now.
    """

    report = models.ForeignKey(EvaluationReport, on_delete=models.CASCADE, related_name="references")
    key = models.CharField(max_length=160)
    language = models.CharField(max_length=2)
    value = models.TextField(blank=True)
    content = models.JSONField(default=dict)
    source = models.CharField(max_length=300, blank=True)
    data_date = models.CharField(max_length=20, blank=True, help_text="As the source says it: 2011, 2026-11-23")
    digest = models.CharField(max_length=64)
    taken_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField()
    now = models.JSONField(null=True, blank=True, help_text="What the source said when last looked at; {}: nothing")
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["report", "key", "language"]
        constraints = [models.UniqueConstraint(fields=["report", "key", "language"], name="reference_taken_once")]

    def __str__(self) -> str:
        return self.key
