"""What the acts on the programme's money are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "award.draft": _("Drafted the award"),
        "award.change": _("Changed the draft"),
        "award.decide": _("Awarded"),
        "award.accept": _("Accepted the award"),
        "award.close": _("Closed the award"),
        "payment.draft": _("Drafted the request"),
        "payment.change": _("Changed the request"),
        "payment.submit": _("Submitted the request"),
        "payment.approve": _("Approved the request"),
        "payment.send_back": _("Returned the request for correction"),
        "payment.pay": _("Recorded the payment"),
        "payment.withdraw": _("Withdrew the request"),
        "repayment.record": _("Recorded money given back"),
        "carry_over.decide": _("Carried money over"),
        "contribution.record": _("Recorded a contribution"),
        "contribution.change": _("Changed a contribution"),
        "contribution.report": _("Reported a contribution"),
        "contribution.take_back": _("Took a contribution back"),
        "contribution.accept": _("Accepted a contribution"),
        "contribution.send_back": _("Returned a contribution for correction"),
    }
)

register_things(
    {
        "grants.award": pgettext_lazy("thing", "Award"),
        "grants.paymentrequest": _("Payment"),
        "grants.repayment": _("Money given back"),
        "grants.carryover": _("Carry-over"),
        "grants.owncontribution": _("Own share"),
    }
)
