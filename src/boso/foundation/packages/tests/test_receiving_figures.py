"""Figures that come in: whole, signed by a key one knows, newer than what is here; the same twice changes nothing."""

from __future__ import annotations

import base64
import copy
import datetime as dt

import pytest

from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.packages import actions, envelope, policies, queries
from boso.foundation.packages.models import Received, TrustedKey

PRIVATE = bytes(range(32))
OTHER = bytes(range(1, 33))
BODY = {
    "format": envelope.FORMAT,
    "municipality": {"slug": "provedal", "name": "Prøvedal"},
    "definition": {"name": "needs", "version": 1},
    "on": "2026-11-23",
    "tables": [{"name": "t", "cells": [{"at": ["a"], "count": 7}, {"at": ["b"], "mark": ":"}]}],
}


def a_package(number=1, private=PRIVATE, **more):
    return envelope.sealed(copy.deepcopy({**BODY, "number": number, **more}), private)


@pytest.fixture
def known(db):
    place = make_organisation("provedal")
    actions.trust(SYSTEM, place, envelope.public_of(PRIVATE))
    return place


def test_what_is_sealed_reads_as_itself_and_every_change_shows():
    document = a_package()
    assert envelope.is_whole(document)
    assert envelope.is_signed(document, envelope.public_of(PRIVATE))
    assert not envelope.is_signed(document, envelope.public_of(OTHER))
    broken = copy.deepcopy(document)
    broken["tables"][0]["cells"][0]["count"] = 8
    assert not envelope.is_whole(broken)
    assert not envelope.is_signed(broken, envelope.public_of(PRIVATE))
    for seal in ({"sha256": "x"}, {**document["seal"], "signature": "é"}):
        assert not envelope.is_signed({**document, "seal": seal}, envelope.public_of(PRIVATE))


@pytest.mark.parametrize(
    ("text", "fault"),
    [("{", "no JSON"), ("[1]", "does not say"), ('{"format": "boso-figures/2"}', "does not say")],
)
def test_a_file_that_is_no_package_says_what_it_lacks(text, fault):
    with pytest.raises(envelope.NoPackage, match=fault):
        envelope.read(text)


def test_a_key_is_thirty_two_bytes():
    for public in ("%%%", base64.b64encode(b"short").decode()):
        with pytest.raises(envelope.NoPackage, match="no key"):
            envelope.fingerprint(public)


@pytest.mark.django_db
def test_the_same_package_twice_changes_nothing_and_an_older_one_is_refused(known, an_actor):
    coordinator = an_actor(Role.COORDINATOR, "husbanken-ost")
    first, new = actions.receive(coordinator, a_package(3))
    assert new
    assert str(first) == "needs 2026-11-23 3"
    again, new = actions.receive(coordinator, a_package(3))
    assert (again.pk, new) == (first.pk, False)
    with pytest.raises(NotNow, match="eldre"):
        actions.receive(coordinator, a_package(2))
    with pytest.raises(NotNow, match="eldre"):
        actions.receive(coordinator, a_package(3, on="2026-10-01"))
    actions.receive(coordinator, a_package(1, on="2026-10-01"))
    actions.receive(coordinator, a_package(4))
    assert queries.latest(coordinator, known.pk, "needs").number == 4
    assert queries.latest(coordinator, known.pk, "needs", dt.date(2026, 10, 1)).number == 1
    assert Received.objects.count() == 3


@pytest.mark.django_db
def test_a_package_that_is_tampered_with_or_not_the_municipalitys_is_refused_with_the_reason(known):
    tampered = a_package()
    tampered["tables"][0]["cells"][0]["count"] = 8
    forged = a_package()
    forged["on"] = "2026-11-24"
    forged["seal"]["sha256"] = envelope.digest(forged)
    for document, words in (
        (tampered, "endret etter"),
        (forged, "ikke signert"),
        (a_package(private=OTHER), "Ingen har sagt"),
        (a_package(municipality={"slug": "nowhere"}), "heter"),
        ({"format": envelope.FORMAT}, "ingen tallpakke"),
        (a_package(number="many"), "ingen tallpakke"),
    ):
        with pytest.raises(NotNow, match=words):
            actions.receive(SYSTEM, document)
    assert not Received.objects.exists()


@pytest.mark.django_db
def test_only_the_bank_receives_and_only_the_coordinator_says_whose_a_key_is(known, an_actor):
    leader = an_actor(Role.PROGRAMME_LEADER, "provedal")
    with pytest.raises(Refused, match="Banken"):
        actions.receive(leader, a_package())
    with pytest.raises(Refused, match="koordinator"):
        actions.trust(an_actor(Role.CONTACT, "husbanken-ost"), known, envelope.public_of(OTHER))
    assert actions.trust(SYSTEM, known, envelope.public_of(PRIVATE)) == TrustedKey.objects.get()
    assert len(str(TrustedKey.objects.get())) == 16
    with pytest.raises(NotNow, match="annen kommune"):
        actions.trust(SYSTEM, make_organisation("ovingsvik"), envelope.public_of(PRIVATE))
    with pytest.raises(NotNow, match="ingen offentlig nøkkel"):
        actions.trust(SYSTEM, known, "abc")


@pytest.mark.django_db
def test_the_bank_and_the_municipality_read_and_others_do_not(known, an_actor):
    actions.receive(SYSTEM, a_package())
    for actor in (an_actor(Role.CONTACT, "husbanken-ost"), an_actor(Role.PLANNER, "provedal"), SYSTEM):
        assert queries.visible(actor).count() == 1
        assert policies.may_read(actor, known.pk)
    stranger = an_actor(Role.PROGRAMME_LEADER, "hamar")
    assert not queries.visible(stranger).exists()
    with pytest.raises(Refused):
        queries.latest(stranger, known.pk, "needs")
