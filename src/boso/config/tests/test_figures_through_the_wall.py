"""`boso figures send|receive`: out by the second person's hand, in by the bank's."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from boso.casework.figures import actions
from boso.config.commands import run
from boso.foundation.access.models import User
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation, make_person
from boso.foundation.packages.models import Received, TrustedKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    made = {role: make_person(role, "provedal") for role in (Role.PLANNER, Role.PROGRAMME_LEADER)}
    made[Role.COORDINATOR] = make_person(Role.COORDINATOR, "husbanken-ost")
    return made


def ask(*words: object, by: User | None = None) -> int:
    return run(["figures", *map(str, words), *(["--as", by.username] if by is not None else [])])


def test_a_package_goes_out_and_comes_in_once(people, tmp_path, capsys):
    path = tmp_path / "package.json"
    planner, leader, bank = (people[role] for role in (Role.PLANNER, Role.PROGRAMME_LEADER, Role.COORDINATOR))
    assert ask("send", path) == 1
    assert "no package is made yet" in capsys.readouterr().err
    package = actions.make(
        actor_of(planner, timezone.localdate()), make_organisation("provedal"), "needs", timezone.localdate()
    )
    assert ask("send", path, by=planner) == 1
    assert "Somebody else must let it leave" in capsys.readouterr().err
    assert ask("send", path, "--municipality", "provedal", "--json", by=leader) == 0
    assert json.loads(capsys.readouterr().out)["number"] == 1
    assert ask("send", path, "--package", package.reference, by=leader) == 0
    assert ask("receive", path, by=bank) == 0
    assert "nothing is changed" in capsys.readouterr().out
    Received.objects.all().delete()
    TrustedKey.objects.all().delete()
    assert ask("receive", path, by=bank) == 1
    assert "Nobody has said that the key" in capsys.readouterr().err
    assert ask("receive", path, "--trust", by=bank) == 0
    assert "taken in" in capsys.readouterr().out
    assert Received.objects.get().number == 1
    assert ask("receive", path, "--trust", by=leader) == 1


def test_what_is_wrong_is_said_in_one_line(people, tmp_path, capsys):
    path = tmp_path / "package.json"
    leader = people[Role.PROGRAMME_LEADER]
    for words, said in (
        (("receive", path), "cannot be read"),
        (("send", path, "--package", "x"), "is no package"),
        (("send", path, "--package", "P-9"), "there is nothing like that"),
    ):
        assert ask(*words, by=leader) == 1
        assert said in capsys.readouterr().err
    path.write_text("{}")
    assert ask("receive", path, by=leader) == 1
    assert "boso-figures/1" in capsys.readouterr().err
    made = actions.make(
        actor_of(people[Role.PLANNER], timezone.localdate()),
        make_organisation("provedal"),
        "needs",
        timezone.localdate(),
    )
    assert ask("send", tmp_path / "no" / "folder.json", "--package", made.pk, by=leader) == 1
    assert "cannot be written" in capsys.readouterr().err
