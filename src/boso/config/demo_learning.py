"""What the Demonstration has learned: gatherings, a network, experience, lessons, a signal. All is invented."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from boso.foundation.access.actor import Actor
from boso.foundation.access.queries import actor_named
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Organisation
from boso.foundation.organisations.queries import by_slug
from boso.programme.learning import actions, queries
from boso.programme.learning import actions_library as library
from boso.programme.learning.models import Arena, Experience
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Programme

OF = Programme.DEMONSTRATION.value


def load(coordinator: Actor, today: dt.date) -> None:
    """Let the two towns meet, tell each other what they have tried, and learn from it. Stands already: nothing."""
    if queries.arenas(coordinator, OF).exists():
        return
    first, second = (actor_named(f"leder-{slug}", today) for slug in ("provedal", "ovingsvik"))
    gathering = _arenas(coordinator, first, second, today)
    _network(first, second, today)
    told = _library(first, second, today)
    _lessons(coordinator, first, second, gathering, told, today)
    _pictures(coordinator, first, second, today)


def _arenas(coordinator: Actor, first: Actor, second: Actor, today: dt.date) -> Arena:
    bank = by_slug("husbanken-ost")
    plan = actions.make_plan(
        coordinator, today.year, {"aim": "Mindre om planer, mer om det som skjer hjemme hos folk."}, OF
    )
    for title, kind, knowledge in (
        ("Oversikt over tomme boliger i begge kommunene", "base", "practical"),
        ("To samlinger med temaer side om side", "arenas", "programme"),
        ("Spørre dem som var med, to måneder etter", "evaluation", "project"),
    ):
        measure = actions.add_measure(
            coordinator, plan,
            {"title_nb": title, "kind": kind, "knowledge": knowledge, "responsible": "Programkoordinatoren"},
        )  # fmt: skip
    actions.move_measure(coordinator, measure, "begin")
    held = _gathering(coordinator, bank, "Samling om booppfølging", today - dt.timedelta(days=40))
    for leader in (first, second):
        seat = leader.seats[0]
        actions.answer(leader, held, seat.municipality_id, seat.role, "coming")
    actions.hold_arena(coordinator, held, "Øvingsvik viste vaktlista si. Prøvedal tar den med hjem.", today)
    for one in queries.participants(coordinator, held):
        actions.confirm(coordinator, one, came=True)
    actions.record_participants(
        coordinator, held, {"organisation": by_slug("provedal"), "role": Role.FOLLOW_UP, "people": 4}
    )
    actions.take_home(first, held, "Vaktlista på ett ark. Vi prøver den i tre måneder.")
    coming = _gathering(coordinator, bank, "Programsamling med temaer side om side", today + dt.timedelta(days=21))
    for slot, title, theme in (
        (1, "Hva har vi lært siden sist?", "knowledge"),
        (2, "Gjennomstrømming: slik gikk det", "homes"),
        (2, "Oppfølging uten ekstra folk", "follow_up"),
        (2, "Startlån i vanskelige saker", "instruments"),
    ):
        actions.add_session(coordinator, coming, {"title_nb": title, "slot": slot, "theme": theme})
    for role in (Role.PROGRAMME_LEADER, Role.FOLLOW_UP, Role.CASEWORKER):
        actions.invite(coordinator, coming, {"role": role, "organisation": None}, today)
    visit = actions.arrange(
        second,
        {"title_nb": "Kom og se vaktlista i bruk", "kind": "visit", "host": by_slug("ovingsvik"), "place": "Øvingsvik"},
        OF,
    )
    actions.answer(first, visit, first.seats[0].municipality_id, first.seats[0].role, "coming")
    return held


def _gathering(coordinator: Actor, bank: Organisation, title: str, day: dt.date) -> Arena:
    fields = {"title_nb": title, "kind": "gathering", "host": bank, "starts": day, "place": "Hamar"}
    return actions.arrange(coordinator, fields, OF)


def _network(first: Actor, second: Actor, today: dt.date) -> None:
    fields: dict[str, Any] = {
        "title_nb": "Nettverket for to byer", "kind": "network", "theme": "", "initiator": by_slug("provedal"),
        "meetings_a_year": 4, "mandate": "Hjelpe hverandre i vanskelige saker\nDele skjemaer og rutiner",
    }  # fmt: skip
    pair = actions.start_network(first, fields, OF)
    town = actions.add_member(first, pair, {"organisation": by_slug("ovingsvik"), "position": "municipality"})
    actions.add_member(first, pair, {"party_nb": "NAV i begge byene", "position": "nav"})
    actions.hold_meeting(
        first, pair,
        {
            "on": today - dt.timedelta(days=70), "agenda": "Vaktlister og nøkler", "present": [town],
            "minutes": "Øvingsvik sender lista si.",
        },
    )  # fmt: skip
    pair = queries.network(second, pair.slug)
    matter = actions.raise_matter(
        second, pair,
        {
            "title_nb": "Hvem betaler for oppfølging om kvelden?", "nb": "Begge strever med kveldene.",
            "raised_by": by_slug("ovingsvik"), "raised_on": today - dt.timedelta(days=30),
        },
    )  # fmt: skip
    actions.move_matter(second, pair, matter, "take_up")
    group = {**fields, "title_nb": "Temagruppe om gjennomstrømming", "kind": "themed", "theme": "homes"}
    actions.start_network(
        second, {**group, "initiator": by_slug("ovingsvik"), "mandate": "Finne ut hvor boligene står fast"}, OF
    )


def _library(first: Actor, second: Actor, today: dt.date) -> Experience:
    told = library.tell(
        second,
        {
            "title_nb": "Vaktliste på ett ark", "organisation": by_slug("ovingsvik"), "tool": "form",
            "theme": "follow_up", "nb": "Én liste viser hvem som svarer kveld og helg, på tvers av tjenestene.",
            "state": "in_use", "tried_in": today.year - 1, "result": "Færre ringer legevakta om kvelden.",
            "advice": "Begynn med én uke. Heng lista på veggen.", "cost": Decimal(12_000),
            "cost_note": "Trykk og opplæring",
            "contact_role": "Leder for booppfølgingen", "shared": True,
        },
        OF,
    )  # fmt: skip
    library.add_figure(
        second, told,
        {
            "label": "Ringte legevakta om kvelden", "before": Decimal(31), "after": Decimal(12), "unit": "ganger",
            "period": "første halvår", "source": "Vaktboka, oppdiktet",
        },
    )  # fmt: skip
    use = library.take_over(
        first, told, {"organisation": by_slug("provedal"), "taken_from": by_slug("ovingsvik"), "state": "adapts",
                      "since": today - dt.timedelta(days=200)},
    )  # fmt: skip
    library.judge(
        first, use, {"state": "uses", "verdict": "partly", "why": "Virker i helgene. Om kvelden mangler vi folk."}
    )
    library.tell(
        first,
        {
            "title_nb": "Brev som folk forstår", "organisation": by_slug("provedal"), "tool": "letter",
            "theme": "homes",
            "nb": "Brevet om tildelt bolig ble skrevet om sammen med brukerne.", "state": "tried",
            "tried_in": today.year - 2, "ended_in": today.year - 1, "contact_role": "Boligkontoret", "shared": True,
        },
        OF,
    )  # fmt: skip
    return told


def _lessons(
    coordinator: Actor, first: Actor, second: Actor, gathering: Arena, told: Experience, today: dt.date
) -> None:
    here, there = (partnership.participation(coordinator, slug) for slug in ("provedal", "ovingsvik"))
    lesson = library.learn(
        first, here,
        {
            "title_nb": "Vaktlista virker bare når alle tjenestene står på den", "loop": 1, "arena": gathering,
            "experience": told, "evidence": "Tre måneder med vaktboka", "learned_on": today - dt.timedelta(days=90),
            "shared": True,
        },
        OF,
    )  # fmt: skip
    library.move_lesson(first, lesson, "decide", "Helse og NAV står på lista fra neste måned.", today)
    library.learn(
        first, here,
        {
            "title_nb": "Programgruppa møtes for sjelden til å ta vanskelige saker", "loop": 2,
            "evidence": "To av fem møter avlyst", "learned_on": today - dt.timedelta(days=75),
        },
        OF,
    )  # fmt: skip
    library.learn(
        second, there,
        {"title_nb": "Folk slutter å ringe når de kjenner den som svarer", "loop": 1, "learned_on": today},
        OF,
    )  # fmt: skip
    signal = library.notice(
        first,
        {
            "title_nb": "Oppfølging om kvelden faller mellom to tilskudd", "seen_in": [here, there],
            "evidence": "Begge byene fikk avslag fra to ordninger for det samme.",
        },
        OF,
    )  # fmt: skip
    library.send_signal(coordinator, signal, "Fylkesmannen", today - dt.timedelta(days=20))


def _pictures(coordinator: Actor, first: Actor, second: Actor, today: dt.date) -> None:
    here = partnership.participation(coordinator, "provedal")
    earlier = today - dt.timedelta(days=360)
    library.place(
        first, here, {"leader": 1, "nav": 4, "voluntary": 4, "users": 3, "service": 3}, earlier, "Da vi begynte.", OF
    )
    library.place(
        first,
        here,
        {"leader": 1, "nav": 2, "voluntary": 3, "users": 3, "service": 2},
        today,
        "NAV er med i gruppa nå.",
        OF,
    )
    library.place(
        coordinator, None, {"leader": 1, "nav": 3, "voluntary": 4, "users": 3}, today, "Begge byene sett under ett.", OF
    )
    for actor, slug, people in ((first, "provedal", 18_400), (second, "ovingsvik", 11_900)):
        found = partnership.participation(coordinator, slug)
        library.say_size(actor, found, {"year": today.year, "inhabitants": people, "source": "Oppdiktet"})
