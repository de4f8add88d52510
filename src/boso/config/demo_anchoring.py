"""What the invented municipalities have settled: scope, parts in tasks, places in plans, who takes part, a hearing."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from boso.foundation.access.actor import Actor
from boso.programme.anchoring import actions, actions_hearing, elections, queries, queries_hearing
from boso.programme.partnership.models import Participation

#: kind, name, place, who decided, why.
SCOPE = (
    ("service", "Oppfølging i boligen", "programme", "Styringsgruppa", "Det er her behovet er størst."),
    ("service", "Startlån", "line", "Kommunedirektøren", "Bolig og eiendom har rutinene."),
    ("service", "Sykehjemsplasser", "line", "Styringsgruppa", "De hører til pleie og omsorg."),
    ("target_group", "Unge uten fast bolig", "undecided", "", ""),
    ("target_group", "Personer med rusvansker", "programme", "Styringsgruppa", "Programmet begynte med dem."),
)
PARTS = (
    ("allocation", "decides", "Tildelingsgruppa"),
    ("allocation", "does", "Boligkontoret"),
    ("follow_up", "does", "Helse og mestring"),
    ("follow_up", "does", "NAV"),
    ("temporary", "decides", "NAV"),
    ("temporary", "does", "NAV"),
    ("management", "does", "Eiendom"),
    ("start_loan", "decides", "Boligkontoret"),
    ("start_loan", "does", "Boligkontoret"),
)
MENTIONS = (
    ("society_plan", "prioritised", "2024–2036", "Mål 3: alle skal bo trygt."),
    ("economy_plan", "funded", "2026–2029", "Side 41, tiltak 12."),
    ("budget", "mentioned", "2026", "Nevnt i innledningen."),
    ("goal_map", "absent", "2026", "Målkartet nevner ikke bolig."),
)
INVOLVED = (
    ("leaders", "planning", "strong", "Tema i ledermøtet hver måned."),
    ("caseworkers", "planning", "weak", "Ett informasjonsmøte, ingen arbeidsgruppe."),
    ("nav", "planning", "some", "NAV-leder sitter i programgruppa."),
    ("users", "analysis", "some", "Fire samtaler med brukere i analysen."),
    ("voluntary", "planning", "none", "Ingen er spurt."),
)
COMMENTS = (
    ("Velforeningen i Fjæra", "Det er bra at dere vil følge opp folk hjemme. Hvem kan vi ringe om kvelden?"),
    ("", "Vi trenger flere små leiligheter nær bussen, ikke bare store hus."),
    ("", "Når blir boskolen åpnet for alle som leier?"),
)


def load(leader: Actor, taken: Participation) -> None:
    """Enter it all by the acts that a programme leader takes. Done already: nothing happens."""
    if queries.scope(leader, taken).exists():
        return
    today = timezone.localdate()
    for kind, name, place, who, why in SCOPE:
        decided = today - dt.timedelta(days=60) if who else None
        fields = {"kind": kind, "name_nb": name, "place": place, "decided_on": decided, "decided_by": who, "nb": why}
        actions.enter_scope(leader, taken, fields)
    for task, function, unit in PARTS:
        since = today - dt.timedelta(days=400)
        actions.add_part(leader, taken, {"field_task": task, "function": function, "unit": unit, "starts": since})
    for document, standing, edition, words in MENTIONS:
        fields = {"document": document, "standing": standing, "edition": edition, "nb": words}
        actions.set_mention(leader, taken, fields, today)
    for group, phase, degree, words in INVOLVED:
        fields = {"group": group, "phase": phase, "degree": degree, "nb": words, "on": today}
        actions.record_involvement(leader, taken, fields)
    election = elections.latest(today)
    done = {"done_on": election + dt.timedelta(days=90), "how": "Orientering for det nye kommunestyret."}
    actions.record_reanchoring(leader, taken, election, done)
    _measures(leader, taken, today)
    _hearing(leader, taken, today)


def _measures(leader: Actor, taken: Participation, today: dt.date) -> None:
    """The plan's first measures in the matrix, and one that is handed over a year ago."""
    for number, activity in enumerate(queries.activities(leader, taken)[:2]):
        fields = {"activity": activity, "document": "economy_plan", "standing": ("funded", "mentioned")[number]}
        actions.set_mention(leader, taken, {**fields, "edition": "2026–2029", "nb": "Tiltakslista."}, today)
        if number == 0:
            agreed = {"owner": "Boligkontoret", "budget": "Ansvar 4210", "starts": today - dt.timedelta(days=370)}
            actions.agree_hand_over(leader, activity, {**agreed, "note": ""})


def _hearing(leader: Actor, taken: Participation, today: dt.date) -> None:
    """A hearing on the plan, with one comment answered and two that wait."""
    version = queries_hearing.versions(leader, taken).first()
    if version is None:
        return
    fields = {
        "version": version,
        "title": "Bolig for alle: hva mener du om planen?",
        "about": "Vi lager en plan for boligsosialt arbeid. Vi vil vite hva som er viktigst for deg.",
        "text": (
            "Planen har tre deler. Vi skal skaffe flere små boliger nær sentrum. Vi skal følge opp folk der de bor. "
            "Og vi skal samarbeide bedre, så ingen blir sendt fra kontor til kontor.\n\n"
            "Hvert år ser vi på hva som er gjort, og sier fra om det som ikke ble noe av."
        ),
        "closes": today + dt.timedelta(days=21),
    }
    hearing = actions_hearing.draft_hearing(leader, taken, fields)
    actions_hearing.open_hearing(leader, hearing, today)
    for number, (name, words) in enumerate(COMMENTS):
        sent = {"name": name, "words": words, "language": "nb"}
        comment = actions_hearing.send_comment(hearing, sent, mark=str(number), now=timezone.now(), today=today)
        if number == 0:
            actions_hearing.show_comment(leader, comment)
            answer = "Takk. Boligkontoret har vakttelefon fra nyttår, og nummeret står i planen."
            actions_hearing.answer_comment(leader, comment, answer, today)
