"""Values recorded and confirmed, targets, groups, packages taken in; and the client of statistics banks."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from http.client import IncompleteRead
from io import BytesIO

import pytest
from django.utils import timezone

from boso.config.commands import run
from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.exchange.exports import write_export
from boso.foundation.packages import actions as packages
from boso.foundation.packages import envelope
from boso.programme.indicators import actions, client, due, policies, queries
from boso.programme.indicators.asking import MOST_CELLS, Pace, TooLarge, version_1, version_2
from boso.programme.indicators.models import Cached, Target, Value
from boso.programme.indicators.testing import a_package
from boso.programme.indicators.tests.test_indicator_imports import jsonstat
from boso.programme.partnership.models import Participation

TODAY = dt.date(2013, 3, 1)
KEY = b"k" * 32


def recorded(leader, hamar, indicator, period="2012", above=3, below=12):
    return actions.record_value(
        leader, hamar, indicator, period, numerator=Decimal(above), origin="KOSTRA",
        denominator=None if below is None else Decimal(below),
    )  # fmt: skip


def received(coordinator, contact, hamar, **changes):
    packages.trust(coordinator, hamar.organisation, envelope.public_of(KEY))
    return packages.receive(contact, envelope.sealed(a_package("hamar", **changes), KEY))[0]


def test_a_value_counts_when_another_has_confirmed_it(indicators, hamar, leader, contact, other):
    long = indicators["stays_long"]
    value = recorded(leader, hamar, long)
    assert not queries.counted(contact, [hamar.organisation_id]).filter(indicator=long).exists()
    assert not queries.values(other).filter(pk=value.pk).exists()
    assert [item.act_url for item in due.values(contact, TODAY)] == [f"/indicators/values/{value.pk}/"]
    assert list(due.values(leader, TODAY)) == list(due.corrections(leader, TODAY)) == []
    with pytest.raises(Refused):
        actions.advance_value(leader, value, "confirm")
    with pytest.raises(NotNow):
        actions.advance_value(contact, value, "send_back")
    actions.advance_value(contact, value, "send_back", reason="Hva er telt?")
    assert [item.act_url for item in due.corrections(leader, TODAY)] == [f"/indicators/values/{value.pk}/"]
    again = recorded(leader, hamar, long, above=4)
    assert again.pk == value.pk
    actions.advance_value(contact, again, "confirm")
    assert queries.counted(other, [hamar.organisation_id]).get(indicator=long).numerator == 4
    assert due.values_by_id(other, [str(value.pk)])[str(value.pk)].url.endswith(f"/{value.pk}/")
    with pytest.raises(NotNow, match="står en bekreftet"):
        recorded(leader, hamar, long)


def test_what_is_recorded_has_a_period_and_a_denominator(indicators, hamar, leader, other):
    for period, below in (("2012M13", 12), ("2012", None), ("2012", 0)):
        with pytest.raises(NotNow):
            recorded(leader, hamar, indicators["stays_long"], period, below=below)
    with pytest.raises(Refused):
        recorded(other, hamar, indicators["stays_long"])
    assert recorded(leader, hamar, indicators["startlan_loans"], below=12).denominator is None


def test_who_may_what_with_a_value(indicators, hamar, leader, contact, coordinator, other, an_actor):
    value = recorded(leader, hamar, indicators["stays_long"])
    steering = an_actor(Role.STEERING_GROUP, "hamar")
    for decide in (policies.may_change_value, policies.may_confirm):
        assert decide(NOBODY, value).hidden
        assert decide(other, value).hidden
        assert not decide(steering, value).hidden
    assert policies.may_change_value(leader, value)
    assert policies.may_see_value(SYSTEM, value)
    assert policies.may_confirm(coordinator, value)
    mine = Value(state="recorded", recorded_by_id=contact.user_id, organisation_id=hamar.organisation_id)
    assert not policies.may_confirm(contact, mine)
    assert not policies.may_confirm(contact, Value(state="recorded", organisation_id=hamar.organisation_id))
    for decide in (policies.may_record, policies.may_set_target):
        assert not decide(other, hamar).hidden
        assert decide(NOBODY, hamar).hidden
    for decide in (policies.may_import, policies.may_edit_passports, policies.may_keep_groups):
        assert decide(coordinator)
        assert not decide(leader).hidden
        assert decide(NOBODY).hidden
    assert policies.may_see_packages(leader)
    assert policies.may_see_packages(NOBODY).hidden
    for read in (queries.passports, queries.values, queries.targets, queries.to_confirm, queries.keys):
        assert not read(NOBODY).exists()


def test_targets_are_set_changed_and_taken_away(indicators, hamar, leader, other):
    wanted = {"year": 2015, "value": Decimal(10), "baseline": Decimal(25), "baseline_year": 2011, "basis": "Vedtak"}
    target = actions.set_target(leader, hamar, indicators["stays_long"], wanted)
    with pytest.raises(NotNow):
        actions.set_target(leader, hamar, indicators["stays_long"], wanted)
    later = actions.set_target(leader, hamar, indicators["stays_long"], wanted | {"year": 2016})
    with pytest.raises(NotNow):
        actions.change_target(leader, later, wanted)
    assert actions.change_target(leader, later, wanted | {"year": 2016, "value": Decimal(5)}).value == 5
    with pytest.raises(Refused):
        actions.remove_target(other, target)
    actions.remove_target(leader, target)
    assert list(queries.targets(other, hamar)) == [later]
    with pytest.raises(Refused):
        queries.target(leader, target.pk)
    assert Target.objects.count() == 1


def test_groups_have_names_of_their_own_and_members(indicators, coordinator, contact):
    members = list(Participation.objects.order_by("pk")[:3])
    group = actions.keep_group(coordinator, None, "Store", "Over 40 000", members)
    for name, chosen in (("Store", members), ("Andre", members[:1])):
        with pytest.raises(NotNow):
            actions.keep_group(coordinator, None, name, "", chosen)
    assert actions.keep_group(coordinator, group, "Store", "Over 30 000", members[:2]).members.count() == 2
    with pytest.raises(Refused):
        actions.archive_group(contact, group)
    actions.archive_group(coordinator, group)
    with pytest.raises(Refused):
        queries.group(coordinator, group.pk)


def test_figures_of_a_package_are_taken_in_and_stay_inside(indicators, hamar, coordinator, contact, leader, other):
    first = received(coordinator, contact, hamar)
    assert [item.title for item in due.packages(contact, TODAY)] == ["Hamar: Midlertidige opphold"]
    assert list(due.packages(leader, TODAY)) == []
    assert actions.take_in(contact, first) == 1
    assert list(due.packages(contact, TODAY)) == []
    value = Value.objects.get(indicator=indicators["stays_long"])
    assert (value.numerator, value.denominator, value.inside, value.period) == (6, 20, True, "2012")
    assert queries.values(leader).filter(pk=value.pk).exists()
    assert not queries.values(other).filter(pk=value.pk).exists()
    with pytest.raises(Refused):
        queries.value(other, value.pk)
    newer = received(coordinator, contact, hamar, number=2, long=None)
    assert actions.take_in(contact, newer) == 1
    value.refresh_from_db()
    assert (value.numerator, value.mark) == (None, "hidden")
    with pytest.raises(NotNow, match="eldre"):
        actions.take_in(contact, first)
    with pytest.raises(Refused):
        actions.take_in(leader, newer)
    with pytest.raises(Refused):
        queries.package(other, newer.pk)


def test_a_package_that_nothing_is_counted_from(indicators, hamar, coordinator, contact):
    document = a_package("hamar")
    for name, number, table in (("other", 1, "place_by_length"), ("stays", 2, "no_such_table")):
        document["definition"]["name"], document["number"] = name, number
        document["tables"][0]["name"] = table
        packages.trust(coordinator, hamar.organisation, envelope.public_of(KEY))
        package = packages.receive(contact, envelope.sealed(document, KEY))[0]
        if name == "other":
            with pytest.raises(NotNow):
                actions.take_in(contact, package)
            assert list(due.packages(contact, TODAY)) == []
        else:
            actions.take_in(contact, package)
            assert Value.objects.get(indicator=indicators["stays_long"]).mark == "missing"


def exported(actor=SYSTEM, **filters):
    stream = BytesIO()
    write_export(actor, "indicators", "json", stream, **filters)
    return json.loads(stream.getvalue())


def test_the_list_that_leaves_says_what_is_not_loaded_and_what_nobody_measures(indicators, hamar, leader, contact):
    actions.advance_value(contact, recorded(leader, hamar, indicators["stays_long"], above=1, below=3), "confirm")
    actions.set_target(
        leader, hamar, indicators["stays_long"],
        {"year": 2015, "value": Decimal(10), "baseline": None, "baseline_year": None, "basis": "Vedtak"},
    )  # fmt: skip
    rows = exported()
    kinds = {kind: [row for row in rows if row["kind"] == kind] for kind in {row["kind"] for row in rows}}
    assert len(kinds["value"]) == 11
    assert len(kinds["nobody_measures"]) == 2
    assert "bostotte_households" in {row["indicator"] for row in kinds["not_loaded"]}
    assert all(row["from"] for row in kinds["not_loaded"])
    own = exported(participant="hamar")
    assert [(row["kind"], row["value"]) for row in own] == [("value", None), ("value", 33.333333), ("target", 10)]
    assert [row["indicator"] for row in exported(indicator="survey_answers")] == ["survey_answers"]


def test_questions_to_a_statistics_bank():
    selection = {"Region": ["3403", "0403"], "Tid": ["top(3)"], "Kjonn": ["*"], "Alder": ["a"]}
    asked = version_2("https://x/v2/", "07459", selection).address
    assert asked.startswith("https://x/v2/tables/07459/data?lang=no&outputFormat=json-stat2")
    assert "&valueCodes[Region]=3403,0403&valueCodes[Tid]=top(3)" in asked
    body = json.loads(version_1("https://x/table", "07459", selection).body)
    assert [one["selection"]["filter"] for one in body["query"]] == ["item", "top", "all", "item"]
    for ask in (version_1, version_2):
        with pytest.raises(TooLarge):
            ask("https://x", "1", {"A": ["a"] * 1000, "B": ["b"] * (MOST_CELLS // 1000 + 1)})


def test_no_more_calls_than_the_bank_allows():
    pace = Pace(calls=2, seconds=60)
    for now in (0, 10):
        assert pace.wait(now) == 0
        pace.made(now)
    assert pace.wait(20) == 40
    assert pace.wait(60) == 0


def test_a_client_asks_once_keeps_the_answer_and_waits_its_turn(indicators, contact, tmp_path):
    asked, slept = [], []

    def transport(question):
        asked.append(question.address)
        return jsonstat().decode()

    door = client.Client(
        contact, transport=transport, clock=lambda: 5.0, sleep=slept.append, pace=Pace(calls=1, seconds=60)
    )
    for _time in range(2):
        assert "01222" in door.fetch("01222", {"Region": ["0403"]})
    assert len(asked) == 1
    door.fetch("01222", {"Region": ["0403"]}, version=1)
    assert slept == [60]
    Cached.objects.update(fetched_at=timezone.now() - dt.timedelta(days=3))
    door.fetch("01222", {"Region": ["0403"]})
    assert len(asked) == 3
    assert Cached.objects.count() == 2
    (tmp_path / "ssb-01222.json").write_bytes(jsonstat())
    client.Client(contact, offline=tmp_path, transport=transport).fetch("01222", {"Region": ["1"]})
    assert len(asked) == 3


def test_a_bank_that_does_not_answer_or_answers_badly(indicators, contact, tmp_path):
    def silent(question):
        raise OSError

    def broken_off(question):
        raise IncompleteRead(b"{")

    for transport in (silent, broken_off, lambda question: b"\xe6".decode(), lambda question: "<html>"):
        with pytest.raises(NotNow):
            client.Client(contact, offline=tmp_path, transport=transport).fetch("01222", {})
    assert not Cached.objects.exists()


def test_the_command_writes_what_it_fetched(indicators, tmp_path, capsys):
    (tmp_path / "ssb-01222.json").write_bytes(jsonstat())
    out = tmp_path / "out.json"
    words = ["statistics", "01222", "--select", "Region=0403", "--offline", str(tmp_path), "--out", str(out)]
    assert run(words) == 0
    assert run(["import", "values", str(out), "--dry-run"]) == 0
    assert "out.json" in capsys.readouterr().out
    for wrong, fault in (
        ([*words[:3], "Region", *words[4:]], "CODES"),
        ([*words[:-1], str(tmp_path / "no" / "x")], "cannot be written"),
        (["statistics", "01222", "--offline", str(tmp_path), "--out", str(out),
          *[word for name in "ABCDEF" for word in ("--select", f"{name}={','.join('0123456789')}")]], "800000"),
    ):  # fmt: skip
        assert run(wrong) == 1
        assert fault in capsys.readouterr().err


def test_over_the_network_goes_through_urllib(monkeypatch):
    seen = []

    class Answer(BytesIO):
        pass

    def opened(request, timeout):
        seen.append((request.full_url, request.data, timeout))
        return Answer(b"{}")

    monkeypatch.setattr(client.urllib.request, "urlopen", opened)
    assert client.over_the_network(version_2("https://x", "1", {})) == "{}"
    assert client.over_the_network(version_1("https://x", "1", {})) == "{}"
    assert [data is None for _url, data, _timeout in seen] == [True, False]
