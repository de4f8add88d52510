"""A form and answers together: `prepare` a form once, `assess` it for each request.

ready = prepare(form)                      # raises FormErrors; keep it as long as the form's digest stands
standing = ready.assess(answers, today=..., now=..., language="nn")
for page in standing.pages(): ...
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from boso.core.questionnaires.form import Choice, Container, Form, Question
from boso.core.questionnaires.standing import AnswerFault, Answers, Item, Page, Stored


@dataclass(frozen=True, slots=True)
class Setting:
    """What the engine may not find out by itself. random: gives numbers in [0, 1); without it random() is blank."""

    today: dt.date
    now: dt.datetime
    language: str = ""
    username: str = ""
    random: Callable[[], float] | None = None


class Standing:
    """A form with answers at one moment. Everything is worked out once; texts are filled in when asked for."""

    items: Mapping[str, Item]
    faults: tuple[AnswerFault, ...]

    def pages(self) -> list[Page]:
        """The pages with something to show as things are, in order."""
        raise NotImplementedError

    def page_after(self, key: str) -> Page | None:
        """The next page; the first one for a blank key; none after the last."""
        raise NotImplementedError

    def page_before(self, key: str) -> Page | None:
        """The page before; none before the first."""
        raise NotImplementedError

    def page_of(self, key: str) -> Page | None:
        """The page on which an item stands."""
        raise NotImplementedError

    def label(self, item: Item) -> str:
        """The question in the language, with `${name}` filled in; the name when there is no label."""
        raise NotImplementedError

    def hint(self, item: Item) -> str:
        """The hint, likewise."""
        raise NotImplementedError

    def heading(self, container: Container, key: str = "") -> str:
        """The label of a group or of a round (by the part's key), likewise."""
        raise NotImplementedError

    def choices(self, item: Item) -> tuple[Choice, ...]:
        """What can be picked, after the filter, in order."""
        raise NotImplementedError

    def choice_label(self, item: Item, name: str) -> str:
        """What a choice of the item is called; the name itself when there is no such choice."""
        raise NotImplementedError

    def shown_value(self, item: Item) -> str:
        """The answer as text for people: labels of choices, 1 234,5, 22.11.2026."""
        raise NotImplementedError

    def stored(self) -> list[Stored]:
        """Every question in every place, in order, with what became of it."""
        raise NotImplementedError

    def answers(self) -> dict[str, object]:
        """The answers as they should be kept: read, with calculations; not those of questions that are not asked."""
        raise NotImplementedError

    def complete(self) -> bool:
        """Whether nothing stops it from being sent."""
        raise NotImplementedError


class Ready:
    """A form made ready: expressions read, order of working out found."""

    form: Form
    digest: str

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
        """How the form stands with these answers. Any input gives a standing; bad answers give faults."""
        raise NotImplementedError


def prepare(form: Form) -> Ready:
    """Make a form ready. Raises FormErrors when it cannot work (see `checking.check`)."""
    raise NotImplementedError


def put(answers: Answers, key: str, value: object) -> dict[str, object]:
    """The answers with one more, at a key such as `members/0/age`; rounds that lack are made.

    Raises ValueError for a key that leads nowhere (a round that is no number, or above 999)."""
    raise NotImplementedError


def get(answers: Answers, key: str) -> object:
    """What stands at a key; None when nothing does."""
    raise NotImplementedError


def add_round(answers: Answers, key: str) -> dict[str, object]:
    """The answers with one more empty round of the repeat at the key."""
    raise NotImplementedError


def remove_round(answers: Answers, key: str) -> dict[str, object]:
    """The answers without the round at the key (`members/0`); the later ones move up."""
    raise NotImplementedError


def read_answer(question: Question, raw: object) -> object:
    """What an answer as typed, posted or stored means; an AnswerFault when it means nothing."""
    raise NotImplementedError
