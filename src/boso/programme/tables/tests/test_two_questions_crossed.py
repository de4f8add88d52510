"""One question against another: chosen at the opening, and shown of everybody."""

import pytest
from django.urls import reverse

from boso.foundation.access.decisions import NotNow
from boso.foundation.access.roles import Role
from boso.foundation.jobs.models import Job
from boso.foundation.jobs.queue import GiveUp
from boso.programme.tables import actions, exports, opening, queries, tasks
from boso.programme.tables.definitions import Definition
from boso.programme.tables.models import Cube, DataSet
from boso.programme.tables.testing import as_csv
from boso.programme.tables.tests.conftest import FIELDS

HEAD = ["Kommune", "Samarbeidet går godt", "Vi når målene", "Vi når målene, samlet"]
#: How many gave each pair of answers, in the first municipality and in the second.
PAIRS = {
    ("Nei", "Nei"): (14, 11), ("Nei", "Ja"): (7, 9), ("Ja", "Nei"): (8, 6), ("Ja", "Ja"): (22, 19),
    ("", "Ja"): (6, 5), ("", "Nei"): (5, 7), ("Ja", "Vet ikke"): (5, 6), ("Nei", "Vet ikke"): (6, 5),
}  # fmt: skip


def rows(more=0):
    found = [HEAD]
    for (first, second), both in PAIRS.items():
        for place, count in zip(("Hol", "Moss"), both, strict=True):
            found += [[place, first, second, "Sum ja" if second == "Ja" else "Annet"]] * (count + more)
    return found


@pytest.fixture
def crossed(evaluator) -> DataSet:
    fields = {**FIELDS, "population": None}
    data_set = actions.load_file(evaluator, fields, "svar.csv", as_csv(rows()))[0]
    actions.set_purposes(evaluator, data_set, {"kommune": "group", "vi_nar_malene_samlet": "left_out"})
    return data_set


ONE, OTHER = "samarbeidet_gar_godt", "vi_nar_malene"


def counts_of(result):
    return [[cell.persons for cell in line.cells] for line in result.lines]


def test_a_table_of_one_question_by_another_and_turned_round(evaluator, crossed):
    actions.open_data_set(evaluator, crossed, ["kommune"], pairs=[(ONE, OTHER)])
    result = queries.asked(evaluator, crossed, Definition((OTHER,), rows=ONE))
    by_label = {
        line.label: dict(zip([head.label for head in result.heads], line.cells, strict=True)) for line in result.lines
    }
    assert by_label["Ja"]["Ja"].persons == 41 and by_label["Nei"]["Nei"].persons == 25
    assert result.total is not None and result.tested is not None and result.tested.p < 0.001
    turned = queries.asked(evaluator, crossed, Definition((ONE,), rows=OTHER))
    assert 41 in counts_of(turned)[[line.label for line in turned.lines].index("Ja")]
    assert b"41" in exports.as_csv(result) and b"persons" in exports.as_json_stat(result)

    for how, why in (
        (Definition((OTHER,), rows=ONE, filters=(("kommune", ("Hol",)),)), "Take filters"),
        (Definition((ONE,), rows=ONE), "not crossed"),
    ):
        with pytest.raises(NotNow, match=why):
            queries.asked(evaluator, crossed, how)


def test_what_is_crossed_is_chosen_on_the_page_of_the_data_set(signed_in, crossed):
    browser = signed_in(Role.EVALUATOR, "evaluator")
    page = reverse("tables:data", args=[crossed.pk])
    given = {"step": "open", "groups": ["kommune"], "depth": "1", "rows_1": ONE, "columns_1": ""}
    refused = browser.post(page, given)
    assert refused.status_code == 422 and "to ulike spørsmål" in refused.content.decode()
    answer = browser.post(page, {**given, "columns_1": OTHER})
    job = Job.objects.get(key=f"tables:open:{crossed.pk}")
    assert answer["Location"] == reverse("jobs:job", args=[job.pk])
    assert tasks.open_data_set.func(*job.args) == 141
    with pytest.raises(GiveUp):
        tasks.open_data_set.func(*job.args)
    build = reverse("tables:build", args=[crossed.pk])
    shown = browser.get(f"{build}?question={OTHER}&rows={ONE}&percent=row&figure=grouped").content.decode()
    assert "Et annet spørsmål" in shown and "62 %" in shown.replace("\N{NO-BREAK SPACE}", " ")


def test_pairs_that_do_not_go_together_are_refused(evaluator, crossed):
    for pairs, why in (
        ([(ONE, "farge")], "no such question"), ([(ONE, OTHER), (OTHER, ONE)], "each question once"),
    ):  # fmt: skip
        with pytest.raises(NotNow, match=why):
            actions.open_data_set(evaluator, crossed, ["kommune"], pairs=pairs)
    actions.set_purposes(evaluator, crossed, {"vi_nar_malene_samlet": "question"})
    with pytest.raises(NotNow, match="Choose fewer"):
        actions.open_data_set(evaluator, crossed, [], pairs=[(OTHER, "vi_nar_malene_samlet")])


def test_a_crossing_shown_before_stands_when_more_answers_are_let_in(evaluator, crossed):
    by_group, asked = actions._parts(crossed, ["kommune"])
    asked = [each for each in asked if each.name in (ONE, OTHER)]
    first = opening.protected(asked, by_group, 1, [opening.Crossed((ONE, OTHER))])
    before = opening.counted(asked, by_group), opening.crossed(asked, by_group, [(ONE, OTHER)])
    half = [
        opening.Asking(each.name, each.column, each.merged, (before[0][each.name], first[each.name])) for each in asked
    ]
    again = opening.protected(
        half, by_group, 1, [opening.Crossed((ONE, OTHER), (before[1][ONE, OTHER], first[ONE, OTHER]))]
    )
    shown = first[ONE, OTHER] >= 0
    assert (again[ONE, OTHER][shown] == first[ONE, OTHER][shown]).mean() > 0.9


def test_a_data_set_without_pairs_has_no_crossing(evaluator, crossed):
    actions.open_data_set(evaluator, crossed, ["kommune"])
    assert not Cube.objects.filter(by__isnull=False).exists()
    with pytest.raises(NotNow, match="not opened by these groups"):
        queries.asked(evaluator, crossed, Definition((OTHER,), rows=ONE))
