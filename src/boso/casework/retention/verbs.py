"""What the acts of erasing are called in the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "erasure.propose": _("Proposed an erasure"),
        "erasure.confirm": _("Confirmed an erasure"),
        "erasure.withdraw": _("Withdrew an erasure"),
        "erasure.finish": _("Finished an erasure"),
        "erasure.empty": _("Erased a case"),
        "erasure.empty_draft": _("Erased a mapping that nobody finished"),
        "erasure.listed": _("Looked at what is due for erasure"),
        "hold.place": _("Held a case back from erasure"),
        "hold.lift": _("Let a case go that was held back"),
    }
)
register_things({"retention.erasure": _("Erasure"), "retention.legalhold": _("Hold")})
