"""From a file to a table: what may be seen, by whom, and that it stays what it was."""

from __future__ import annotations

import csv
import io
import itertools
import json

import pytest

from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.programme.tables import actions, api, exports, figures, finding, queries
from boso.programme.tables.definitions import Definition, definition
from boso.programme.tables.models import DataSet
from boso.programme.tables.testing import as_csv, raw_export
from boso.programme.tables.tests.conftest import FIELDS, KNOWN, OPINION, PLAN

pytestmark = pytest.mark.slow
BY_ROLE = Definition((KNOWN,), "rolle")


def test_a_file_becomes_a_table_with_base_source_and_sentence(opened, leader):
    found = queries.asked(leader, opened, BY_ROLE)
    assert found.steps[0][1] == 90 and found.base == found.total.n == 86
    assert [head.code for head in found.heads][-1] == "dont_know"  # nobody would not say
    assert found.source == "Oppdiktet" and found.invented and found.sentence
    shown = [cell for cell in found.total.cells if not cell.hidden]
    assert shown and all(cell.low <= float(cell.percent) / 100 + 0.006 for cell in shown)
    assert all(cell.persons == 0 or cell.persons >= 5 for line in found.lines for cell in line.cells if not cell.hidden)
    assert found.digest == queries.asked(leader, opened, BY_ROLE).digest
    assert found.digest != queries.asked(leader, opened, Definition((KNOWN,), "kommune")).digest


def test_shares_of_columns_and_of_all_and_of_a_group_add_up(opened, leader):
    alone = queries.asked(leader, opened, Definition((PLAN,), rounding="largest_remainder"))
    assert sum(cell.percent for cell in alone.total.cells) == 100
    column = queries.asked(leader, opened, Definition((PLAN,), "rolle", percent="column"))
    assert all(cell.percent == 100 for cell in column.total.cells if cell.percent is not None)
    of_all = queries.asked(leader, opened, Definition((PLAN,), "rolle", percent="total", decimals=1))
    assert sum(cell.percent or 0 for cell in of_all.total.cells) == 100
    filtered = queries.asked(leader, opened, Definition((PLAN,), filters=(("rolle", ("Leder",)),)))
    assert filtered.steps[1][1] == filtered.base < 90


def test_no_way_of_asking_shows_another_number_than_the_one_cube(opened, leader):
    """All tables there are, one with another: each number is the cube's own, or a sum of what it shows."""
    found = queries.opened(leader, opened)
    asked = 0
    for name, group, merged, within in itertools.product(
        (KNOWN, PLAN), ("kommune", "rolle"), (False, True), ((), ("dont_know", "refused"))
    ):
        question = found.question(name)
        axis = next(axis for axis in question.groups if axis.name == group)
        for rows, filters in ((group, ()), *(("", ((group, (code,)),)) for code in axis.leaves)):
            how = Definition((name,), rows, filters, merged=merged, within=within)
            table = queries.asked(leader, opened, how)
            for line in exports.lines_of(table):
                of = {group: (line.code,)} if line.code else dict(filters)
                seen = question.seen(of)
                for head, cell in zip(table.heads, line.cells, strict=True):
                    shown = int(seen[question.answers.place[head.code]])
                    assert cell.persons == (None if shown < 0 else shown)
                    assert not 0 < shown < 5
                    asked += 1
    assert asked > 200


def test_a_table_that_does_not_fit_is_refused_in_words(opened, leader):
    for how in (
        Definition(("nothing",)), Definition((KNOWN,), "alder"), Definition((KNOWN,), "rolle", weight="vekt"),
        Definition((KNOWN,), "rolle", (("kommune", ("Ås",)),)), Definition((KNOWN,), filters=(("rolle", ()),)),
        Definition((KNOWN, PLAN)), Definition((KNOWN, KNOWN), "rolle"),
        Definition((KNOWN,), "rolle", (("rolle", ("Leder",)),)),
    ):  # fmt: skip
        with pytest.raises(NotNow):
            queries.asked(leader, opened, how)


def test_what_is_prepared_is_not_there_for_others_and_what_is_open_stands(draft, evaluator, leader, bank):
    assert not queries.data_sets(leader).filter(pk=draft.pk).exists()
    with pytest.raises(Refused):
        queries.data_set(leader, draft.pk)
    with pytest.raises(Refused):
        actions.open_data_set(leader, draft, ["rolle"])
    with pytest.raises(NotNow):
        queries.asked(evaluator, draft, BY_ROLE)
    with pytest.raises(NotNow):
        actions.open_data_set(evaluator, draft, ["rolle", "nothing"])
    with pytest.raises(NotNow):
        actions.open_data_set(evaluator, draft, ["a", "b", "c", "d"])
    actions.open_data_set(evaluator, draft, ["rolle"])
    for act in (
        lambda: actions.open_data_set(evaluator, draft, ["kommune"]),
        lambda: actions.set_purposes(evaluator, draft, {}),
        lambda: actions.change_variable(evaluator, draft.variables.first(), {"nb": "x"}),
        lambda: actions.load_file(evaluator, FIELDS, "svar.csv", as_csv(raw_export(95))),
        lambda: actions.remove_data_set(evaluator, draft),
        lambda: actions.take_out(leader, draft),
    ):
        with pytest.raises(Refused):
            act()
    actions.withdraw(bank, draft, "Feil fil")
    with pytest.raises(NotNow):
        queries.asked(evaluator, draft, BY_ROLE)
    assert not queries.data_sets(leader).filter(pk=draft.pk).exists()


def test_loading_again_keeps_what_was_said_of_the_columns(draft, evaluator):
    variable = draft.variables.get(name=KNOWN)
    codes = [{**code, "nn": code["nb"].upper()} for code in variable.codes]
    actions.change_variable(evaluator, variable, {"nb": "Kjent?", "codes": codes})
    actions.set_purposes(evaluator, draft, {"hva_synes_du_om_planen": "left_out"})
    with pytest.raises(NotNow):
        actions.set_purposes(evaluator, draft, {"kommentar": "question"})
    actions.load_file(evaluator, FIELDS, "svar.csv", as_csv(raw_export(40)))
    again = draft.variables.get(name=KNOWN)
    assert (again.nb, again.codes) == ("Kjent?", codes)
    assert draft.variables.get(name=OPINION).purpose == "left_out"
    actions.change_data_set(evaluator, draft, {"note": "Sett over"})
    actions.remove_data_set(evaluator, draft)
    assert not DataSet.objects.exists()


def test_few_answers_and_none_at_all_are_not_opened(evaluator):
    few = actions.load_file(evaluator, {**FIELDS, "key": "faa"}, "svar.csv", as_csv(raw_export(4)))[0]
    with pytest.raises(NotNow):
        actions.open_data_set(evaluator, few, [])
    actions.set_purposes(evaluator, few, {each.name: "left_out" for each in few.variables.all()})
    with pytest.raises(NotNow):
        actions.open_data_set(evaluator, few, [])


def test_a_saved_table_has_versions_and_says_the_same_through_both(opened, evaluator, leader, an_actor):
    table = actions.save_table(evaluator, opened, "kjent", {"nb": "Kjent etter rolle"}, BY_ROLE)
    assert queries.answered(leader, table).title == "Kjent etter rolle"
    with pytest.raises(NotNow):
        actions.save_table(evaluator, opened, "kjent", {"nb": "x"}, BY_ROLE)
    with pytest.raises(NotNow):
        actions.change_table(evaluator, table, BY_ROLE)
    with pytest.raises(Refused):
        actions.change_table(leader, table, Definition((PLAN,)))
    with pytest.raises(Refused):
        actions.save_table(an_actor(Role.POLITICIAN, "hamar"), opened, "y", {"nb": "y"}, BY_ROLE)
    actions.change_table(evaluator, table, Definition((PLAN,)), "Et annet spørsmål")
    assert queries.answered(leader, table, 1).digest == queries.asked(leader, opened, BY_ROLE).digest
    assert queries.version(leader, table).number == 2
    assert [api._table(row)["key"] for row in queries.tables(leader)] == ["kjent"]
    assert [hit.title for hit in finding.tables(leader, "kjent", 5)] == ["Kjent etter rolle"]
    assert next(hit.title for hit in finding.tables(leader, "måling", 5)) == "Måling 2012"
    assert queries.free_key("kjent") == "kjent-2"
    actions.archive_table(evaluator, table)
    assert not queries.tables(leader).exists() and queries.table(leader, table.pk)


def test_a_definition_is_kept_and_read_back_and_a_strange_one_is_refused():
    how = Definition(
        (KNOWN,), "rolle", (("kommune", ("Ås",)),), "column", (), True, 1, "largest_remainder", "vekt", "likert", True
    )
    assert definition(json.loads(json.dumps(how.as_dict()))) == how
    for strange in ({"questions": []}, {"questions": ["a"], "decimals": 7}, {"questions": ["a"], "percent": "x"}):
        with pytest.raises(ValueError):
            definition(strange)


def test_a_table_goes_out_whole_and_hidden_numbers_stay_hidden(opened, leader):
    found = queries.asked(leader, opened, BY_ROLE)
    plain = json.loads(exports.as_json_stat(found))
    size = plain["size"]
    assert len(plain["value"]) == size[0] * size[1] * size[2]
    assert [plain["value"][at] for at in map(int, plain["status"])] == [None] * len(plain["status"])
    persons = [plain["value"][at] for at in range(0, len(plain["value"]), 2)]
    assert persons == [cell.persons for line in exports.lines_of(found) for cell in line.cells]
    text = exports.as_csv(found).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[2] for row in rows[1 : 1 + len(persons)]] == [":" if each is None else str(each) for each in persons]
    assert exports.as_xlsx(found).startswith(b"PK")
    for figure in ("likert", "grouped", "small"):
        chart = figures.draw(queries.asked(leader, opened, Definition((KNOWN,), "rolle", figure=figure)))
        assert "<title" in chart.svg and len(chart.rows) == 4
    turned = exports.grid(queries.asked(leader, opened, Definition((KNOWN,), "rolle", turned=True)))
    assert len(turned.rows) == len(found.heads) + 1


def test_the_answers_go_out_to_whoever_brought_them_and_come_in_as_they_were(draft, evaluator):
    from boso.programme.tables import filing

    variables = queries.with_answers(evaluator, draft)
    back = filing.read("x.sav", exports.as_sav(draft, variables))
    for variable, column in zip(variables, back.columns, strict=True):
        assert column.values == exports.columns.raw(variable.answered), variable.name
        assert column.label == variable.nb
    book = filing.read("x.xlsx", exports.answers(draft, variables, "xlsx").content)
    assert book.respondents == 90
    assert len(book.columns) == len(variables)
    text = filing.read("x.csv", exports.answers(draft, variables, "csv").content)
    assert [each.values for each in text.columns] == [each.values for each in book.columns]
