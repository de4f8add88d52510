"""What the acts of evaluation are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "analysis_model.define": _("Analysis model defined"),
        "category.add": _("Category added"),
        "category.edit": _("Category changed"),
        "category.remove": _("Category taken away"),
        "evaluation.commission": _("Evaluation asked for"),
        "evaluation.edit": _("Evaluation changed"),
        "evaluation.begin": _("Evaluation begun"),
        "evaluation.close": _("Evaluation closed"),
        "evaluation.reopen": _("Evaluation opened again"),
        "evaluation_question.add": _("Question of an evaluation added"),
        "evaluation_question.edit": _("Question of an evaluation changed"),
        "evaluation_question.remove": _("Question of an evaluation taken away"),
        "evaluation_wave.add": _("Round of an evaluation planned"),
        "evaluation_source.add": _("Source of an evaluation added"),
        "sample.log": _("Wrote down who was asked"),
        "sample.attempt": _("Asked once more"),
        "named_access.give": _("Document named to an evaluator"),
        "named_access.end": _("Evaluator's access ended"),
        "evaluation_report.start": _("Evaluation report begun"),
        "evaluation_report.edit": _("Title of an evaluation report changed"),
        "evaluation_report.write": _("Part of an evaluation report written"),
        "evaluation_report.remove": _("Part of an evaluation report taken away"),
        "evaluation_report.renew": _("References of an evaluation report renewed"),
        "evaluation_report.issue": _("Evaluation report issued"),
        "evaluation_report.take_back": _("Evaluation report taken back"),
    }
)

register_things(
    {
        "evaluation.evaluation": _("Evaluation"),
        "evaluation.analysismodel": _("Analysis model"),
        "evaluation.category": _("Category"),
        "evaluation.question": _("Question of an evaluation"),
        "evaluation.evaluationwave": _("Round of an evaluation"),
        "evaluation.source": _("Source of an evaluation"),
        "evaluation.sampleentry": _("Who was asked"),
        "evaluation.namedaccess": _("Access to a named document"),
        "evaluation.evaluationreport": _("Evaluation report"),
        "evaluation.part": _("Part of an evaluation report"),
        "evaluation.reference": _("Reference"),
    }
)
