"""Every read of data sets, tables and published figures. The actor comes first; what one may not see is not there."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.access.roles import Role
from boso.programme.tables import policies
from boso.programme.tables.definitions import Definition, definition
from boso.programme.tables.models import DataSet, DataState, Published, Release, Table, TableVersion
from boso.programme.tables.results import Result
from boso.programme.tables.tabulating import Opened, result


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


def definition_of(version: TableVersion) -> Definition:
    """How that version is made."""
    return definition(version.definition)


def release(actor: Actor, data_set: DataSet) -> Release:
    """The last opening. Raises NotNow where it is not opened."""
    require(policies.may_see_data_set(actor, data_set))
    found = data_set.releases.order_by("-number").first()
    if found is None:
        raise NotNow(_("The data set is not opened for tables yet."))
    return found


def opened(actor: Actor, data_set: DataSet, questions: Collection[str] | None = None) -> Opened:
    """A data set with what may be seen of these questions, or of all. Raises NotNow where it is not open."""
    last = release(actor, data_set)
    if not data_set.is_open:
        raise NotNow(_("The data set is withdrawn. Nothing is made of it any more."))
    variables = {each.name: each for each in data_set.variables.order_by("place")}
    cubes = last.cubes.select_related("variable").order_by("variable__place")
    if questions is not None:
        cubes = cubes.filter(variable__name__in=questions)
    return Opened(data_set, last, variables, {each.variable.name: each for each in cubes})


def answered(actor: Actor, table: Table, number: int | None = None) -> Result:
    """What a saved table says now: from the protected cube, with base, source, date of the data and a digest.

    Raises NotNow where the data set is withdrawn.
    """
    how = definition_of(version(actor, table, number))
    return result(opened(actor, table.data_set, how.questions), how, table.title)


def asked(actor: Actor, data_set: DataSet, how: Definition) -> Result:
    """What a table that is not saved says. Raises NotNow where it does not fit the data set."""
    return result(opened(actor, data_set, how.questions), how)


def published(actor: Actor) -> QuerySet[Published]:
    """Published figures in the order they are printed."""
    return Published.objects.filter(data_set__in=data_sets(actor)).select_related("data_set", "fact")


def published_value(actor: Actor, key: str) -> Published:
    """One published figure. Raises Published.DoesNotExist."""
    return published(actor).get(key=key)
