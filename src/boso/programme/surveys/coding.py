"""From forms and what was sent in to coded answers."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone

from boso.core.questionnaires.answering import Standing
from boso.core.questionnaires.answers import RANGE, plain
from boso.core.questionnaires.fingerprints import Break, Fingerprint, breaks, fingerprint
from boso.core.questionnaires.form import (
    NUMBERS,
    Container,
    Element,
    Form,
    Group,
    Kind,
    Missing,
    Question,
    Repeat,
    matrix_questions,
)
from boso.core.questionnaires.standing import Status
from boso.core.surveys.answers import Absent
from boso.core.surveys.backgrounds import told
from boso.programme.surveys import keys, queries
from boso.programme.surveys.microdata import Code, Microdata, Row, Value, Variable
from boso.programme.surveys.models import Anonymity, Answer, Item, Respondent, Wave, WaveState

#: An answer that cannot be followed back tells municipality and group only among so many.
LEAST = 5
#: The codes of answers that tables count.
COUNTED = ("1.1", "1.2")
#: A range of more steps is a number.
MOST_STEPS = 21
#: What a machine notes by itself is never kept: it says who and when.
NEVER_KEPT = frozenset({Kind.START, Kind.END, Kind.TODAY, Kind.USERNAME})
ABSENT_OF = {
    Status.NOT_ANSWERED: Absent.NOT_ANSWERED,
    Status.NOT_ASKED: Absent.NOT_ASKED,
    Status.DONT_KNOW: Absent.DONT_KNOW,
    Status.REFUSED: Absent.REFUSED,
}
_ABSENT_OF_MISSING = {Missing.DONT_KNOW: Absent.DONT_KNOW, Missing.REFUSED: Absent.REFUSED}


def is_asked(question: Question) -> bool:
    """Whether it is one that a person answers, and that counts."""
    return question.kind.is_shown and question.kind is not Kind.NOTE


def progress(standing: Standing) -> tuple[int, int]:
    """How many questions are answered (also with don't know or will not say), and how many were asked."""
    asked = [item for item in standing.items.values() if item.shown and is_asked(item.question)]
    return sum(1 for item in asked if item.status is not Status.NOT_ANSWERED), len(asked)


def content_of(standing: Standing) -> dict[str, Any]:
    """Every answer by its key, and where there is none why: `{"absent": "not_asked"}`."""
    kinds = {key: item.question.kind for key, item in standing.items.items()}
    return {
        each.key: each.plain if each.status is Status.ANSWERED else {"absent": ABSENT_OF[each.status].value}
        for each in standing.stored()
        if kinds[each.key] not in NEVER_KEPT
    }


def items_of(wave: Wave, form: Form) -> list[Item]:
    """The questions of a form as a wave asks them; those inside rounds that repeat are left out."""
    found = []
    for position, (question, heading) in enumerate(_questions(form.children, None)):
        marks = fingerprint(form, question.name)
        found.append(
            Item(
                wave=wave, name=question.name, position=position, kind=question.kind.value,
                titles=dict(question.label.pairs), heading=heading,
                choices=[
                    {"code": each.code, "labels": dict(each.labels), **({"absent": each.absent} if each.absent else {})}
                    for each in codes_of(form, question)
                ],
                wording=_of(marks.wording, form.default_language), scale=_of(marks.scale, form.default_language),
                marks={"wording": marks.wording, "scale": marks.scale, "filter": marks.filter},
            )
        )  # fmt: skip
    return found


def codes_of(form: Form, question: Question) -> tuple[Code, ...]:
    """What can be chosen, in order; the steps of a range; nothing for text and numbers."""
    if question.kind is Kind.RANGE:
        return tuple(Code(step, {}) for step in _steps(question))
    found = form.choice_list(question.list_name) if question.kind.has_choices else None
    return tuple(
        Code(
            each.name, dict(each.label.pairs), _ABSENT_OF_MISSING[each.missing] if each.missing is not None else None
        )
        for each in (found.choices if found is not None else ())
    )  # fmt: skip


def variable(item: Item) -> Variable:
    """A question as tables take it."""
    pairs = {name: tuple((code, digest) for code, digest in item.marks[name]) for name in ("wording", "scale")}
    codes = tuple(
        Code(each["code"], each["labels"], Absent(each["absent"]) if "absent" in each else None)
        for each in item.choices
    )
    marks = Fingerprint(pairs["wording"], pairs["scale"], item.marks["filter"])
    return Variable(item.name, item.kind, item.titles, item.heading, item.wording, item.scale, marks, codes)


def same_words(one: Form, first: Question, other: Form, second: Question) -> bool:
    """Whether two questions say the same and are answered in the same way, whoever is asked them."""
    found = breaks(fingerprint(one, first.name), fingerprint(other, second.name))
    return not set(found) - {Break.FILTER}


def unsent(wave: Wave) -> Iterator[tuple[Respondent, dict[str, Any]]]:
    """What was answered and not sent in by those who answered enough of it, each with the person."""
    people = wave.respondents.filter(answered=False, code__in=("1.1", "1.2")).select_related("municipality", "group")
    kept = {each.key: each.sealed for each in wave.unsent.order_by("pk")}
    for person in people.order_by("pk"):
        sealed = kept.get(keys.unsent_key(keys.token_of(person.nonce)))
        if sealed is not None:
            yield person, keys.opened(wave.pk, sealed)["content"]


def microdata(wave: Wave) -> Microdata:
    """All that was sent in and can be read, and where the wave is closed also what was not, but is answered enough.

    Whoever asks has asked the policy.
    """
    survey, items = wave.survey, list(wave.items.order_by("position"))
    variables = tuple(variable(item) for item in items)
    answers = [each for each in queries.answers(wave) if each.code in COUNTED]
    if wave.state == WaveState.CLOSED:
        answers += [
            Answer(pk=0, respondent=person, municipality=person.municipality, group=person.group, code=person.code,
                   content=content)
            for person, content in unsent(wave)
        ]  # fmt: skip
    by_name = survey.anonymity == Anonymity.NAMED
    places = {each.municipality.slug: each.municipality.name for each in answers if each.municipality is not None}
    asked = wave.respondents.count()
    if not by_name:
        secrets.SystemRandom().shuffle(answers)
    return Microdata(
        survey=survey.title_nb,
        wave=wave.label,
        anonymity=survey.anonymity,
        asked=asked,
        population=wave.population or asked,
        as_of=timezone.localdate(),
        final=wave.state == WaveState.ENDED,
        municipalities=dict(sorted(places.items())),
        groups={
            each.code: {"nb": each.title_nb, "nn": each.title_nn or each.title_nb, "en": each.title_en or each.title_nb}
            for each in queries.groups(survey)
        },
        variables=variables,
        rows=tuple(_rows(answers, variables, by_name=by_name)),
    )


def _rows(answers: Sequence[Answer], variables: Sequence[Variable], *, by_name: bool) -> Iterator[Row]:
    marks = [
        (
            each.municipality.slug if each.municipality is not None else "",
            each.group.code if each.group is not None else "",
        )
        for each in answers
    ]
    for number, (each, (place, group)) in enumerate(
        zip(answers, marks if by_name else told(marks, LEAST), strict=True), start=1
    ):
        person = each.respondent.person if by_name and each.respondent is not None else ""
        yield Row(
            each.respondent_id if by_name and each.respondent_id else number,
            place,
            group,
            each.code,
            dict(_values(each.content, variables)),
            person,
        )


def _values(content: Mapping[str, Any], variables: Iterable[Variable]) -> Iterator[tuple[str, Value]]:
    for each in variables:
        yield each.name, _value(content.get(each.name), each)


def _value(given: Any, variable: Variable) -> Value:
    if isinstance(given, Mapping):
        return Absent(given["absent"])
    if given is None:
        return Absent.NOT_ANSWERED
    if isinstance(given, list):
        return tuple(str(each) for each in given)
    if variable.kind in NUMBERS and not variable.codes:
        return float(given)
    said = str(given)
    absent = next((each.absent for each in variable.codes if each.code == said), None)
    return absent or said


def _questions(elements: Sequence[Element], around: Container | None) -> Iterator[tuple[Question, dict[str, str]]]:
    for element in elements:
        if isinstance(element, Question):
            if element.kind not in NEVER_KEPT:
                yield element, _heading(around, element)
        elif not isinstance(element, Repeat):
            yield from _questions(element.children, element)


def _heading(around: Container | None, question: Question) -> dict[str, str]:
    """What stands over a table of questions, for its rows."""
    in_table = isinstance(around, Group) and question in matrix_questions(around)
    return dict(around.label.pairs) if around is not None and in_table else {}


def _steps(question: Question) -> list[str]:
    """The steps of a range; none where they are too many."""
    start, end, step = (Decimal(question.parameter(name) or usual) for name, usual in RANGE)
    if step <= 0 or (end - start) / step >= MOST_STEPS:
        return []
    return [str(plain(start + number * step)) for number in range(int((end - start) / step) + 1)]


def _of(digests: Iterable[tuple[str, str]], language: str) -> str:
    pairs = dict(digests)
    return pairs.get(language) or next(iter(pairs.values()), "")
