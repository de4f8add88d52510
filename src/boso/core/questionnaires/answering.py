"""A form and answers together: `prepare` a form once, `assess` it for each request.

ready = prepare(form)                      # raises FormErrors; keep it as long as the form's digest stands
standing = ready.assess(answers, today=..., now=..., language="nn")
for page in standing.pages(): ...
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cached_property

from boso.core.questionnaires import paging
from boso.core.questionnaires.answers import add_round, get, plain, put, read_answer, remove_round, written
from boso.core.questionnaires.faults import Fault
from boso.core.questionnaires.form import Choice, Container, Form, Group, Question, Repeat
from boso.core.questionnaires.places import Place, Setting
from boso.core.questionnaires.preparing import Plan, planned
from boso.core.questionnaires.saying import shown
from boso.core.questionnaires.standing import AnswerFault, Answers, Item, Page, Stored
from boso.core.questionnaires.working import Working

__all__ = [
    "Ready",
    "Setting",
    "Standing",
    "add_round",
    "get",
    "prepare",
    "put",
    "read_answer",
    "remove_round",
]


class Standing:
    """A form with answers at one moment. Everything is worked out once; texts are filled in when asked for."""

    def __init__(self, working: Working) -> None:
        self._working = working
        self._languages = (working.setting.language, working.plan.form.default_language)
        #: Every question in every place by its key, in the order of the form.
        self.items: Mapping[str, Item] = working.items
        #: What is wrong with the answers, all questions together, and with the number of rounds.
        self.faults: tuple[AnswerFault, ...] = (
            *working.faults,
            *(fault for item in self.items.values() for fault in item.faults),
        )

    @cached_property
    def _pages(self) -> list[Page]:
        return paging.pages(self._working)

    def pages(self) -> list[Page]:
        """The pages with something to show as things are, in order."""
        return list(self._pages)

    def page_of(self, key: str) -> Page | None:
        """The page of that key, or on which the item or part of that key stands."""
        number = paging.place_in(self._pages, key)
        return None if number is None else self._pages[number]

    def page_after(self, key: str) -> Page | None:
        """The next page; the first one for a blank key, or one that is no longer there; none after the last."""
        number = paging.place_in(self._pages, key) if key else None
        wanted = 0 if number is None else number + 1
        return self._pages[wanted] if wanted < len(self._pages) else None

    def page_before(self, key: str) -> Page | None:
        """The page before; none before the first, or for one that is no longer there."""
        number = paging.place_in(self._pages, key)
        return self._pages[number - 1] if number else None

    def label(self, item: Item) -> str:
        """The question in the language, with `${name}` filled in; the name when there is no label."""
        said = item.question.label.said(*self._languages)
        return self._filled(said, item.key) if said else item.question.name

    def hint(self, item: Item) -> str:
        """The hint, likewise; blank when there is none."""
        return self._filled(item.question.hint.said(*self._languages), item.key)

    def guidance(self, item: Item) -> str:
        """The longer guidance, likewise; blank when there is none."""
        return self._filled(item.question.guidance.said(*self._languages), item.key)

    def heading(self, container: Container, key: str = "") -> str:
        """The label of a group or of a round (by the part's key), likewise; blank when there is none."""
        return self._filled(container.label.said(*self._languages), f"{key}/" if key else "")

    def subheading(self, container: Container, key: str = "") -> str:
        """The hint of a group or round, likewise."""
        return self._filled(container.hint.said(*self._languages), f"{key}/" if key else "")

    def choices(self, item: Item) -> tuple[Choice, ...]:
        """What can be picked, after the filter, in order; nothing where nothing is picked."""
        if not item.question.kind.has_choices:
            return ()
        slot = self._working.plan.slots[item.question.name]
        return self._working.offered(slot, self._place(item.key))

    def choice_label(self, item: Item, name: str) -> str:
        """What a choice of the item is called, with `${name}` filled in; the name itself when there is none such."""
        return self._filled(self._working.choice_label(item.question, name), item.key)

    def shown_value(self, item: Item) -> str:
        """The answer as text for people: labels of choices, 1 234,5, 22.11.2026; blank for none."""
        if item.question.kind.has_choices:
            names = written(item.value).split() if isinstance(item.value, tuple) else [written(item.value)]
            return ", ".join(self.choice_label(item, name) for name in names if name)
        return shown(item.value, self._languages[0] or self._languages[1])

    def stored(self) -> list[Stored]:
        """Every question in every place, in order, with what became of it. Notes are left out."""
        return [
            Stored(item.key, item.question.name, self._place(item.key).rounds, item.status, plain(item.value), text)
            for item in self.items.values()
            if item.question.kind != "note"
            for text in (written(item.value),)
        ]

    def answers(self) -> dict[str, object]:
        """The answers as they should be kept when the form is sent: read, with what is calculated and what stands by
        default; without those of questions that are not asked. What could not be read stands as it was given."""
        form = self._working.plan.form
        return self._kept(form.children, self._working.root)

    def complete(self) -> bool:
        """Whether nothing stops it from being sent."""
        return all(fault.soft for fault in self.faults)

    def _kept(self, elements: tuple[object, ...], place: Place) -> dict[str, object]:
        found: dict[str, object] = {}
        for element in elements:
            match element:
                case Question(name=name):
                    found.update(_kept_of(place.items[name], name in place.given))
                case Group(children=children):
                    found.update(self._kept(children, place))
                case Repeat(name=name, children=children) if place.relevant[name]:
                    found[name] = [self._kept(children, each) for each in place.inside[name]]
        return found

    def _place(self, key: str) -> Place:
        return self._working.place_at(key)

    def _filled(self, text: str, key: str) -> str:
        return self._working.filled(text, self._place(key))


def _kept_of(item: Item, given: bool) -> dict[str, object]:
    if not item.relevant or item.question.kind == "note":
        return {}
    if item.value is None and any(fault.code != "answer_lacks" for fault in item.faults):
        return {item.question.name: item.raw}
    return {item.question.name: plain(item.value)} if given or item.value is not None else {}


class Ready:
    """A form made ready: expressions read, order of working out found. It holds no answers and can be shared."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.form: Form = plan.form
        #: SHA-256 of the form (see `form_json.digest`).
        self.digest: str = plan.digest
        #: Warnings and advice that `checking.check` gave; nothing serious.
        self.faults: tuple[Fault, ...] = plan.faults

    def assess(
        self,
        answers: Answers,
        *,
        today: dt.date,
        now: dt.datetime,
        language: str = "",
        username: str = "",
        random: Callable[[], float] | None = None,
    ) -> Standing:
        """How the form stands with these answers. Any input gives a standing; bad answers give faults.

        language: blank for the form's own. random: a source of numbers in [0, 1), for forms that use random().
        """
        return Standing(Working(self._plan, answers, Setting(today, now, language, username, random)))


def prepare(form: Form) -> Ready:
    """Make a form ready. Raises FormErrors when it cannot work (see `checking.check`)."""
    return Ready(planned(form))
