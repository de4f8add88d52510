"""What the acts of interviews are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "guide.start": _("Guide begun"),
        "guide.edit": _("Guide changed"),
        "guide.version": _("New version of a guide"),
        "guide.use": _("Guide taken into use"),
        "guide.retire": _("Guide taken out of use"),
        "guide_part.add": _("Part added to a guide"),
        "guide_part.edit": _("Part of a guide changed"),
        "guide_question.add": _("Question added to a guide"),
        "guide_question.edit": _("Question of a guide changed"),
        "guide_question.remove": _("Question taken out of a guide"),
        "informant.add": _("Informant written down"),
        "informant.edit": _("Informant changed"),
        "informant.withdraws": _("Informant withdraws"),
        "consent.record": _("Consent written down"),
        "consent.withdraw": _("Consent withdrawn"),
        "appointment.arrange": _("Interview arranged"),
        "appointment.edit": _("Appointment changed"),
        "appointment.hold": _("Interview held"),
        "appointment.cancel": _("Interview came to nothing"),
        "material.bring": _("Text taken in"),
        "material.edit": _("Text changed"),
        "material.empty": _("Words, codes and memos of a text deleted"),
        "material.take_out": _("Text taken out"),
        "material.read": _("Text read"),
        "places.read": _("Coded places read"),
        "agreement.read": _("Agreement of coders worked out"),
        "code_book.start": _("Code book begun"),
        "code.add": _("Code added"),
        "code.edit": _("Code changed"),
        "code.remove": _("Code taken out of the book"),
        "coding.mark": _("Place coded"),
        "coding.unmark": _("Code taken away from a place"),
        "coding.think": _("Memo written on a place"),
        "memo.write": _("Memo written"),
        "memo.edit": _("Memo changed"),
        "quotation.draw": _("Quotation drawn"),
        "quotation.edit": _("Quotation changed"),
        "quotation.ask": _("Informant asked about a quotation"),
        "quotation.take_back": _("Quotation taken back"),
        "quotation.release": _("Quotation released"),
        "quotation.withdraw": _("Quotation withdrawn"),
        "qda.bring_in": _("Project brought in from another program"),
        "qda.exported": _("Project taken to another program"),
    }
)

register_things(
    {
        "interviews.guide": _("Interview guide"),
        "interviews.guidepart": _("Part of an interview guide"),
        "interviews.guidequestion": _("Question of an interview guide"),
        "interviews.informant": _("Informant"),
        "interviews.consent": _("Consent"),
        "interviews.appointment": _("Appointment"),
        "interviews.material": _("Text"),
        "interviews.code": _("Code"),
        "interviews.coding": _("Coded place"),
        "interviews.memo": _("Memo"),
        "interviews.quotation": _("Quotation"),
    }
)
