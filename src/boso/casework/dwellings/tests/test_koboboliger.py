"""Dwellings in Kobo's shape through the API and in again: the same comes back, and JSON that is none is refused."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from boso.casework.dwellings.actions import register_many
from boso.casework.dwellings.codes import CodeBook
from boso.casework.dwellings.kobobolig import Kobobolig, record
from boso.casework.dwellings.models import CodeEntry, Dwelling, StatusPeriod
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.api import actions as tokens
from boso.foundation.exchange import actions, records
from boso.foundation.exchange.imports import Unreadable
from boso.foundation.exchange.reading import read_book

WORDS = st.from_regex(r"[A-Za-zÆØÅæøå]{1,12}( [a-zæøå]{1,8})?", fullmatch=True)
KINDS = st.sampled_from(["", "ordinary", "care", "shared", "sturdy", "temporary"])
ANSWER = st.sampled_from([None, True, False])


def maybe(strategy, empty=""):
    return st.one_of(st.just(empty), strategy)


@st.composite
def dwellings(draw):
    """Some dwellings with different addresses, as `register_many` takes them."""
    count = draw(st.integers(1, 3))
    return [
        {
            "fdv_id": f"F{place}", "kobo_id": draw(maybe(st.just(f"k-{place}"))), "street": f"Gate {chr(65 + place)}",
            "number": draw(st.one_of(st.none(), st.integers(1, 900))), "letter": draw(maybe(st.sampled_from("ABC"))),
            "postcode": draw(maybe(st.just("0999"))), "place": draw(maybe(WORDS)), "gnr": draw(st.integers(0, 900)),
            "bnr": draw(st.integers(1, 99)), "fnr": draw(st.integers(0, 9)), "snr": draw(st.integers(0, 9)),
            "unit_number": f"H0{place + 1}0{draw(st.integers(1, 9))}", "extra_reference": draw(maybe(WORDS)),
            "municipality_number": "9901", "kind": draw(KINDS), "sub_kind": draw(maybe(WORDS)),
            "disposal": draw(st.sampled_from(["", "owned", "leased_in", "right_of_referral"])),
            "ownership": draw(st.sampled_from(["", "freehold", "private"])), "owner_name": draw(maybe(WORDS)),
            "owner_number": draw(maybe(st.just("012345678"))), "owner_phone": draw(maybe(st.just("90000000"))),
            "area_m2": draw(st.one_of(st.none(), st.decimals(1, 900, places=1))),
            "bedrooms": draw(st.one_of(st.none(), st.integers(0, 9))),
            "floor": draw(st.one_of(st.none(), st.integers(-1, 20))),
            "rent": draw(st.one_of(st.none(), st.decimals(0, 99_999, places=2))),
            "deposit": draw(st.one_of(st.none(), st.decimals(0, 99_999, places=2))),
            "adaptations": draw(st.sampled_from(["", ",wheelchair,", ",step_free,", ",pets,wheelchair,", ",ny ting,"])),
            "staffing": draw(st.sampled_from(["", "none", "all_day"])), "has_staff_base": draw(ANSWER),
            "is_group_home": draw(st.booleans()), "vat_compensation": draw(ANSWER), "rent_to_own": draw(ANSWER),
            "status": draw(st.sampled_from(["ready", "let", "reserved", "maintenance", "unavailable"])),
            "status_since": dt.date(2026, 2, draw(st.integers(1, 28))), "power_meter": draw(maybe(WORDS)),
            "primary_school": draw(maybe(WORDS)), "other_information": draw(maybe(WORDS)),
        }
        for place in range(count)
    ]  # fmt: skip


def told(organisation) -> list[dict]:
    rows = Dwelling.objects.filter(organisation=organisation).order_by("fdv_id")
    plain = [Kobobolig(**record(row, CodeBook(CodeEntry.objects.filter(organisation=organisation)))) for row in rows]
    return [one.model_dump(mode="json") for one in plain]


def bring(tmp_path, organisation, found, **more):
    path = tmp_path / "koboboliger.json"
    path.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    with translation.override("en"):
        return actions.run_import(SYSTEM, "dwellings", path, organisation_id=organisation.pk, **more)


@pytest.mark.slow
@pytest.mark.django_db
def test_what_goes_out_comes_in_again_as_it_was(fewer, tmp_path):
    here, there = make_organisation("provedal", invented=True), make_organisation("ovingsvik", invented=True)

    @fewer
    @given(dwellings())
    def holds(rows):
        StatusPeriod.objects.all().delete()
        Dwelling.objects.all().delete()
        register_many(SYSTEM, here.pk, rows)
        out = told(here)
        outcome = bring(tmp_path, there, {"rows": out, "next": None})
        assert outcome.state == "applied", outcome.problems
        assert told(there) == out
        again = bring(tmp_path, here, out, dry_run=True)
        assert (again.sheets[0].unchanged, again.problems) == (len(out), ())

    holds()


@pytest.mark.django_db
def test_programs_read_koboboliger_by_token_and_never_who_lives_there(an_actor, tmp_path):
    place = make_organisation("provedal", invented=True)
    row = {"fdv_id": "7", "street": "Prøvegata", "number": 4, "status": "ready", "status_since": dt.date(2026, 1, 1)}
    register_many(SYSTEM, place.pk, [row, {**row, "fdv_id": "8", "letter": "B", "adaptations": ",wheelchair,"}])
    CodeEntry.objects.create(organisation=place, list="status", code="EN_NY_STATUS", seen_in="import")
    StatusPeriod.objects.filter(dwelling__fdv_id="8").update(note="EN_NY_STATUS")
    administrator = an_actor(Role.ADMINISTRATOR, place)
    _token, secret = tokens.let_in(administrator, place, "Kobo", dt.date.today() + dt.timedelta(days=9))  # noqa: DTZ011
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    found = client.get("/api/v1/kobobolig").json()["rows"]
    assert [(one["leverandorBoligId"], one["boligstatus"]) for one in found] == [
        ("7", "KLAR_FOR_INNFLYTTING"), ("8", "EN_NY_STATUS"),
    ]  # fmt: skip
    assert found[1]["egenskaper"] == ["wheelchair"]
    assert not {"husstand", "leieforhold"} & found[0].keys()
    one = client.get(f"/api/v1/kobobolig/{Dwelling.objects.get(fdv_id='7').pk}").json()
    assert one == found[0]


@pytest.mark.django_db
def test_words_of_the_older_version_and_unknown_adaptations_are_taken_in(tmp_path):
    place = make_organisation("provedal", invented=True)
    said = {
        "fdvuBoligId": "9", "boligtype": "ORDINAR_BOLIG", "adresse": {"adressenavn": "Prøvegata", "nummer": 4},
        "egenskaper": ["LIVSLOPSSTANDARD", "Step-free"], "erTilgjengeligForRullestolbruker": True,
        "bruksareal": 54.5, "leiekostnad": {"manedsleie": 8500.5}, "leieforhold": {"startdato": "2026-01-01"},
    }  # fmt: skip
    outcome = bring(tmp_path, place, said)
    assert outcome.state == "applied", outcome.problems
    assert "leieforhold.startdato" in outcome.notes[0]
    dwelling = Dwelling.objects.get()
    assert (dwelling.fdv_id, dwelling.kind, dwelling.adaptations, dwelling.area_m2, dwelling.rent) == (
        "9", "ordinary", ",LIVSLOPSSTANDARD,step_free,wheelchair,", Decimal("54.5"), Decimal("8500.50"),
    )  # fmt: skip
    assert CodeEntry.objects.get(list="adaptation").code == "LIVSLOPSSTANDARD"
    Dwelling.objects.update(staffing="part")
    assert bring(tmp_path, place, {**said, "erdognbemannet": False}).sheets[0].unchanged == 1
    changed = bring(tmp_path, place, {**said, "erTilgjengeligForRullestolbruker": False, "egenskaper": []})
    assert changed.sheets[0].changed == 1
    assert Dwelling.objects.get().adaptations == ",LIVSLOPSSTANDARD,step_free,"


def fault(name: str, text: str) -> tuple[int, str]:
    with translation.override("en"), pytest.raises(Unreadable) as error:
        read_book(name, text.encode())
    (problem,) = error.value.problems
    return problem.row, problem.what


def test_json_that_is_no_list_of_records_is_refused_with_the_record():
    assert fault("a.json", '[{"a": 1}') == (0, "The file is damaged: it is not JSON.")
    assert fault("a.json", '[{"a": 1}, 7]') == (2, "This is no record with fields.")
    assert fault("a.json", '[{"a": [{"b": 1}]}]') == (1, "The field «a» holds a list of its own.")
    assert fault("a.json", json.dumps([{str(number): 1 for number in range(600)}]))[1].startswith("The workbook has")
    assert fault("a.json", "[" * 100_000) == (0, "The file is damaged: it is not JSON.")
    with pytest.raises(records.TooLarge):
        records.rows_of(json.dumps([{}] * 200_001))
    with pytest.raises(records.NoRecords):
        records.rows_of("7")
    assert records.rows_of('{"a": NaN, "b": null, "c": {"d": true}}') == [["a", "b", "c.d"], ["NaN", "", "true"]]
    assert read_book("a.csv", b"[Adresse];Rom\nGata 1;2").grids[0].rows[0] == ["[Adresse]", "Rom"]


@given(st.text(max_size=60))
def test_whatever_begins_like_json_is_read_or_refused(text):
    try:
        read_book("a.json", f"[{text}".encode())
    except Unreadable as error:
        assert error.problems[0].what
