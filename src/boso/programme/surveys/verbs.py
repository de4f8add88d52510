"""What the acts of surveys are called in the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "survey.make": _("Made a survey"),
        "survey.change": _("Changed a survey"),
        "survey.remove": _("Threw a survey away"),
        "wave.make": _("Planned a wave"),
        "wave.change": _("Changed a wave"),
        "wave.open": _("Opened a wave for answers"),
        "wave.close": _("Closed a wave"),
        "wave.reopen": _("Opened a wave again"),
        "wave.end": _("Ended a wave and destroyed the contact data"),
        "wave.list": _("Put people on the list of a wave"),
        "wave.person": _("Changed somebody on the list of a wave"),
        "wave.person_off": _("Took somebody off the list of a wave"),
        "wave.invitation": _("Sent invitations"),
        "wave.reminder": _("Sent reminders"),
        "survey.people_seen": _("Looked at who is asked"),
    }
)
register_things({"surveys.survey": _("Survey"), "surveys.wave": _("Wave of a survey")})
