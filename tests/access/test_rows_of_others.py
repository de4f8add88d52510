"""No page, list, export or search shows one person's household to somebody of another unit, office or municipality.

Generated over every address: each is asked with the numbers of households (and of their notes, persons, leases,
mappings ...) that the asker may not see. The answer is «not found», and no hidden name stands anywhere in it.
Everybody asks for everything in the long suite, in the short one a third of the askers for each address.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.urls import URLPattern, reverse

from boso.casework.households.models import Household
from boso.casework.households.queries import open_cards, visible
from boso.casework.synthesis.actions import Order, make
from boso.config import demo
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.models import User
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_person
from boso.foundation.exchange.actions import run_import
from boso.foundation.exchange.registry import exports
from boso.foundation.organisations.models import Unit
from boso.foundation.organisations.queries import by_slug
from tests.access.asking import Browser
from tests.access.test_policy_table import addresses
from tests.access.world import parts_of

pytestmark = [pytest.mark.slow, pytest.mark.outside, pytest.mark.django_db]

#: Who asks: role, organisation, and the kind of unit they sit in.
ASKERS: dict[str, tuple[Role, str, str]] = {
    "another unit": (Role.CASEWORKER, "provedal", "refugee"),
    "another municipality": (Role.CASEWORKER, "ovingsvik", "nav"),
    "planner": (Role.PLANNER, "provedal", "housing"),
    "caseworker in no unit": (Role.CASEWORKER, "provedal", ""),
    "programme leader": (Role.PROGRAMME_LEADER, "provedal", ""),
    "administrator": (Role.ADMINISTRATOR, "provedal", ""),
    "the bank": (Role.COORDINATOR, "husbanken-ost", ""),
    "applicant": (Role.APPLICANT, "provedal", ""),
}
#: In how many shares the short suite deals the addresses; another share of them to each who asks.
SHARES = 1 if os.environ.get("BOSO_LONG") else 3
#: Wings and apps whose addresses are about households.
ABOUT_HOUSEHOLDS = ("households", "tenancies", "needs", "stays")
#: What a part of an address is called, where the model is not called so.
CALLED = {
    "basis": "legalbasis",
    "emergency": "emergencyaccess",
    "target": "campaigntarget",
    "count": "homelesscount",
    "form": "countform",
}


@dataclass(frozen=True)
class Hidden:
    """What one asker may not see: households with names and numbers of everybody in them."""

    households: tuple[Household, ...]
    words: tuple[str, ...]

    def stands_in(self, text: str) -> str:
        """The first hidden word that stands there; empty if none."""
        return next((word for word in self.words if word in text), "")


@pytest.fixture
def town(db) -> None:
    """Two invented municipalities with some of everything."""
    assert run_import(SYSTEM, *demo.WORKBOOKS[0], dry_run=False).ok
    for place, households in (("provedal", 30), ("ovingsvik", 10)):
        make(SYSTEM, by_slug(place), Order(households, households + 10, 2, "wall"), trial=True)


def asker(name: str) -> tuple[Browser, Actor]:
    role, place, kind = ASKERS[name]
    organisation = by_slug(place)
    unit = Unit.objects.filter(organisation=organisation, kind=kind).first() if kind else None
    user: User = make_person(role, organisation, unit=unit)
    return Browser(user), actor_of(user, dt.date.today())  # noqa: DTZ011 - any day will do


def hidden_from(actor: Actor) -> Hidden:
    seen = set(visible(actor).values_list("pk", flat=True))
    hidden = tuple(Household.objects.exclude(pk__in=seen).order_by("pk"))
    cards = open_cards(SYSTEM, hidden).values()
    shown = {person.name for card in open_cards(actor, seen).values() for person in card.persons}
    words = {person.name for card in cards for person in card.persons} - shown
    ids = {person.words.national_id for card in cards for person in card.persons} - {""}
    return Hidden(hidden, tuple(sorted(words | ids)))


def rows_of(model: type[Model], households: tuple[Household, ...]) -> list[int]:
    """A row of the model that belongs to one of those households."""
    wanted = {"pk": households[0].pk} if model is Household else {}
    if _has(model, "household"):
        wanted = {"household__in": households}
    elif _has(model, "person"):
        wanted = {"person__memberships__household__in": households}
    return list(model._default_manager.filter(**wanted).order_by("pk").values_list("pk", flat=True)[:1])


def _has(model: type[Model], field: str) -> bool:
    return field in {one.name for one in model._meta.get_fields()}


def asked(name: str, pattern: URLPattern, hidden: Hidden) -> Iterator[str]:
    """The address with the numbers of hidden rows; nothing for one that is about no household."""
    app = name.partition(":")[0]
    words = parts_of(pattern)
    parts = [part for part in words if part.endswith("_id")]
    if not parts:
        return
    models = [_model(app, part) for part in parts]
    if not any(model is Household or _has(model, "household") for model in models):
        return
    numbers = [rows_of(model, hidden.households) for model in models]
    for values in zip(*numbers, strict=False):
        rest = {part: word or "open" for part, word in words.items() if part not in parts}
        yield reverse(name, kwargs={**rest, **dict(zip(parts, values, strict=True))})


def _model(app: str, part: str) -> type[Model]:
    called = part.removesuffix("_id")
    known = {
        model.__name__.lower(): model for each in ABOUT_HOUSEHOLDS for model in apps.get_app_config(each).get_models()
    }
    return known[CALLED.get(called, called)]


def test_what_one_may_not_see_does_not_exist(town):
    faults = []
    for number, name in enumerate(ASKERS):
        browser, actor = asker(name)
        hidden = hidden_from(actor)
        assert len(hidden.words) > 10
        assert sum(1 for address, pattern in about_households() for _path in asked(address, pattern, hidden)) > 40
        faults += [f"{name}: {fault}" for fault in reached(browser, hidden, number % SHARES)]
    assert faults == []


def about_households() -> Iterator[tuple[str, URLPattern]]:
    for address, pattern in addresses():
        if address.partition(":")[0] in ABOUT_HOUSEHOLDS:
            yield address, pattern


def reached(browser: Browser, hidden: Hidden, share: int) -> Iterator[str]:
    """Every address in that share of a hidden row that answers anything but «not found»."""
    for address, pattern in about_households():
        if not is_dealt(address, share):
            continue
        for path in asked(address, pattern, hidden):
            for method in ("get", "post"):
                answer = browser.ask(method, path)
                if answer.status_code not in (404, 405):
                    yield f"{method} {path} ({address}): {answer.status_code}"
                if word := hidden.stands_in(_text(answer)):
                    yield f"{method} {path} ({address}) tells of {word}"


def test_no_list_search_or_export_tells_of_them(town):
    faults = []
    for number, name in enumerate(ASKERS):
        browser, actor = asker(name)
        faults += [f"{name}: {fault}" for fault in told(browser, actor, hidden_from(actor), number % SHARES)]
    assert faults == []


def told(browser: Browser, actor: Actor, hidden: Hidden, share: int) -> Iterator[str]:
    """Every page without numbers in that share, asked plainly, with hidden words, as a file; every list taken out."""
    family, number = hidden.words[-1].split()[-1], hidden.words[0]
    about = ("", f"?q={family}", f"?q={number}", f"?q={hidden.households[0].reference}", "?format=csv")
    for address, pattern in addresses():
        if parts_of(pattern) or address.startswith("api-1") or not is_dealt(address, share):
            continue
        for question in about if address.partition(":")[0] in (*ABOUT_HOUSEHOLDS, "search", "dwellings") else about[:1]:
            # What was typed stands in the box again.
            answer = browser.ask("get", reverse(address) + question)
            if answer.status_code >= 500:
                yield f"{address}{question}: {answer.status_code}"
            text = _text(answer).replace(family, "").replace(number, "")
            if word := hidden.stands_in(text):
                yield f"{address}{question} tells of {word}"
    for export in exports():
        if export.policy(actor):
            text = json.dumps(list(export.rows(actor)), cls=DjangoJSONEncoder, ensure_ascii=False)
            if word := hidden.stands_in(text):
                yield f"the list {export.name} tells of {word}"


def is_dealt(address: str, share: int) -> bool:
    return zlib.crc32(address.encode()) % SHARES == share


def _text(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")


def test_whoever_works_with_them_does_see_them(town):
    """What the others are refused is really there: otherwise nothing above is tested."""
    nav = Unit.objects.get(organisation=by_slug("provedal"), kind="nav")
    user = make_person(Role.CASEWORKER, by_slug("provedal"), unit=nav)
    actor = actor_of(user, dt.date.today())  # noqa: DTZ011 - any day will do
    household = visible(actor).filter(closed_on__isnull=True).order_by("pk").first()
    name = open_cards(actor, [household])[household.pk].persons[0].name
    assert name in _text(Browser(user).ask("get", reverse("households:household", args=[household.pk])))
