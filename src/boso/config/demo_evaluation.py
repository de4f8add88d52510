"""The Demonstration's evaluation: design, who was asked, invented answers that can be tabulated, and a report."""

from __future__ import annotations

import csv
import datetime as dt
import io

from boso.foundation.access.actor import Actor
from boso.foundation.access.queries import actor_named
from boso.foundation.organisations.queries import by_slug
from boso.programme.evaluation import actions, actions_report, queries, synthetic
from boso.programme.evaluation.models import Evaluation, EvaluationReport
from boso.programme.partnership.models import Programme
from boso.programme.tables import actions as tables
from boso.programme.tables import queries as table_queries
from boso.programme.tables.definitions import Definition
from boso.programme.tables.models import DataSet

OF = Programme.DEMONSTRATION.value
SEED = 2011
DATA_SET = "oppdiktet-2011"
AGREE = ("overview", "knowledge", "planning", "organising", "living", "followup")


def load(coordinator: Actor, today: dt.date) -> None:
    """Let the evaluator evaluate the two towns. Stands already: nothing."""
    if queries.evaluations(coordinator, OF).exists():
        return
    evaluator = actor_named("evaluator", today)
    found = _design(coordinator, evaluator, today)
    _asked(evaluator, found, today)
    _answers(evaluator)


def load_report(coordinator: Actor, today: dt.date) -> None:
    """Let the evaluator begin the report, when everything it can refer to stands. Stands already: nothing."""
    found = queries.evaluations(coordinator, OF).first()
    if found is None or queries.reports(coordinator, found).exists():
        return
    evaluator = actor_named("evaluator", today)
    fields = {
        "title": "To byer underveis", "authors": "Nøye Notatblokk", "language": "nb", "other_language": "en",
        "wave": queries.waves(evaluator, found).last(),
    }  # fmt: skip
    _written(evaluator, actions_report.start_report(evaluator, found, fields))


def _design(coordinator: Actor, evaluator: Actor, today: dt.date) -> Evaluation:
    fields = {
        "title_nb": "Evaluering av Demonstrasjonen", "title_nn": "Evaluering av Demonstrasjonen",
        "title_en": "Evaluation of the Demonstration",
        "nb": "Finne ut om de to byene får flere til å bo trygt, og hva de lærer av hverandre. Alt er oppdiktet.",
        "nn": "Finne ut om dei to byane får fleire til å bu trygt, og kva dei lærer av kvarandre. Alt er oppdikta.",
        "en": "Find out whether the two towns get more people to live safely, and what they learn. All is invented.",
        "users_nb": "Programkoordinatoren bruker den til å velge temaer. Programlederne bruker den i styringsgruppa.",
        "model": queries.model(coordinator, "prosess"), "evaluator": by_slug("moreforsking"),
        "commissioned_by": queries.own_bank(coordinator), "begins": str(today.year - 1), "ends": str(today.year + 1),
        "municipalities": [by_slug("provedal"), by_slug("ovingsvik")],
    }  # fmt: skip
    found = actions.commission(coordinator, fields, OF)
    actions.move_evaluation(coordinator, found, "begin")
    wave = actions.add_wave(
        evaluator, found, {"title_nb": "Midtveis", "year": today.year, "nb": "Hva er i gang, og hva stopper opp?"}
    )
    sources = [
        actions.add_source(evaluator, found, {"title_nb": title, "kind": kind, "nb": words, "wave": wave})
        for title, kind, words in (
            ("Spørreundersøkelse", "survey", "Til dem som arbeider med programmet i de to byene."),
            ("Intervjuer", "interviews", "Med programledere, ansatte og NAV."),
            ("Halvårsrapporter", "documents", "Det kommunene selv har rapportert."),
        )
    ]
    paths = {one.path: one for one in queries.categories(evaluator, "prosess")}
    for title, criteria, path, chosen in (
        ("Er de som arbeider nær brukerne, med?", "Halvparten av de ansatte er med i stor grad.", "mobilisation",
         sources[:2]),
        ("Samarbeider helse, NAV og boligkontor?", "De tre møtes fast, og sakene blir løst.", "organisation",
         sources[1:]),
        ("Får flere booppfølging?", "Flere enn da programmet begynte.", "implementation", sources),
        ("Virker tiltakene etter hensikten?", "", "learning.first", sources),
    ):  # fmt: skip
        actions.add_question(
            evaluator, found, {"title_nb": title, "nb": criteria, "category": paths[path], "sources": chosen}
        )
    return found


def _asked(evaluator: Actor, found: Evaluation, today: dt.date) -> None:
    wave, looks = queries.waves(evaluator, found).get(), list(queries.sources(evaluator, found))
    for role, place, people, named_by, attempts, outcome in (
        ("Programleder", "provedal", 1, "position", 1, "took_part"),
        ("Programleder", "ovingsvik", 1, "position", 1, "took_part"),
        ("Booppfølger", "provedal", 2, "leader", 2, "took_part"),
        ("Saksbehandler i NAV", "ovingsvik", 1, "leader", 3, "no_answer"),
        ("Kommunepolitiker", "provedal", 1, "leader", 2, "declined"),
    ):
        actions.log_asked(
            evaluator, found,
            {
                "title_nb": role, "organisation": by_slug(place), "people": people, "named_by": named_by,
                "attempts": attempts, "outcome": outcome, "wave": wave, "source": looks[1],
                "asked_on": today - dt.timedelta(days=20),
            },
        )  # fmt: skip


def _answers(evaluator: Actor) -> None:
    """The invented answers as a file, loaded as any file is, opened for tables, and three tables made of them."""
    out = io.StringIO()
    writer = csv.DictWriter(out, synthetic.COLUMNS, delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(synthetic.rows(SEED))
    fields = {
        "key": DATA_SET, "programme": OF, "population": 137, "asked_on": dt.date(2011, 12, 31), "invented": True,
        "nb": "Oppdiktede svar som går opp med de trykte tallene fra 2011",
        "nn": "Oppdikta svar som går opp med dei trykte tala frå 2011",
        "en": "Invented answers that add up to the printed figures of 2011",
        "source": "Oppdiktet av BoSo. Ingen har svart slik.",
    }  # fmt: skip
    data_set, _read = tables.load_file(evaluator, fields, "oppdiktet.csv", out.getvalue().encode())
    _worded(evaluator, data_set)
    tables.open_data_set(evaluator, data_set, ("gruppe",))
    for key, title, how in (
        ("oppdiktet-kjenner", "Hvor godt gruppene kjenner programmet", Definition(("knows",), rows="gruppe")),
        ("oppdiktet-bidrag", "Hva programmet har bidratt til", Definition(AGREE, figure="likert")),
        ("oppdiktet-tro", "Tro på at det blir bedre", Definition(("belief",), rows="gruppe")),
    ):
        tables.save_table(evaluator, data_set, key, {"nb": title}, how)


def _worded(evaluator: Actor, data_set: DataSet) -> None:
    """The questions in words, as the workbook of the report has them."""
    items = queries.survey_items(evaluator)
    purposes = {"gruppe": "group", "kommune": "left_out"}
    for variable in table_queries.data_set(evaluator, data_set.pk).variables.all():
        purposes.setdefault(variable.name, "question")
        fact = items.get(variable.name)
        if fact is not None:
            tables.change_variable(evaluator, variable, {"nb": fact.value})
    tables.set_purposes(evaluator, data_set, purposes)


def _written(evaluator: Actor, report: EvaluationReport) -> None:
    """Words of the author's in some of the parts, with numbers that are fetched."""
    saved = {one.key: one.pk for one in table_queries.tables(evaluator).filter(data_set__key=DATA_SET)}
    table, known = (f"table:{saved[name]}" for name in ("oppdiktet-bidrag", "oppdiktet-kjenner"))
    words = {
        "summary": (
            "Byene har fått oversikt. Det er langt igjen til at folk merker det hjemme.\n\n"
            f"- [[asked:{report.evaluation.key}.took_part]] er intervjuet.\n"
            f"- [[{known}/n]] oppdiktede svar ligger til grunn for tabellene.\n"
            "- Oversikten er blitt bedre. Booppfølgingen er ikke."
        ),
        "summary_other": (
            "The towns know more about who needs a home. People do not notice yet.\n\n"
            f"- [[asked:{report.evaluation.key}.took_part]] have been interviewed.\n"
            f"- [[{known}/n]] invented answers lie behind the tables."
        ),
        "status": (
            "## Organisering\n\nByene har fått bedre oversikt. De strever mer med det som skjer hjemme hos folk.\n\n"
            f"[[{table}/figure]]\n\n[[{table}]]\n\n## Gjennomføring\n\n[[{table}/sentence]]\n\n"
            "> Tallene er oppdiktet, men går opp med det som er trykt fra 2011."
        ),
        "programme": "De to byene møtes og bruker det de hører. Det er metoden på sitt beste.",
    }  # fmt: skip
    for part in queries.parts(evaluator, report):
        if part.kind in words:
            actions_report.write_part(evaluator, part, part.title, words[part.kind], part.saved_at.isoformat())
