"""`boso import interviews FILE.qdpx` on the command line."""

import argparse
import json

import pytest

from boso.config.commands import CommandFailed, import_
from boso.core.coding.refi import CodeShape, CodingShape, ProjectShape, SourceShape
from boso.core.coding.refi_writing import project
from boso.foundation.access.testing import make_organisation, make_person
from boso.programme.evaluation.models import AnalysisModel, Evaluation
from boso.programme.interviews.models import Coding


def guid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


@pytest.mark.django_db
def test_a_project_is_looked_at_brought_in_and_refused(tmp_path, capsys):
    office = make_organisation("moreforsking", "evaluator")
    person = make_person("evaluator", office)
    model = AnalysisModel.objects.create(key="m", title_nb="M")
    Evaluation.objects.create(key="e", title_nb="E", model=model, evaluator=office)
    codes = (CodeShape(guid(1), "Bolig"),)
    source = SourceShape(guid(2), "Samtale", "Å bo 😀", (CodingShape(guid(3), guid(1), 0, 4),))
    file = tmp_path / "p.qdpx"
    file.write_bytes(project(ProjectShape("P", "BoSo", (), codes, (source,))))

    def run(**more):
        told = {"what": "interviews", "file": file, "dry_run": False, "json": False, "username": person.username}
        return import_.run(argparse.Namespace(**told | {"municipality": None} | more))

    assert run(dry_run=True) == 0
    assert "Samtale" in capsys.readouterr().out
    assert not Coding.objects.exists()
    assert run(json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["format"], told["state"], len(told["notes"])) == ("boso-import/1", "done", 1)
    assert Coding.objects.count() == 1
    bad = tmp_path / "b.qde"
    bad.write_bytes(b"hei")
    with pytest.raises(CommandFailed):
        run(file=bad)
    with pytest.raises(CommandFailed):
        run(username=make_person("programme_leader", "hamar").username)
