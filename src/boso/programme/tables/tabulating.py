"""A whole table from a data set that is opened: rows, columns, total, base, test, notes and digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.core.surveys.answers import ABSENT
from boso.core.surveys.cells import EVERYBODY, HIDDEN
from boso.core.surveys.rounding import Way
from boso.foundation.access.decisions import NotNow
from boso.programme.tables import columns, reckoning, sentences, wording
from boso.programme.tables.definitions import Definition
from boso.programme.tables.models import Cube, DataSet, Release, Scale, Variable
from boso.programme.tables.models_data import said
from boso.programme.tables.reckoning import Question, Shown, Unfit
from boso.programme.tables.results import Head, Line, Result, tells_shares

Rows = list[tuple[str, str, Shown]]
REASON_CODES = frozenset(reason.value for reason in ABSENT)


@dataclass(frozen=True)
class Opened:
    """A data set that is open, with all that a table is made of. cubes: by the name of the question. crossings: by the
    names of the two questions.
    """

    data_set: DataSet
    release: Release
    variables: Mapping[str, Variable]
    cubes: Mapping[str, Cube]
    crossings: Mapping[tuple[str, str], Cube] = field(default_factory=dict)

    def question(self, name: str, weight: str = "") -> Question:
        """What may be seen of a question.

        Raises NotNow for one there is not, or a weight there is not.
        """
        if name not in self.cubes or (weight and weight not in self.release.weights):
            raise NotNow(_("The data set has no such question. Choose again."))
        groups = columns.groups(self.release)
        answers = columns.answers(self.variables[name])
        weights = None
        if weight:
            shape = tuple(len(axis.leaves) for axis in groups)
            weights = np.array(self.release.weights[weight], dtype=np.float64).reshape(shape)
        return Question(
            groups, answers, columns.counts_of(self.cubes[name], (*groups, answers)), self.release.depth, weights
        )

    def crossed(self, rows: str, name: str) -> Question:
        """What may be seen of a question by the answers to another.

        Raises NotNow where the two are not crossed.
        """
        first, second = columns.answers(self.variables[rows]), columns.answers(self.variables[name])
        if (rows, name) in self.crossings:
            counts = columns.counts_of(self.crossings[rows, name], (first, second))
        elif (name, rows) in self.crossings:
            counts = columns.counts_of(self.crossings[name, rows], (second, first)).T
        else:
            raise NotNow(_("These two questions were not crossed when the data set was opened."))
        return Question((first,), second, counts, 1)

    @property
    def crossable(self) -> tuple[str, ...]:
        """The questions that are crossed with one another, each once, in order."""
        return tuple(dict.fromkeys(name for pair in self.crossings for name in pair))

    def label(self, group: str, code: str) -> str:
        """What a code of a group is called."""
        if code in REASON_CODES:
            return _("Not known")
        return self.variables[group].labels.get(code, code)


def result(opened: Opened, how: Definition, title: str = "") -> Result:
    """The table.

    Raises NotNow where the definition does not fit the data set.
    """
    filters = dict(how.filters)
    _check(opened, how, filters)
    variables = [opened.variables[name] for name in how.questions]
    heads = _heads(variables, how)
    try:
        rows, total = _rows(opened, how, filters, heads)
    except Unfit:
        raise NotNow(_("The data set was opened for fewer groups at a time. Take a filter or the rows away.")) from None
    heads, rows, total = _without_the_unused(heads, rows, total)
    shown = [each for _code, _label, each in rows]
    percents = reckoning.percents(shown, total, how)
    seed = int(hashlib.sha256(opened.release.digest.encode()).hexdigest()[:8], 16)
    substantive = sum(1 for head in heads if head.reason is None)
    judged = reckoning.judged(
        shown if how.rows else [], substantive, ordered=variables[0].scale == Scale.ORDINAL,
        weighted=bool(how.weight), seed=seed,
    )  # fmt: skip
    lines = tuple(
        Line(
            code, label, each.n,
            tuple(
                replace(
                    cell, residual=judged.residuals.get((at, place)), unusual=judged.unusual.get((at, place), 0)
                )
                for place, cell in enumerate(reckoning.cells(each, percents.cells[at], ranges=how.percent == "row"))
            ),
            each.sure if how.weight else None,
        )
        for at, (code, label, each) in enumerate(rows)
    )  # fmt: skip
    whole = None
    if total is not None:
        found = reckoning.cells(total, percents.cells[-1], ranges=how.percent == "row")
        whole = Line("", _("All"), total.n, found, total.sure if how.weight else None)
    steps = _steps(opened, how, filters)
    everything = (*lines, *((whole,) if whole else ()))
    hidden = sum(cell.hidden for line in everything for cell in line.cells)
    notes = _notes(opened, how, percents.way, hidden, everything)
    question = variables[0].words if len(variables) == 1 else ""
    return Result(
        how, title or sentences.title(opened, how), question, heads, lines, whole, steps, steps[-1][1],
        sentences.sentence(heads, lines, whole, judged.tested, how), opened.data_set.source,
        opened.data_set.asked_on, _digest(opened, how, heads, everything), hidden, opened.data_set.invented,
        opened.data_set.population, judged.tested, notes,
    )  # fmt: skip


def _check(opened: Opened, how: Definition, filters: Mapping[str, Sequence[str]]) -> None:
    groups = {axis.name: set(axis.leaves) for axis in columns.groups(opened.release)}
    if how.rows and how.rows not in groups and how.rows in opened.crossable:
        if filters or how.weight:
            raise NotNow(_("Two questions crossed are shown of everybody. Take filters and weights away."))
        groups[how.rows] = set()
    asked = [*filters, *([how.rows] if how.rows else [])]
    if not set(asked) <= set(groups) or len(set(asked)) != len(asked):
        raise NotNow(_("The data set was not opened by these groups. Choose again."))
    if any(not codes or not set(codes) <= groups[name] for name, codes in filters.items()):
        raise NotNow(_("The filter lets nobody through. Choose again."))
    if how.rows and len(how.questions) > 1:
        raise NotNow(_("Several questions stand in rows of their own. Take the group away, or choose one question."))
    for name in how.questions:
        if name not in opened.cubes:
            raise NotNow(_("The data set has no such question. Choose again."))
    alike = {json.dumps([[each["code"] for each in opened.variables[name].codes]]) for name in how.questions}
    if len(alike) > 1:
        raise NotNow(_("These questions have different answers, so they cannot stand in one table."))


def _heads(variables: Sequence[Variable], how: Definition) -> tuple[Head, ...]:
    first = variables[0]
    found = [Head(each["code"], said(each)) for each in first.codes]
    if how.merged and first.merged:
        into = {code: each for each in first.merged for code in each["codes"]}
        together: dict[str, str] = {}
        for each in first.codes:
            words: dict[str, Any] = into.get(each["code"], each)
            together[words["code"]] = said(words)
        found = [Head(code, label) for code, label in together.items()]
    return (*found, *(Head(reason.value, str(wording.REASONS[reason]), reason) for reason in how.reasons))


def _rows(
    opened: Opened, how: Definition, filters: Mapping[str, tuple[str, ...]], heads: Sequence[Head]
) -> tuple[Rows, Shown | None]:
    codes = [head.code for head in heads]
    everybody = None if filters else opened.data_set.population
    question = opened.question(how.questions[0], how.weight)
    if len(how.questions) > 1:
        return [
            (name, opened.variables[name].words,
             reckoning.row(opened.question(name, how.weight), filters, codes, how, everybody))
            for name in how.questions
        ], None  # fmt: skip
    if not how.rows:
        return [], reckoning.row(question, filters, codes, how, everybody)
    invited = {} if filters else {each["code"]: each.get("invited") for each in opened.variables[how.rows].codes}
    axis = next((axis for axis in question.groups if axis.name == how.rows), None)
    if axis is None:
        by = opened.crossed(how.rows, how.questions[0])
        found = [(head.code, head.label) for head in _heads([opened.variables[how.rows]], how)]
        rows = [(code, label, reckoning.row(by, {how.rows: (code,)}, codes, how)) for code, label in found]
        rows = [row for row in rows if any(count != 0 for count in row[2].counts)]
    else:
        rows = [
            (code, opened.label(how.rows, code),
             reckoning.row(question, {**filters, how.rows: (code,)}, codes, how, invited.get(code)))
            for code in axis.leaves
        ]  # fmt: skip
    return rows, reckoning.row(question, filters, codes, how, everybody)


def _without_the_unused(
    heads: tuple[Head, ...], rows: Rows, total: Shown | None
) -> tuple[tuple[Head, ...], Rows, Shown | None]:
    """Reasons for no answer that nobody has, and that are shown to be nobody's, need no column."""
    every = [each for _code, _label, each in rows] + ([] if total is None else [total])
    kept = [at for at, head in enumerate(heads) if head.reason is None or any(each.counts[at] != 0 for each in every)]
    return (
        tuple(heads[at] for at in kept),
        [(code, label, each.only(kept)) for code, label, each in rows],
        None if total is None else total.only(kept),
    )


def _steps(
    opened: Opened, how: Definition, filters: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, int | None], ...]:
    """Whom the table is of: everybody, filter by filter, who was asked, who stands in the base."""
    found: list[tuple[str, int | None]] = [(_("Everybody who answered the survey"), opened.release.respondents)]
    question = opened.question(how.questions[0])
    of: dict[str, tuple[str, ...]] = {}
    for name, codes in filters.items():
        of[name] = codes
        seen = question.seen(of)[question.answers.place[EVERYBODY]]
        label = ", ".join(opened.label(name, code) for code in codes)
        found.append((f"{opened.variables[name].words}: {label}", _count(int(seen))))
    if len(how.questions) > 1:
        return tuple(found)
    base = reckoning.row(question, filters, [], how).n
    label = {
        "dont_know,refused": _("Answered the question, don't know and will not say among them"),
        "": _("Answered the question"),
    }.get(",".join(how.within), _("Stand in the percentages"))
    return (*found, (label, base))


def _count(seen: int) -> int | None:
    return None if seen == HIDDEN else seen


def _notes(opened: Opened, how: Definition, way: Way, hidden: int, lines: Sequence[Line]) -> tuple[str, ...]:
    shown = tells_shares(lines)
    found = [str(wording.ROUNDED[way])] if shown else []
    if hidden:
        found.append(
            ngettext(
                "%(count)d number is hidden (:): fewer than five answers, or needed to hide one of those.",
                "%(count)d numbers are hidden (:): fewer than five answers, or needed to hide one of those.",
                hidden,
            )
            % {"count": hidden}
        )
        if shown and way.value != how.rounding:
            found.append(_("They are not made to add up, for that would tell what is hidden."))
    if shown and how.percent == "row":
        found.append(_("Ranges are Wilson's, at 95 %."))
        if opened.data_set.population and not how.filters:
            found.append(
                _(
                    "Only %(count)d could be asked, and the ranges are narrower for it (finite population). "
                    "They say nothing of those who did not answer."
                )
                % {"count": opened.data_set.population}
            )
    if how.weight:
        found.append(
            _("Percentages are weighted (%(name)s); counts are of persons.")
            % {"name": opened.variables[how.weight].words if how.weight in opened.variables else how.weight}
        )
        if any(cell.persons is not None and cell.percent is None for line in lines for cell in line.cells):
            found.append(
                _("Where weights differ inside a row and parts of it are hidden, no weighted share can stand.")
            )
    return tuple(found)


def _digest(opened: Opened, how: Definition, heads: Sequence[Head], lines: Sequence[Line]) -> str:
    """The same as long as the table says the same: in no language, and without titles."""
    plain = [
        how.as_dict(),
        [head.code for head in heads],
        [[line.code, line.n, [[cell.persons, str(cell.percent)] for cell in line.cells]] for line in lines],
        opened.data_set.asked_on.isoformat(),
    ]
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
