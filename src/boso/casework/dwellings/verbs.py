"""What the acts on homes are called in the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "dwelling.register": _("Registered the dwelling"),
        "dwelling.register_many": _("Registered dwellings in bulk"),
        "dwelling.change": _("Changed the dwelling"),
        "dwelling.make_ready": _("Made the dwelling ready"),
        "dwelling.reserve": _("Reserved the dwelling"),
        "dwelling.assign": _("Assigned the dwelling"),
        "dwelling.release": _("Made the dwelling free again"),
        "dwelling.let": _("Wrote the dwelling down as let"),
        "dwelling.notice": _("Put the dwelling under notice"),
        "dwelling.vacate": _("Wrote the dwelling down as left"),
        "dwelling.moved_in": _("The dwelling was let"),
        "dwelling.moved_out": _("The dwelling became empty"),
        "dwelling.mend": _("Began maintenance"),
        "dwelling.take_out": _("Took the dwelling out of use"),
        "dwelling.sell": _("Put the dwelling up for sale"),
        "dwelling.remove": _("Removed the dwelling from the stock"),
        "dwelling.restore": _("Took the dwelling back in"),
        "dwelling.step": _("Began a step"),
        "dwelling.step_change": _("Changed a step"),
        "building.change": _("Changed the building"),
        "binding.add": _("Wrote down a binding"),
        "binding.change": _("Changed a binding"),
        "binding.remove": _("Struck out a binding"),
        "site.add": _("Wrote down a site"),
        "site.change": _("Changed a site"),
        "code.noted": _("Kept codes that nobody knew"),
        "code.explain": _("Explained a code"),
        "code.add": _("Added a code"),
    }
)

register_things(
    {
        "dwellings.dwelling": _("Dwelling"),
        "dwellings.building": _("Building"),
        "dwellings.emptystep": _("Step between tenants"),
        "dwellings.binding": _("Binding"),
        "dwellings.site": _("Site"),
        "dwellings.codeentry": _("Code"),
    }
)
