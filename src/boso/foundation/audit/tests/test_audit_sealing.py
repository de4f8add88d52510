"""Sealing the log, and finding whatever was done to it."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.testing import make_organisation
from boso.foundation.audit import queries, sealing
from boso.foundation.audit.actions import extend_chain, keep_verification, log_act, log_look
from boso.foundation.audit.models import Entry, Head, Seal, Verification
from boso.foundation.audit.sealing import Fault, seal_pending, verify
from boso.foundation.audit.tasks import seal_log, sweep_log, verify_log
from boso.foundation.audit.verbs import label, labels, register

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 23, 9, 14, tzinfo=dt.UTC)


def write(number: int, organisation_id: int | None = None) -> list[Entry]:
    return [
        log_act(SYSTEM, "home.found", organisation_id=organisation_id, digest="d", reason=f"reason {n}")
        for n in range(number)
    ]


def raw(statement: str, *values: object) -> None:
    """What somebody with the rights to the database might do; keys between tables are no hindrance to them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(statement, values)
        else:
            cursor.execute(statement, values)


def test_entries_are_sealed_into_one_chain_for_each_organisation():
    hamar = make_organisation("hamar")
    write(2)
    write(3, hamar.pk)
    assert seal_pending(NOW) == 5
    assert seal_pending(NOW) == 0
    write(1, hamar.pk)
    assert seal_pending(NOW, sweep=True) == 1
    numbers = Seal.objects.order_by("organisation_id", "number").values_list("organisation_id", "number")
    assert sorted((o or 0, n) for o, n in numbers) == [(0, 1), (0, 2)] + [(hamar.pk, n) for n in (1, 2, 3, 4)]
    report = verify()
    assert report.whole
    assert (report.sealed, report.unsealed) == (6, 0)
    assert verify(hamar.pk).sealed == 4
    assert verify(None).sealed == 2


def test_a_batch_has_a_limit_and_late_entries_are_sealed_when_they_are_seen():
    first, late, last = write(3)
    Entry.objects.filter(pk=late.pk).delete()
    assert seal_pending(NOW, limit=1) == 1
    assert seal_pending(NOW, limit=1) == 1
    late.save(force_insert=True)
    assert seal_pending(NOW) == 1
    assert extend_chain(None, NOW, None, 10) == 0
    assert list(Seal.objects.order_by("number").values_list("entry_id", flat=True)) == [first.pk, last.pk, late.pk]
    assert verify().whole


def test_what_is_strangely_old_waits_for_the_sweep():
    write(1)
    seal_pending(timezone.now())
    Entry.objects.create(at=NOW - dt.timedelta(days=400), kind="act", verb="a.b")
    assert not queries.anything_unsealed()
    assert seal_pending(NOW) == 0
    assert seal_pending(NOW, sweep=True) == 1


def test_the_report_is_said_in_words():
    assert verify().sentence == verify(now=NOW).sentence
    assert Head.objects.count() == 0
    entry = write(1)[0]
    assert "1" in verify(now=entry.at + dt.timedelta(seconds=40)).sentence
    seal_pending(NOW)
    assert verify().sentence
    write(2)
    seal_pending(NOW)
    Entry.objects.update(reason="other")
    report = verify()
    assert len(report.findings) == 3
    assert str(Entry.objects.first().pk) in report.findings[0]
    assert report.sentence.count("3") == 2


def test_no_more_than_a_hundred_faults_a_chain(monkeypatch):
    monkeypatch.setattr(sealing, "MOST_FAULTS", 2)
    write(4)
    seal_pending(NOW)
    Entry.objects.update(verb="x.y")
    assert len(verify().faults) == 2


def test_a_long_chain_is_gone_through_in_parts(monkeypatch):
    monkeypatch.setattr(sealing, "CHUNK", 3)
    write(8)
    seal_pending(NOW)
    steps = []
    report = verify(tell=lambda done, total, words: steps.append((done, total)))
    assert report.whole
    assert steps == [(3, 8), (6, 8), (8, 8)]


def faults_after(tamper: str, chosen: int) -> list[str]:
    """Twelve sealed entries in two chains, one thing done to them, and what the check says."""
    organisation = make_organisation("hamar")
    write(6)
    write(6, organisation.pk)
    seal_pending(NOW)
    entry = Entry.objects.order_by("id")[chosen]
    seal = Seal.objects.get(entry=entry)
    other = Seal.objects.exclude(pk=seal.pk).order_by("?").first()
    TAMPERS[tamper](entry, seal, other)
    return [fault.what for fault in verify().faults]


def _swap_entries(entry: Entry, seal: Seal, other: Seal) -> None:
    """The seals of two entries change places."""
    spare = write(1, entry.organisation_id)[0]
    first, second = seal.entry_id, other.entry_id
    for row, to in [(seal, spare.pk), (other, first), (seal, second)]:
        Seal.objects.filter(pk=row.pk).update(entry_id=to)


def _swap_contents(entry: Entry, seal: Seal, other: Seal) -> None:
    """Two entries change places with all they hold."""
    twin = Entry.objects.get(pk=other.entry_id)
    for row, values in [(entry, twin), (twin, entry)]:
        fields = {f.attname: getattr(values, f.attname) for f in Entry._meta.concrete_fields if not f.primary_key}
        Entry.objects.filter(pk=row.pk).update(**fields)


def _insert(entry: Entry, seal: Seal, other: Seal) -> None:
    """An entry of one's own with a seal that would fit at the end of the chain."""
    own = write(1, entry.organisation_id)[0]
    head = Head.objects.get(chain=entry.organisation_id or 0)
    row = Entry.objects.filter(pk=own.pk).values().get()
    forged = sealing.link(head.hash, head.number + 1, NOW, row)
    Seal.objects.create(
        organisation_id=entry.organisation_id, number=head.number + 1, entry=own, hash=forged, sealed_at=NOW
    )


def _change(model: type, **fields: object):
    return lambda entry, seal, other: model.objects.filter(pk=entry.pk if model is Entry else seal.pk).update(**fields)


def _head(entry: Entry):
    return Head.objects.filter(chain=entry.organisation_id or 0)


def _last_seal(entry: Entry) -> Seal:
    return Seal.objects.filter(organisation_id=entry.organisation_id).latest("number")


TAMPERS = {
    "moment": _change(Entry, at=NOW + dt.timedelta(microseconds=1)),
    "kind": _change(Entry, kind="look"),
    "verb": _change(Entry, verb="home.lost"),
    "thing": _change(Entry, object_type="a.b"),
    "thing's number": _change(Entry, object_id="7"),
    "digest": _change(Entry, digest="e"),
    "reason": _change(Entry, reason="another"),
    "query": _change(Entry, query="?"),
    "count": _change(Entry, count=1),
    "seal's hash": _change(Seal, hash="0" * 64),
    "seal's time": _change(Seal, sealed_at=NOW + dt.timedelta(hours=1)),
    "seal's number": _change(Seal, number=99),
    "seal deleted": lambda entry, seal, other: seal.delete(),
    "entry deleted": lambda entry, seal, other: raw("DELETE FROM audit_entry WHERE id = %s", entry.pk),
    "both deleted": lambda entry, seal, other: (seal.delete(), entry.delete()),
    "last seal deleted": lambda entry, seal, other: _last_seal(entry).delete(),
    "head moved back": lambda entry, seal, other: _head(entry).update(number=3),
    "head's hash": lambda entry, seal, other: _head(entry).update(hash="1" * 64),
    "head deleted": lambda entry, seal, other: _head(entry).delete(),
    "seals swapped": _swap_entries,
    "contents swapped": _swap_contents,
    "entry moved": lambda entry, seal, other: Entry.objects.filter(pk=entry.pk).update(
        organisation_id=make_organisation("moss").pk
    ),
    "slipped in": _insert,
}  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@given(chosen=st.integers(0, 11))
def test_whatever_is_done_to_one_sealed_row_is_found(tamper, chosen):
    from django.db import transaction

    with transaction.atomic():
        assert faults_after(tamper, chosen)
        transaction.set_rollback(True)


def test_an_untouched_log_has_no_fault():
    random.seed(1)
    for _round in range(5):
        write(random.randrange(4), random.choice([None, make_organisation("hamar").pk]))
        seal_pending(NOW)
    assert verify().whole


def test_the_worker_seals_checks_and_keeps_what_it_found():
    write(3)
    assert seal_log.call() == 3
    write(1)
    assert sweep_log.call() == 1
    assert verify_log.call()["whole"]
    Entry.objects.update(verb="x.y")
    assert verify_log.call(organisation_id=None)["whole"] is False
    kept = Verification.objects.filter(everything=True).first()
    assert kept.everything and not kept.whole
    assert [Fault(*row).what for row in kept.faults] == ["changed"] * 4
    hamar = make_organisation("hamar")
    assert keep_verification(verify(hamar.pk), guarded=True).organisation == hamar


def test_verbs_have_labels_and_unknown_ones_are_shown_as_they_are():
    register({"home.found": "Found a home"})
    assert label("home.found") == "Found a home"
    assert label("home.unheard") == "home.unheard"
    assert "log.verified" in labels()


def test_a_look_at_a_list_is_one_entry_with_its_question_and_count():
    entry = log_look(SYSTEM, "homes.listed", query="q" * 600, count=12)
    assert (len(entry.query), entry.count, entry.kind) == (500, 12, "look")
