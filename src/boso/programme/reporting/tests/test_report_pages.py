import io
import json
import zipfile

import pytest
from django.test import Client

from boso.foundation.access.models import User
from boso.foundation.exchange.exports import write_export
from boso.programme.partnership.models import Programme
from boso.programme.reporting import actions_rounds, api, exporting, finding, queries
from boso.programme.reporting.models import AgendaItem, Edition, Report, ReportRound, ReportState
from boso.programme.reporting.tests.conftest import ANSWERS, TODAY


def browser(actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    user = User.objects.get(pk=actor.user_id)
    User.objects.filter(pk=user.pk).update(language="en")
    client.force_login(user, backend="boso.foundation.access.backends.SeatedBackend")
    return client


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_a_leader_writes_corrects_and_hands_in_and_another_signs(report, leader, signer, contact):
    mine, other, bank = browser(leader), browser(signer), browser(contact)
    address = f"/reports/{report.pk}/"
    assert "Write the report" in text(mine.get(address))
    assert "2\u00a0200\u00a0000\u00a0kr" in text(mine.get(f"{address}fill/?page=money"))
    assert "come here from the programme plan" in text(mine.get(f"{address}fill/?page=dwellings"))
    for page, answers in (
        ("status", {"pace": "on_plan", "summary": ANSWERS["summary"], "goals": "Nådd."}),
        ("activities", {"activities_story": "Mye."}),
        ("learning", {"learned": "Ta med NAV."}),
        ("involvement", {"involved": ["nav"]}),
        ("ahead", {"next": "Kjøpe boliger."}),
    ):
        keyed = {f"q-{name}": value for name, value in answers.items()}
        mine.post(f"{address}fill/", {"page": page, "go": "next", "on": list(answers), **keyed})
    gone = mine.post(f"{address}fill/", {"page": "~review", "go": "submit"})
    assert gone["Location"] == address
    report.refresh_from_db()
    assert report.answers["summary"] == ANSWERS["summary"]
    form = text(mine.get(f"{address}figures/money-awarded/"))
    assert "Fetched" in form and "/grants/hamar/" in form
    assert mine.post(f"{address}figures/money-awarded/", {"value": "mye", "why": ""}).status_code == 422
    assert mine.post(f"{address}figures/money-awarded/", {"value": "2 100 000", "why": "Regnskap"}).status_code == 302
    assert "«Regnskap»" in text(mine.get(address))
    assert "2\u00a0200\u00a0000\u00a0kr" in text(mine.get(f"{address}figures/money-awarded/"))
    mine.post(f"{address}figures/money-awarded/as-fetched/")
    for key in ("own_share-total", "money-drawn"):
        assert mine.get(f"{address}figures/{key}/").status_code == 200
    assert mine.get(f"{address}figures/money-none/").status_code == 404
    assert mine.post(f"{address}fetch/").status_code == 302
    assert mine.post(f"{address}submit/").status_code == 302
    assert mine.get(f"{address}fill/").status_code == 302
    assert "Another person" not in text(other.get(address))
    assert other.post(f"{address}refuse/", {"reason": ""}).status_code == 302
    assert other.post(f"{address}nonsense/").status_code == 404
    other.post(f"{address}sign/")
    bank.post(f"{address}send_back/", {"reason": "Mer om NAV."})
    assert "Mer om NAV." in text(mine.get(address))
    mine.post(f"{address}submit/")
    mine.post(f"{address}take_back/", {"reason": "Feil"})
    mine.post(f"{address}submit/")
    other.post(f"{address}sign/")
    bank.post(f"{address}approve/")
    report.refresh_from_db()
    assert (report.state, report.number) == (ReportState.APPROVED, 3)
    frozen = text(mine.get(f"{address}editions/1/"))
    assert "Replaced by a newer one" in frozen and Edition.objects.get(report=report, number=1).digest in frozen
    assert mine.get(f"{address}editions/9/").status_code == 404


def test_an_approved_report_is_open_to_every_member_and_can_be_taken_along(approved, other, coordinator, monkeypatch):
    theirs, lead = browser(other), browser(coordinator)
    address = f"/reports/{approved.pk}/"
    assert ANSWERS["summary"] in text(theirs.get(address))
    made = theirs.get(f"{address}editions/1/report.docx")
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(made.content)).namelist()
    assert made["Content-Disposition"] == 'attachment; filename="hamar-annual-2011.docx"'
    monkeypatch.setattr("boso.foundation.web.pdf.as_pdf", lambda html: b"%PDF" if "Hamar" in html else b"")
    assert theirs.get(f"{address}editions/1/report.pdf").content == b"%PDF"
    assert theirs.get("/reports/annual/2011/report.pdf").content == b"%PDF"
    monkeypatch.setattr("boso.foundation.web.pdf.as_pdf", lambda html: None)
    assert theirs.get(f"{address}editions/1/report.pdf").status_code == 302
    assert theirs.get("/reports/annual/2011/report.pdf").status_code == 302
    joint = text(theirs.get("/reports/annual/2011/"))
    assert "1 of 14 municipalities" in joint and "#hamar" in joint
    assert theirs.get("/reports/annual/2011/report.docx").content[:2] == b"PK"
    for missing in ("2010/", "2011/?programme=none", "2011/?programme=demonstration"):
        assert theirs.get(f"/reports/annual/{missing}").status_code == 404
    assert "1 approved report" in text(theirs.get("/reports/participants/hamar/"))
    assert "Nothing to read yet" in text(theirs.get("/reports/participants/asker/"))
    assert "Joint annual report 2011" in text(theirs.get("/reports/"))
    assert lead.post(f"{address}reopen/", {"reason": "Feil"}).status_code == 302
    Edition.objects.update(digest="0" * 64)
    assert "does not fit" in text(lead.get(f"{address}editions/1/"))


def test_the_coordinator_leads_a_round_from_its_page(signed, coordinator, leader):
    lead, mine = browser(coordinator), browser(leader)
    address = f"/reports/rounds/{signed.round_id}/"
    assert "wait for the bank" in text(lead.get(address))
    seen = text(mine.get(address))
    assert "Remind" not in seen and "With the bank" in seen and seen.count("Not approved yet") == 13
    assert lead.post(f"{address}remind/").status_code == 302
    assert lead.get(f"{address}extend/").status_code == 200
    assert lead.post(f"{address}extend/", {"due_on": "01.01.2012", "reason": "x"}).status_code == 422
    assert lead.post(f"{address}extend/", {"due_on": "01.05.2012", "reason": "Sykdom"}).status_code == 302
    for step, words in (("close", {}), ("close", {}), ("open-again", {"reason": "Moss"})):
        assert lead.post(f"{address}{step}/", words).status_code == 302
    assert lead.get(f"{address}agenda/meeting/").status_code == 200
    lead.post(f"{address}agenda/meeting/", {"on": "20.03.2012", "place": "Hamar"})
    lead.post(f"{address}agenda/new/", {"title": "Velkommen", "minutes": "10"})
    lead.post(f"{address}agenda/new/?participant=hamar", {"title": "Boligkjøp"})
    agenda = text(lead.get(f"{address}agenda/"))
    assert "20.03.2012" in agenda and "Velkommen" in agenda and ANSWERS["decide"] in agenda
    assert "Boligkjøp" in text(mine.get(f"{address}agenda/?participant=hamar"))
    item = AgendaItem.objects.get(title="Boligkjøp")
    assert lead.get(f"/reports/agenda/{item.pk}/").status_code == 200
    assert lead.post(f"/reports/agenda/{item.pk}/", {"title": "Kjøp"})["Location"].endswith("?participant=hamar")
    assert lead.post(f"/reports/agenda/{item.pk}/remove/").status_code == 302
    assert mine.get(f"{address}agenda/new/").status_code == 403


def test_reports_are_asked_for_on_a_page(the_round, coordinator, leader):
    from boso.foundation.organisations.models import Organisation
    from boso.foundation.questionnaires import actions as forms
    from boso.foundation.questionnaires.testing import content

    lead = browser(coordinator)
    assert "programme leader tells the story" in text(browser(leader).get("/reports/"))
    page = text(lead.get("/reports/rounds/new/"))
    assert 'name="form"' not in page
    own = forms.make(coordinator, Organisation.objects.get(slug="husbanken-ost"), "report", content())
    version = own.versions.get()
    forms.publish(coordinator, version, "Første")
    asked = {"kind": "half_year", "year": "2031", "due_on": "01.09.2031", "programme": "report", "form": version.pk}
    assert lead.post("/reports/rounds/new/", {**asked, "due_on": "01.09.2001"}).status_code == 422
    assert lead.post("/reports/rounds/new/", asked).status_code == 302
    made = ReportRound.objects.get(year=2031)
    assert made.form == version
    report = made.reports.get(participation__slug="hamar")
    assert "Measures" in text(browser(leader).get(f"/reports/{report.pk}/"))
    assert browser(leader).get("/reports/rounds/new/").status_code == 403


def test_the_list_and_the_interface_tell_who_has_come_how_far(approved, other):
    out = io.BytesIO()
    write_export(other, "reports", "json", out, participant="hamar", year="2011", kind="annual")
    rows = json.loads(out.getvalue())
    rows = rows if isinstance(rows, list) else rows["rows"]
    assert rows[0]["state"] == "approved" and len(rows[0]["digest"]) == 64
    assert any(row["figure"] == "money.awarded" and row["value"] == "2200000" for row in rows)
    assert [row.get("state") for row in exporting.rows(other, participant="asker", year="2011")] == [None]
    out = io.BytesIO()
    write_export(other, "reports", "csv", out, year="1999")
    assert out.getvalue().count(b"\n") == 1
    assert [hit.url for hit in finding.reports(other, "hamar", 5)] == [f"/reports/{approved.pk}/"]
    assert [api._report(one)["edition"] for one in queries.open_reports(other)] == [1]
    assert not list(exporting.rows(other, participant="asker", year="2011"))[1:]


def test_messages_name_the_round_only_to_those_who_may_see_it(signed, leader, other, contact):
    from boso.programme.reporting import message_kinds

    context = [{"report": signed.pk}]
    assert message_kinds.words(leader, context) == [{"name": "Hamar", "round": "Annual report 2011"}]
    assert message_kinds.words(other, context) == [{"name": "", "round": ""}]
    told = message_kinds.round_words(leader, [{"round": signed.round_id}, {"round": 0}])
    assert told == [{"round": "Annual report 2011", "day": "01.03.2012"}, {"round": "", "day": ""}]


@pytest.mark.parametrize("suffix", ["docx", "html", "pdf"])
def test_the_terminal_builds_the_joint_report(approved, tmp_path, suffix, capsys, monkeypatch):
    from boso.config.commands import CommandFailed, report

    monkeypatch.setattr("boso.foundation.web.pdf.as_pdf", lambda html: b"%PDF")
    told = {"which": "annual", "year": None, "programme": "report", "language": "en", "username": ""}

    class Options:
        out = tmp_path / f"report.{suffix}"

        def __init__(self, **words):
            self.__dict__.update(told | words)

    assert report.run(Options()) == 0
    assert "Joint annual report 2011" in capsys.readouterr().out and Options.out.stat().st_size
    for words, said in (
        ({"out": tmp_path / "report.odt"}, "ends with .docx"),
        ({"programme": "none"}, "no programme «none»"),
        ({"year": 1999}, "for 1999 is approved"),
        ({"programme": "demonstration"}, "There is one with --programme report"),
        ({"out": tmp_path / "none" / "report.html"}, "cannot be written"),
    ):
        with pytest.raises(CommandFailed, match=said):
            report.run(Options(**words))
    monkeypatch.setattr("boso.foundation.web.pdf.as_pdf", lambda html: None)
    with pytest.raises(CommandFailed):
        report.run(Options(out=tmp_path / "report.pdf"))


def test_pages_cost_few_statements(approved, leader, django_assert_max_num_queries):
    client = browser(leader)
    for address in (
        "/reports/", f"/reports/{approved.pk}/", f"/reports/rounds/{approved.round_id}/",
        f"/reports/rounds/{approved.round_id}/agenda/", "/reports/annual/2011/", "/reports/participants/hamar/",
    ):  # fmt: skip
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_a_report_of_another_programme_is_not_counted_with_this(approved, coordinator):
    assert actions_rounds.queries.joint_years(coordinator) == [(Programme.REPORT, 2011, 1)]
    assert Report.objects.filter(round__programme=Programme.DEMONSTRATION).count() == 0
    assert TODAY.year == 2012
