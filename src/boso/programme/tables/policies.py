"""Who may see and do what with data sets and tables.

Open to every member: data sets that are opened, the tables and figures made of them, published figures. What is being
prepared is for those who keep it: the bank, the evaluator, and the programme leader of the municipality whose it is.
The answers themselves are taken out only by those.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import Role
from boso.programme.tables.models import DataSet, DataState, Kind, Table

_OPENED = Denied(_("The data set is opened. What its tables are made of stands."))
_KEEPERS = _("The bank, the evaluator and the programme leader whose survey it is keep data sets.")


def may_see(actor: Actor) -> Decision:
    """Open data sets and their tables: every member."""
    return ALLOWED if actor.is_member else NOT_HERE


def may_begin(actor: Actor) -> Decision:
    """Load answers at all: the bank, the evaluator, programme leaders."""
    if actor.is_bank or actor.holds(Role.EVALUATOR, Role.PROGRAMME_LEADER, Role.SYSTEM):
        return ALLOWED
    return _told(actor, _KEEPERS)


def may_prepare(actor: Actor, organisation_id: int | None) -> Decision:
    """Load answers for a municipality, or (none) for the programme: the bank and the evaluator, and a programme leader
    for the own municipality.
    """
    if actor.is_bank or actor.holds(Role.EVALUATOR, Role.SYSTEM):
        return ALLOWED
    if organisation_id is not None and actor.holds(Role.PROGRAMME_LEADER, at=organisation_id):
        return ALLOWED
    return _told(actor, _KEEPERS)


def may_keep(actor: Actor, data_set: DataSet) -> Decision:
    """Whether the data set is one's to keep."""
    if actor.is_bank or actor.holds(Role.EVALUATOR, Role.SYSTEM):
        return ALLOWED
    if data_set.organisation_id is not None and actor.holds(Role.PROGRAMME_LEADER, at=data_set.organisation_id):
        return ALLOWED
    return NOT_HERE if data_set.state == DataState.DRAFT else _told(actor, _KEEPERS)


def may_see_data_set(actor: Actor, data_set: DataSet) -> Decision:
    """What is opened is open; what is prepared or withdrawn is for those who keep it."""
    return may_see(actor) if data_set.is_open else (ALLOWED if may_keep(actor, data_set) else NOT_HERE)


def may_change(actor: Actor, data_set: DataSet) -> Decision:
    """Change variables and load anew, as long as nothing has been shown of it."""
    decision = may_keep(actor, data_set)
    if not decision:
        return decision
    return ALLOWED if data_set.state == DataState.DRAFT else _OPENED


def may_withdraw(actor: Actor, data_set: DataSet) -> Decision:
    """Close a data set that is open: nothing is made of it any more."""
    return may_keep(actor, data_set)


def may_take_out(actor: Actor, data_set: DataSet) -> Decision:
    """The answers one by one: those who keep the data set, and of files only, which they brought themselves."""
    decision = may_keep(actor, data_set)
    if not decision:
        return decision
    if data_set.kind == Kind.FILE:
        return ALLOWED
    return Denied(_("Answers given here are not let out one by one. Tables are."))


def may_save_table(actor: Actor, data_set: DataSet) -> Decision:
    """Keep a table for others: the bank, the evaluator, and programme leaders."""
    if not may_see_data_set(actor, data_set):
        return NOT_HERE
    if actor.is_bank or actor.holds(Role.EVALUATOR, Role.PROGRAMME_LEADER, Role.SYSTEM):
        return ALLOWED
    return Denied(_("The bank, the evaluator and programme leaders save tables. You can look at all of them."))


def may_see_table(actor: Actor, table: Table) -> Decision:
    """A table is as open as its data set."""
    return may_see_data_set(actor, table.data_set)


def may_change_table(actor: Actor, table: Table) -> Decision:
    """Whoever made it, and the bank."""
    decision = may_save_table(actor, table.data_set)
    if not decision or actor.is_bank or actor.holds(Role.SYSTEM) or table.created_by_id == actor.user_id:
        return decision
    return Denied(_("Whoever made the table and the bank change it. Save your own instead."))


def _told(actor: Actor, reason: str | Promise) -> Decision:
    return Denied(reason) if actor.is_member else NOT_HERE
