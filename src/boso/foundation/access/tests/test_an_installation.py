"""What an installation is stands from the day its database is made."""

from __future__ import annotations

import pytest

from boso.foundation.access.actions import found
from boso.foundation.access.models import Installation
from boso.foundation.access.queries import is_demo, is_taken
from boso.foundation.access.roles import Role

pytestmark = pytest.mark.django_db


def test_a_real_database_never_becomes_a_demo():
    assert found(demo=False)
    assert not found(demo=True)
    row = Installation.objects.get()
    row.demo = True
    with pytest.raises(ValueError, match="when its database is made"):
        row.save()
    assert not is_demo()
    assert str(Installation.objects.get()) == "real"


def test_a_sign_in_name_is_taken_whatever_its_letters(a_person):
    person = a_person(Role.PLANNER, "moss")
    assert is_taken(f" {person.username.upper()} ")
    assert not is_taken("nobody-at-all")
    assert str(person) == person.name
    assert str(person.memberships.get()).startswith(f"{person.pk} planner")
