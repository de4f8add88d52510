"""What acts on households are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "household.register": _("Registered the household"),
        "household.bring_in": _("Brought in households"),
        "household.looked": _("Opened the household"),
        "household.listed": _("Looked at the list of households"),
        "household.searched": _("Searched among households"),
        "engagement.start": _("A unit began to work with the household"),
    }
)

register_things(
    {
        "households.household": _("Household"),
        "households.person": _("Person"),
        "households.engagement": _("Unit that works with the household"),
    }
)
