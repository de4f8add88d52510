"""The pages of indicators, asked by those who read, record, confirm and keep them; and the command."""

from __future__ import annotations

import json
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boso.config.commands import run
from boso.foundation.access.roles import Role
from boso.foundation.packages import envelope
from boso.foundation.packages.models import Received
from boso.foundation.web import pdf
from boso.programme.indicators import views_sheets
from boso.programme.indicators.models import Group, Target, Value
from boso.programme.indicators.testing import a_package
from boso.programme.indicators.tests.test_fact_sheets import put
from boso.programme.partnership.models import Participation

pytestmark = pytest.mark.slow
KEY = b"k" * 32


def told(response, status=200):
    assert response.status_code == status, response.content[:400]
    return response.content.decode()


def test_everybody_in_the_programme_reads_them(indicators, hamar, signed_in):
    put(indicators["population"], "hamar", "2012", 28_662)
    put(indicators["population"], "norge", "2012", 5_000_000)
    put(indicators["stays_long"], "hamar", "2011", 1, 4)
    put(indicators["stays_long"], "hamar", "2012", 1, 5)
    put(indicators["population"], "moss", "2020", 49_000)
    evaluator = signed_in(Role.EVALUATOR, "moreforsking")
    page = told(evaluator.get("/indicators/"))
    assert "ikke lest inn" in page
    assert "Ingen måler dette" in page
    assert "Tall fra saksarbeidet" not in page
    assert "28\u00a0662" in told(evaluator.get("/indicators/of/population/"))
    assert "De ville komme fra" in told(evaluator.get("/indicators/of/homeless/"))
    told(evaluator.get("/indicators/of/nothing/"), 404)
    assert "Ingen måler 2 av de 5" in told(evaluator.get("/indicators/goals/"))
    assert "Alna" in told(evaluator.get("/indicators/sheets/"))
    assert "Hamar i tall, 2012" in told(evaluator.get("/indicators/sheets/hamar/?year=2012"))
    assert "Hamar i tall, 2" in told(evaluator.get("/indicators/sheets/hamar/?year=1066"))
    assert "Rygge" in told(evaluator.get("/indicators/sheets/moss/"))
    assert "dagens grenser" in told(evaluator.get("/indicators/sheets/moss/?borders=today"))
    assert "20,0" in told(evaluator.get("/indicators/sheets/hamar/stays_long/"))
    assert "Slik det sto" not in told(evaluator.get("/indicators/sheets/moss/population/?borders=today"))
    assert "firedobl" in told(evaluator.get("/indicators/sheets/lillehammer/startlan_growth/"))
    told(evaluator.get("/indicators/sheets/gran/"), 404)
    told(evaluator.get("/indicators/packages/"), 404)
    told(evaluator.get("/indicators/sheets/hamar/stays_long/record/"), 403)
    assert "2/14" not in told(evaluator.get("/indicators/compare/"))
    page = told(evaluator.get("/indicators/compare/?indicator=stays_long&group=evaluated&axis=programme"))
    assert "Rapporten sier ikke når" not in page
    assert "1/5" in page
    told(evaluator.get("/indicators/compare/?indicator=homeless&axis=programme"))


def test_no_page_asks_the_database_too_much(indicators, hamar, signed_in):
    put(indicators["population"], "hamar", "2012", 28_662)
    put(indicators["population"], "moss", "2020", 49_000)
    client = signed_in(Role.COORDINATOR, "husbanken-ost")
    for address in ("", "goals/", "of/population/", "sheets/", "sheets/moss/", "sheets/moss/population/", "compare/"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            told(client.get(f"/indicators/{address}"))
        assert len(asked) <= 12, (address, [one["sql"][:90] for one in asked])


def test_a_fact_sheet_on_paper(indicators, hamar, signed_in, monkeypatch, tmp_path, capsys):
    put(indicators["stays_long"], "hamar", "2011", 1, 4)
    put(indicators["population"], "hamar", "2011", 1)
    put(indicators["population"], "hamar", "2012", 2)
    client = signed_in(Role.EVALUATOR, "moreforsking")
    response = client.get("/indicators/sheets/hamar/paper.pdf?year=2012")
    assert response["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(response.content)) as paper:
        assert len(paper.pages) == 1
        assert (str(paper.Root.Lang), bool(paper.Root.MarkInfo.Marked)) == ("nb", True)
        assert "Hamar i tall" in str(paper.docinfo["/Title"])
        assert "/StructTreeRoot" in paper.Root
    out = tmp_path / "ark.pdf"
    assert run(["factsheet", "0403", "--year", "2012", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert "Hamar 2012" in capsys.readouterr().out
    for words, fault in (
        (["factsheet", "gran", "--out", str(out)], "no participant"),
        (["factsheet", "hamar", "--year", "1990", "--out", str(out)], "the year must be"),
        (["factsheet", "hamar", "--out", str(tmp_path / "no" / "x.pdf")], "cannot be written"),
    ):
        assert run(words) == 1
        assert fault in capsys.readouterr().err
    monkeypatch.setattr(pdf, "paper", lambda template, context: None)
    monkeypatch.setattr(pdf, "why_not", lambda: "Pango mangler")
    assert client.get("/indicators/sheets/hamar/paper.pdf").status_code == 302
    assert run(["factsheet", "hamar", "--out", str(out)]) == 1
    assert views_sheets.FIRST == 2008


def test_a_leader_records_and_the_bank_confirms(indicators, hamar, signed_in):
    leader, contact = signed_in(Role.PROGRAMME_LEADER, "hamar"), signed_in(Role.CONTACT, "husbanken-ost")
    address = "/indicators/sheets/hamar/stays_long/record/"
    assert "Husstander over tre måneder" in told(leader.get(address))
    given = {"period": "2012", "numerator": "13", "denominator": "12", "origin": "KOSTRA"}
    assert "over 100 prosent" in told(leader.post(address, given), 422)
    assert "Skriv perioden" in told(leader.post(address, given | {"period": "2012M13", "numerator": "3"}), 422)
    assert "Skriv et tall" in told(leader.post(address, given | {"numerator": "mange"}), 422)
    assert leader.post(address, given | {"numerator": "3"}).status_code == 302
    value = Value.objects.get(organisation=hamar.organisation, fact=None)
    assert "Ikke bekreftet" in told(leader.get("/indicators/sheets/hamar/stays_long/"))
    page = f"/indicators/values/{value.pk}/"
    told(leader.get(page))
    assert "verdi venter" in told(contact.get("/indicators/"))
    told(contact.post(f"{page}send_back/", {"reason": ""}), 422)
    told(contact.post(f"{page}nothing/"), 404)
    assert contact.post(f"{page}send_back/", {"reason": "Hva er telt?"}).status_code == 302
    assert "Hva er telt?" in told(leader.get(page))
    assert leader.post(address, given | {"numerator": "4"}).status_code == 302
    assert contact.post(f"{page}confirm/").status_code == 302
    told(contact.post(f"{page}confirm/"), 422)
    assert "står en bekreftet" in told(leader.post(address, given | {"numerator": "4"}), 422)
    told(leader.get("/indicators/sheets/alna/stays_long/record/"), 404)
    assert leader.post("/indicators/sheets/hamar/startlan_loans/record/", {
        "period": "2012h1", "numerator": "1 234", "origin": "x"}).status_code == 302  # fmt: skip


def test_a_leader_sets_targets(indicators, hamar, signed_in):
    leader = signed_in(Role.PROGRAMME_LEADER, "hamar")
    address = "/indicators/sheets/hamar/stays_long/target/"
    given = {"year": "2015", "value": "12,5", "baseline": "25", "baseline_year": "2011", "basis": "Vedtak"}
    told(leader.get(address))
    assert leader.post(address, given).status_code == 302
    told(leader.post(address, given), 422)
    target = Target.objects.get()
    assert target.value == Decimal("12.5")
    assert "Vedtak" in told(leader.get("/indicators/sheets/hamar/stays_long/"))
    edit = f"/indicators/targets/{target.pk}/edit/"
    assert "Vedtak" in told(leader.get(edit))
    told(leader.post(edit, given | {"value": "x"}), 422)
    assert leader.post(edit, given | {"value": "10"}).status_code == 302
    assert leader.post(f"/indicators/targets/{target.pk}/remove/").status_code == 302
    assert not Target.objects.exists()


def test_the_coordinator_keeps_groups(indicators, signed_in):
    client = signed_in(Role.COORDINATOR, "husbanken-ost")
    members = [str(one.pk) for one in Participation.objects.order_by("pk")[:2]]
    told(client.get("/indicators/groups/new/"))
    given = {"name": "Store", "why": "Mange innbyggere", "members": members}
    told(client.post("/indicators/groups/new/", given | {"members": members[:1]}), 422)
    assert client.post("/indicators/groups/new/", given).status_code == 302
    group = Group.objects.get()
    assert "Mange innbyggere" in told(client.get("/indicators/compare/"))
    told(client.get(f"/indicators/groups/{group.pk}/edit/"))
    assert client.post(f"/indicators/groups/{group.pk}/edit/", given | {"why": "x"}).status_code == 302
    assert client.post(f"/indicators/groups/{group.pk}/archive/").status_code == 302
    told(client.get(f"/indicators/groups/{group.pk}/edit/"), 404)


def test_packages_are_received_shown_and_taken_in(indicators, hamar, signed_in):
    coordinator, leader = signed_in(Role.COORDINATOR, "husbanken-ost"), signed_in(Role.PROGRAMME_LEADER, "hamar")
    assert "Ingen pakke er kommet" in told(leader.get("/indicators/packages/"))
    told(leader.get("/indicators/packages/receive/"), 403)
    told(coordinator.get("/indicators/packages/receive/"))

    def sent(content):
        return coordinator.post("/indicators/packages/receive/", {"file": SimpleUploadedFile("p.json", content)})

    document = envelope.sealed(a_package("hamar"), KEY)
    assert "ingen pakke" in told(sent(b"nothing"), 422)
    assert "nøkkelen" in told(sent(json.dumps(document).encode()), 422)
    assert "større enn" in told(sent(b" " * (5 * 1024 * 1024 + 1)), 422)
    told(coordinator.get("/indicators/packages/keys/"))
    told(coordinator.post("/indicators/packages/keys/", {"organisation": "hamar", "public": "x"}), 422)
    told(coordinator.post("/indicators/packages/keys/", {"organisation": "hamar"}), 422)
    key = {"organisation": "hamar", "public": envelope.public_of(KEY)}
    assert coordinator.post("/indicators/packages/keys/", key).status_code == 302
    assert envelope.fingerprint(key["public"]) in told(coordinator.get("/indicators/packages/keys/"))
    assert sent(json.dumps(document).encode()).status_code == 302
    package = Received.objects.get()
    page = f"/indicators/packages/{package.pk}/"
    assert "Hospits" in told(leader.get(page))
    told(leader.post(f"{page}take-in/"), 403)
    assert coordinator.post(f"{page}take-in/").status_code == 302
    assert "30,0" in told(coordinator.get(page))
    hidden = a_package("hamar", number=2, long=None) | {"rule": {"method": "round"}}
    del hidden["tables"][0]["dimensions"][0]
    hidden["tables"][0]["cells"] = [
        {"at": ["long"], "mark": ":"},
        {"at": [None], "count": 9},
        {"at": ["short"], "count": 9},
    ]
    assert sent(json.dumps(envelope.sealed(hidden, KEY)).encode()).status_code == 302
    newest = Received.objects.order_by("-number").first()
    assert "1 tall er skjult" in told(coordinator.get(f"/indicators/packages/{newest.pk}/"))
    hidden["number"], hidden["definition"]["name"] = 3, "homeless"
    sent(json.dumps(envelope.sealed(hidden, KEY)).encode())
    other = Received.objects.get(number=3)
    other_page = f"/indicators/packages/{other.pk}/take-in/"
    assert coordinator.post(other_page).status_code == 302
    assert "Ja" in told(coordinator.get("/indicators/packages/"))
