"""What the pages show, ready for the templates: the links of a chain, checks in words, findings by category."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.core.values.numbers import grouped
from boso.programme.evaluation.models import Category
from boso.programme.findings import checks
from boso.programme.findings.models import (
    Check,
    CheckState,
    Condition,
    Finding,
    Reading,
    RecommendationState,
    ToldAs,
    Verdict,
    Why,
)
from boso.programme.findings.queries_pages import Chain

Words = str | Promise

#: The colour of each state, the same everywhere.
COLOURS = {
    "draft": "neutral", "raised": "success", "replaced": "neutral", "withdrawn": "neutral",
    "never": "neutral", "holds": "success", "no_longer": "danger", "unmeasured": "warning",
    "waiting": "warning", "accepted": "info", "partly": "info", "rejected": "neutral", "decided": "info",
    "closed": "success", "stands": "warning", "met": "success",
    "reached": "success", "on_the_way": "info", "not_reached": "danger", "cannot_say": "neutral",
    "done": "success", "under_way": "info", "otherwise": "success", "nothing": "danger",
}  # fmt: skip

#: What follows a number, where its words do not say it.
ENDINGS: dict[str, str] = {ToldAs.PERCENT: " %", ToldAs.KRONER: " kr"}
NEVER_HELD: Words = gettext_lazy("It does not hold")


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain: its title, whether anything stands there, and since when it counts as asked for."""

    key: str
    title: Words
    filled: bool


def links(chain: Chain) -> list[Link]:
    """The seven links from evidence to what has happened, in order."""
    answered = [one for one in chain.advice if one.newest_answer_kind]  # type: ignore[attr-defined]
    decided = [one for one in chain.advice if one.newest_decision_words]  # type: ignore[attr-defined]
    told = [one for one in chain.advice if one.newest_outcome_kind]  # type: ignore[attr-defined]
    return [
        Link("evidence", _("Evidence"), bool(chain.evidence)),
        Link("assessments", _("Assessment"), bool(chain.assessments)),
        Link("challenges", _("Challenge"), bool(chain.challenges)),
        Link("advice", _("Recommendation"), bool(chain.advice)),
        Link("answers", _("Answer"), bool(answered)),
        Link("decisions", _("Decision"), bool(decided)),
        Link("outcomes", _("What has happened"), bool(told)),
    ]


def figure(value: Decimal | None) -> str:
    """A value as people write it; empty for none."""
    if value is None:
        return ""
    plain = value.normalize()
    return grouped(plain if plain % 1 else plain.to_integral_value())


@dataclass(frozen=True, slots=True)
class Read:
    """A check, or one of its readings, in words."""

    check: Check
    said: Check | Reading

    @property
    def verdict(self) -> Words:
        """Holds, no longer holds, does not hold (it never has), nobody measures, not asked yet.

        What a report found held when it was found.
        """
        if self.said.verdict == Verdict.NO_LONGER and not self._has_held:
            return NEVER_HELD
        return Verdict(self.said.verdict).label

    @property
    def _has_held(self) -> bool:
        if self.check.finding is not None and self.check.finding.fact_id is not None:
            return True
        return self.said.before != Verdict.NEVER if isinstance(self.said, Reading) else self.check.held

    @property
    def colour(self) -> str:
        """Of its tag."""
        return COLOURS[self.said.verdict]

    @property
    def value(self) -> str:
        """`1 of 2 municipalities`, `12,5 % (32 measures)`, `1 380 000 kr (5 participants)`; empty for none."""
        if self.said.value is None:
            return ""
        told = self._told(self.said.value)
        if self.said.base is None:
            return f"{told} {self.unit}".strip() if self.said.told_as == ToldAs.COUNT else told
        words = {"told": told, "base": grouped(self.said.base), "unit": self.unit}
        if self.said.told_as == ToldAs.COUNT:
            return (_("%(told)s of %(base)s %(unit)s") % words).strip()
        if not self.unit:
            return _("%(told)s, of %(base)s") % words
        return f"{told} ({words['base']} {self.unit})"

    def _told(self, value: Decimal) -> str:
        told = figure(value)
        return f"{told}{ENDINGS.get(self.check.told_as, '')}"

    @property
    def unit(self) -> str:
        """What is counted; empty where the query is gone or what it counts differs."""
        query = checks.get(self.check.query)
        return str(query.unit) if query is not None else ""

    @property
    def why(self) -> Words:
        """Why nobody measures; empty otherwise."""
        return Why(self.said.why).label if self.said.why else ""

    @property
    def asks(self) -> str:
        """`Measures in the plans`: which query it is."""
        query = checks.get(self.check.query)
        return str(query.label) if query is not None else self.check.query

    @property
    def demands(self) -> str:
        """`at most 25 %`."""
        low, high = (self._told(limit) if limit is not None else "" for limit in (self.check.low, self.check.high))
        return {
            Condition.AT_LEAST: _("at least %(low)s") % {"low": low},
            Condition.AT_MOST: _("at most %(high)s") % {"high": high},
            Condition.BETWEEN: _("between %(low)s and %(high)s") % {"low": low, "high": high},
            Condition.EQUALS: _("exactly %(low)s") % {"low": low},
            Condition.EXISTS: _("a number at all"),
        }[Condition(self.check.condition)]

    @property
    def is_paused(self) -> bool:
        """Whether BoSo no longer asks by itself."""
        return self.check.state == CheckState.PAUSED


def read(check: Check, reading: Reading | None = None) -> Read:
    """A check as it stands, or as one of its readings had it."""
    return Read(check, reading or check)


def arguments(check: Check, actor: Any) -> list[tuple[Words, Words]]:
    """What the check's query is asked with, each with its label, as far as it can be said."""
    query = checks.get(check.query)
    if query is None:
        return []
    found = []
    for one in query.arguments:
        given = str(check.arguments.get(one.name, ""))
        if given:
            known = dict(one.choices(actor, check.programme)) if one.choices is not None else {}
            found.append((one.label, known.get(given, given)))
    return found


@dataclass(frozen=True, slots=True)
class Column:
    """One category of the matrix. main, touched: how many findings belong there, and how many only touch it."""

    category: Category
    main: int
    touched: int

    @property
    def is_silent(self) -> bool:
        """Nobody has looked there."""
        return not self.main and not self.touched


@dataclass(frozen=True, slots=True)
class Matrix:
    """Findings by category. rows: each finding with its mark in each column: main, touches or nothing."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Finding, tuple[str, ...]], ...]
    loose: tuple[Finding, ...]

    @property
    def silent(self) -> list[Column]:
        """The categories nobody has looked at."""
        return [column for column in self.columns if column.is_silent]

    @property
    def only_touched(self) -> list[Column]:
        """Those that are only touched on the way."""
        return [column for column in self.columns if column.touched and not column.main]


def matrix(findings: Iterable[Finding], categories: Sequence[Category]) -> Matrix:
    """What belongs where. A finding in a category outside the model stands as loose, as one without any."""
    known = {one.pk for one in categories}
    rows, loose = [], []
    for one in findings:
        touches = {each.pk for each in one.touches.all()}
        marks = tuple(
            "main" if one.category_id == each.pk else "touches" if each.pk in touches else "" for each in categories
        )
        rows.append((one, marks))
        if one.category_id not in known:
            loose.append(one)
    marked = [[marks[at] for _one, marks in rows] for at in range(len(categories))]
    columns = tuple(
        Column(each, marks.count("main"), marks.count("touches"))
        for each, marks in zip(categories, marked, strict=True)
    )
    return Matrix(columns, tuple(rows), tuple(loose))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the recommendations of a programme have come."""

    total: int
    waiting: int
    followed: int


def progress(states: Iterable[str]) -> Progress:
    """How many wait for an answer, and how many are followed up."""
    found = list(states)
    return Progress(len(found), found.count(RecommendationState.WAITING), found.count(RecommendationState.CLOSED))


def by_answer(challenges: Iterable[Any]) -> list[tuple[Words, list[Any]]]:
    """The recommendations that challenges led to, each once, under how they were answered."""
    advice = {one.pk: one for hard in challenges for one in hard.seen_advice}
    found: dict[str, list[Any]] = {}
    for one in sorted(advice.values(), key=lambda one: (one.number, one.pk)):
        found.setdefault(one.state, []).append(one)
    return [(RecommendationState(state).label, rows) for state, rows in found.items()]
