"""What the acts of this app are called in the log and the history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "mapping.begin": _("Began a mapping"),
        "mapping.fill": _("Filled in a mapping"),
        "mapping.finish": _("Finished a mapping"),
        "mapping.correct": _("Corrected a mapping"),
        "mapping.discard": _("Threw away a mapping that was begun"),
        "mapping.record": _("Recorded a mapping"),
        "mapping.bring_in": _("Brought in mappings"),
        "mapping.looked": _("Looked at a mapping"),
        "mapping.listed": _("Listed mappings"),
        "campaign.plan": _("Planned a campaign"),
        "campaign.change": _("Changed a campaign"),
        "campaign.start": _("Started a campaign"),
        "campaign.remind": _("Reminded of a campaign"),
        "campaign.close": _("Closed a campaign"),
        "campaign.target": _("Said how it goes with a household"),
        "count.open": _("Opened a count of the homeless"),
        "count.register": _("Registered a homeless person"),
        "count.withdraw": _("Took a form back"),
        "count.freeze": _("Froze a count"),
    }
)
register_things(
    {
        "needs.mapping": _("Mapping"),
        "needs.campaign": _("Campaign"),
        "needs.campaigntarget": _("Household in a campaign"),
        "needs.homelesscount": _("Count of the homeless"),
        "needs.countform": _("Form of a count"),
    }
)
