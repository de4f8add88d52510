"""Sealing with a key of one's own, throwing it away, and finding by a word that cannot be read."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from boso.foundation.vault import actions, queries
from boso.foundation.vault.models import Key
from boso.foundation.vault.sealing import Keyring

KEY = uuid.UUID(int=7)
RING = Keyring({KEY: b"k" * 32})


@given(st.dictionaries(st.text(min_size=1), st.text(min_size=1) | st.integers()))
def test_what_is_sealed_can_be_opened_with_the_same_key(values):
    sealed = RING.seal(KEY, values)
    assert RING.open(KEY, sealed) == values


def test_an_empty_value_is_left_out_and_an_empty_text_holds_nothing():
    assert RING.open(KEY, RING.seal(KEY, {"name": "", "phone": None, "language": "nb"})) == {"language": "nb"}
    assert RING.open(KEY, "") == {}


def test_another_key_or_a_changed_text_opens_nothing():
    other = uuid.UUID(int=8)
    sealed = RING.seal(KEY, {"name": "Vind"})
    assert Keyring({KEY: b"x" * 32}).open(KEY, sealed) is None
    assert Keyring({other: b"k" * 32}).open(other, sealed) is None
    assert RING.open(KEY, ("A" if sealed[20] != "A" else "B").join((sealed[:20], sealed[21:]))) is None


def test_the_same_thing_is_sealed_differently_each_time():
    assert RING.seal(KEY, {"name": "Vind"}) != RING.seal(KEY, {"name": "Vind"})


@pytest.mark.django_db
def test_a_key_that_is_thrown_away_opens_nothing_any_more():
    ring = actions.new_keys(9, 2)
    first, second = ring.keys
    sealed = ring.seal(first, {"name": "Vind"})
    assert queries.keyring([first, second]).open(first, sealed) == {"name": "Vind"}
    assert actions.throw_away([first]) == 1
    left = queries.keyring([first, second])
    assert left.open(first, sealed) is None
    assert list(left.keys) == [second]


@pytest.mark.django_db
def test_each_organisation_has_a_blind_key_of_its_own_made_at_first_use():
    assert queries.blind_key(9) is None
    key = actions.blind_key(9)
    assert actions.blind_key(9) == key == queries.blind_key(9)
    assert queries.blind(key, "name", "vind") == queries.blind(key, "name", "vind")
    assert (
        len(
            {
                queries.blind(key, "name", "vind"),
                queries.blind(key, "id", "vind"),
                queries.blind(actions.blind_key(8), "name", "vind"),
            }
        )
        == 3
    )


@pytest.mark.django_db
def test_keys_lie_in_a_database_of_their_own():
    actions.new_keys(9, 1)
    assert Key.objects.db == "keys"
    assert str(Key.objects.get()) == str(Key.objects.get().pk)
    actions.blind_key(9)
    assert "vault_key" not in connection.introspection.table_names()
