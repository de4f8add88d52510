"""`boso allocate --municipality`: a proposal like one made on the page, for those who may, and never with a name."""

from __future__ import annotations

import json

import pytest

from boso.casework.allocation.models import Run
from boso.casework.dwellings.testing import make_dwelling
from boso.casework.households.testing import make_caseworker, make_household
from boso.casework.needs.actions import NewMapping, register_many
from boso.config.commands import run
from boso.core.law import parameters
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.models import User
from boso.foundation.access.roles import Role

NEED = {"without_own": "yes", "bedrooms": 1, "rooms": 2, "urgency": "now", "certainty": "known", "staffing": "none"}


@pytest.fixture
def group(db):
    """The name of somebody in the allocation group of a place where one waits for one home."""
    actor = make_caseworker("nav", role=Role.ALLOCATION_GROUP)
    make_dwelling(rooms=2, bedrooms=1, staffing="none")
    household = make_household("nav", name="Lun Vadmel")
    row = NewMapping(household, min(actor.units), household.opened_on, NEED)
    register_many(SYSTEM, household.organisation_id, [row])
    return User.objects.get(pk=actor.user_id).username


def test_the_group_gets_a_proposal_by_references(group, capsys):
    words = ["allocate", "--municipality", "provedal", "--as", group]
    assert run(words) == 0
    told = capsys.readouterr().out
    assert "1 av 1 husstander får bolig" in told
    assert "H-000001" in told
    assert "Vadmel" not in told
    assert run([*words, "--moves", "any", "--seed", "7", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["served"] == 1
    assert Run.objects.filter(moves=None, seed="7").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--moves", "many"], "«many» is no number of moves"),
        (["--date", "tomorrow"], "«tomorrow» is no day"),
        (["--date", "2999-01-01"], "i dag"),
        (["--as", "nobody"], "nobody signs in"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(group, capsys, more, said):
    assert run(["allocate", "--municipality", "provedal", "--as", group, *more]) == 1
    assert said in capsys.readouterr().err


def test_others_are_refused_and_a_large_one_becomes_a_job(group, capsys, monkeypatch):
    outsider = User.objects.get(pk=make_caseworker("refugee").user_id).username
    assert run(["allocate", "--municipality", "provedal", "--as", outsider]) == 1
    assert "that you allocate in" in capsys.readouterr().err
    value = parameters.value
    monkeypatch.setattr(parameters, "value", lambda area, key, on: 0 if key == "runs.at_once" else value(area, key, on))
    assert run(["allocate", "--municipality", "provedal", "--as", group]) == 1
    assert "as a job" in capsys.readouterr().err
