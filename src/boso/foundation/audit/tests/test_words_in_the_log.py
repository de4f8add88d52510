"""Words that somebody searched for never stand in the log, and equal searches can still be told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.foundation.access.actor import SYSTEM
from boso.foundation.audit.actions import log_look
from boso.foundation.audit.models import Entry
from boso.foundation.audit.words import blinded, derived


def test_the_key_is_derived_as_the_standard_says():
    """RFC 5869, test case 1, the first 32 of its bytes."""
    key = derived(bytes([0x0B] * 22), info=bytes(range(0xF0, 0xFA)), salt=bytes(range(13)))
    assert key.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"


def test_a_key_without_salt_is_that_of_the_standard():
    """RFC 5869, test case 3."""
    assert derived(bytes([0x0B] * 22), info=b"").hex().startswith("8da4e775a563c18f715f802a063c5a31")


@pytest.mark.parametrize("same", ["Kari  Bærum", " kari bærum ", "KARI BAERUM"])
def test_however_the_words_are_spelt_they_are_the_same(same):
    assert blinded(7, same) == blinded(7, "kari bærum")


def test_each_organisation_and_each_installation_has_digests_of_its_own(settings):
    one = blinded(7, "kari")
    assert len({one, blinded(8, "kari"), blinded(None, "kari")}) == 3
    settings.SECRET_KEY = "another"
    assert blinded(7, "kari") != one


@given(st.text(max_size=40))
def test_a_digest_says_nothing_but_equality(words):
    found = blinded(1, words)
    assert found == blinded(1, words)
    assert len(found) in (0, 64)
    assert bool(found) == bool(words.split()) or not found


def test_a_look_keeps_the_digest_and_not_the_words(db):
    log_look(SYSTEM, "search.look", words="Kari Nordmann", query="role=planner", count=3)
    entry = Entry.objects.get()
    assert (entry.digest, entry.query) == (blinded(None, "Kari Nordmann"), "role=planner")
    assert "kari" not in str(Entry.objects.values().get()).casefold()
