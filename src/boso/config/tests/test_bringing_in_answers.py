"""`boso import answers FILE`: tried, kept, brought in again, and refused with the place of each fault."""

from __future__ import annotations

import argparse
import json

import pytest

from boso.config.commands import CommandFailed, import_
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation, make_person
from boso.programme.tables import actions, queries
from boso.programme.tables.models import DataSet
from boso.programme.tables.testing import as_csv, as_xlsx, raw_export


def run(*words) -> int:
    parser = argparse.ArgumentParser()
    import_.arguments(parser)
    return import_.run(parser.parse_args(["answers", *(str(word) for word in words)]))


def told(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def test_answers_are_tried_kept_and_brought_in_again_without_doubling(db, tmp_path, capsys, an_actor):
    rows = raw_export(30)
    file = tmp_path / "svar.xlsx"
    file.write_bytes(as_xlsx(rows))
    assert run(file, "--dry-run") == 0
    shown = capsys.readouterr().out
    assert "30 answers, 10 columns would come in" in shown and "not kept" in shown and not DataSet.objects.exists()

    given = (file, "--name", "Måling", "--until", "2012-11-01", "--series", "maaling", "--invited", 120, "--json")
    assert run(*given, "--use", "rolle=question") == 0
    first = told(capsys)
    assert (first["format"], first["state"], first["answers"]) == ("boso-import/1", "applied", 30)
    assert next(each["answers"] for each in first["columns"] if each["name"] == "kommune")
    kept = DataSet.objects.get()
    assert (kept.pk, kept.nb, kept.population) == (first["data_set"], "Måling", 120)
    assert kept.variables.get(name="rolle").purpose == "question"
    assert run(*given, "--use", "rolle=question") == 0 and told(capsys)["state"] == "already"

    rows[-1][2] = "Ås" if rows[-1][2] != "Ås" else "Ækre"
    file = tmp_path / "nyere.csv"
    file.write_bytes(as_csv(rows))
    assert run(file, "--name", "Måling", "--use", "rolle=group") == 0
    assert DataSet.objects.count() == 1 and kept.variables.get(name="rolle").purpose == "group"
    capsys.readouterr()

    evaluator = an_actor(Role.EVALUATOR, "evaluator")
    actions.open_data_set(evaluator, DataSet.objects.get(), ["rolle"])
    variables = queries.with_answers(evaluator, DataSet.objects.get())
    from boso.programme.tables.exports import as_sav

    file = tmp_path / "svar.sav"
    file.write_bytes(as_sav(DataSet.objects.get(), variables))
    assert run(file, "--name", "Fra SPSS") == 0 and "30 answers" in capsys.readouterr().out


def test_what_is_wrong_is_told_by_file_sheet_row_and_column(db, tmp_path, capsys):
    file = tmp_path / "svar.csv"
    file.write_bytes(as_csv([["Kommune", "Kommune", "Svar"], ["Hol", "Hol", "#REF!"], ["Hol", "Hol", "1"]]))
    assert run(file) == 1
    shown = capsys.readouterr().out
    assert "did not come in" in shown and "svar.csv" in shown and "Kommune" in shown
    assert run(file, "--json") == 1 and {2, 1} >= {each["row"] for each in told(capsys)["problems"]}
    with pytest.raises(CommandFailed, match="cannot be opened"):
        run(tmp_path / "gone.csv")

    file.write_bytes(as_csv(raw_export(8)))
    for words, said in (
        (("--until", "i fjor"), "is no day"), (("--use", "rolle"), "COLUMN=AS"), (("--use", "farge=group"), "farge"),
        (("--as", make_person(Role.CASEWORKER, make_organisation("hamar")).username), "."),
    ):  # fmt: skip
        with pytest.raises(CommandFailed, match=said):
            run(file, *words)
    assert not DataSet.objects.exists()
