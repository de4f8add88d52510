"""Every read of data sets, tables and published figures. The actor comes first; what one may not see is not there."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import require
from boso.foundation.access.roles import Role
from boso.programme.tables import policies, results
from boso.programme.tables.definitions import Definition
from boso.programme.tables.models import DataSet, DataState, Published, Table, TableVersion


def data_sets(actor: Actor) -> QuerySet[DataSet]:
    """The data sets the actor may see, the last asked first."""
    if not policies.may_see(actor):
        return DataSet.objects.none()
    seen = Q(state=DataState.OPEN)
    if policies.may_prepare(actor):
        everything = actor.is_bank or actor.holds(Role.EVALUATOR, Role.SYSTEM)
        own = {seat.organisation_id for seat in actor.seats if seat.role == Role.PROGRAMME_LEADER}
        seen |= Q() if everything else Q(organisation__in=own)
        if everything:
            return DataSet.objects.all()
    return DataSet.objects.filter(seen)


def data_set(actor: Actor, pk: int) -> DataSet:
    """One data set. Raises DataSet.DoesNotExist."""
    return data_sets(actor).get(pk=pk)


def tables(actor: Actor) -> QuerySet[Table]:
    """The saved tables of the data sets the actor may see, by title."""
    return Table.objects.filter(data_set__in=data_sets(actor), archived=False).select_related("data_set")


def table(actor: Actor, pk: int) -> Table:
    """One saved table, also one put away. Raises Table.DoesNotExist."""
    return Table.objects.filter(data_set__in=data_sets(actor)).select_related("data_set").get(pk=pk)


def version(actor: Actor, table: Table, number: int | None = None) -> TableVersion:
    """How the table is made now, or was in that version. Raises TableVersion.DoesNotExist."""
    require(policies.may_see_table(actor, table))
    versions = table.versions.all()
    return versions[0] if number is None else versions.get(number=number)


def answered(actor: Actor, table: Table, number: int | None = None) -> results.Result:
    """What a saved table says now: from the protected cube, with base, source, date of the data and a digest."""
    raise NotImplementedError


def asked(actor: Actor, data_set: DataSet, how: Definition) -> results.Result:
    """What a table that is not saved would say."""
    raise NotImplementedError


def published(actor: Actor) -> QuerySet[Published]:
    """Published figures in the order they are printed."""
    return Published.objects.filter(data_set__in=data_sets(actor)).select_related("data_set", "fact")


def published_value(actor: Actor, key: str) -> Published:
    """One published figure. Raises Published.DoesNotExist."""
    return published(actor).get(key=key)
