"""The Demonstration: the two invented municipalities in a programme of their own, by the acts that real ones take."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from boso.config import (
    demo_anchoring,
    demo_evaluation,
    demo_findings,
    demo_indicators,
    demo_interviews,
    demo_learning,
    demo_plans,
    demo_reports,
    demo_surveys,
)
from boso.foundation.access.actor import Actor
from boso.foundation.access.queries import actor_named
from boso.foundation.organisations.queries import by_slug
from boso.programme.grants import actions as grants
from boso.programme.partnership import actions, queries
from boso.programme.partnership.models import ContactKind, Intake, Participation, Phase, Programme, Side

#: Years of work that lie behind.
YEARS = 2


@dataclass(frozen=True, slots=True)
class Town:
    """An invented participant: how far it has come, and kroner granted for each year of work."""

    slug: str
    leader: str
    phases: tuple[tuple[str, str], ...]
    granted: tuple[int, ...]


TOWNS = (
    Town(
        "provedal",
        "leder-provedal",
        (
            (Phase.PLANNING, "Analysen er lagt fram, og arbeidet med programplanen er i gang."),
            (Phase.IMPLEMENTATION, "Kommunestyret har vedtatt programplanen."),
        ),
        (400_000, 650_000, 600_000),
    ),
    Town(
        "ovingsvik",
        "leder-ovingsvik",
        ((Phase.PLANNING, "Analysen er ferdig. Planen skrives sammen med NAV og eiendom."),),
        (300_000, 350_000),
    ),
)


def stands() -> bool:
    """Whether the Demonstration has been made."""
    return queries.participations(_bank("koordinator"), Programme.DEMONSTRATION).count() == len(TOWNS)


def load() -> None:
    """Take the towns in, let them come to their phases, and grant them some money. Done already: nothing happens."""
    if stands():
        return
    today = timezone.localdate()
    coordinator, contact = _bank("koordinator"), _bank("kontakt")
    rounds = queries.intakes(coordinator, Programme.DEMONSTRATION)
    intake = rounds.first() or actions.open_intake(coordinator, today.year - YEARS, Programme.DEMONSTRATION)
    there = {one.slug for one in queries.participations(coordinator, Programme.DEMONSTRATION)}
    for town in TOWNS:
        if town.slug in there:
            continue
        taken = _admitted(coordinator, contact, town, intake)
        for number, (phase, reason) in enumerate(town.phases):
            since = dt.date(today.year - YEARS, 10, 1) + dt.timedelta(days=300 * number)
            actions.change_phase(coordinator, taken, phase, reason=reason, since=since)
        leader = actor_named(town.leader, today)
        _money(coordinator, contact, leader, taken, town, today)
        _contacts(contact, taken, today)
        demo_indicators.load(contact, leader, taken, today.year - 1)
    demo_indicators.take_in(contact)
    first = TOWNS[0]
    demo_plans.load(
        actor_named(first.leader, today), actor_named(f"styring-{first.slug}", today),
        queries.participation(coordinator, first.slug),
    )  # fmt: skip
    demo_anchoring.load(actor_named(first.leader, today), queries.participation(coordinator, first.slug))
    demo_learning.load(coordinator, today)
    demo_surveys.load(coordinator, today)
    demo_evaluation.load(coordinator, today)
    demo_interviews.load(today)
    demo_findings.load(coordinator, today)
    demo_evaluation.load_report(coordinator, today)
    demo_reports.load()


def _bank(username: str) -> Actor:
    return actor_named(username, timezone.localdate())


def _admitted(coordinator: Actor, contact: Actor, town: Town, intake: Intake) -> Participation:
    """The way in that every participant takes: one recommends, another decides."""
    received = dt.date(intake.year, 2, 20)
    admission = actions.receive_application(contact, by_slug(town.slug), intake, received)
    actions.advance_admission(contact, admission, "assess")
    actions.advance_admission(contact, admission, "recommend", reason="Oppdiktet kommune, tatt med for utprøving.")
    actions.advance_admission(coordinator, admission, "admit", reason="Med i Demonstrasjon, ikke i programmet.")
    return queries.participation(coordinator, town.slug)


def _money(coordinator: Actor, contact: Actor, leader: Actor, taken: Participation, town: Town, today: dt.date) -> None:
    """Awards for each year, accepted; what earlier years cost is drawn and paid."""
    first = today.year - YEARS
    for number, amount in enumerate(town.granted):
        year = first + number
        award = grants.draft_award(
            coordinator, taken, {"amount": Decimal(amount), "work_year": year, "programme_year": number + 1}
        )
        grants.decide_award(coordinator, award, min(today, dt.date(year, 3, 15)))
        grants.accept_award(leader, award, min(today, dt.date(year, 4, 10)))
        if year == today.year:
            continue
        cost = Decimal(amount * 3)
        payment = grants.request_payment(
            leader,
            award,
            {
                "work_year": year,
                "period_start": dt.date(year, 1, 1),
                "period_end": dt.date(year, 12, 31),
                "amount": Decimal(amount),
                "costs": cost,
            },
        )
        grants.submit_payment(leader, payment, min(today, dt.date(year + 1, 1, 20)))
        approved = min(today, dt.date(year + 1, 2, 5))
        grants.approve_payment(contact, payment, accepted_costs=cost, on=approved, reason="Etter regnskapet.")
        grants.pay(contact, payment, min(today, dt.date(year + 1, 2, 20)))
        own = grants.record_contribution(
            leader,
            taken,
            {
                "work_year": year,
                "kind": "cash",
                "amount": cost - amount,
                "evidence": "Kommunens regnskap for programmet",
            },
        )
        grants.advance_contribution(leader, own, "report")
        grants.advance_contribution(contact, own, "accept")


def _contacts(contact: Actor, taken: Participation, today: dt.date) -> None:
    actions.log_contact(
        contact,
        taken,
        {
            "on": today - dt.timedelta(days=24),
            "kind": ContactKind.MEETING,
            "with_whom": "Programlederen",
            "agreed": "Gikk gjennom oversikten over boliger og behov.",
            "next_step": "Sende tall for midlertidige opphold til programrådet",
            "due": today + dt.timedelta(days=9),
            "responsible": Side.MUNICIPALITY,
        },
    )
