"""What the acts from finding to what happened are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "finding.write": _("Finding written"),
        "finding.edit": _("Finding changed"),
        "finding.owner": _("Said who answers for a finding"),
        "finding.raise": _("Finding stands"),
        "finding.replace": _("Finding replaced by newer knowledge"),
        "finding.withdraw": _("Finding withdrawn"),
        "finding.restore": _("Finding stands again"),
        "finding.share": _("Finding shared"),
        "evidence.add": _("Evidence added"),
        "evidence.remove": _("Evidence taken away"),
        "assessment.make": _("Goal judged"),
        "finding_challenge.name": _("Challenge named"),
        "finding_challenge.edit": _("Challenge changed"),
        "finding_challenge.meet": _("No longer a challenge"),
        "finding_challenge.return": _("A challenge again"),
        "recommendation.make": _("Recommendation made"),
        "recommendation.edit": _("Recommendation changed"),
        "recommendation.answered": _("Recommendation answered"),
        "recommendation.accept": _("Recommendation accepted"),
        "recommendation.accept_partly": _("Recommendation accepted in part"),
        "recommendation.reject": _("Recommendation rejected"),
        "recommendation.reopen": _("Recommendation taken up again"),
        "recommendation.decided": _("Decision written down"),
        "recommendation.decide": _("Recommendation decided on"),
        "recommendation.told": _("Said what has happened"),
        "recommendation.remind": _("Said when to ask again"),
        "recommendation.close": _("Recommendation followed up"),
        "recommendation.ask_again": _("Asked again about a recommendation"),
        "check.add": _("Living check added"),
        "check.edit": _("Living check changed"),
        "check.first": _("Living check asked for the first time"),
        "check.turn": _("Living check turned"),
        "check.pause": _("Living check stopped"),
        "check.resume": _("Living check asked again every night"),
        "check.note": _("Said what follows of a check"),
    }
)

register_things(
    {
        "findings.finding": _("Finding"),
        "findings.evidence": _("Evidence"),
        "findings.assessment": _("Assessment"),
        "findings.challenge": _("Challenge"),
        "findings.recommendation": _("Recommendation"),
        "findings.answer": _("Answer"),
        "findings.decision": _("Decision"),
        "findings.outcome": _("What has happened"),
        "findings.check": _("Living check"),
        "findings.reading": _("Reading of a check"),
    }
)
