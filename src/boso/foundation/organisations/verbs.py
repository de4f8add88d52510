"""What acts on the register are called."""

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "organisation.rename": _("Gave the organisation another name"),
        "unit.add": _("Opened a unit"),
        "unit.rename": _("Gave a unit another name"),
        "unit.close": _("Closed a unit"),
        "unit.reopen": _("Took the closing of a unit back"),
    }
)

register_things(
    {
        "organisations.organisation": _("Organisation"),
        "organisations.unit": _("Unit"),
    }
)
