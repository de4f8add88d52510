"""What the acts on the programme's money are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register

register(
    {
        "award.draft": _("Drafted the award"),
        "award.change": _("Changed the draft"),
        "award.note_decide": _("Noted who awarded"),
        "award.decide": _("Awarded"),
        "award.note_accept": _("Noted who accepted"),
        "award.accept": _("Accepted the award"),
        "award.close": _("Closed the award"),
        "award.letter": _("Attached the letter"),
        "payment.draft": _("Drafted the request"),
        "payment.change": _("Changed the request"),
        "payment.note_submit": _("Noted who submitted"),
        "payment.submit": _("Submitted the request"),
        "payment.note_approve": _("Noted the accepted costs"),
        "payment.approve": _("Approved the request"),
        "payment.note_send_back": _("Noted what is to be corrected"),
        "payment.send_back": _("Returned the request for correction"),
        "payment.note_pay": _("Noted the day of payment"),
        "payment.pay": _("Recorded the payment"),
        "payment.withdraw": _("Withdrew the request"),
        "repayment.record": _("Recorded money given back"),
        "carry_over.decide": _("Carried money over"),
        "contribution.record": _("Recorded a contribution"),
        "contribution.change": _("Changed a contribution"),
        "contribution.note_report": _("Noted who reported"),
        "contribution.report": _("Reported a contribution"),
        "contribution.note_take_back": _("Noted that it is a draft again"),
        "contribution.take_back": _("Took a contribution back"),
        "contribution.note_accept": _("Noted who accepted"),
        "contribution.accept": _("Accepted a contribution"),
        "contribution.note_send_back": _("Noted that it is a draft again"),
        "contribution.send_back": _("Returned a contribution for correction"),
    }
)
