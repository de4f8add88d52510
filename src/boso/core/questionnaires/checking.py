"""What is wrong with a form as a whole."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from boso.core.questionnaires.defaults import is_expression
from boso.core.questionnaires.expressions.checking import Named, Surroundings, faults_in
from boso.core.questionnaires.expressions.functions import Type
from boso.core.questionnaires.expressions.parser import parse
from boso.core.questionnaires.expressions.syntax import references
from boso.core.questionnaires.expressions.tokens import ExpressionFault
from boso.core.questionnaires.faults import MOST_FAULTS, Fault, fault
from boso.core.questionnaires.form import (
    NAME,
    NUMBERS,
    ChoiceList,
    Container,
    Element,
    Form,
    Group,
    Kind,
    Question,
    Repeat,
    Texts,
    walk,
)

PIPED = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
MOST_ELEMENTS = 5_000
DEEPEST_NESTING = 20
_NORWEGIAN = str.maketrans("æøåÆØÅ", "aoaAOA")

_TYPES = {
    Kind.DATE: Type.DAY,
    Kind.DATETIME: Type.DAY,
    Kind.TODAY: Type.DAY,
    Kind.START: Type.DAY,
    Kind.END: Type.DAY,
    Kind.TIME: Type.TIME,
    **dict.fromkeys(NUMBERS, Type.NUMBER),
}


def check(form: Form) -> list[Fault]:
    """Everything wrong with the form, in the order of its rows. Faults of questions have their name, not their row."""
    size = list(_of_size(form))
    if size:
        return size
    names = named(form)
    folded = {name.casefold(): name for name in names}
    found = list(_of_names(form))
    for element, around in walk(form):
        if len(found) > MOST_FAULTS:
            return [*found, fault("too_many_faults", sheet="survey")]
        found.extend(_of_element(form, element, around))
        found.extend(_of_expressions(form, element, _surroundings(form, element, around, names, folded)))
        found.extend(_of_texts(element, names))
    found.extend(_of_lists(form, names))
    found.extend(_of_translations(form))
    if not any(each.code.startswith("unknown_reference") for each in found):
        found.extend(_of_cycles(form))
    return found


def named(form: Form) -> dict[str, Named]:
    """Every name of the form with what a reference to it means."""
    lists = {each.name: frozenset(choice.name for choice in each.choices) for each in form.lists}
    found: dict[str, Named] = {}
    for element, around in walk(form):
        repeats = tuple(each.name for each in around if isinstance(each, Repeat))
        found.setdefault(element.name, _named(element, repeats, lists))
    return found


def _named(element: Element, repeats: tuple[str, ...], lists: dict[str, frozenset[str]]) -> Named:
    match element:
        case Group():
            return Named("group", repeats)
        case Repeat():
            return Named("repeat", repeats)
        case Question(kind=Kind.NOTE):
            return Named("question" if element.calculation else "note", repeats)
        case _:
            choices = lists.get(element.list_name) if element.kind.has_choices else None
            return Named("question", repeats, _TYPES.get(element.kind, Type.ANY), choices)


def _of_size(form: Form) -> Iterator[Fault]:
    depth = max((len(around) for _, around in walk(form)), default=0)
    count = sum(1 for _ in form.elements())
    if depth > DEEPEST_NESTING:
        yield fault("nested_too_deep", sheet="survey", limit=DEEPEST_NESTING)
    if count > MOST_ELEMENTS:
        yield fault("too_many_questions", sheet="survey", limit=MOST_ELEMENTS)
    if count == 0:
        yield fault("no_questions", sheet="survey")


def _of_names(form: Form) -> Iterator[Fault]:
    seen: set[str] = set()
    folded: dict[str, str] = {}
    for element in form.elements():
        name = element.name
        if not NAME.fullmatch(name):
            yield fault("bad_name", sheet="survey", column="name", name=name, text=name, instead=proposed_name(name))
        elif name in seen:
            yield fault("name_twice", sheet="survey", column="name", name=name, text=name, first="–")
        elif name.casefold() in folded:
            other = folded[name.casefold()]
            yield fault("name_differs_by_case", sheet="survey", column="name", name=name, text=name, other=other)
        seen.add(name)
        folded.setdefault(name.casefold(), name)


def _of_element(form: Form, element: Element, around: tuple[Container, ...]) -> Iterator[Fault]:
    if isinstance(element, Question):
        yield from _of_question(form, element)
    elif not element.children:
        yield fault("group_empty", sheet="survey", column="type", name=element.name, text=element.name)


def _of_question(form: Form, question: Question) -> Iterator[Fault]:
    def say(code: str, column: str, **values: object) -> Fault:
        said = {"question": question.name, **values}
        return fault(code, said, sheet="survey", column=column, name=question.name)

    if question.kind.is_shown and not question.label and not question.hint:
        yield say("no_label", "label")
    if question.kind is Kind.CALCULATE and not question.calculation:
        yield say("no_calculation", "calculation")
    if question.kind.has_choices:
        chosen = form.choice_list(question.list_name)
        if chosen is None:
            yield say("unknown_list", "type", list=question.list_name or "–")
        elif question.kind is not Kind.SELECT_ONE:
            for choice in chosen.choices:
                if len(choice.name.split()) > 1:
                    yield say("choice_with_blank", "type", list=chosen.name, choice=choice.name)
    if question.kind is Kind.RANGE:
        yield from (say("bad_range", "parameters", text=text) for text in _of_range(question))


def _of_range(question: Question) -> Iterator[str]:
    found: dict[str, float] = {}
    for name, otherwise in (("start", "1"), ("end", "10"), ("step", "1")):
        text = question.parameter(name) or otherwise
        if re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", text, re.ASCII) is None:
            yield f"{name}={text}"
        else:
            found[name] = float(text)
    if len(found) == 3 and (found["end"] <= found["start"] or found["step"] <= 0):
        yield f"start={found['start']:g} end={found['end']:g} step={found['step']:g}"


def proposed_name(written: str) -> str:
    """A name that would do, made of one that does not."""
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "_", written.translate(_NORWEGIAN)).strip("_.-")
    return plain if re.match(r"[A-Za-z_]", plain) else f"q_{plain}"


def expressions(element: Element) -> Iterator[tuple[str, str]]:
    """Column and text of every expression of an element."""
    if element.relevant:
        yield "relevant", element.relevant
    if isinstance(element, Repeat) and element.count:
        yield "repeat_count", element.count
    if isinstance(element, Question):
        for column in ("constraint", "required", "read_only", "calculation", "choice_filter"):
            if text := str(getattr(element, column)):
                yield column, text
        if is_expression(element.default):
            yield "default", element.default


def texts(element: Element) -> Iterator[tuple[str, Texts]]:
    """Column and text of everything a person may read of an element."""
    yield "label", element.label
    yield "hint", element.hint
    if isinstance(element, Question):
        yield "guidance_hint", element.guidance
        yield "constraint_message", element.constraint_message
        yield "required_message", element.required_message


def _surroundings(
    form: Form, element: Element, around: tuple[Container, ...], names: dict[str, Named], folded: dict[str, str]
) -> Surroundings:
    repeats = tuple(each.name for each in around if isinstance(each, Repeat))
    return Surroundings(names, repeats, None, None, folded)


def _of_expressions(form: Form, element: Element, around: Surroundings) -> Iterator[Fault]:
    for column, text in expressions(element):
        try:
            wrong = faults_in(parse(text), _here(form, element, column, around))
        except ExpressionFault as error:
            wrong = [error]
        for each in wrong:
            yield fault(each.code, each.values, sheet="survey", column=column, name=element.name)


def _here(form: Form, element: Element, column: str, around: Surroundings) -> Surroundings:
    columns: frozenset[str] | None = None
    if column == "choice_filter" and isinstance(element, Question):
        chosen = form.choice_list(element.list_name)
        extras = (key for choice in (chosen.choices if chosen else ()) for key, _ in choice.extra)
        columns = frozenset({"name", "label", *extras})
    here = around.names[element.name] if column in {"constraint", "calculation", "default"} else None
    return Surroundings(around.names, around.repeats, columns, here, around.folded)


def _of_texts(element: Element, names: dict[str, Named]) -> Iterator[Fault]:
    for column, text in texts(element):
        for where, name in _unknown_in(column, text, names):
            yield fault("unknown_in_text", sheet="survey", column=where, name=element.name, text=name)


def _unknown_in(column: str, text: Texts, names: dict[str, Named]) -> Iterator[tuple[str, str]]:
    """Column with language and name, for each `${name}` that gives no answer."""
    for language, said in text.pairs:
        for name in PIPED.findall(said):
            if name not in names or names[name].what == "group":
                yield f"{column}::{language}", name


def _of_lists(form: Form, names: dict[str, Named]) -> Iterator[Fault]:
    used = {question.list_name for question in form.questions()}
    repeated = "allow_choice_duplicates" in dict(form.settings)
    for name, count in Counter(each.name for each in form.lists).items():
        if count > 1:
            yield fault("list_twice", sheet="choices", column="list_name", name=name, list=name)
    for each in form.lists:
        yield from _of_list(each, repeated)
        for choice in each.choices:
            for column, name in _unknown_in("label", choice.label, names):
                said = {"text": name, "choice": choice.name}
                yield fault("unknown_in_text", said, sheet="choices", column=column, name=each.name)
        if each.name not in used:
            yield fault("list_unused", sheet="choices", column="list_name", name=each.name, list=each.name)


def _of_list(each: ChoiceList, repeated: bool) -> Iterator[Fault]:
    if not each.choices:
        yield fault("list_empty", sheet="choices", column="list_name", name=each.name, list=each.name)
    counts = Counter(choice.name for choice in each.choices)
    for name, count in counts.items():
        if count > 1 and not repeated:
            yield fault("choice_twice", sheet="choices", column="name", name=each.name, list=each.name, choice=name)
    for choice in each.choices:
        if not choice.name.strip():
            yield fault("choice_without_name", sheet="choices", column="name", name=each.name, list=each.name)
        if not choice.label:
            yield fault(
                "choice_without_label",
                sheet="choices",
                column="label",
                name=each.name,
                list=each.name,
                choice=choice.name,
            )


def _of_translations(form: Form) -> Iterator[Fault]:
    codes = [language.code for language in form.languages]
    for element in form.elements():
        for column, text in texts(element):
            for code in _lacking(text, codes):
                where = f"{column}::{code}"
                yield fault("translation_lacks", sheet="survey", column=where, name=element.name, language=code)
    for each in form.lists:
        for choice in each.choices:
            for code in _lacking(choice.label, codes):
                yield fault(
                    "choice_translation_lacks",
                    sheet="choices",
                    column=f"label::{code}",
                    name=each.name,
                    language=code,
                    list=each.name,
                    choice=choice.name,
                )


def _lacking(text: Texts, codes: Iterable[str]) -> list[str]:
    return [code for code in codes if text and not text.get(code)]


def needs(form: Form) -> dict[str, set[str]]:
    """For each name, what must be worked out before it: what its expressions ask for, and the groups around it.

    An expression that cannot be understood asks for nothing. Constraints, filters and texts come after everything."""
    found: dict[str, set[str]] = {}
    for element, around in walk(form):
        wanted = {each.name for each in around[-1:]}
        for column, text in expressions(element):
            if column in {"relevant", "calculation", "default", "repeat_count"}:
                wanted.update(_asked(text))
        found.setdefault(element.name, set()).update(wanted)
    return {name: {each for each in wanted if each in found} for name, wanted in found.items()}


def _asked(text: str) -> list[str]:
    try:
        return references(parse(text))
    except ExpressionFault:
        return []


def order(form: Form) -> tuple[list[str], list[str]]:
    """The names in an order in which each can be worked out, earlier rows first; and those that never can be."""
    wanted = needs(form)
    place = {name: number for number, name in enumerate(wanted)}
    waiting = {name: len(each) for name, each in wanted.items()}
    then: dict[str, list[str]] = {name: [] for name in wanted}
    for name, each in wanted.items():
        for other in each:
            then[other].append(name)
    ready = [(place[name], name) for name, count in waiting.items() if count == 0]
    done: list[str] = []
    while ready:
        _, name = heapq.heappop(ready)
        done.append(name)
        for other in then[name]:
            waiting[other] -= 1
            if waiting[other] == 0:
                heapq.heappush(ready, (place[other], other))
    finished = set(done)
    return done, [name for name in wanted if name not in finished]


def _of_cycles(form: Form) -> Iterator[Fault]:
    """One fault for each circle, at the first row in it."""
    wanted = needs(form)
    left = set(order(form)[1])
    for start in [name for name in wanted if name in left]:
        circle = _circle(start, wanted, left)
        if circle:
            left -= set(circle)
            said = " → ".join(f"${{{name}}}" for name in [*circle, circle[0]])
            yield fault("circle", sheet="survey", column="relevant", name=circle[0], circle=said)


def _circle(start: str, wanted: dict[str, set[str]], left: set[str]) -> list[str]:
    """A way from the start back to itself by what is needed; the shortest; none when there is no such way."""
    came: dict[str, str] = {}
    waiting = [start]
    for here in waiting:
        for other in sorted(wanted[here] & left):
            if other == start:
                return _way(start, here, came)
            if other not in came:
                came[other] = here
                waiting.append(other)
    return []


def _way(start: str, end: str, came: dict[str, str]) -> list[str]:
    way = [end]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]
