"""What the acts on temporary stays are called in the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "stay.begin": _("Wrote down a temporary stay"),
        "stay.correct": _("Corrected a temporary stay"),
        "stay.end": _("Ended a temporary stay"),
        "stay.reopen": _("Opened a temporary stay again"),
        "stay.register_many": _("Brought in temporary stays"),
        "stay.listed": _("Looked at the list of temporary stays"),
    }
)
register_things({"stays.stay": _("Temporary stay")})
