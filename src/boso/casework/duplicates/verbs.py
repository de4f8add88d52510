"""What acts on households registered twice are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "household.merge": _("Merged into another case"),
        "household.take_in": _("Took in another case"),
        "household.unmerge": _("Undid a merging"),
        "merge.start": _("Merged two cases"),
        "merge.move": _("Moved to the case that was kept"),
        "merge.move_back": _("Moved back to its own case"),
        "merge.undo": _("Undid a merging"),
        "notsame.say": _("Said that two cases are not the same"),
        "notsame.withdraw": _("No longer said that two cases are not the same"),
        "duplicates.listed": _("Looked for cases registered twice"),
        "duplicates.compared": _("Compared two cases"),
    }
)

register_things(
    {
        "duplicates.merge": _("Merging"),
        "duplicates.notsame": _("Two cases that are not the same"),
    }
)
