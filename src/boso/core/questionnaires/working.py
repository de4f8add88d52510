"""Answers worked through a form: what is relevant, what is calculated, what is wrong. One pass, in the plan's order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from boso.core.questionnaires.answers import MOST_ROUNDS
from boso.core.questionnaires.asking import Asked
from boso.core.questionnaires.expressions.evaluation import Worked
from boso.core.questionnaires.expressions.values import Nodes, Scalar, XValue, number, text, truth
from boso.core.questionnaires.form import Choice, Element, Group, Question, Repeat
from boso.core.questionnaires.places import Place, Setting
from boso.core.questionnaires.preparing import Plan, Slot
from boso.core.questionnaires.saying import filled, shown
from boso.core.questionnaires.standing import AnswerFault, Answers, Item

#: Rounds of all repeats together; more are not worked through.
MOST_PLACES = 1_000


class Working:
    """One pass. Afterwards `items` has every question in every place, in the order of the form."""

    def __init__(self, plan: Plan, answers: Answers, setting: Setting) -> None:
        self.plan = plan
        self.setting = setting
        self.root = Place(answers)
        self.places: dict[tuple[str, ...], list[Place]] = {(): [self.root]}
        self.count = 1
        self.faults: list[AnswerFault] = []
        for slot in plan.order:
            for place in self.places.get(slot.repeats, ()):
                self.work(slot, place)
        self.items = {item.key: item for item in self._in_order(plan.form.children, self.root)}

    def work(self, slot: Slot, place: Place) -> None:
        element = slot.element
        relevant = self._is_relevant(slot, place)
        place.relevant[element.name] = relevant
        if isinstance(element, Repeat):
            self._make_rounds(slot, element, place, relevant)
        elif isinstance(element, Question):
            Asked(self, slot, element, place).settle(relevant)

    def ask(self, worked: Worked, place: Place, here: Scalar = None) -> XValue:
        """What an expression gives in a place."""
        return worked(_Scope(self, place, here))

    def _is_relevant(self, slot: Slot, place: Place) -> bool:
        around = slot.around[-1] if slot.around else None
        if around is not None and not self.place_of(around.name, place).relevant[around.name]:
            return False
        if slot.is_heading:
            return False
        return slot.relevant is None or truth(self.ask(slot.relevant, place))

    def place_of(self, name: str, place: Place) -> Place:
        """Where an element around this place is worked out."""
        return place.above(len(self.plan.slots[name].repeats))

    def _make_rounds(self, slot: Slot, repeat: Repeat, place: Place, relevant: bool) -> None:
        given = place.given.get(repeat.name)
        rounds = (
            [each if isinstance(each, Mapping) else {} for each in given] if isinstance(given, list | tuple) else []
        )
        count = self._rounds_wanted(slot, repeat, place, given, len(rounds)) if relevant else 0
        key = f"{place.key}{repeat.name}"
        allowed = min(MOST_ROUNDS, MOST_PLACES - self.count)
        if count > allowed:
            self.faults.append(AnswerFault(key, "too_many_rounds", values=(("limit", str(allowed)),)))
            count = allowed
        self.count += count
        made = [
            Place(
                rounds[number_] if number_ < len(rounds) else {},
                place,
                repeat.name,
                number_,
                f"{key}/{number_}/",
                (*place.rounds, (repeat.name, number_)),
            )
            for number_ in range(count)
        ]
        place.inside[repeat.name] = made
        self.places.setdefault(slot.path, []).extend(made)

    def _rounds_wanted(self, slot: Slot, repeat: Repeat, place: Place, given: object, kept_: int) -> int:
        if slot.count is not None:
            wanted = number(self.ask(slot.count, place))
            return int(min(max(wanted, Decimal(0)), Decimal(100_000))) if not wanted.is_nan() else 0
        first = 0 if "minimal" in repeat.appearances else 1
        return kept_ if isinstance(given, list | tuple) else first

    def _in_order(self, elements: Sequence[Element], place: Place) -> Iterator[Item]:
        for element in elements:
            match element:
                case Question():
                    yield place.items[element.name]
                case Group():
                    yield from self._in_order(element.children, place)
                case _:
                    for each in place.inside[element.name]:
                        yield from self._in_order(element.children, each)

    # What expressions and texts ask for ------------------------------------------------------------------------------

    def value(self, name: str, place: Place) -> XValue:
        """What a reference gives in a place."""
        slot = self.plan.slots[name]
        is_repeat = isinstance(slot.element, Repeat)
        shared = _shared(slot.repeats, tuple(each for each, _ in place.rounds))
        base = place.above(shared)
        if shared == len(slot.repeats) and not is_repeat:
            return base.values.get(name)
        places = [base]
        for repeat in slot.path[shared:]:
            places = [inner for outer in places for inner in outer.inside.get(repeat, ())]
        if is_repeat:
            return Nodes(Decimal(each.number + 1) for each in places)
        return Nodes(each.values.get(name) for each in places if each.relevant.get(name))

    def value_at(self, name: str, rounds: Sequence[tuple[str, int]]) -> Scalar:
        """What is answered in certain rounds; None where there is no such round."""
        here = self.root
        for repeat, which in rounds:
            inside = here.inside.get(repeat, [])
            if not 1 <= which <= len(inside):
                return None
            here = inside[which - 1]
        return here.values.get(name)

    def choice_label(self, question: Question, name: str) -> str:
        """What a choice is called in the language."""
        found = self.plan.lists.get(question.list_name)
        choice = next((each for each in found.choices if each.name == name), None) if found is not None else None
        return self.said_of(choice) if choice is not None else name

    def said_of(self, choice: Choice) -> str:
        """The label of a choice; its name when it has none."""
        return choice.label.said(self.setting.language, self.plan.form.default_language) or choice.name

    def answer_in_words(self, name: str, place: Place) -> str:
        """What stands for `${name}` in a text."""
        value = self.value(name, place)
        element = self.plan.slots[name].element
        parts = value if isinstance(value, Nodes) else Nodes((value,))
        question = element if isinstance(element, Question) else None
        return ", ".join(said for part in parts if (said := self._in_words(question, part)))

    def _in_words(self, question: Question | None, value: Scalar) -> str:
        if question is not None and question.kind.has_choices:
            return ", ".join(self.choice_label(question, name) for name in text(value).split())
        return shown(value, self.setting.language or self.plan.form.default_language)

    def filled(self, template: str, place: Place) -> str:
        """A text with the answers put in, as seen from a place."""
        return filled(template, lambda name: self.answer_in_words(name, place))

    def place_at(self, key: str) -> Place:
        """The place of an item's or part's key; the form itself when there is none."""
        here = self.root
        steps = key.split("/")
        for repeat, which in zip(steps[::2], steps[1::2], strict=False):
            inside = here.inside.get(repeat, [])
            if not which.isdecimal() or int(which) >= len(inside):
                return here
            here = inside[int(which)]
        return here

    def offered(self, slot: Slot, place: Place) -> tuple[Choice, ...]:
        """The choices of a question in a place, after its filter."""
        assert isinstance(slot.element, Question)  # noqa: S101 - only questions have choices
        choices = self.plan.lists[slot.element.list_name].choices
        passes = slot.choice_filter
        if passes is None:
            return choices
        return tuple(each for each in choices if truth(passes(_Scope(self, place, None, each))))


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


@dataclass(slots=True)
class _Scope:
    """What one expression sees from one place."""

    working: Working
    place: Place
    at: Scalar = None
    choice: Choice | None = None

    @property
    def today(self) -> dt.date:
        return self.working.setting.today

    @property
    def now(self) -> dt.datetime:
        return self.working.setting.now

    @property
    def language(self) -> str:
        return self.working.setting.language or self.working.plan.form.default_language

    def here(self) -> Scalar:
        return self.at

    def value(self, name: str) -> XValue:
        return self.working.value(name, self.place)

    def column(self, name: str) -> str:
        assert self.choice is not None  # noqa: S101 - columns are asked for in filters only
        return self.working.said_of(self.choice) if name == "label" else self.choice.column(name)

    def round(self) -> int:
        return self.place.number + 1 if self.place.rounds else 0

    def value_at(self, name: str, rounds: Sequence[tuple[str, int]]) -> Scalar:
        return self.working.value_at(name, rounds)

    def choice_name(self, question: str, choice: str) -> str:
        element = self.working.plan.slots[question].element
        assert isinstance(element, Question)  # noqa: S101 - `checking` refuses other names
        return self.working.choice_label(element, choice)

    def chance(self) -> Decimal | None:
        source = self.working.setting.chance
        return None if source is None else Decimal(repr(source()))
