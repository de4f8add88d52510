"""Every read of data sets, tables and published figures. The actor comes first; what one may not see is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from boso.core.surveys.answers import ABSENT
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, NotNow, Refused, require
from boso.foundation.access.roles import Role
from boso.programme.surveys import queries as surveys
from boso.programme.surveys.models import Wave
from boso.programme.surveys.policies import may_read_answers
from boso.programme.tables import columns, policies
from boso.programme.tables.definitions import Definition, definition
from boso.programme.tables.guessing import Guess
from boso.programme.tables.models import (
    DataSet,
    DataState,
    Kind,
    Published,
    Purpose,
    Release,
    Table,
    TableVersion,
    Variable,
)
from boso.programme.tables.results import Result
from boso.programme.tables.tabulating import Opened, result

M = TypeVar("M", bound=Model)


def data_sets(actor: Actor) -> QuerySet[DataSet]:
    """The data sets the actor may see, the last asked first."""
    if not policies.may_see(actor):
        return DataSet.objects.none()
    seen = Q(state=DataState.OPEN)
    if policies.may_begin(actor):
        everything = actor.is_bank or actor.holds(Role.EVALUATOR, Role.SYSTEM)
        own = {seat.organisation_id for seat in actor.seats if seat.role == Role.PROGRAMME_LEADER}
        seen |= Q() if everything else Q(organisation__in=own)
        if everything:
            return DataSet.objects.all()
    return DataSet.objects.filter(seen)


def data_set(actor: Actor, pk: int) -> DataSet:
    """One data set.

    Raises Refused (hidden) where there is none for the actor.
    """
    return _there(data_sets(actor).filter(pk=pk).first())


def _there(found: M | None) -> M:
    if found is None:
        raise Refused(NOT_HERE)
    return found


def own_organisation(actor: Actor) -> int | None:
    """Whose what the actor loads is: the programme's, or of the municipality that a programme leader leads."""
    if actor.is_bank or actor.holds(Role.EVALUATOR, Role.SYSTEM):
        return None
    return next((seat.organisation_id for seat in actor.seats if seat.role == Role.PROGRAMME_LEADER), None)


def data_set_of_wave(actor: Actor, wave: int) -> DataSet | None:
    """The data set of a survey's wave, where the actor may see it."""
    return data_sets(actor).filter(wave=wave).first()


def data_set_called(actor: Actor, key: str) -> DataSet | None:
    """The data set of that key, where the actor may see it."""
    return data_sets(actor).filter(key=key).first()


def holds(actor: Actor, data_set: DataSet, found: Iterable[Guess], purposes: Mapping[str, str]) -> bool:
    """Whether just these answers stand in it, with these columns used so."""
    require(policies.may_see_data_set(actor, data_set))
    used = {each.name: each.purpose for each in data_set.variables.all()}
    kept = {each.name: columns.raw(each.answered) for each in _kept_columns(data_set)}
    return used == {**used, **purposes} and kept == {
        each.name: each.values for each in found if each.values is not None
    }


def _kept_columns(data_set: DataSet) -> QuerySet[Variable]:
    return data_set.variables.filter(answered__isnull=False).select_related("answered").order_by("place")


def variables(actor: Actor, data_set: DataSet) -> list[Variable]:
    """The columns of a data set in order, with their answers while it is prepared."""
    require(policies.may_see_data_set(actor, data_set))
    found = data_set.variables.order_by("place")
    if data_set.state == DataState.DRAFT:
        found = found.select_related("answered")
    return list(found)


def variable(actor: Actor, pk: int) -> Variable:
    """One column.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = Variable.objects.filter(data_set__in=data_sets(actor)).select_related("data_set", "answered")
    return _there(found.filter(pk=pk).first())


def waves_of(actor: Actor, series: str) -> QuerySet[DataSet]:
    """The open data sets of one survey, the earliest wave first."""
    return (
        data_sets(actor)
        .filter(series=series, state=DataState.OPEN)
        .exclude(kind=Kind.PUBLISHED)
        .order_by("asked_on", "key")
    )


def with_answers(actor: Actor, data_set: DataSet) -> list[Variable]:
    """The columns that are kept, with their answers, for whoever takes them out."""
    require(policies.may_take_out(actor, data_set))
    return list(_kept_columns(data_set))


def said_by_person(actor: Actor, data_set: DataSet, name: str) -> dict[str, str] | None:
    """What each person answered to a question, by their mark: for whoever has the answers one by one anyway, none for
    others and where persons are not known. Whose mark stands twice is left out.
    """
    person = data_set.variables.filter(purpose=Purpose.PERSON, answered__isnull=False).select_related("answered")
    question = data_set.variables.filter(name=name, answered__isnull=False).select_related("answered").first()
    who = person.order_by("place").first()
    if who is None or question is None or not _has_answers(actor, data_set):
        return None
    given = columns.column(question, question.answered)
    marks = columns.raw(who.answered)
    times = Counter(marks)
    words = [*given.codes, *(reason.value for reason in ABSENT)]
    return {mark: words[at] for mark, at in zip(marks, given.data.tolist(), strict=True) if mark and times[mark] == 1}


def _has_answers(actor: Actor, data_set: DataSet) -> bool:
    if data_set.wave is None:
        return bool(policies.may_take_out(actor, data_set))
    try:
        return bool(may_read_answers(actor, surveys.wave(actor, data_set.wave)))
    except Refused:
        return False


def free_key(wanted: str) -> str:
    """The key, with a number after it where it is taken."""
    taken = set(Table.objects.filter(key__startswith=wanted).values_list("key", flat=True))
    return next(key for key in (wanted, *(f"{wanted[:54]}-{at}" for at in range(2, 10_000))) if key not in taken)


def waves_to_take(actor: Actor) -> list[Wave]:
    """The waves of surveys here whose answers the actor may take, and that are no data set yet."""
    taken = set(DataSet.objects.filter(wave__isnull=False).values_list("wave", flat=True))
    found = [wave for survey in surveys.surveys(actor) for wave in survey.waves.all() if wave.pk not in taken]
    return [wave for wave in found if may_read_answers(actor, wave)]


def tables(actor: Actor) -> QuerySet[Table]:
    """The saved tables of the data sets the actor may see, by title."""
    return Table.objects.filter(data_set__in=data_sets(actor), archived=False).select_related("data_set")


def table(actor: Actor, pk: int) -> Table:
    """One saved table, also one put away.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = Table.objects.filter(data_set__in=data_sets(actor)).select_related("data_set")
    return _there(found.filter(pk=pk).first())


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
    cubes = last.cubes.select_related("variable", "by").order_by("variable__place", "by__place")
    if questions is not None:
        cubes = cubes.filter(Q(variable__name__in=questions) | Q(by__name__in=questions))
    found = list(cubes)
    return Opened(
        data_set, last, variables, {each.variable.name: each for each in found if each.by is None},
        {(each.by.name, each.variable.name): each for each in found if each.by is not None},
    )  # fmt: skip


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
