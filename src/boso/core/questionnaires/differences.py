"""What is different between two forms: between two versions, or between a form and the one it was made from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from boso.core.questionnaires.checking import texts
from boso.core.questionnaires.expressions.parser import tidy
from boso.core.questionnaires.fingerprints import wording
from boso.core.questionnaires.form import Choice, Container, Element, Form, Question, Texts, walk


class Change(StrEnum):
    """What was done to an element or a list."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    TYPE = "type"
    TEXT = "text"
    EXPRESSION = "expression"
    SETTING = "setting"
    CHOICE_ADDED = "choice_added"
    CHOICE_REMOVED = "choice_removed"
    CHOICE_TEXT = "choice_text"
    CHOICE_CODED = "choice_coded"
    CHOICE_ORDER = "choice_order"
    FORM = "form"


#: What each change is called, in English; whoever shows it translates and fills in the difference's own fields.
CHANGES: dict[Change, str] = {
    Change.ADDED: "Added: «%(after)s»",
    Change.REMOVED: "Taken away: «%(before)s»",
    Change.RENAMED: "The name was %(before)s and is %(after)s",
    Change.MOVED: "Moved",
    Change.TYPE: "Asked for as %(before)s, now as %(after)s",
    Change.TEXT: "%(column)s (%(language)s) was «%(before)s» and is «%(after)s»",
    Change.EXPRESSION: "%(column)s was %(before)s and is %(after)s",
    Change.SETTING: "%(column)s was «%(before)s» and is «%(after)s»",
    Change.CHOICE_ADDED: "New choice: «%(after)s»",
    Change.CHOICE_REMOVED: "Choice taken away: «%(before)s»",
    Change.CHOICE_TEXT: "The choice %(choice)s (%(language)s) was «%(before)s» and is «%(after)s»",
    Change.CHOICE_CODED: "The choice %(choice)s is coded otherwise: %(before)s, now %(after)s",
    Change.CHOICE_ORDER: "The choices come in another order",
    Change.FORM: "%(column)s of the form was «%(before)s» and is «%(after)s»",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference. name: of the question, group or repeat as it is called now (as it was, when it is taken away);
    blank for the form itself. column: the column of XLSForm. before, after: as written; blank for nothing."""

    change: Change
    name: str = ""
    column: str = ""
    language: str = ""
    choice: str = ""
    before: str = ""
    after: str = ""

    @property
    def what(self) -> str:
        """The difference in English."""
        return CHANGES[self.change] % {
            "column": self.column,
            "language": self.language,
            "choice": self.choice,
            "before": self.before or "–",
            "after": self.after or "–",
        }


def differences(old: Form, new: Form) -> list[Difference]:
    """Everything different, in the order of the new form; what is taken away comes last."""
    before, after = dict(_by_name(old)), dict(_by_name(new))
    renamed = _renamed(old, new, before, after)
    moved = _moved(old, new, renamed)
    found = list(_of_form(old, new))
    for name, element in after.items():
        origin = renamed.get(name, name)
        if origin not in before:
            found.append(Difference(change=Change.ADDED, name=name, after=_called(new, element)))
            continue
        if origin != name:
            found.append(Difference(change=Change.RENAMED, name=name, before=origin, after=name))
        if name in moved:
            found.append(Difference(change=Change.MOVED, name=name))
        found.extend(_of_element(old, new, before[origin], element, renamed))
    gone = [name for name in before if name not in after and name not in renamed.values()]
    found.extend(Difference(change=Change.REMOVED, name=name, before=_called(old, before[name])) for name in gone)
    return found


def _by_name(form: Form) -> Iterator[tuple[str, Element]]:
    return ((element.name, element) for element in form.elements())


def _called(form: Form, element: Element) -> str:
    return element.label.said(form.default_language) or element.name


def _kind(element: Element) -> str:
    return element.kind.value if isinstance(element, Question) else type(element).__name__.lower()


def _renamed(old: Form, new: Form, before: Mapping[str, Element], after: Mapping[str, Element]) -> dict[str, str]:
    """New name to old name, where only the name changed: the same words for the same kind of thing, and no other so."""
    gone: dict[tuple[str, Texts], list[str]] = {}
    for name, element in before.items():
        if name not in after and element.label:
            gone.setdefault((_kind(element), element.label), []).append(name)
    found: dict[str, str] = {}
    for name, element in after.items():
        candidates = gone.get((_kind(element), element.label), [])
        if name not in before and len(candidates) == 1:
            found[name] = candidates.pop()
    return found


def _moved(old: Form, new: Form, renamed: Mapping[str, str]) -> set[str]:
    """What stands in another group than before, or before or after others than it did; not what only follows its
    group when that is moved."""
    places = {element.name: (number, _home(around)) for number, (element, around) in enumerate(walk(old))}
    homes: dict[str, tuple[str, str]] = {}
    numbers: list[tuple[str, int]] = []
    for element, around in walk(new):
        origin = renamed.get(element.name, element.name)
        if origin in places:
            number, home = places[origin]
            homes[element.name] = (home, _home(around))
            numbers.append((element.name, number))
    staying = _longest_rise([number for _, number in numbers])
    out = {name for place, (name, _) in enumerate(numbers) if place not in staying}
    new_home = {name: (renamed.get(now, now) != was) for name, (was, now) in homes.items()}
    return {
        name
        for name, (_, now) in homes.items()
        if new_home[name] or (name in out and not _follows(now, out, new_home, homes))
    }


def _follows(home: str, out: set[str], new_home: Mapping[str, bool], homes: Mapping[str, tuple[str, str]]) -> bool:
    """Whether some group around is moved itself."""
    while home in homes:
        if home in out or new_home[home]:
            return True
        home = homes[home][1]
    return False


def _home(around: Sequence[Container]) -> str:
    return around[-1].name if around else ""


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Places of a longest part of the row that rises: what need not be moved to get from one order to the other."""
    ends: list[int] = []
    last: list[int] = []
    came: list[int] = []
    for place, number in enumerate(numbers):
        where = bisect_left(ends, number)
        ends[where:] = [number, *ends[where + 1 :]]
        last[where:] = [place, *last[where + 1 :]]
        came.append(last[where - 1] if where else -1)
    staying: set[int] = set()
    here = last[-1] if last else -1
    while here >= 0:
        staying.add(here)
        here = came[here]
    return staying


def _of_form(old: Form, new: Form) -> Iterator[Difference]:
    for column, one, other in (
        ("form_id", old.form_id, new.form_id),
        ("default_language", old.default_language, new.default_language),
        ("style", old.style, new.style),
    ):
        if one != other:
            yield Difference(change=Change.FORM, column=column, before=one, after=other)
    for language, one, other in _texts_apart(old.title, new.title):
        yield Difference(change=Change.TEXT, column="form_title", language=language, before=one, after=other)


def _texts_apart(one: Texts, other: Texts) -> Iterator[tuple[str, str, str]]:
    for language in dict.fromkeys((*one.languages, *other.languages)):
        if wording(one.get(language)) != wording(other.get(language)):
            yield language, one.get(language), other.get(language)


_EXPRESSIONS = ("relevant", "constraint", "required", "read_only", "calculation", "choice_filter", "count")
_SETTINGS = ("appearance", "default", "soft_required", "soft_constraint", "parameters", "missing")
_COLUMNS = {"count": "repeat_count", "missing": "boso_missing"}


def _of_element(old: Form, new: Form, one: Element, other: Element, renamed: Mapping[str, str]) -> Iterator[Difference]:
    name = other.name
    if _kind(one) != _kind(other):
        yield Difference(change=Change.TYPE, name=name, column="type", before=_kind(one), after=_kind(other))
    said = dict(texts(one))
    for column, after in texts(other):
        for language, was, now in _texts_apart(said.get(column, Texts()), after):
            yield Difference(change=Change.TEXT, name=name, column=column, language=language, before=was, after=now)
    for attribute in _EXPRESSIONS:
        was, now = tidy(getattr(one, attribute, "")), tidy(getattr(other, attribute, ""))
        for new_name, old_name in renamed.items():
            was = was.replace(f"${{{old_name}}}", f"${{{new_name}}}")
        if was != now:
            column = _COLUMNS.get(attribute, attribute)
            yield Difference(change=Change.EXPRESSION, name=name, column=column, before=was, after=now)
    for attribute in _SETTINGS:
        was, now = _setting(one, attribute), _setting(other, attribute)
        if was != now:
            column = _COLUMNS.get(attribute, attribute)
            yield Difference(change=Change.SETTING, name=name, column=column, before=was, after=now)
    if isinstance(one, Question) and isinstance(other, Question):
        yield from _of_choices(name, _choices(old, one), _choices(new, other))


def _setting(element: Element, attribute: str) -> str:
    value = getattr(element, attribute, "")
    if isinstance(value, tuple):
        return " ".join("=".join(each) if isinstance(each, tuple) else str(each.value) for each in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)


def _choices(form: Form, question: Question) -> dict[str, Choice]:
    found = form.choice_list(question.list_name) if question.kind.has_choices else None
    return {choice.name: choice for choice in (found.choices if found is not None else ())}


def _of_choices(name: str, old: Mapping[str, Choice], new: Mapping[str, Choice]) -> Iterator[Difference]:
    for key, choice in new.items():
        before = old.get(key)
        if before is None:
            said = choice.label.said() or key
            yield Difference(change=Change.CHOICE_ADDED, name=name, choice=key, after=said)
            continue
        for language, one, other in _texts_apart(before.label, choice.label):
            yield Difference(
                change=Change.CHOICE_TEXT, name=name, choice=key, language=language, before=one, after=other
            )
        if (before.missing, before.extra) != (choice.missing, choice.extra):
            yield Difference(
                change=Change.CHOICE_CODED, name=name, choice=key, before=_coded(before), after=_coded(choice)
            )
    for key, choice in old.items():
        if key not in new:
            said = choice.label.said() or key
            yield Difference(change=Change.CHOICE_REMOVED, name=name, choice=key, before=said)
    shared = [key for key in old if key in new]
    if shared != [key for key in new if key in old]:
        yield Difference(change=Change.CHOICE_ORDER, name=name)


def _coded(choice: Choice) -> str:
    marks = [choice.missing.value] if choice.missing else []
    return ", ".join([*marks, *(f"{key}={value}" for key, value in choice.extra)])
