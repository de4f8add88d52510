"""What is shown at a time. A group of appearance `field-list` is a page, so is each round of a repeat; other questions
that follow each other in the same group share a page, or have one each where the form's style says `one-by-one`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from boso.core.questionnaires.answers import MOST_ROUNDS
from boso.core.questionnaires.form import Container, Element, Group, Question, Repeat, matrix_questions
from boso.core.questionnaires.places import Place
from boso.core.questionnaires.standing import Page, Part
from boso.core.questionnaires.working import Working

ONE_BY_ONE = "one-by-one"
ONE_PAGE = "field-list"


def pages(working: Working) -> list[Page]:
    """The pages with something to show, in order."""
    form = working.plan.form
    return list(_Pages(ONE_BY_ONE in form.style.split()).inside(form.children, working.root, None))


class _Pages:
    def __init__(self, one_by_one: bool) -> None:
        self.one_by_one = one_by_one

    def inside(self, elements: Sequence[Element], place: Place, container: Container | None) -> Iterator[Page]:
        """The pages of what stands in a group or round that is not one page itself."""
        for run in _runs(elements, self.one_by_one):
            first = run[0]
            match first:
                case Question():
                    yield from _page(f"{place.key}{first.name}", _loose(run, place, container))
                case Group() if ONE_PAGE in first.appearances or matrix_questions(first):
                    yield from _page(f"{place.key}{first.name}", _parts(first, place))
                case Group() if place.relevant[first.name]:
                    yield from self.inside(first.children, place, first)
                case Repeat():
                    yield from self.rounds(first, place)

    def rounds(self, repeat: Repeat, place: Place) -> Iterator[Page]:
        """The pages of every round; on the last of them, or on a page of its own, the button for one more."""
        found = [page for each in place.inside[repeat.name] for page in self.of_round(repeat, each)]
        more = _more(repeat, place)
        if found and more:
            found[-1] = replace(found[-1], parts=(*found[-1].parts, *more))
        yield from found or _page(f"{place.key}{repeat.name}", more)

    def of_round(self, repeat: Repeat, place: Place) -> Iterator[Page]:
        if any(isinstance(child, Group) and ONE_PAGE in child.appearances for child in repeat.children):
            for page in self.inside(repeat.children, place, repeat):
                yield replace(page, parts=tuple(_numbered(part, repeat, place) for part in page.parts))
        else:
            yield from _page(place.key.rstrip("/"), _parts(repeat, place))


def _runs(elements: Sequence[Element], one_by_one: bool) -> Iterator[list[Element]]:
    """Questions that follow each other together; everything else by itself."""
    run: list[Element] = []
    for element in elements:
        if run and (one_by_one or not isinstance(element, Question)):
            yield run
            run = []
        if isinstance(element, Question):
            run.append(element)
        else:
            yield [element]
    if run:
        yield run


def _page(key: str, parts: Sequence[Part]) -> Iterator[Page]:
    if any(part.items or part.may_add for part in parts):
        yield Page(key, tuple(parts))


def _loose(run: Sequence[Element], place: Place, container: Container | None) -> list[Part]:
    items = tuple(item for element in run if (item := place.items[element.name]).shown)
    key = "" if container is None else f"{place.key}{container.name}"
    return [Part(key, container, items)] if items else []


def _parts(container: Container, place: Place) -> list[Part]:
    """Everything in a group or round that is one page, whatever is nested in it."""
    own = _matrix(container, place) if isinstance(container, Group) else None
    found = list(own) if own is not None else []
    for run in _runs(container.children, one_by_one=False) if own is None else ():
        first = run[0]
        match first:
            case Question():
                found.extend(_loose(run, place, container))
            case Group():
                found.extend(_parts(first, place))
            case _:
                rounds = [part for each in place.inside[first.name] for part in _parts(first, each)]
                found.extend([*rounds, *_more(first, place)])
    if isinstance(container, Repeat):
        return [_numbered(part, container, place) for part in found]
    return found


def _numbered(part: Part, repeat: Repeat, place: Place) -> Part:
    """A part of a round told which round it is, where it is not part of something smaller inside."""
    if part.container is not repeat or part.may_add:
        return part
    key = place.key.rstrip("/")
    return replace(part, key=key, number=place.number + 1, may_remove=not repeat.count)


def _matrix(group: Group, place: Place) -> list[Part] | None:
    rows = {question.name for question in matrix_questions(group)}
    if not rows:
        return None
    items = [place.items[child.name] for child in group.children]
    key = f"{place.key}{group.name}"
    before = tuple(item for item in items if item.shown and item.question.name not in rows)
    table = tuple(item for item in items if item.shown and item.question.name in rows)
    return [part for part in (Part(key, group, before), Part(key, group, table, matrix=True)) if part.items]


def _more(repeat: Repeat, place: Place) -> list[Part]:
    """The button for one more round, where the person decides how many there are."""
    fits = len(place.inside[repeat.name]) < MOST_ROUNDS
    if repeat.count or not place.relevant[repeat.name] or not fits:
        return []
    return [Part(f"{place.key}{repeat.name}", repeat, (), may_add=True)]


def place_in(found: Sequence[Page], key: str) -> int | None:
    """The number of the page with that key, or on which an item or part with it stands."""
    for number, page in enumerate(found):
        if page.key == key:
            return number
    for number, page in enumerate(found):
        if any(item.key == key for item in page.items) or any(part.key == key for part in page.parts):
            return number
    return None
