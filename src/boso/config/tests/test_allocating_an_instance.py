"""`boso allocate --instance`: one document or plain text; refused in one line."""

from __future__ import annotations

import json

import pytest

from boso.config.commands import run
from boso.core.matching.arrays import write_arrays
from boso.core.matching.reading import read

ASKED = {
    "format": "boso-instance/1",
    "households": [{"id": "h1"}, {"id": "h2", "class": 1}, {"id": "h9", "lives_in": "d4", "tenant": "may"}],
    "dwellings": [{"id": "d1", "vacant": True}, {"id": "d4", "vacant": False}],
    "pairs": [
        {"household": "h1", "dwelling": "d4", "fit": 70},
        {"household": "h2", "dwelling": "d4", "fit": 70},
        {"household": "h9", "dwelling": "d1", "fit": 40},
    ],
}


@pytest.fixture
def told(tmp_path, capsys):
    """What the command prints about a file with this content, its status before it."""

    def told(content: str, *words: str) -> tuple[int, str, str]:
        file = tmp_path / "asked.json"
        file.write_text(content, encoding="utf-8")
        status = run(["allocate", "--instance", str(file), *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return told


def test_one_document_and_nothing_else(told):
    status, out, _err = told(json.dumps(ASKED), "--json")
    answer = json.loads(out)
    assert (status, answer["format"], answer["served"], answer["moves"]) == (0, "boso-allocation/1", 1, 1)


def test_plain_text_says_who_by_which_moves_and_who_not(told):
    _status, out, _err = told(json.dumps(ASKED))
    assert "h9 d4->d1" in out
    assert "held by those before" in out


def test_arrays_are_read_as_well(tmp_path, capsys):
    file = tmp_path / "asked.npz"
    with file.open("wb") as opened:
        write_arrays(read(ASKED), opened)
    assert run(["allocate", "--instance", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["input_sha256"] == read(ASKED).digest


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "neither JSON nor arrays"),
        ("[" * 100_000, "neither JSON nor arrays"),
        (json.dumps({**ASKED, "colour": 1}), "colour: unknown key «colour»"),
        (json.dumps({**ASKED, "pairs": [{"household": "h1", "dwelling": "d4", "fit": 170}]}), "pairs[0].fit"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(told, content, why):
    status, out, err = told(content)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert why in err


def test_a_file_that_is_not_there_and_wrong_use(tmp_path, capsys):
    assert run(["allocate", "--instance", str(tmp_path / "none.json")]) == 1
    with pytest.raises(SystemExit) as left:
        run(["allocate"])
    assert left.value.code == 2
    assert "none.json cannot be read" in capsys.readouterr().err
