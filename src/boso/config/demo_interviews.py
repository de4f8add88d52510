"""The Demonstration's interviews: guide, informants, invented talks coded by two, quotations on their way."""

from __future__ import annotations

import datetime as dt

from boso.foundation.access.actor import Actor
from boso.foundation.access.queries import actor_named
from boso.foundation.organisations.queries import by_slug
from boso.programme.evaluation import queries as evaluations
from boso.programme.evaluation.models import Evaluation
from boso.programme.interviews import actions, actions_quotations, queries
from boso.programme.interviews import actions_material as material
from boso.programme.interviews.models import Code, Guide, Informant, Material
from boso.programme.partnership.models import Programme

OF = Programme.DEMONSTRATION.value
QUESTIONS = (
    ("Hvem er med", (("Hvem møtes om boligene, og hvor ofte?", "mobilisation", ("Er NAV med?", "Er brukerne med?")),)),
    (
        "Hva det har gitt",
        (
            ("Hva er annerledes for dem som venter på bolig?", "implementation", ("Kortere vei?", "Bedre bolig?")),
            ("Hva har dere lært av den andre byen?", "learning", ("Skjemaer", "Møter")),
        ),
    ),
)
TALK_LEADER = """Intervjuer: Hvem møtes om boligene nå?
Leder 1: Før satt vi på hvert vårt kontor. Nå møtes NAV, helse og eiendom hver mandag, og da går det fortere. 😀
Leder 1: Brukerne er ikke med ennå. Det er det vi ikke har fått til.

Intervjuer: Hva har dere lært av den andre byen?
Leder 1: Skjemaet deres. Vi tok det i bruk på to uker, og slapp å lage vårt eget. Men vi måtte øve på å spørre."""
TALK_GROUP = """Intervjuer: Hva er annerledes for dem som venter?
Gruppe 1: De får svar. Vi vet hvilke boliger som er ledige, og hvem som står for tur.
Gruppe 1: Det er fortsatt for få små leiligheter. Møtene bygger ingen hus."""
MINUTES = """Styringsgruppa, sak 4. Mandagsmøtet fortsetter ut året. Eiendom melder ledige boliger samme dag.
Sak 5. Brukerrådet inviteres til neste møte."""


def load(today: dt.date) -> None:
    """Let two evaluators interview, code and quote. Stands already: nothing."""
    first, second = actor_named("evaluator", today), actor_named("evaluator2", today)
    found = evaluations.evaluations(first, OF).first()
    if found is None or queries.informants(first, found).exists():
        return
    guide = _guide(first, found)
    material.start_book(first, found)
    meeting = material.add_code(
        first, found, {"title_nb": "Faste møter", "parent": _code(first, found, "mobilisation"),
                       "nb": "Når noen møtes til fast tid om boliger."},
    )  # fmt: skip
    leader = _informant(first, found, "Leder 1", "programme_leader", "provedal", today)
    group = _informant(first, found, "Gruppe 1", "programme_group", "ovingsvik", today)
    _met(first, leader, guide, today - dt.timedelta(days=20), today)
    _met(first, group, guide, today - dt.timedelta(days=18), today)
    last = _informant(first, found, "Politiker 1", "politician", "provedal", today)
    fields = {"on": today + dt.timedelta(days=6), "at": dt.time(10), "manner": "phone", "guide": guide}
    actions.arrange(first, last, fields)
    talk = _text(first, found, leader, "Samtale med Leder 1", TALK_LEADER, today)
    other = _text(first, found, group, "Samtale med Gruppe 1", TALK_GROUP, today)
    minutes = material.bring_text(
        first, found, {"kind": "minutes", "title": "Referat fra styringsgruppa", "text": MINUTES,
                       "organisation": by_slug("provedal"), "on": today - dt.timedelta(days=40)}, today,
    )  # fmt: skip
    _marks(first, second, found, meeting, (talk, other, minutes))
    _quotations(first, second, found, meeting, talk, other, today)


def _guide(actor: Actor, evaluation: Evaluation) -> Guide:
    guide = actions.start_guide(actor, evaluation, {"title_nb": "Samtaler i to byer", "nb": "Tre kvarter på telefon."})
    for title, questions in QUESTIONS:
        part = actions.add_part(actor, guide, {"title_nb": title})
        for words, path, probes in questions:
            category = evaluations.category(actor, evaluation.model.key, path)
            actions.add_question(actor, part, {"title_nb": words, "category": category}, probes)
    actions.move_guide(actor, guide, "use")
    return guide


def _code(actor: Actor, evaluation: Evaluation, path: str) -> Code:
    return next(code for code in queries.code_book(actor, evaluation) if code.path == path)


def _informant(
    actor: Actor, evaluation: Evaluation, pseudonym: str, role: str, place: str, today: dt.date
) -> Informant:  # fmt: skip
    found = actions.add_informant(
        actor, evaluation, {"pseudonym": pseudonym, "role": role, "organisation": by_slug(place)}
    )
    given = today - dt.timedelta(days=25)
    actions.record_consent(
        actor, found,
        {"purpose": "Evalueringen av de to byene. Sitater etter spørsmål.", "manner": "written", "given_on": given,
         "until": given + dt.timedelta(days=1095)},
    )  # fmt: skip
    return found


def _met(actor: Actor, informant: Informant, guide: Guide, on: dt.date, today: dt.date) -> None:
    made = actions.arrange(actor, informant, {"on": on, "manner": "phone", "guide": guide})
    actions.hold_appointment(actor, made, today)


def _text(
    actor: Actor, evaluation: Evaluation, informant: Informant, title: str, text: str, today: dt.date
) -> Material:  # fmt: skip
    fields = {"kind": "transcript", "title": title, "text": text, "informant": informant,
              "organisation": informant.organisation, "on": today - dt.timedelta(days=19)}  # fmt: skip
    return material.bring_text(actor, evaluation, fields, today)


def _marks(
    first: Actor, second: Actor, evaluation: Evaluation, meeting: Code, texts: tuple[Material, Material, Material]
) -> None:  # fmt: skip
    talk, other, minutes = texts
    learning, doing = (_code(first, evaluation, path) for path in ("learning.first", "implementation"))
    mobilisation = _code(first, evaluation, "mobilisation")
    marks = (
        (first, talk, meeting, "Nå møtes NAV, helse og eiendom hver mandag, og da går det fortere.", ""),
        (second, talk, meeting, "Nå møtes NAV, helse og eiendom hver mandag, og da går det fortere.", ""),
        (first, talk, mobilisation, "Brukerne er ikke med ennå.", "Samme som i styringsgruppa."),
        (second, talk, mobilisation, "Det er det vi ikke har fått til.", ""),
        (first, talk, learning, "Vi tok det i bruk på to uker, og slapp å lage vårt eget.", ""),
        (second, talk, learning, "Men vi måtte øve på å spørre.", ""),
        (first, other, doing, "De får svar. Vi vet hvilke boliger som er ledige, og hvem som står for tur.", ""),
        (first, other, doing, "Det er fortsatt for få små leiligheter.", ""),
        (first, minutes, meeting, "Mandagsmøtet fortsetter ut året.", ""),
        (first, minutes, mobilisation, "Brukerrådet inviteres til neste møte.", ""),
    )
    for actor, text, code, words, memo in marks:
        start = text.text.index(words)
        material.mark(actor, text, code, start, start + len(words), memo)
    fields = {"title": "Møter uten brukere", "text": "Alle nevner møtene, ingen nevner hvem som mangler.",
              "code": mobilisation}  # fmt: skip
    material.write_memo(first, evaluation, fields)


def _quotations(
    first: Actor, second: Actor, evaluation: Evaluation, meeting: Code, talk: Material, other: Material, today: dt.date
) -> None:  # fmt: skip
    for text, words, code, released in (
        (talk, "Nå møtes NAV, helse og eiendom hver mandag, og da går det fortere.", meeting, True),
        (other, "Møtene bygger ingen hus.", _code(first, evaluation, "implementation"), False),
    ):
        start = text.text.index(words)
        drawn = actions_quotations.quote(first, text, start, start + len(words), {"text": words}, [code])
        actions_quotations.ask(first, drawn, today)
        if released:
            actions_quotations.release(second, drawn, "Ja, slik sa jeg det.", today)
