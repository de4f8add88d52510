"""Every address, asked by every role and by nobody, answers as `policy_table.csv` says.

The table is read by people: one row an address and method, one column a persona, each cell the status.
`BOSO_SHOW_POLICY_TABLE=FILE` writes the rows as they are now, for a person to judge.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from boso.config import demo
from boso.foundation.access.models import User
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_person
from tests.access.samples import sample_address

TABLE = Path(__file__).with_name("policy_table.csv")

#: Column -> role and organisation. A casework role sees the programme as any member does.
PERSONAS: dict[str, tuple[Role, str]] = {
    "coordinator": (Role.COORDINATOR, "husbanken-ost"),
    "contact": (Role.CONTACT, "husbanken-ost"),
    "leader_own": (Role.PROGRAMME_LEADER, "hamar"),
    "leader_other": (Role.PROGRAMME_LEADER, "moss"),
    "owner_own": (Role.PROGRAMME_OWNER, "hamar"),
    "steering_own": (Role.STEERING_GROUP, "hamar"),
    "caseworker": (Role.CASEWORKER, "hamar"),
    "decision_maker": (Role.DECISION_MAKER, "hamar"),
    "allocation_group": (Role.ALLOCATION_GROUP, "hamar"),
    "housing_manager": (Role.HOUSING_MANAGER, "hamar"),
    "follow_up": (Role.FOLLOW_UP, "hamar"),
    "loan_officer": (Role.LOAN_OFFICER, "hamar"),
    "planner": (Role.PLANNER, "hamar"),
    "evaluator": (Role.EVALUATOR, "moreforsking"),
    "politician": (Role.POLITICIAN, "hamar"),
    "county_governor": (Role.COUNTY_GOVERNOR, "fylkesmannen-hedmark"),
    "voluntary": (Role.VOLUNTARY, "hamar"),
    "user_representative": (Role.USER_REPRESENTATIVE, "hamar"),
    "applicant": (Role.APPLICANT, "hamar"),
    "administrator": (Role.ADMINISTRATOR, "husbanken-ost"),
}


def addresses(patterns: list[object] | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named address, with its namespace."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield f"{prefix}{pattern.name}", pattern


def test_every_address_has_a_name_and_says_who_may_open_it():
    unmarked = [name for name, pattern in addresses() if not pattern.name or not hasattr(pattern.callback, "policy")]
    assert unmarked == []


@pytest.mark.slow
@pytest.mark.django_db
def test_every_address_answers_every_role_as_the_table_says(monkeypatch):
    people = _world(monkeypatch)
    now = {}
    for name, pattern in addresses():
        path = sample_address(name, pattern)
        for method in ("get", "post"):
            now[f"{name} {method.upper()}"] = {persona: _status(user, method, path) for persona, user in people.items()}
    if os.environ.get("BOSO_SHOW_POLICY_TABLE"):
        _show(now, list(people))
    assert _differences(now) == []


def _world(monkeypatch) -> dict[str, User | None]:
    """The demo's programme, and one person a role; each asks from a fresh start (what one does is rolled back)."""
    monkeypatch.setattr(demo, "PEOPLE", ())
    demo.load()
    return {"nobody": None, **{name: make_person(role, place) for name, (role, place) in PERSONAS.items()}}


def _status(user: User | None, method: str, path: str) -> int:
    from django.db import transaction

    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    try:
        with transaction.atomic():
            status = getattr(client, method)(path).status_code
            raise _Undo
    except _Undo:
        return status


class _Undo(Exception):
    """Leave the world as it was."""


def _differences(now: dict[str, dict[str, int]]) -> list[str]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        wanted = {row.pop("address"): row for row in csv.DictReader(stream)}
    found = [f"{address} stands in the table and nowhere else" for address in wanted if address not in now]
    for address, statuses in now.items():
        if address not in wanted:
            found.append(f"{address} is not in the table: {statuses}")
            continue
        found += [
            f"{address} as {persona}: {status}, the table says {wanted[address].get(persona)}"
            for persona, status in statuses.items()
            if str(status) != wanted[address].get(persona)
        ]
    return found


def _show(now: dict[str, dict[str, int]], personas: list[str]) -> None:
    lines = [",".join(["address", *personas])]
    lines += [",".join([address, *(str(statuses[p]) for p in personas)]) for address, statuses in sorted(now.items())]
    Path(os.environ["BOSO_SHOW_POLICY_TABLE"]).write_text("\n".join(lines) + "\n", encoding="utf-8")
