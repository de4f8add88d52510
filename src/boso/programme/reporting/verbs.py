"""What the acts on reports are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "report_round.open": _("Opened the round"),
        "report_round.extend": _("Gave more time"),
        "report_round.meeting": _("Set the meeting"),
        "report_round.close": _("Closed the round"),
        "report_round.open_again": _("Opened the round again"),
        "report.ask": _("Asked for the report"),
        "report.fetch": _("Fetched the figures"),
        "report.write": _("Wrote in the report"),
        "report.correct": _("Corrected a figure"),
        "report.uncorrect": _("Took back a correction"),
        "report.submit": _("Handed the report in"),
        "report.freeze": _("Froze the report"),
        "report.take_back": _("Took the report back"),
        "report.sign": _("Signed the report"),
        "report.refuse": _("Sent the report back unsigned"),
        "report.approve": _("Approved the report"),
        "report.send_back": _("Returned the report for correction"),
        "report.reopen": _("Reopened the report"),
        "report.remind": _("Reminded of the report"),
        "report.extend": _("Gave more time for the report"),
        "agenda.add": _("Put a matter on the agenda"),
        "agenda.change": _("Changed a matter on the agenda"),
        "agenda.remove": _("Took a matter off the agenda"),
    }
)

register_things(
    {
        "reporting.reportround": _("Round of reports"),
        "reporting.report": pgettext_lazy("thing", "Report"),
        "reporting.edition": _("Frozen report"),
        "reporting.reminder": _("Reminder"),
        "reporting.agendaitem": _("Matter on the agenda"),
    }
)
