"""What the invented municipalities plan: analysis, challenges, measures, homes, money, a version to be adopted."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from boso.foundation.access.actor import Actor
from boso.programme.partnership.models import Participation
from boso.programme.plans import actions, actions_more, queries
from boso.programme.plans.models import Activity, Challenge

#: key: what is hard, theme, shared.
CHALLENGES = {
    "homes": ("For få små boliger til utleie", "homes", True),
    "follow_up": ("Folk flytter inn uten at noen følger opp", "follow_up", True),
    "who": ("Tre enheter tildeler bolig, hver på sin måte", "organisation", False),
    "users": ("Vi spør ikke brukerne hva de trenger", "participation", False),
}
#: title, theme, what it answers, days from today it begins and ends, the steps taken, groups, shared.
MEASURES: tuple[tuple[str, str, str, int, int, tuple[str, ...], list[str], bool], ...] = (
    ("Felles tildeling i ett utvalg", "organisation", "who", -300, -20, ("start",), ["tenants"], True),
    ("Boskole for nye leietakere", "knowledge", "follow_up", -200, 120, ("start",), ["tenants", "young"], True),
    ("Oppfølging hjemme på kveldstid", "follow_up", "follow_up", 30, 400, (), ["addiction", "mental"], True),
    ("Kjøpe ti små leiligheter", "homes", "homes", -150, 200, ("start",), ["disadvantaged"], True),
    ("Kartlegge behov hos alle søkere", "knowledge", "homes", -400, -90, ("start", "finish"), ["tenants"], True),
    ("Brukerråd for bolig", "participation", "users", -60, 150, ("postpone",), [], False),
)
#: title, low, high, means, groups, days until ready.
HOMES = (
    ("Ti leiligheter i sentrum", 8, 10, "purchase", ["disadvantaged"], 200),
    ("Små hus i Granlia", 4, 6, "new", ["addiction"], 500),
)


def load(leader: Actor, steering: Actor, taken: Participation) -> None:
    """Enter it all by the acts that a programme leader and the steering group take. Done already: nothing happens."""
    if queries.activities(leader, taken).exists():
        return
    today = timezone.localdate()
    analysis = actions.write_analysis(
        leader, taken,
        {"made_by": "Programlederen og NAV", "methods": "Intervjuer, registre og fire samtaler med brukere",
         "users_took_part": True, "nb": "Kommunen mangler små boliger og oppfølging på kveldstid."},
    )  # fmt: skip
    for step in ("start", "finish"):
        actions.move_analysis(leader, analysis, step, today - dt.timedelta(days=420))
    hard = {
        key: actions.write_challenge(
            leader, taken, {"title_nb": title, "theme": theme, "shared": shared, "analysis": analysis}
        )
        for key, (title, theme, shared) in CHALLENGES.items()
    }
    plan = actions.write_plan(
        leader, taken,
        {"title_nb": "Flere hjemme", "starts": today.year - 1, "ends": today.year + 3, "body": "council",
         "nb": "Flere skal bo trygt og bli boende."},
    )  # fmt: skip
    measures = [_measure(leader, taken, plan, hard, row, today) for row in MEASURES]
    actions.let_wait(leader, measures[2], measures[0], "Utvalget må avgjøre hvem som får oppfølging.")
    done = {"on": today - dt.timedelta(days=95), "words": "Alle søkere er spurt.", "figure": 84, "unit": "husstander"}
    actions.add_result(leader, measures[4], {**done, "figure": Decimal(84)})
    _homes(leader, taken, measures[3], today)
    _money(leader, taken, measures, today)
    _steering(leader, taken, measures, today)
    version = plan.versions.get()
    actions.change_version(leader, version, "Første utgave, etter høringen.")
    actions.propose_version(leader, version)
    actions.adopt_version(steering, version, today - dt.timedelta(days=280), case_number="25/118")
    actions.propose_version(leader, actions.write_version(leader, plan, "Med oppfølging hjemme på kveldstid."))


def _measure(
    leader: Actor, taken: Participation, plan: Any, hard: dict[str, Challenge], row: Any, today: dt.date
) -> Activity:  # fmt: skip
    title, theme, answers, starts, ends, steps, groups, shared = row
    activity = actions.write_activity(
        leader, taken,
        {"title_nb": title, "theme": theme, "plan": plan, "groups": groups, "shared": shared,
         "starts": today + dt.timedelta(days=starts), "ends": today + dt.timedelta(days=ends),
         "owner_nb": "Boligkontoret", "level": "measure"},
    )  # fmt: skip
    for step in steps:
        reason = "Venter på folk." if step == "postpone" else ""
        actions.move_activity(leader, activity, step, today - dt.timedelta(days=100), reason=reason)
    actions.link(leader, activity, hard[answers])
    return activity


def _homes(leader: Actor, taken: Participation, measure: Activity, today: dt.date) -> None:
    for number, (title, low, high, means, groups, days) in enumerate(HOMES):
        homes = actions_more.write_homes(
            leader, taken,
            {"title_nb": title, "low": low, "high": high, "means": means, "groups": groups, "shared": True,
             "starts": today, "ends": today + dt.timedelta(days=days), "activity": None if number else measure,
             "conditions_nb": "Kommunestyret må bevilge pengene." if number else ""},
        )  # fmt: skip
        if not number:
            actions_more.move_homes(leader, homes, "start", today)


def _money(leader: Actor, taken: Participation, measures: list[Activity], today: dt.date) -> None:
    own = actions_more.write_funding(
        leader, taken, {"title_nb": "Kjøp av leiligheter", "source": "own", "year": today.year, "activity": measures[3]}
    )
    actions_more.set_aside(leader, own, today, Decimal(18_000_000))
    asked = actions_more.write_funding(
        leader, taken,
        {"title_nb": "Oppfølging på kveldstid", "source": "county_governor", "year": today.year,
         "activity": measures[2], "applied": Decimal(900_000)},
    )  # fmt: skip
    actions_more.apply_for(leader, asked, today - dt.timedelta(days=40))


def _steering(leader: Actor, taken: Participation, measures: list[Activity], today: dt.date) -> None:
    actions_more.write_risk(
        leader, taken,
        {"title": "Prisene stiger før vi får kjøpt", "likelihood": 2, "consequence": 3, "activity": measures[3],
         "response": "Kjøpe to leiligheter i kvartalet.", "look_again_on": today - dt.timedelta(days=1)},
    )  # fmt: skip
    actions_more.write_decision(
        leader, taken,
        {"title": "Ett utvalg tildeler alle boliger", "on": today - dt.timedelta(days=310), "body": "steering_group",
         "why": "Søkerne skal møte samme regler.", "activity": measures[0]},
    )  # fmt: skip
