import datetime as dt
from pathlib import Path

import pytest

from boso.foundation.access.actor import Actor, Seat
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.programme import anchoring, evaluation, grants, indicators, learning, plans
from boso.programme.evaluation.models import AnalysisModel, Category
from boso.programme.findings import actions, checks
from boso.programme.findings.checks import Argument, Asked, Found, StoredQuery
from boso.programme.partnership.models import Fact, Participation, Source
from boso.programme.partnership.testing import at_first, bring_in, contact, leader, load_programme, other

__all__ = ["contact", "leader", "other"]

WORKBOOK = Path(__file__).parents[1] / "workbook"
TODAY = dt.date(2013, 3, 1)
BEFORE = (grants, indicators, plans, anchoring, learning, evaluation)


def load_findings() -> None:
    load_programme()
    for slug, kind in (
        ("fylkesmannen-ostfold", "county_governor"),
        ("fylkesmannen-hedmark", "county_governor"),
        ("moreforsking", "evaluator"),
    ):
        make_organisation(slug, kind)
    for app in BEFORE:
        bring_in(app.__name__.rpartition(".")[2], Path(app.__file__ or "").parent / "workbook")
    bring_in("findings", WORKBOOK)


@pytest.fixture
def report(db):
    """The real programme and what the report found, brought in as a user would."""
    at_first("findings", load_findings)


@pytest.fixture
def coordinator(an_actor) -> Actor:
    """The bank's programme coordinator, in a bank."""
    make_organisation("husbanken-ost", "bank", name="Husbanken region øst")
    return an_actor(Role.COORDINATOR, "husbanken-ost")


@pytest.fixture
def hamar(db) -> Participation:
    """A participant of the programme, without the report's facts."""
    place = make_organisation("hamar")
    return Participation.objects.get_or_create(slug="hamar", defaults={"organisation": place})[0]


@pytest.fixture
def a_fact(db) -> Fact:
    source = Source.objects.get_or_create(key="kilde", defaults={"title": "Kilde", "publisher": "Noen"})[0]
    told = {"source": source, "sheet": "facts", "chapter": "1", "lines": "1", "mark": "stated", "topic": "t"}
    return Fact.objects.get_or_create(pk="et.faktum", defaults={**told, "subject": "s", "nb": "Slik er det."})[0]


@pytest.fixture
def category(db) -> Category:
    model = AnalysisModel.objects.get_or_create(key="m", defaults={"title_nb": "Modell"})[0]
    told = {"title_nb": "Kontekst", "key": "context", "number": 1}
    return Category.objects.get_or_create(model=model, path="context", defaults=told)[0]


@pytest.fixture
def finding(coordinator, a_fact, category):
    """A finding about the programme that stands on one fact."""
    fields = {"title_nb": "Det tar tid", "strength": "strong", "category": category, "touches": []}
    made = actions.write_finding(coordinator, None, fields)
    actions.add_evidence(coordinator, made, "fact", fact=a_fact, on=TODAY)
    actions.move_finding(coordinator, made, "raise", on=TODAY)
    return made


class Gauge:
    """What the stored query of the tests says next, and how it was last asked."""

    def __init__(self) -> None:
        self.found = Found(value=None)
        self.asked: Asked | None = None
        self.reader: Actor | None = None

    def run(self, actor: Actor, asked: Asked) -> Found:
        self.reader, self.asked = actor, asked
        if self.found.source == "gone":
            raise checks.GoneError
        return self.found


@pytest.fixture
def gauge(monkeypatch):
    """A stored query whose answer the test decides."""
    made = Gauge()
    argument = Argument("what", "Hva", lambda actor, programme: [("a", "Alt")], required=False)
    typed = Argument("code", "Kode", None, required=False)
    query = StoredQuery("test.gauge", "Måler", "Sier det testen vil.", (argument, typed), made.run, "ting")
    monkeypatch.setitem(checks._queries, "test.gauge", query)
    return made


def somebody(role: Role, place: int = 1, *, kind: str = "municipality") -> Actor:
    """An actor in one seat, without a database."""
    return Actor(7, "Test", "nb", (Seat(place, place, role, None, "Et sted", kind),))
