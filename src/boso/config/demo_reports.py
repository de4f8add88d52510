"""Reports of the invented municipalities: last year's are approved, this half-year's are on their way."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from boso.foundation.access.actor import Actor
from boso.foundation.access.queries import actor_named
from boso.programme.partnership.models import Programme
from boso.programme.reporting import actions, actions_rounds, queries
from boso.programme.reporting.models import Report, ReportRound, RoundKind

#: Municipality -> who writes and who signs.
PEOPLE = {"provedal": ("leder-provedal", "styring-provedal"), "ovingsvik": ("leder-ovingsvik", "eier-ovingsvik")}
STORIES: dict[str, dict[str, Any]] = {
    "provedal": {
        "pace": "on_plan",
        "summary": "Boligkontoret er på plass, og hver søknad har fått én saksbehandler. "
        "Flere har flyttet fra midlertidig opphold til egen bolig.",
        "goals": "Målet om færre midlertidige opphold er nådd. Målet om nye boliger er ikke nådd: "
        "To kjøp ble stanset av prisen.",
        "activities_story": "Faste møter mellom NAV, bolig og helse har kortet ned ventetiden. "
        "Ansvaret for oppfølging etter innflytting er avklart.",
        "money_story": "Egenandelen er dekket med penger og ført i kommunens regnskap.",
        "dwellings_story": "Tre leiligheter er bygd om. Innkjøp av små leiligheter fortsetter.",
        "indicators_story": "Tallene på midlertidige opphold er gått ned to halvår på rad.",
        "learned": "Avtal hvem som ringer hvem den dagen noen flytter inn. Det koster ingenting og virker.",
        "learned_from": "Skjemaet for innflytting er hentet fra Øvingsvik.",
        "involved": ["nav", "caseworkers", "users"],
        "involved_how": "Fire beboere var med og skrev huskelisten for nye leietakere.",
        "next": "Kjøpe fem små leiligheter og prøve ut en fast vaktmester.",
        "help": "Råd om tilskudd til utleieboliger.",
        "matters": "Hvordan gjør dere andre det når en leietaker ikke svarer?",
        "decide": "Skal kommunen sette av penger til fem leiligheter i økonomiplanen?",
    },
    "ovingsvik": {
        "pace": "behind",
        "summary": "Analysen er vedtatt. Programplanen er forsinket fordi to stillinger sto tomme i høst.",
        "goals": "Planen er ikke ferdig, så målene for året er ikke nådd.",
        "activities_story": "Skjemaet for innflytting er tatt i bruk i alle tjenester.",
        "slipping": "Arbeidet med boligplanen er flyttet til våren. Stillingene er lyst ut på nytt.",
        "learned": "En analyse som ikke behandles politisk med en gang, mister kraften sin.",
        "involved": ["nobody"],
        "next": "Gjøre ferdig programplanen og få den vedtatt.",
        "help": "En samtale med ledelsen i kommunen om hvem som eier arbeidet.",
        "matters": "Hvordan får vi saksbehandlerne med?",
        "decide": "Hvem i ledelsen skal eie programmet når prosjektlederen slutter?",
    },
}


def load() -> None:
    """Ask for reports and let the two write, sign and be judged. Done already: nothing happens."""
    coordinator = _person("koordinator")
    if queries.rounds(coordinator).filter(programme=Programme.DEMONSTRATION).exists():
        return
    contact, today = _person("kontakt"), timezone.localdate()
    last = _round(coordinator, RoundKind.ANNUAL, today.year - 1, dt.date(today.year, 1, 10), dt.date(today.year, 3, 1))
    for report in queries.reports(coordinator).filter(round=last):
        _to_the_bank(report, dt.date(today.year, 2, 20))
        actions.approve(contact, report, dt.date(today.year, 3, 10))
    actions_rounds.close(coordinator, last)
    opened = min(today, dt.date(today.year, 7, 1))
    half = _round(coordinator, RoundKind.HALF_YEAR, today.year, opened, max(today, dt.date(today.year, 9, 1)))
    actions_rounds.set_meeting(coordinator, half, today + dt.timedelta(days=12), "Provedal rådhus")
    actions_rounds.add_item(coordinator, half, {"title": "Hva har dere lært av hverandre siden sist?", "minutes": 45})
    reports = {one.participation.slug: one for one in queries.reports(coordinator).filter(round=half)}
    for report in reports.values():
        _to_the_bank(report, opened)
    reason = "Si mer om hvem som eier arbeidet nå, og når planen skal vedtas."
    actions.send_back(contact, reports["ovingsvik"], reason=reason)


def _round(coordinator: Actor, kind: str, year: int, opened: dt.date, due: dt.date) -> ReportRound:
    told = {"programme": Programme.DEMONSTRATION, "kind": kind, "year": year, "due_on": due}
    return actions_rounds.open_round(coordinator, told, on=opened)


def _to_the_bank(report: Report, on: dt.date) -> None:
    """Written by one, signed by another."""
    slug = report.participation.slug
    leader, signer = (_person(name) for name in PEOPLE[slug])
    asked = {item.name for item in queries.questions(leader, report)}
    answers = {name: told for name, told in STORIES[slug].items() if name in asked}
    actions.write(leader, report, answers, reasons={}, language="nb")
    actions.submit(leader, report, on)
    actions.sign(signer, report, on + dt.timedelta(days=3))


def _person(username: str) -> Actor:
    return actor_named(username, timezone.localdate())
