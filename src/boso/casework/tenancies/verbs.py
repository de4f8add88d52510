"""What the acts on leases are called in the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "tenancy.open": _("Opened the lease"),
        "tenancy.renew": _("Gave a new lease"),
        "tenancy.change": _("Corrected the lease"),
        "tenancy.deposit": _("Recorded deposit or guarantee"),
        "tenancy.notice": _("Recorded notice"),
        "tenancy.notice_taken_back": _("Took the notice back"),
        "tenancy.request_move": _("Recorded the request to move"),
        "tenancy.without_end": _("Wrote the lease down as without end"),
        "tenancy.end": _("Ended the lease"),
        "tenancy.register_many": _("Brought in leases"),
        "tenancy.listed": _("Looked at a list of leases"),
        "tenancy.looked": _("Looked at a lease"),
    }
)

register_things({"tenancies.tenancy": _("Lease")})
