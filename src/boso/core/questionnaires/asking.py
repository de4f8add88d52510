"""One question in one place: its value, what became of it, and what is wrong with it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from boso.core.questionnaires.answers import plain, read_answer, written
from boso.core.questionnaires.expressions.evaluation import Worked
from boso.core.questionnaires.expressions.values import Scalar, kept, single, text, truth
from boso.core.questionnaires.form import Kind, Missing, Question, Texts
from boso.core.questionnaires.places import Place
from boso.core.questionnaires.preparing import Slot
from boso.core.questionnaires.standing import AnswerFault, Item, Status, Value

if TYPE_CHECKING:
    from boso.core.questionnaires.working import Working


class Asked:
    """One question in one place being settled."""

    def __init__(self, working: Working, slot: Slot, question: Question, place: Place) -> None:
        self.working = working
        self.slot = slot
        self.question = question
        self.place = place
        self.key = f"{place.key}{question.name}"
        self.faults: list[AnswerFault] = []
        self.by_default = False

    def settle(self, relevant: bool) -> None:
        raw = self.place.given.get(self.question.name)
        value = self._value() if relevant else None
        in_expressions = _scalar(value)
        self.place.values[self.question.name] = in_expressions
        required = relevant and self._is(self.slot.required)
        self.place.items[self.question.name] = Item(
            key=self.key,
            question=self.question,
            relevant=relevant,
            status=self._status(relevant, value),
            value=value,
            raw=raw,
            required=required and self.question.kind.is_shown and self.question.kind is not Kind.NOTE,
            read_only=relevant and self._is(self.slot.read_only),
            by_default=self.by_default,
            faults=tuple(self.faults),
        )

    def _is(self, worked: Worked | None) -> bool:
        return worked is not None and truth(self.working.ask(worked, self.place, self.place.values[self.question.name]))

    def _value(self) -> Value:
        """The value: calculated, filled in by the machine, given, or by default."""
        kind = self.question.kind
        if kind is Kind.CALCULATE:
            return self._calculated()
        given = self.question.name in self.place.given
        if self.slot.calculation is not None and (not given or self._is_fixed()):
            return self._fitting(self._calculated())
        if given:
            return self._read(self.place.given[self.question.name])
        meta = self._meta()
        if meta is not None:
            return meta
        return self._default()

    def _is_fixed(self) -> bool:
        """Whether what is calculated cannot be written over."""
        if self.question.kind in {Kind.NOTE, Kind.HIDDEN}:
            return True
        return self.slot.read_only is not None and truth(self.working.ask(self.slot.read_only, self.place))

    def _calculated(self) -> Value:
        assert self.slot.calculation is not None  # noqa: S101 - asked for only where there is one
        before = self.place.given.get(self.question.name)
        if isinstance(read_answer(self.question, before, self.key), AnswerFault):
            # What cannot be an answer here was none: `once` works its value out anew.
            before = None
        here = single(before) if isinstance(before, str | Decimal | bool) else None
        here = Decimal(before) if isinstance(before, int) and not isinstance(before, bool) else here
        return kept(single(self.working.ask(self.slot.calculation, self.place, here)))

    def _fitting(self, value: Value) -> Value:
        """A calculated value as an answer to this kind of question; nothing when it does not fit."""
        if self.question.kind is Kind.NOTE:
            return value
        found = read_answer(self.question, plain(value), self.key)
        return None if isinstance(found, AnswerFault) else found

    def _read(self, raw: object) -> Value:
        found = read_answer(self.question, raw, self.key)
        if isinstance(found, AnswerFault):
            self.faults.append(found)
            return None
        return found

    def _default(self) -> Value:
        worked = self.slot.default
        if worked is None:
            value = self._fitting(self.question.default or None)
        else:
            value = self._fitting(kept(single(self.working.ask(worked, self.place))))
        self.by_default = value is not None
        return value

    def _meta(self) -> Value:
        setting = self.working.setting
        match self.question.kind:
            case Kind.TODAY:
                return setting.today
            case Kind.START | Kind.END:
                return setting.now.replace(tzinfo=None, microsecond=0)
            case Kind.USERNAME:
                return setting.username or None
            case _:
                return None

    def _status(self, relevant: bool, value: Value) -> Status:
        if not relevant:
            return Status.NOT_ASKED
        if value is None:
            self._say_lacking()
            return Status.NOT_ANSWERED
        if isinstance(value, Missing):
            return _OF_MISSING[value]
        return self._status_of_answer(value)

    def _say_lacking(self) -> None:
        """Say that an answer lacks, unless one was given that could not be read."""
        question = self.question
        asked = question.kind.is_shown and question.kind is not Kind.NOTE
        if asked and not self.faults and self._is(self.slot.required):
            message = self._message(question.required_message)
            self.faults.append(AnswerFault(self.key, "answer_lacks", message, question.soft_required))

    def _status_of_answer(self, value: Value) -> Status:
        question = self.question
        if question.kind.has_choices:
            missing = self._check_choices(value)
            if missing is not None:
                return _OF_MISSING[missing]
        constraint = self.slot.constraint
        here = self.place.values[question.name]
        if constraint is not None and not truth(self.working.ask(constraint, self.place, here)):
            message = self._message(question.constraint_message)
            self.faults.append(AnswerFault(self.key, "answer_against_constraint", message, question.soft_constraint))
        return Status.ANSWERED

    def _check_choices(self, value: Value) -> Missing | None:
        """Say which picked choices are not offered; what is picked that means don't know or refused."""
        offered = {each.name: each for each in self.working.offered(self.slot, self.place)}
        picked = value if isinstance(value, tuple) else (text(_scalar(value)),)
        for name in picked:
            if name not in offered:
                values = (("choice", name[:40]),)
                self.faults.append(AnswerFault(self.key, "choice_not_offered", values=values))
        if self.question.kind is Kind.RANK and not self.faults and len(picked) < len(offered):
            self.faults.append(AnswerFault(self.key, "rank_not_complete", soft=not self._is(self.slot.required)))
        missing = [offered[name].missing for name in picked if name in offered and offered[name].missing]
        if missing and len(picked) > 1 and self.question.kind is not Kind.RANK:
            self.faults.append(AnswerFault(self.key, "missing_beside_others"))
            return None
        return missing[0] if missing else None

    def _message(self, texts: Texts) -> str:
        setting, form = self.working.setting, self.working.plan.form
        return self.working.filled(texts.said(setting.language, form.default_language), self.place)


_OF_MISSING = {Missing.DONT_KNOW: Status.DONT_KNOW, Missing.REFUSED: Status.REFUSED}


def _scalar(value: Value) -> Scalar:
    """A value as expressions see it: several choices are their names with blanks between."""
    if isinstance(value, tuple):
        return written(value)
    return None if isinstance(value, Missing) else value
