"""What acts on households and looks at them are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "household.register": _("Registered the household"),
        "household.bring_in": _("Brought in households"),
        "household.reach": _("Changed how they are reached"),
        "household.protect": _("Hid the household: a protected address"),
        "household.unprotect": _("The address is no longer protected"),
        "household.close": _("Closed the case"),
        "household.reopen": _("Opened the case again"),
        "household.looked": _("Opened the household"),
        "household.listed": _("Looked at the list of households"),
        "household.searched": _("Searched among households"),
        "household.found": _("Asked who works with a national id"),
        "household.number": _("Saw a national id"),
        "household.emergency": _("Opened the household in an emergency"),
        "person.register": _("Registered the person"),
        "person.change": _("Changed what is known of a person"),
        "member.come": _("Came into the household"),
        "member.change": _("Changed what somebody is in the household"),
        "member.leave": _("Left the household"),
        "guardian.appoint": _("Wrote down who speaks for a person"),
        "guardian.dismiss": _("Ended that somebody speaks for a person"),
        "engagement.start": _("A unit began to work with the household"),
        "engagement.assign": _("Changed who is responsible"),
        "engagement.end": _("A unit no longer works with the household"),
        "sharing.start": _("Shared the case"),
        "sharing.extend": _("Changed how long the case is shared"),
        "sharing.end": _("Ended the sharing"),
        "basis.start": _("Wrote down what the data is used for"),
        "basis.end": _("Ended a use of the data"),
        "consent.give": _("Wrote down a consent"),
        "consent.withdraw": _("A consent was withdrawn"),
        "recusal.start": _("Wrote down a conflict of interest"),
        "recusal.end": _("Lifted a conflict of interest"),
        "clearance.give": _("Gave a clearance"),
        "clearance.confirm": _("Confirmed a clearance"),
        "clearance.withdraw": _("Withdrew a clearance"),
        "emergency.open": _("Opened the case in an emergency"),
        "emergency.end": _("Closed the case after an emergency"),
        "emergency.review": _("Reviewed an emergency"),
        "note.write": _("Wrote a note"),
        "note.strike": _("Struck out a note"),
        "contact.write": _("Wrote down a contact"),
        "contact.strike": _("Struck out a contact"),
        "handover.make": _("Handed cases over"),
        "handover.take": _("Took cases over"),
        "handover.undo": _("Undid a hand-over"),
        "household.printed": _("Printed the summary"),
    }
)

register_things(
    {
        "households.household": _("Household"),
        "households.person": _("Person"),
        "households.member": _("Person in a household"),
        "households.guardian": _("Representative"),
        "households.engagement": _("Unit that works with the household"),
        "households.sharing": _("Sharing"),
        "households.legalbasis": _("Use of the data"),
        "households.consent": _("Consent"),
        "households.recusal": _("Conflict of interest"),
        "households.clearance": _("Clearance"),
        "households.emergencyaccess": _("Emergency"),
        "households.note": _("Note"),
        "households.contact": _("Contact"),
        "households.handover": _("Hand-over"),
        "households.handedover": _("Case handed over"),
    }
)
