"""`boso import lss FILE`: the survey becomes a draft, or says at which line it cannot."""

from __future__ import annotations

import argparse
import json

import pytest

from boso.config.commands import CommandFailed, import_
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation, make_person
from boso.foundation.questionnaires.models import Form

LSS = """<?xml version="1.0"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>
<groups><rows><row><gid>1</gid></row></rows></groups>
<questions><rows><row><qid>1</qid><parent_qid>0</parent_qid><gid>1</gid><type>T</type><title>Q1</title>
<question>Hva?</question><relevance>rand() == 1</relevance></row></rows></questions></document>"""


def run(*words) -> int:
    parser = argparse.ArgumentParser()
    import_.arguments(parser)
    return import_.run(parser.parse_args([str(word) for word in words]))


@pytest.fixture
def file(db, tmp_path):
    path = tmp_path / "survey.lss"
    path.write_text(LSS, encoding="utf-8")
    return path


def test_a_survey_is_tried_and_then_kept_as_a_draft(file, capsys):
    who = make_person(Role.EVALUATOR, make_organisation("moreforsking", "evaluator")).username
    make_organisation("hamar")
    assert run("lss", file, "--dry-run", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["state"] == "looked" and told["problems"][0]["row"] == 3 and not Form.objects.exists()
    assert run("lss", file, "--as", who) == 0
    assert "questions:3:relevance" in capsys.readouterr().out
    made = Form.objects.get()
    assert (made.organisation.slug, made.purpose) == ("moreforsking", "survey")
    assert run("lss", file, "--json", "--municipality", "hamar") == 0
    assert json.loads(capsys.readouterr().out)["state"] == "done"
    with pytest.raises(CommandFailed):
        run("lss", file, "--as", who, "--municipality", "hamar")
    with pytest.raises(CommandFailed, match="who brings it in"):
        run("lss", file)


def test_a_file_that_cannot_be_used_is_refused(file, tmp_path, capsys):
    file.write_text("<document>", encoding="utf-8")
    assert run("lss", file) == 1
    assert "lss:1" in capsys.readouterr().out
    with pytest.raises(CommandFailed, match="cannot be opened"):
        run("lss", tmp_path / "gone.lss")
