"""What the acts on indicators are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "value.record": _("Recorded a value"),
        "value.change": _("Changed a value"),
        "value.confirm": _("Confirmed a value"),
        "value.send_back": _("Returned a value for correction"),
        "target.set": _("Set a target"),
        "target.change": _("Changed a target"),
        "target.remove": _("Removed a target"),
        "group.make": _("Made a group to compare with"),
        "group.change": _("Changed a group to compare with"),
        "package.take_in": _("Took figures from a package into the indicators"),
        "statistics.fetch": _("Fetched statistics"),
        "factsheet.made": _("Made a fact sheet"),
    }
)

register_things(
    {
        "indicators.value": _("Value of an indicator"),
        "indicators.target": _("Target"),
        "indicators.group": _("Group to compare with"),
        "indicators.indicator": _("Indicator"),
        "indicators.cached": _("Kept answer of a statistics bank"),
    }
)
