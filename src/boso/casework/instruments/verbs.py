"""What the acts of this app are called in the log and the history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "assessment.make": _("Assessed the economy"),
        "assessment.bring_in": _("Brought in assessments of economy"),
        "assessment.looked": _("Looked at the economy of a household"),
        "assessment.printed": _("Printed the economy of a household"),
        "guideline.write": _("Wrote a point of the guideline"),
        "guideline.end": _("Ended a point of the guideline"),
        "guideline.count": _("Counted whom the guideline shuts out"),
        "guideline.remove": _("Took away a point of the guideline"),
        "finder.looked": _("Looked for tenants who could own"),
        "watch.reckon": _("Reckoned the watch over bostøtte"),
        "watch.looked": _("Looked through the watch over bostøtte"),
        "watch.take": _("Took a household of the watch"),
        "watch.ask": _("Asked a household about bostøtte"),
        "watch.apply": _("A household applied for bostøtte"),
        "watch.receive": _("A household receives bostøtte"),
        "watch.refuse": _("A household does not want bostøtte"),
        "watch.dismiss": _("Bostøtte is not relevant for a household"),
        "watch.drop": _("Put back a household of the watch"),
        "export.bostotte-watch": _("Took out the watch over bostøtte"),
        "export.law": _("Took out the law and norms"),
    }
)
register_things(
    {
        "instruments.assessment": _("Assessment of economy"),
        "instruments.watch": _("Watch over bostøtte"),
        "instruments.guidelinepoint": _("Guideline"),
        "instruments.shutout": _("Whom the guideline shuts out"),
    }
)
