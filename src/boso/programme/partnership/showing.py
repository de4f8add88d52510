"""Facts put into words and order for a page: amounts with their mark, participants by phase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.core.values.numbers import grouped, kroner
from boso.programme.partnership.models import Fact, Goal, Mark, Participation, Phase, Plan

MILLION = 1_000_000

#: What the report says of a participant's own plan.
PLAN_WORDS: dict[str, str | Promise] = {
    "adopted_by_council": gettext_lazy("Adopted by the council"),
    "administrative": gettext_lazy("Administrative, under an adopted housing plan"),
    "being_finished": gettext_lazy("Being finished"),
}

#: What facts are about.
TOPICS: dict[str, str | Promise] = {
    "programme": gettext_lazy("The programme"),
    "status": gettext_lazy("Status in the municipalities"),
    "money": gettext_lazy("Money"),
    "contradiction": gettext_lazy("Contradictions"),
    "organisation": gettext_lazy("Organising"),
    "evaluation": gettext_lazy("Evaluation"),
    "networks": gettext_lazy("Networks"),
    "people": gettext_lazy("People"),
    "participants": gettext_lazy("Participants"),
    "tools": gettext_lazy("Tools"),
    "plans": gettext_lazy("Programme plans"),
    "goals": gettext_lazy("Goals"),
    "intakes": gettext_lazy("Intakes"),
    "phases": gettext_lazy("Phases"),
    "roles": gettext_lazy("Roles"),
    "duties": gettext_lazy("Duties"),
    "bank_tasks": gettext_lazy("The bank's tasks"),
    "tasks": gettext_lazy("Task map"),
    "grants": gettext_lazy("Grants"),
    "indicators": gettext_lazy("Indicators"),
    "pre_analyses": gettext_lazy("Pre-analysis"),
    "challenges": gettext_lazy("Challenges"),
    "programme_plans": gettext_lazy("Programme plan"),
    "activities": gettext_lazy("Measures"),
    "dwelling_projects": gettext_lazy("Dwelling projects"),
    "funding": gettext_lazy("Funding"),
    "traces": gettext_lazy("Challenge and measure"),
}


def said(fact: Fact | None) -> str:
    """The value as a reader needs it: «about 8», «just under 100 million kr», «3–5». Empty where it is silent."""
    if fact is None or fact.mark == Mark.NOT_STATED:
        return ""
    if fact.low is not None and fact.high is not None and fact.low != fact.high:
        return f"{_amount(fact.low, fact)}–{_amount(fact.high, fact)}"
    if not fact.value and fact.low is None and fact.high is not None:
        return _("just under %(amount)s") % {"amount": _amount(fact.high, fact)}
    if not fact.value and fact.high is None and fact.low is not None:
        return _("more than %(amount)s") % {"amount": _amount(fact.low, fact)}
    number = _number(fact.value)
    shown = _amount(number, fact) if number is not None and fact.unit != "year" else fact.value
    loose = number is not None and fact.mark in (Mark.APPROXIMATE, Mark.ESTIMATE)
    return _("about %(amount)s") % {"amount": shown} if loose else shown


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text.removeprefix("-").isdecimal() else None


def _amount(number: Decimal, fact: Fact) -> str:
    whole = number if number % 1 else number.to_integral_value()
    if not fact.unit.startswith("NOK"):
        return grouped(int(whole)) if whole == int(whole) else grouped(whole.normalize())
    if fact.mark != Mark.STATED and whole % MILLION == 0:
        return _("%(number)s million kr") % {"number": grouped(int(whole / MILLION))}
    return kroner(whole)


@dataclass(frozen=True, slots=True)
class Card:
    """One participant in the portfolio."""

    participation: Participation
    plan: str | Promise


@dataclass
class PhaseColumn:
    """One column of the portfolio: a phase and who stands in it."""

    phase: str
    label: str | Promise
    cards: list[Card] = field(default_factory=list)


def portfolio(found: Iterable[Participation], plans: dict[str, Fact]) -> list[PhaseColumn]:
    """Every phase in order, each with those who stand in it."""
    columns = {phase.value: PhaseColumn(phase.value, phase.label) for phase in Phase}
    for row in found:
        plan = plans.get(row.slug)
        columns[row.phase].cards.append(Card(row, plan_words(plan)))
    return list(columns.values())


def plan_words(fact: Fact | None) -> str | Promise:
    """What is known of a participant's own plan, in a few words; empty where the report is silent."""
    return PLAN_WORDS.get(fact.value, "") if fact is not None else ""


def by_level(plan: Plan) -> dict[str, list[Goal]]:
    """A plan's goals under vision, main, sub and result."""
    levels: dict[str, list[Goal]] = {"vision": [], "main": [], "sub": [], "result": []}
    for goal in plan.goals.all():
        levels[goal.level].append(goal)
    return levels


def in_reading_order(facts: Iterable[Fact]) -> list[Fact]:
    """A participant's facts as one reads them: where it stands first, what the report says against itself last."""
    ends = {"status": -1, "evaluation": 1, "contradiction": 2}
    return sorted(facts, key=lambda fact: (ends.get(fact.topic, 0), topic_words(fact.topic)))


def topic_words(topic: str) -> str:
    """A topic as a heading."""
    return str(TOPICS.get(topic, topic.replace("_", " ").capitalize()))
