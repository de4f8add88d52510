"""Simple changes to a form: each function gives a new form. What they leave behind is checked when it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from boso.core.questionnaires.form import (
    ChoiceList,
    Element,
    Form,
    Group,
    Kind,
    Language,
    Question,
    Repeat,
    Texts,
)
from boso.core.values.folding import fold

#: Languages the editor always offers.
USUAL = (Language("nb", "Bokmål"), Language("nn", "Nynorsk"), Language("en", "English"))

Children = tuple[Element, ...]


def blank(title: Texts, form_id: str) -> Form:
    """A form in which nothing is asked yet."""
    return Form(form_id=form_id, title=title, languages=tuple(each for each in USUAL if each.code in title.languages))


def languages(form: Form) -> tuple[Language, ...]:
    """The languages of the form and the usual ones."""
    known = {each.code for each in form.languages}
    return (*form.languages, *(each for each in USUAL if each.code not in known))


def spoken(form: Form) -> Form:
    """The form with every usual language it has texts in among its languages."""
    used = {code for each in form.elements() for code in (*each.label.languages, *each.hint.languages)}
    used |= set(form.title.languages)
    return replace(
        form, languages=tuple(each for each in languages(form) if each in form.languages or each.code in used)
    )


def without(form: Form, name: str) -> Form:
    """The form without a question or group; a list of choices nobody uses any more goes with it."""
    return _tidy(_each(form, lambda children: tuple(each for each in children if each.name != name)))


def moved(form: Form, name: str, by: int) -> Form:
    """The form with something one place up (-1) or down (1) among its neighbours."""

    def move(children: Children) -> Children:
        at = next((number for number, each in enumerate(children) if each.name == name), None)
        if at is None or not 0 <= at + by < len(children):
            return children
        order = list(children)
        order[at], order[at + by] = order[at + by], order[at]
        return tuple(order)

    return _each(form, move)


def with_question(form: Form, question: Question, after: str, choices: ChoiceList | None = None) -> Form:
    """The form with one more question after the named one, at the start of the named group, else at the end."""
    if any(isinstance(each, Group | Repeat) and each.name == after for each in form.elements()):
        return _within(form, after, question, choices)

    def put(children: Children) -> Children:
        at = next((number for number, each in enumerate(children) if each.name == after), None)
        return children if at is None else (*children[: at + 1], question, *children[at + 1 :])

    changed = _each(form, put) if form.find(after) else replace(form, children=(*form.children, question))
    return spoken(_listed(changed, choices))


def replaced(form: Form, question: Question, choices: ChoiceList | None = None) -> Form:
    """The form with the question of that name as it is given."""

    def put(children: Children) -> Children:
        return tuple(question if each.name == question.name else each for each in children)

    return spoken(_listed(_each(form, put), choices))


def free_name(form: Form, label: str) -> str:
    """A name for a new question, made of its words, that nothing in the form has."""
    letters = (letter if letter.isascii() and letter.isalnum() else "_" for letter in fold(label).lower())
    stem = "_".join(part for part in "".join(letters).split("_") if part)[:30].strip("_") or "question"
    stem = stem if stem[0].isalpha() else f"q_{stem}"
    taken = {each.name.casefold() for each in form.elements()} | {each.name.casefold() for each in form.lists}
    return next(each for each in (stem, *(f"{stem}_{number}" for number in range(2, 100_000))) if each not in taken)


def sharing(form: Form, name: str) -> list[str]:
    """The other questions that pick from the same list."""
    question = form.find(name)
    if not isinstance(question, Question) or not question.list_name:
        return []
    return [each.name for each in form.questions() if each.list_name == question.list_name and each.name != name]


def titled(form: Form, title: Texts) -> Form:
    """The form under another title."""
    return spoken(replace(form, title=title))


#: What the editor can ask for; the rest goes through XLSForm.
SIMPLE = (
    Kind.SELECT_ONE,
    Kind.SELECT_MULTIPLE,
    Kind.TEXT,
    Kind.INTEGER,
    Kind.DECIMAL,
    Kind.DATE,
    Kind.ACKNOWLEDGE,
    Kind.NOTE,
)


def _within(form: Form, name: str, question: Question, choices: ChoiceList | None) -> Form:
    def put(element: Element) -> Element:
        if isinstance(element, Question) or element.name != name:
            return element
        return replace(element, children=(question, *element.children))

    return spoken(_listed(_every(form, put), choices))


def _every(form: Form, change: Callable[[Element], Element]) -> Form:
    return _each(form, lambda children: tuple(change(each) for each in children))


def _each(form: Form, change: Callable[[Children], Children]) -> Form:
    """The form with the change done to what stands beside each other, everywhere."""

    def inside(children: Sequence[Element]) -> Children:
        return tuple(
            each if isinstance(each, Question) else replace(each, children=inside(each.children))
            for each in change(tuple(children))
        )

    return replace(form, children=inside(form.children))


def _listed(form: Form, choices: ChoiceList | None) -> Form:
    if choices is None:
        return _tidy(form)
    lists = tuple(choices if each.name == choices.name else each for each in form.lists)
    if all(each.name != choices.name for each in form.lists):
        lists = (*lists, choices)
    return _tidy(replace(form, lists=lists))


def _tidy(form: Form) -> Form:
    used = {each.list_name for each in form.questions()}
    return replace(form, lists=tuple(each for each in form.lists if each.name in used))
