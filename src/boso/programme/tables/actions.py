"""Every write of data sets: loading, changing variables, opening, withdrawing. Tables: `actions_tables`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from boso.core.surveys.answers import Column
from boso.core.surveys.cells import LEAST
from boso.core.surveys.protected import Cannot
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import act, perform, save
from boso.programme.surveys import queries as surveys
from boso.programme.tables import columns, filing, guessing, opening, policies, queries, taking
from boso.programme.tables.actions_tables import archive_table, change_table, load_published, save_table
from boso.programme.tables.guessing import Guess
from boso.programme.tables.models import (
    Answered,
    Cube,
    DataSet,
    DataState,
    Kind,
    Purpose,
    Release,
    Variable,
)
from boso.programme.tables.opening import Pair
from boso.programme.tables.states import DATA_SET

__all__ = [
    "archive_table", "change_data_set", "change_table", "change_variable", "load_file", "load_published",
    "open_data_set", "remove_data_set", "save_table", "set_purposes", "take_out", "take_wave", "withdraw",
]  # fmt: skip

#: Groups that a data set can be opened by.
MOST_GROUPS = 3
#: Pairs of questions that can be crossed.
MOST_PAIRS = 3


def load_file(actor: Actor, fields: Mapping[str, Any], name: str, content: bytes) -> tuple[DataSet, filing.Read]:
    """A file of answers as a data set to be prepared; loading the same key again keeps what was said of its columns.

    Raises Unreadable with every fault, Refused, and NotNow for a data set that is opened.
    """
    found, read = look(actor, fields, name, content)
    standing = DataSet.objects.filter(key=fields["key"]).first()
    if standing is not None:
        require(policies.may_keep(actor, standing))
        if standing.state != DataState.DRAFT or standing.kind != Kind.FILE:
            raise NotNow(_("A data set of that name is opened already. Give this one another name."))
    with transaction.atomic():
        given = {**fields, "kind": Kind.FILE}
        if standing is None:
            given["created_by_id"] = actor.user_id
        kept = save(actor, "data_set.load", standing or DataSet(), given, fields.get("organisation_id"))
        _keep(kept, found)
    return kept, read


def look(actor: Actor, fields: Mapping[str, Any], name: str, content: bytes) -> tuple[list[Guess], filing.Read]:
    """What each column of a file is taken for; nothing is kept.

    Raises Unreadable with every fault, and Refused.
    """
    require(policies.may_prepare(actor, fields.get("organisation_id")))
    read = filing.read(name, content)
    return guessing.filled(guessing.guesses(read.columns, fields.get("series") or fields["key"])), read


def take_wave(actor: Actor, wave: int, name: Mapping[str, str] | None = None) -> DataSet:
    """The answers of a survey's wave here, as they are now: a data set to be prepared, or loaded anew. One that is
    opened takes in what has come since, when that is enough.

    Raises Refused where the answers are not for the actor, and NotNow.
    """
    asked = surveys.wave(actor, wave)
    data = surveys.microdata(actor, asked)
    require(policies.may_prepare(actor, asked.survey.owner_id))
    found = taking.guesses(data)
    standing = DataSet.objects.filter(wave=wave).first()
    if standing is not None and standing.state == DataState.WITHDRAWN:
        raise NotNow(_("The data set of this wave is withdrawn."))
    day = asked.closed_on or data.as_of
    fields: dict[str, Any] = {"asked_on": day, "population": data.population}
    if standing is not None and standing.is_open:
        return _take_in_more(actor, standing, found, fields)
    owner = asked.survey.owner_id if queries.own_organisation(actor) is not None else None
    subject = asked.survey.participation
    fields |= {
        "key": f"wave-{wave}", "kind": Kind.SURVEY, "wave": wave, "series": f"survey-{asked.survey_id}",
        "programme": asked.survey.programme, "source": f"{data.survey}, {data.wave}",
        "organisation_id": owner if subject is None else subject.organisation_id,
        **(name or {"nb": f"{data.survey}, {data.wave}"}),
    }  # fmt: skip
    if standing is None:
        fields["created_by_id"] = actor.user_id
    with transaction.atomic():
        kept = save(actor, "data_set.load", standing or DataSet(), fields, fields["organisation_id"])
        _keep(kept, found)
    return kept


def _keep(data_set: DataSet, found: Sequence[Guess]) -> None:
    """Write the columns anew; what was said of a column of the same name stands."""
    said = {each.name: each for each in data_set.variables.all()}
    data_set.variables.all().delete()
    rows = []
    for each in found:
        row = Variable(data_set=data_set, name=each.name, **each.fields)
        before = said.get(each.name)
        if before is not None and each.values is not None:
            _as_before(row, before)
        if not row.fingerprint and row.codes:
            row.fingerprint = _marks(row)
        rows.append(row)
    Variable.objects.bulk_create(rows)
    Answered.objects.bulk_create(
        _answered(row, each.values) for row, each in zip(rows, found, strict=True) if each.values
    )


def _answered(variable: Variable, given: Iterable[str]) -> Answered:
    values, data, respondents = columns.packed(given)
    return Answered(variable=variable, values=values, data=data, respondents=respondents)


def _as_before(row: Variable, before: Variable) -> None:
    """Keep what was said of the column; codes that are new come last."""
    known = {each["code"] for each in (*before.codes, *before.missing)}
    row.codes = [*before.codes, *(each for each in row.codes if each["code"] not in known)]
    row.missing = [*before.missing, *(each for each in row.missing if each["code"] not in known)]
    for name in ("nb", "nn", "en", "purpose", "scale", "merged", "bundle"):
        setattr(row, name, getattr(before, name))


def _marks(row: Variable) -> dict[str, Any]:
    words = {"nb": row.nb, "nn": row.nn, "en": row.en}
    return guessing.marks(row.name, words, row.codes, row.missing)


def change_data_set(actor: Actor, data_set: DataSet, fields: Mapping[str, Any]) -> DataSet:
    """Its name, source, note and the like; never what its tables are made of."""
    require(policies.may_keep(actor, data_set))
    return save(actor, "data_set.change", data_set, dict(fields), data_set.organisation_id)


def set_purposes(actor: Actor, data_set: DataSet, purposes: Mapping[str, str]) -> None:
    """What each variable is used for, by name.

    Raises NotNow for a column that was not kept.
    """
    require(policies.may_change(actor, data_set))
    kept = set(Answered.objects.filter(variable__data_set=data_set).values_list("variable__name", flat=True))
    with act(actor, "data_set.change", data_set, organisation_id=data_set.organisation_id):
        for each in data_set.variables.all():
            wanted = purposes.get(each.name, each.purpose)
            if wanted != Purpose.LEFT_OUT and each.name not in kept:
                raise NotNow(_("«%(name)s» is not kept: it is about persons, or free text.") % {"name": each.words})
            if wanted != each.purpose:
                each.purpose = wanted
                each.save(update_fields=["purpose"])


def change_variable(actor: Actor, variable: Variable, fields: Mapping[str, Any]) -> Variable:
    """Its words, codes, codes for no answer and answers put together."""
    require(policies.may_change(actor, variable.data_set))
    for name, value in fields.items():
        setattr(variable, name, value)
    if variable.data_set.kind == Kind.FILE:
        fields = {**fields, "fingerprint": _marks(variable)}
    return save(actor, "variable.change", variable, dict(fields), variable.data_set.organisation_id)


def open_data_set(
    actor: Actor, data_set: DataSet, groups: Sequence[str], depth: int = 1, pairs: Sequence[Pair] = (),
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Release:  # fmt: skip
    """Fix for good what can be seen of it: count, hide what must be hidden, open it for tables. pairs: questions that
    are crossed. tell: how many questions are done, of how many.

    Raises NotNow where there is nothing to show, or too many groups or crossings.
    """
    by_group, asked = require_openable(actor, data_set, groups, pairs)
    crossings = [opening.Crossed(pair) for pair in pairs]
    weights, shown = _weights(data_set, by_group), _protected(asked, by_group, depth, crossings, tell)
    with transaction.atomic():
        perform(actor, data_set, DATA_SET, "open", organisation_id=data_set.organisation_id)
        return _release(actor, data_set, by_group, asked, shown, depth, weights)


def require_openable(
    actor: Actor, data_set: DataSet, groups: Sequence[str], pairs: Sequence[Pair]
) -> tuple[dict[str, Column], list[opening.Asking]]:
    """See that a data set can be opened so. Gives its groups and its questions.

    Raises NotNow where there is nothing to show, or too many groups or crossings.
    """
    require(policies.may_change(actor, data_set))
    if len(groups) > MOST_GROUPS or len(set(groups)) != len(groups):
        raise NotNow(_("Choose at most three groups to compare by."))
    by_group, asked = _parts(data_set, groups)
    if not asked:
        raise NotNow(_("There is no question to make tables of. Say which columns are questions."))
    respondents = len(next(iter(asked)).column.data)
    if respondents < LEAST:
        raise NotNow(_("Fewer than five have answered. Nothing can be shown yet."))
    _require_pairs(pairs, {each.name for each in asked})
    return by_group, asked


def _require_pairs(pairs: Sequence[Pair], asked: Collection[str]) -> None:
    names = [name for pair in pairs for name in pair]
    if not set(names) <= set(asked):
        raise NotNow(_("The data set has no such question. Choose again."))
    if len(pairs) > MOST_PAIRS or len(set(names)) != len(names):
        raise NotNow(_("Cross at most three pairs of questions, each question once."))


def _parts(data_set: DataSet, groups: Sequence[str]) -> tuple[dict[str, Column], list[opening.Asking]]:
    """The columns of the groups, and every question (the groups among them, each for itself)."""
    variables = {each.name: each for each in data_set.variables.select_related("answered")}
    chosen = [each for each in variables.values() if each.purpose == Purpose.GROUP and each.name in groups]
    if len(chosen) != len(groups):
        raise NotNow(_("The data set was not opened by these groups. Choose again."))
    by_group = {each.name: columns.column(each, each.answered) for each in chosen}
    asked = [
        opening.Asking(
            each.name, columns.column(each, each.answered),
            tuple((some["code"], tuple(some["codes"])) for some in each.merged),
        )
        for each in variables.values()
        if each.purpose == Purpose.QUESTION and each.codes and hasattr(each, "answered")
    ]  # fmt: skip
    return by_group, asked


def _protected(
    asked: Sequence[opening.Asking], by_group: Mapping[str, Column], depth: int, crossings: Sequence[opening.Crossed],
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> dict[str | Pair, NDArray[np.int64]]:  # fmt: skip
    try:
        return opening.protected(asked, by_group, depth, crossings, tell)
    except Cannot:
        raise NotNow(
            _("Together with what was shown before, this would tell what somebody answered. Wait until more have come.")
        ) from None
    except ValueError:
        raise NotNow(_("So many groups or crossings at once cannot be shown. Choose fewer.")) from None


def _release(
    actor: Actor,
    data_set: DataSet,
    by_group: Mapping[str, Column],
    asked: Sequence[opening.Asking],
    shown: Mapping[str | Pair, NDArray[np.int64]],
    depth: int,
    weights: Mapping[str, list[float]],
) -> Release:
    variables = {each.name: each for each in data_set.variables.select_related("answered")}
    number = data_set.releases.count() + 1
    release = Release(
        data_set=data_set, number=number, depth=depth, respondents=len(asked[0].column.data),
        groups=[{"name": name, "leaves": list(opening.leaves(column))} for name, column in by_group.items()],
        weights=dict(weights), digest=_digest(asked, by_group),
        opened_by_id=actor.user_id, opened_at=timezone.now(),
    )  # fmt: skip
    release.save()
    Cube.objects.bulk_create(
        Cube(
            release=release,
            counts=columns.pack_counts(counts),
            variable=variables[name if isinstance(name, str) else name[1]],
            by=None if isinstance(name, str) else variables[name[0]],
        )
        for name, counts in shown.items()
    )
    return release


def _weights(data_set: DataSet, by_group: Mapping[str, Column]) -> dict[str, list[float]]:
    """What each crossing of the groups counts for: by a column of weights, and by how many of each group were invited.

    Raises NotNow for weights that differ among persons of the same groups.
    """
    found: dict[str, list[float]] = {}
    for each in data_set.variables.select_related("answered").order_by("place"):
        if each.purpose == Purpose.WEIGHT:
            given = np.array([guessing.number(value) or 0.0 for value in columns.raw(each.answered)])
        elif each.name in by_group and each.codes and all(code.get("invited") for code in each.codes):
            given = _by_invited(each, by_group[each.name])
        else:
            continue
        weights = opening.weights_by_group(by_group, given)
        if weights is None:
            raise NotNow(
                _("The weights of «%(name)s» differ inside groups, so weighted numbers would tell on persons. "
                  "Choose also the groups the weights were made by, or leave the weights out.")
                % {"name": each.words}
            )  # fmt: skip
        found[each.name] = weights.ravel().tolist()
    return found


def _by_invited(group: Variable, column: Column) -> NDArray[np.float64]:
    """So many as were invited share what those who answered count for; who is in no group counts for one."""
    there = np.bincount(column.data, minlength=column.size)
    each = [code["invited"] / max(1, there[at]) for at, code in enumerate(group.codes)]
    return np.array(each + [1.0] * (column.size - len(each)))[column.data]


def _digest(asked: Sequence[opening.Asking], by_group: Mapping[str, Column]) -> str:
    found = hashlib.sha256()
    for name, column in sorted([*((each.name, each.column) for each in asked), *by_group.items()]):
        found.update(f"{name}\x1f{len(column.data)}\x1e".encode())
        found.update(np.bincount(column.data, minlength=column.size).tobytes())
    return found.hexdigest()


def _take_in_more(actor: Actor, data_set: DataSet, found: Sequence[Guess], fields: Mapping[str, Any]) -> DataSet:
    """Let in what has come since an opening; the earlier one stands in what may be shown now."""
    require(policies.may_keep(actor, data_set))
    last = queries.release(actor, data_set)
    names = [each["name"] for each in last.groups]
    variables = {each.name: each for each in data_set.variables.select_related("answered")}
    new = {each.name: each.values for each in found if each.values is not None}
    rows = {len(values) for values in new.values()}
    since = max(rows, default=0) - last.respondents
    if since < LEAST:
        raise NotNow(
            _("%(count)d have answered since. They are let in when five have, for fewer could be recognised.")
            % {"count": max(0, since)}
        )
    before_groups, before = _parts(data_set, names)
    earlier = opening.counted(before, before_groups)
    told = {(each.by.name if each.by else "", each.variable.name): each
            for each in last.cubes.select_related("variable", "by")}  # fmt: skip
    pairs = [pair for pair in told if pair[0]]
    crossed = opening.crossed(before, before_groups, pairs)
    with transaction.atomic():
        for name in sorted(new.keys() & variables.keys()):
            Answered.objects.filter(variable=variables[name]).delete()
            _answered(variables[name], new[name]).save()
        by_group, asked = _parts(DataSet.objects.get(pk=data_set.pk), names)
        counts = opening.counted(asked, by_group)
        axes = columns.groups(last)
        if [opening.leaves(column) for column in by_group.values()] != [axis.leaves for axis in axes] or any(
            (counts[name] < earlier[name]).any() for name in counts
        ):
            raise NotNow(_("Answers that were let in before are others now, so these cannot be let in with them."))
        asked = [
            opening.Asking(
                each.name, each.column, each.merged,
                (earlier[each.name],
                 columns.counts_of(told["", each.name], (*axes, columns.answers(variables[each.name])))),
            )
            for each in asked
        ]  # fmt: skip
        both = {pair: [columns.answers(variables[name]) for name in pair] for pair in pairs}
        crossings = [
            opening.Crossed(pair, (crossed[pair], columns.counts_of(told[pair], axes_of)))
            for pair, axes_of in both.items()
        ]
        weights, shown = _weights(data_set, by_group), _protected(asked, by_group, last.depth, crossings)
        kept = save(actor, "data_set.open", data_set, dict(fields), data_set.organisation_id)
        _release(actor, kept, by_group, asked, shown, last.depth, weights)
    return kept


def withdraw(actor: Actor, data_set: DataSet, reason: str) -> None:
    """Nothing is made of it any more. Raises NotNow without a reason."""
    perform(actor, data_set, DATA_SET, "withdraw", organisation_id=data_set.organisation_id, reason=reason)


def remove_data_set(actor: Actor, data_set: DataSet) -> None:
    """Take away one that is being prepared, with its answers."""
    require(policies.may_change(actor, data_set))
    with act(actor, "data_set.remove", data_set, organisation_id=data_set.organisation_id):
        data_set.delete()


def take_out(actor: Actor, data_set: DataSet) -> None:
    """Write down that the answers were taken out as a file."""
    require(policies.may_take_out(actor, data_set))
    with act(actor, "data_set.take_out", data_set, organisation_id=data_set.organisation_id):
        pass
