"""The pages of interviews, as an evaluator, the coordinator and a member see them."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from boso.core.coding.refi_writing import project
from boso.foundation.audit.models import Entry
from boso.programme.interviews import actions, actions_exchange, queries
from boso.programme.interviews import actions_material as material
from boso.programme.interviews.models import (
    Appointment,
    Code,
    Coding,
    Consent,
    GuideQuestion,
    Informant,
    Material,
    Memo,
    Quotation,
)
from boso.programme.interviews.texts import TextFault, text_of

pytestmark = pytest.mark.slow
BACKEND = "boso.foundation.access.backends.SeatedBackend"
Q = "?evaluation=prove"


def browser(actor):
    client = Client(headers={"accept-language": "nb"})
    from boso.foundation.access.models import User

    client.force_login(User.objects.get(pk=actor.user_id), backend=BACKEND)
    return client


def words(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def sends(client, address, status=302, **fields):
    answer = client.post(address, fields)
    assert answer.status_code == status, (address, answer.content.decode()[:3000])
    return answer


def test_an_evaluator_goes_from_guide_to_released_quotation(evaluator, second, invented, leader, coordinator, office):
    me, other = browser(evaluator), browser(second)
    assert "Ingen er intervjuet" in words(me, f"/interviews/{Q}")
    where = sends(me, f"/interviews/guides/new/{Q}", title_nb="Samtaler", nb="Kort").url.partition("?")[0]
    sends(me, f"{where}parts/new/", title_nb="Del")
    sends(me, f"{where}step/use/")
    part = queries.guide(evaluator, int(where.split("/")[-2])).parts.get()
    sends(me, f"/interviews/parts/{part.pk}/questions/new/", title_nb="Hva?", probes="En\nTo")
    question = GuideQuestion.objects.get()
    sends(me, f"/interviews/questions/{question.pk}/", title_nb="Hva nå?", probes="En")
    sends(me, f"/interviews/parts/{part.pk}/", title_nb="Del én")
    sends(me, f"{where}edit/", title_nb="Samtaler")
    assert "Hva nå?" in words(me, where)
    assert words(browser(leader), where, 404)
    sends(me, f"{where}step/use/")
    assert "Hva nå?" in words(browser(leader), where)
    new = sends(me, f"{where}version/").url
    sends(me, f"{where}version/")
    removed = GuideQuestion.objects.exclude(pk=question.pk).get()
    assert "Ta ut" in words(me, new)
    sends(me, f"/interviews/questions/{removed.pk}/remove/")
    sends(me, f"{where}step/nowhere/", 404)

    sends(me, f"/interviews/informants/new/{Q}", 422, pseudonym="Kari", role="nav")
    here = sends(me, f"/interviews/informants/new/{Q}", pseudonym="NAV 1", role="nav").url.partition("?")[0]
    assert "før samtykket" in words(me, here)
    sends(me, f"{here}edit/", pseudonym="NAV 2", role="nav")
    day = f"{timezone.localdate():%d.%m.%Y}"
    sends(me, f"{here}consents/new/", purpose="Evaluering", manner="oral", given_on=day, until="01.01.2100")
    sends(me, f"{here}appointments/new/", on=day, at="10.30", manner="phone")
    meeting = Appointment.objects.get()
    sends(me, f"/interviews/appointments/{meeting.pk}/", on=day, at="", manner="video")
    assert "video" in words(me, f"/interviews/{Q}")
    sends(me, f"/interviews/appointments/{meeting.pk}/held/")
    sends(me, f"{here}appointments/new/", on="01.01.2099", manner="phone")
    sends(me, f"/interviews/appointments/{Appointment.objects.last().pk}/cancel/", words="Syk")
    assert "Syk" in words(me, here)

    sends(me, f"/interviews/codes/start/{Q}")
    top = Code.objects.get(path="what")
    sends(me, f"/interviews/codes/new/{Q}&below={top.pk}", title_nb="Møter", parent=top.pk)
    code = Code.objects.get(title_nb="Møter")
    sends(me, f"/interviews/codes/{code.pk}/", title_nb="Faste møter")
    informant = Informant.objects.get()
    sends(me, f"/interviews/sources/new/{Q}", 422, title="S", kind="transcript", informant=informant.pk)
    file = SimpleUploadedFile("s.txt", "Vi møtes. 😀 Det går bra.\r\nØving må til.".encode())
    source = sends(
        me, f"/interviews/sources/new/{Q}&informant={informant.pk}", title="Samtale", kind="transcript",
        informant=informant.pk, file=file,
    ).url.partition("?")[0]  # fmt: skip
    assert 'data-start="25"' in words(me, source)
    sends(me, source, 422, first="1", last="", code=code.pk)
    sends(me, source, 422, first="8", last="9", code=code.pk)
    sends(me, source, first="2", last="1", code=code.pk, memo="Ser fint ut")
    sends(me, source, 422, first="1", last="2", code=code.pk)
    sends(me, source, first="1", last="1", start="10", end="11", code=top.pk)
    assert Coding.objects.filter(start=10, end=11).exists()
    coding = Coding.objects.get(code=code)
    assert (coding.start, coding.end, coding.memo) == (0, 38, "Ser fint ut")
    page = words(me, source)
    assert '<mark data-hue="1" title="Faste møter">' in page
    assert "Ser fint ut" in page
    assert Entry.objects.filter(verb="material.read", kind="look").count() >= 2
    sends(me, f"/interviews/codings/{coding.pk}/", memo="Bedre")
    sends(me, f"/interviews/codings/{Coding.objects.get(code=top).pk}/remove/")
    assert "Faste møter" in words(me, f"/interviews/codes/{Q}")
    assert "Vi møtes." in words(me, f"/interviews/places/{Q}&q=møtes&role=nav&code={code.pk}")
    assert "Ingenting passer" in words(me, f"/interviews/places/{Q}&municipality=-&q=xyzzy")
    assert words(me, f"/interviews/sources/{Q}")
    assert words(me, source + "edit/")
    sends(me, source + "edit/", title="Samtale to", kind="transcript", informant=informant.pk,
          text=Material.objects.get().text)  # fmt: skip
    sends(me, f"/interviews/memos/new/{Q}&source={Material.objects.get().pk}", title="Tanke", text="Hm")
    sends(me, f"/interviews/memos/new/{Q}&code={code.pk}", title="Om koden", text="Hm")
    sends(me, f"/interviews/memos/{Memo.objects.first().pk}/", title="Tanker", text="Hm")

    assert words(me, f"/interviews/quotations/new/{Q}", 404)
    assert "Vi møtes" in words(me, f"/interviews/quotations/new/{Q}&coding={coding.pk}")
    sends(me, f"/interviews/quotations/new/?coding={coding.pk}", text="Vi møtes.", attribution="role")
    quotation = Quotation.objects.get()
    stand = f"/interviews/quotations/{quotation.pk}/"
    sends(me, f"{stand}edit/", text="Vi møtes.", attribution="nobody")
    assert words(browser(leader), stand, 404)
    sends(me, f"{stand}step/ask/")
    sends(me, f"{stand}step/take_back/")
    sends(me, f"{stand}step/ask/")
    assert "Det må to til" in words(me, stand)
    sends(me, f"{stand}settle/release/", 403, words="Ja")
    sends(me, f"{stand}step/nowhere/", 404)
    sends(me, f"{stand}settle/nowhere/", 404)
    sends(other, f"{stand}settle/release/", words="Ja")
    for person in (leader, coordinator):
        client = browser(person)
        assert "Vi møtes." in words(client, f"/interviews/quotations/{Q}")
        assert "Samtale" not in words(client, stand)
        assert "NAV 2" not in words(client, f"/interviews/{Q}")
        for hidden in (source, here, f"/interviews/codings/{coding.pk}/"):
            words(client, hidden, 404)
        words(client, f"/interviews/sources/{Q}", 403)
    assert "Vi møtes." in words(me, f"/interviews/quotations/{Q}&state=released&q=møtes")
    assert "kode på frigitte" in words(browser(coordinator), f"/interviews/matrix/{Q}")
    assert "Faste møter" in words(me, f"/interviews/matrix/{Q}&by=role")
    assert words(me, f"/interviews/matrix/{Q}&by=municipality&role=nav")
    sends(other, f"{stand}settle/withdraw/", words="Angret")
    assert "Hvorfor det ble trukket" in words(me, stand)

    sends(other, source, first="1", last="1", code=code.pk)
    assert "Cohens kappa" in words(me, f"/interviews/agreement/{Q}&first=1&second=2&unit=character")
    sends(me, f"/interviews/codes/{code.pk}/remove/")
    assert Code.objects.filter(pk=code.pk).exists()
    assert words(me, source + "out/")
    sends(me, f"/interviews/consents/{Consent.objects.get().pk}/withdraw/", on=day)
    assert "Teksten ble tatt ut" in words(me, source)


def test_projects_are_looked_at_and_brought_in(evaluator, second, invented, talk, book):
    material.mark(evaluator, talk, book[0], 7, 28)
    me = browser(evaluator)
    assert "to til" in words(me, f"/interviews/agreement/{Q}")
    content = me.get(f"/interviews/project.qdpx{Q}").content
    assert content == project(actions_exchange.taken_along(evaluator, invented))
    assert b"Hvordan" in me.get(f"/interviews/codes/book.qdc{Q}").content
    Coding.objects.all().delete()

    def file(body):
        return SimpleUploadedFile("p.qdpx", body)

    assert words(me, f"/interviews/bring-in/{Q}")
    page = sends(me, f"/interviews/bring-in/{Q}", 200, file=file(content), look="on").content.decode()
    assert "Vi møtes hver mandag." in page
    sends(me, f"/interviews/bring-in/{Q}", 200, file=file(content), look="on", unit="utf16", lines="two")
    assert not Coding.objects.exists()
    sends(me, f"/interviews/bring-in/{Q}", file=file(content))
    assert Coding.objects.count() == 1
    refused = sends(me, f"/interviews/bring-in/{Q}", 422, file=file(b"hei")).content.decode()
    assert "kan ikke leses" in refused
    me.post(f"/interviews/sources/{talk.pk}/out/", {"words": "Ut"})
    assert "tatt ut" in sends(me, f"/interviews/bring-in/{Q}", 422, file=file(content)).content.decode()
    assert words(browser(second), "/interviews/?evaluation=nope", 404)


def test_without_an_evaluation_the_pages_say_what_to_do(evaluator, coordinator):
    for client in (browser(evaluator), browser(coordinator)):
        assert "Ingen evaluering ennå" in words(client, "/interviews/")
        for name in ("codes", "quotations", "matrix"):
            words(client, f"/interviews/{name}/")
        words(client, "/interviews/codes/book.qdc")
    words(browser(evaluator), "/interviews/sources/", 404)
    words(browser(evaluator), "/interviews/?programme=demonstration")


def test_the_report_s_guide_is_read_by_every_member(real, leader):
    client = browser(leader)
    page = words(client, "/interviews/")
    assert "13 informanter:" in page
    guide = queries.guides(leader, queries.evaluation(leader)).get()
    page = words(client, f"/interviews/guides/{guide.pk}/")
    assert "29 spørsmål" in page
    assert "Hva har du og kommunen lært av de andre?" in page


def test_texts_come_from_text_files_and_word():
    import io
    import zipfile

    from docx import Document

    assert text_of("æøå".encode("cp1252")) == "æøå"
    assert text_of("æ\r\nå".encode("utf-16")) == "æ\nå"
    document, target = Document(), io.BytesIO()
    document.add_paragraph("Første avsnitt")
    document.add_paragraph("Andre")
    document.save(target)
    assert text_of(target.getvalue()) == "Første avsnitt\nAndre"
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("a", "b")
    for content in (b"\0\1", b"PK not", empty.getvalue(), b"x" * (20 * 1024 * 1024 + 1)):
        with pytest.raises(TextFault):
            text_of(content)


def test_appointments_keep_their_day(evaluator, informant):
    made = actions.arrange(evaluator, informant, {"on": dt.date(2099, 1, 1), "manner": "phone"})
    browser(evaluator).post(f"/interviews/appointments/{made.pk}/held/")
    made.refresh_from_db()
    assert made.state == "planned"
