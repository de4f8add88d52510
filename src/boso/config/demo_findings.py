"""From finding to what happened, in the Demonstration: the whole way once, a town's own finding, checks that run."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.queries import actor_named
from boso.programme.findings import actions, actions_checks, queries, queries_pages
from boso.programme.findings.models import Finding
from boso.programme.interviews import queries as interviews
from boso.programme.learning import queries as learning
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Programme
from boso.programme.tables import queries as tables

OF = Programme.DEMONSTRATION.value


def load(coordinator: Actor, today: dt.date) -> None:
    """Find, judge, advise, answer, decide and ask again. Stands already: nothing happens."""
    if queries.findings(coordinator, OF).exists():
        return
    evenings = _evenings(coordinator, today)
    _advice(coordinator, evenings, today)
    _own(actor_named("leder-provedal", today), today)
    actions_checks.run_by_clock(SYSTEM, timezone.now())


def _evenings(coordinator: Actor, today: dt.date) -> Finding:
    paths = {one.path: one for one in queries_pages.categories(coordinator)}
    found = actions.write_finding(
        coordinator, None,
        {
            "title_nb": "Oppfølgingen svikter om kvelden", "strength": "medium", "loop": 1,
            "nb": "Begge byene mangler folk etter klokka fire. Vaktlista på ett ark hjelper i helgene.",
            "category": paths.get("implementation"), "touches": [], "owner_role": "coordinator",
        },
        OF,
    )  # fmt: skip
    actions.add_evidence(
        coordinator, found, "indicator", ref="stays_long", words="Lange opphold går ned, men ikke for familier.",
        on=today - dt.timedelta(days=60),
    )  # fmt: skip
    _asked_and_said(coordinator, found, today)
    actions.move_finding(coordinator, found, "raise", on=today - dt.timedelta(days=60))
    goal = queries_pages.goals(coordinator).filter(level="main").first()
    if goal is not None:
        told = {"judgement": "partly", "nb": "Flere bor godt, men ikke alle klarer kvelden alene.",
                "on": today - dt.timedelta(days=50), "findings": [found]}  # fmt: skip
        actions.assess(coordinator, goal, None, told, OF)
    check: dict[str, Any] = {
        "query": "learning.lessons", "arguments": {"loop": "1", "state": "open"}, "condition": "at_least", "low": 1,
        "nb": "Minst én lærdom om tiltakene venter på et vedtak",
    }  # fmt: skip
    actions_checks.add_check(coordinator, found, None, check)
    check = {
        "query": "learning.arenas", "arguments": {"kind": "gathering"}, "condition": "at_least", "low": 1,
        "window_days": 365, "nb": "Byene har møttes om oppfølging det siste året",
    }  # fmt: skip
    before = timezone.now() - dt.timedelta(days=55)
    actions_checks.add_check(coordinator, found, None, check, now=before)
    return found


def _asked_and_said(coordinator: Actor, found: Finding, today: dt.date) -> None:
    """What the invented survey shows and an invented informant let go, where the demo has them."""
    table = tables.tables(coordinator).filter(data_set__programme=OF, key="oppdiktet-bidrag").first()
    if table is not None:
        actions.add_evidence(coordinator, found, "table", ref=table.key, on=today)
        asks: dict[str, Any] = {
            "query": "survey.table", "arguments": {"table": table.key, "line": "overview", "column": "Helt enig"},
            "condition": "at_least", "low": 30, "nb": "Minst tre av ti er helt enige i at de ser bedre",
        }  # fmt: skip
        actions_checks.add_check(coordinator, found, None, asks)
    quotation = interviews.quotations(coordinator, programme=OF).first()
    if quotation is not None:
        actions.add_evidence(coordinator, found, "quotation", ref=str(quotation.pk), against=True, on=today)


def _advice(coordinator: Actor, found: Finding, today: dt.date) -> None:
    hard = actions.name_challenge(
        coordinator, None,
        {"title_nb": "Ingen eier kveldene", "nb": "Tjenestene slutter til ulik tid.", "findings": [found]}, OF,
    )  # fmt: skip
    shared = actions.advise(
        coordinator, None,
        {"title_nb": "La byene dele kveldsvakt i et halvt år", "nb": "Prøv det før noen ansettes.", "to": "both",
         "challenges": [hard]}, OF,
    )  # fmt: skip
    actions.answer(
        coordinator, shared,
        {"kind": "partly", "reason": "Vi prøver i tre måneder først.", "by_when": today - dt.timedelta(days=5),
         "on": today - dt.timedelta(days=45)},
    )  # fmt: skip
    lesson = learning.ledger(coordinator, None, OF).order_by("pk").first()
    actions.decide(
        coordinator, shared,
        {"words": "Prøvedal og Øvingsvik deler vakta på torsdager og fredager.", "decided_by": "Programrådet",
         "on": today - dt.timedelta(days=40), "lesson": lesson},
    )  # fmt: skip
    actions.tell(
        coordinator, shared,
        {"kind": "under_way", "words": "Vakta er delt siden forrige måned. Nøklene mangler ennå.",
         "on": today - dt.timedelta(days=4), "ask_again_on": today + dt.timedelta(days=60)},
    )  # fmt: skip
    actions.advise(
        coordinator, None,
        {"title_nb": "Skriv ned hvem som svarer når", "nb": "Ett ark holder.", "to": "municipalities",
         "challenges": [hard]}, OF,
    )  # fmt: skip


def _own(leader: Actor, today: dt.date) -> None:
    here = partnership.participation(leader, "provedal")
    found = actions.write_finding(
        leader, here,
        {
            "title_nb": "Egenandelen er dekket hvert år", "strength": "strong", "loop": None,
            "nb": "Kommunen legger inn mer enn det avtalen ber om.", "owner_role": "programme_leader",
        },
        OF,
    )  # fmt: skip
    actions.add_evidence(leader, found, "indicator", ref="municipal_dwellings", on=today)
    actions.move_finding(leader, found, "raise", on=today)
    actions_checks.add_check(
        leader, found, here,
        {"query": "grants.own_share", "arguments": {}, "condition": "at_least", "low": 100,
         "nb": "Prøvedal legger inn det avtalen krever"},
    )  # fmt: skip
    actions_checks.add_check(
        leader, found, here,
        {"query": "figures.cell", "arguments": {"cell": "stays/place_by_length/length=long"}, "condition": "at_most",
         "high": 5, "window_days": 400, "nb": "Høyst fem bor lenge på midlertidig sted"},
    )  # fmt: skip
