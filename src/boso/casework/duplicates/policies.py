"""Who looks for households registered twice, says that two are not the same, and makes them one."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.casework.duplicates.models import Merge
from boso.casework.households import policies as households
from boso.casework.households.models import Household
from boso.casework.households.queries_visible import WORKS, engaged, units_of, visible
from boso.core.law import parameters
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import Role


def may_open_duplicates(actor: Actor) -> Decision:
    """The pages: whoever writes about households."""
    return ALLOWED if actor.works_in(*WORKS) or actor.holds(Role.SYSTEM) else NOT_HERE


def may_compare(actor: Actor, first: Household, second: Household) -> Decision:
    """See two households side by side: who sees both, in the same organisation."""
    seen = set(visible(actor, [first.pk, second.pk]).values_list("pk", flat=True))
    if seen != {first.pk, second.pk} or len(seen) < 2 or first.organisation_id != second.organisation_id:
        return NOT_HERE
    return may_open_duplicates(actor)


def may_tell_apart(actor: Actor, first: Household, second: Household) -> Decision:
    """Say that two are not the same: who sees both and works with one of them."""
    if not (compared := may_compare(actor, first, second)):
        return compared
    works = households.may_work_with(actor, first)
    return works if works else households.may_work_with(actor, second)


def may_merge(actor: Actor, kept: Household, merged: Household) -> Decision:
    """Make them one: a decision maker who sees both, in a unit that works with one of them."""
    compared = may_compare(actor, kept, merged)
    return may_merge_compared(actor, kept, merged) if compared else compared


def may_merge_compared(actor: Actor, kept: Household, merged: Household) -> Decision:
    """The same of two that the actor has been shown side by side (one query)."""
    if kept.closed_on is not None or merged.closed_on is not None:
        return Denied(_("One of the cases is closed. Only open cases are merged."))
    return _leads(actor, kept.pk, merged.pk)


def may_undo(actor: Actor, merge: Merge) -> Decision:
    """Undo it: a decision maker in a unit that works with the one kept, for as long as the law's data says."""
    if not (seen := households.sees(actor, merge.kept_id)):
        return seen
    if merge.undone_at is not None:
        return Denied(_("It is undone already."))
    if timezone.localdate() > last_day_to_undo(merge):
        return Denied(_("It is too long ago. The cases have grown together."))
    return _leads(actor, merge.kept_id)


def last_day_to_undo(merge: Merge) -> dt.date:
    """The last day the merge may be undone."""
    day = timezone.localtime(merge.merged_at).date()
    return day + dt.timedelta(days=days_to_undo(day))


def days_to_undo(on: dt.date) -> int:
    """For how many days a merge of that day may be undone."""
    return int(parameters.value("merging", "undo_days", on))


def _leads(actor: Actor, *ids: int) -> Decision:
    if actor.holds(Role.SYSTEM):
        return ALLOWED
    units = units_of(actor, Role.DECISION_MAKER)
    if engaged(units, timezone.localdate()).filter(household__in=ids).exists():
        return ALLOWED
    return Denied(_("A decision maker in a unit that works with the household merges cases. Ask yours."))
