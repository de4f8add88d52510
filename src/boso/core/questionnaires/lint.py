"""Advice on a form that works: what makes it hard to answer, or its figures hard to use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from boso.core.questionnaires.checking import named
from boso.core.questionnaires.expressions.checking import Surroundings, faults_in
from boso.core.questionnaires.expressions.evaluation import Scope, made
from boso.core.questionnaires.expressions.functions import FUNCTIONS
from boso.core.questionnaires.expressions.parser import parse
from boso.core.questionnaires.expressions.syntax import Binary, Call, Expression, Reference, Text, nodes
from boso.core.questionnaires.expressions.tokens import ExpressionFault
from boso.core.questionnaires.expressions.values import truth
from boso.core.questionnaires.faults import Fault, fault
from boso.core.questionnaires.form import Choice, ChoiceList, Form, Group, Kind, Question, matrix_questions, walk
from boso.core.values.folding import fold

LONGEST_LABEL = 200
LONGEST_CHOICE = 90
MOST_CHOICES = 15
MOST_ON_PAGE = 15
WANTED_LANGUAGES = ("nb", "nn")

_YES_NO = ({"ja", "nei"}, {"yes", "no"}, {"true", "false"}, {"1", "0"}, {"1", "2"})
_SEARCHING = frozenset({"minimal", "autocomplete", "search", "quick"})
_NOT_KNOWING = frozenset(
    fold(text)
    for text in (
        "vet ikke",
        "veit ikkje",
        "don't know",
        "do not know",
        "ønsker ikke å svare",
        "ønskjer ikkje å svare",
        "vil ikke svare",
        "vil ikkje svare",
        "prefer not to say",
        "refused",
    )
)


def lint(form: Form) -> list[Fault]:
    """Advice, in the order of the form; texts and lists last. Nothing of it hinders anything."""
    found: list[Fault] = []
    for element, _ in walk(form):
        if isinstance(element, Question):
            found.extend(_of_question(form, element))
        elif isinstance(element, Group):
            found.extend(_of_group(element))
    found.extend(_never_reached(form))
    found.extend(_same_words(form))
    found.extend(_of_form(form))
    for each in form.lists:
        found.extend(_of_list(each))
    return found


def _say(code: str, column: str, name: str = "", sheet: str = "survey", **values: object) -> Fault:
    return fault(code, values, sheet=sheet, column=column, name=name)


def _of_question(form: Form, question: Question) -> Iterator[Fault]:
    longest = max((len(text) for _, text in question.label.pairs), default=0)
    if question.kind is not Kind.NOTE and longest > LONGEST_LABEL:
        yield _say("lint_label_long", "label", question.name, count=longest)
    if question.constraint and not question.constraint_message:
        yield _say("lint_no_message", "constraint_message", question.name)
    chosen = form.choice_list(question.list_name) if question.kind.has_choices else None
    if chosen is not None:
        yield from _of_chosen(question, chosen)


def _of_chosen(question: Question, chosen: ChoiceList) -> Iterator[Fault]:
    count = len(chosen.choices)
    if count > MOST_CHOICES and not question.choice_filter and not question.appearances & _SEARCHING:
        yield _say("lint_many_choices", "appearance", question.name, count=count)
    if question.kind is Kind.SELECT_ONE and not question.missing and _is_yes_no(chosen):
        yield _say("lint_no_dont_know", "type", question.name)


def _is_yes_no(chosen: ChoiceList) -> bool:
    if len(chosen.choices) != 2:
        return False
    names = {choice.name.casefold() for choice in chosen.choices}
    said = {fold(text) for choice in chosen.choices for _, text in choice.label.pairs}
    return names in _YES_NO[:3] or (names in _YES_NO[3:] and any(pair <= said for pair in _YES_NO[:2]))


def _of_group(group: Group) -> Iterator[Fault]:
    if "field-list" not in group.appearances or matrix_questions(group):
        return
    asked = [child for child in group.children if isinstance(child, Question) and child.kind.is_shown]
    if len(asked) > MOST_ON_PAGE:
        yield _say("lint_page_long", "appearance", group.name, count=len(asked))


def _same_words(form: Form) -> Iterator[Fault]:
    seen: dict[tuple[str, str], str] = {}
    for element, around in walk(form):
        words = element.label.said(form.default_language)
        if isinstance(element, Question) and element.kind.is_shown and words and "${" not in words:
            home = around[-1].name if around else ""
            other = seen.setdefault((home, fold(words) or words), element.name)
            if other != element.name:
                yield _say("lint_same_words", "label", element.name, other=other)


def _of_form(form: Form) -> Iterator[Fault]:
    codes = {language.code for language in form.languages} | {form.default_language}
    if codes & set(WANTED_LANGUAGES):
        for code in WANTED_LANGUAGES:
            if code not in codes:
                yield _say("lint_language_lacks", f"label::{code}", language=code)
    asked = [each for each in form.questions() if each.kind.is_shown and each.kind is not Kind.NOTE]
    hard = [each for each in asked if each.required and not each.soft_required]
    if len(asked) >= 5 and len(hard) * 5 > len(asked) * 4:
        yield _say("lint_all_required", "required", count=len(hard), all=len(asked))


def _of_list(each: ChoiceList) -> Iterator[Fault]:
    for choice in each.choices:
        longest = max((len(text) for _, text in choice.label.pairs), default=0)
        said = {"list": each.name, "choice": choice.name}
        if longest > LONGEST_CHOICE:
            yield _say("lint_choice_long", "label", each.name, "choices", count=longest, **said)
        if choice.missing is None and _looks_missing(choice):
            yield _say("lint_missing_unmarked", "boso_missing", each.name, "choices", **said)


def _looks_missing(choice: Choice) -> bool:
    return any(fold(text) in _NOT_KNOWING for _, text in choice.label.pairs)


#: A constant looks at nothing around it.
_NOTHING = cast(Scope, None)

# What is never asked -------------------------------------------------------------------------------------------------


def _never_reached(form: Form) -> Iterator[Fault]:
    choices = {name: each.choices for name, each in named(form).items() if each.choices is not None}
    for element in form.elements():
        if element.relevant and _is_never(element.relevant, choices):
            yield _say("lint_never_reached", "relevant", element.name)


def _is_never(source: str, choices: dict[str, frozenset[str]]) -> bool:
    try:
        return _false(parse(source), choices)
    except ExpressionFault:
        return False


def _false(tree: Expression, choices: dict[str, frozenset[str]]) -> bool:
    """Whether it is false whatever is answered."""
    match tree:
        case Binary("and", left, right):
            return _false(left, choices) or _false(right, choices) or _contradict(tree)
        case Binary("or", left, right):
            return _false(left, choices) and _false(right, choices)
        case Binary("=", Reference(name), Text(choice)) | Binary("=", Text(choice), Reference(name)):
            return name in choices and choice != "" and choice not in choices[name]
        case Call("selected", (Reference(name), Text(choice))):
            return name in choices and choice.strip() not in choices[name]
        case _:
            return _is_constant(tree) and not truth(made(tree)(_NOTHING))


def _contradict(tree: Expression) -> bool:
    """Whether the parts of an `and` want two different answers to one question."""
    wanted: dict[str, str] = {}
    waiting = [tree]
    while waiting:
        match waiting.pop():
            case Binary("and", left, right):
                waiting.extend((left, right))
            case Binary("=", Reference(name), Text(choice)):
                if wanted.setdefault(name, choice) != choice:
                    return True
            case _:
                pass
    return False


def _is_constant(tree: Expression) -> bool:
    """Whether it asks for nothing at all: no answer, no day, no language."""
    if faults_in(tree, Surroundings({})):
        return False
    return all(FUNCTIONS[node.function].work is not None for node in nodes(tree) if isinstance(node, Call))
