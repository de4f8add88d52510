"""Documents: what is taken, who sees what, versions, withdrawal, and bytes that survive."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import zipfile

import pytest

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.audit.models import Entry
from boso.foundation.documents import actions, kinds, policies, queries, store
from boso.foundation.documents.models import Document, State, Version, Visibility
from boso.foundation.documents.queries import Wish
from boso.foundation.organisations.models import Kind

PDF = b"%PDF-1.7 a small one"
TODAY = dt.date(2026, 11, 22)


def zipped(*names: str, mimetype: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
        if mimetype:
            archive.writestr("mimetype", mimetype)
    return stream.getvalue()


@pytest.fixture
def hamar(db):
    return make_organisation("hamar")


def keep(organisation, visibility=Visibility.OPEN, *, actor=SYSTEM, title="Programplan", content=PDF):
    return actions.upload(actor, organisation, title, visibility, "plan.pdf", content)


def newest(actor, **wish):
    return [version.document.title for version in queries.newest(actor, Wish(**wish))]


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (PDF, ".pdf"),
        (b"\x89PNG\r\n\x1a\n...", ".png"),
        (b"\xff\xd8\xff\xe0...", ".jpg"),
        (zipped("[Content_Types].xml", "word/document.xml"), ".docx"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), ".xlsx"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), ".pptx"),
        (zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"), ".odt"),
        ("Møtet 22. november".encode(), ".txt"),
    ],
)
def test_the_kind_of_a_file_is_seen_by_its_content(content, ending):
    assert kinds.ENDINGS[kinds.media_type_of(content)] == ending


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x" * (kinds.SIZE_LIMIT + 1),
        b"<html><script>alert(1)</script>",
        "\ufeff <svg onload=x>".encode(),
        b"{\\rtf1}",
        b"MZ\x90\x00\x03\xff",
        b"text\0with a zero",
        b"PK\x03\x04 but no archive",
        zipped("a.txt"),
        zipped("[Content_Types].xml", "other/thing.xml"),
        zipped("a.xml", mimetype="application/epub+zip"),
        zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    ],
)
def test_what_is_not_taken_is_refused_with_a_sentence(hamar, content):
    with pytest.raises(Refused) as caught:
        keep(hamar, content=content)
    assert str(caught.value).endswith(".")
    assert not Document.objects.exists()


def test_an_uploaded_document_can_be_read_again(hamar):
    document = keep(hamar, title="  Program   plan ")
    (version,) = queries.versions(SYSTEM, document.pk)
    assert str(document) == "Program plan"
    assert actions.hand_out(SYSTEM, version) == PDF
    assert (version.number, version.size, version.media_type) == (1, len(PDF), "application/pdf")
    assert str(version) == f"{document.pk}.1"
    assert store.path_of(version.sha256).parts[-3:-1] == (version.sha256[:2], version.sha256[2:4])


def test_a_title_is_needed(hamar):
    with pytest.raises(Refused):
        keep(hamar, title="  ")


def test_the_same_bytes_lie_in_the_store_once(hamar):
    keep(hamar)
    keep(hamar, title="Another")
    assert len({version.sha256 for version in Version.objects.all()}) == 1


def test_a_write_that_fails_leaves_nothing_half(own_data_folder, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.keep(PDF)
    assert [found for found in own_data_folder.rglob("*") if found.is_file()] == []


def test_bytes_that_are_gone_or_changed_are_told(hamar):
    document = keep(hamar)
    version = queries.version(SYSTEM, document.pk, 1)
    place = store.path_of(version.sha256)
    place.write_bytes(b"%PDF-other")
    with pytest.raises(Refused, match=r"\.$"):
        actions.hand_out(SYSTEM, version)
    place.unlink()
    with pytest.raises(Refused):
        actions.hand_out(SYSTEM, version)


def test_a_new_version_keeps_the_old_one(hamar):
    document = keep(hamar)
    actions.replace(SYSTEM, document, "plan2.pdf", b"%PDF-2")
    actions.replace(SYSTEM, document, "plan3.pdf", b"%PDF-3")
    found = list(queries.versions(SYSTEM, document.pk))
    assert [version.number for version in found] == [3, 2, 1]
    assert [version.newest for version in found] == [True, False, False]
    assert actions.hand_out(SYSTEM, found[2]) == PDF
    assert [version.number for version in queries.newest(SYSTEM, Wish())] == [3]


def test_the_same_file_is_no_new_version(hamar):
    document = keep(hamar)
    with pytest.raises(Refused):
        actions.replace(SYSTEM, document, "again.pdf", PDF)


def test_a_withdrawn_document_is_seen_by_its_keepers_only_and_can_be_put_back(hamar, an_actor):
    document = keep(hamar)
    leader, coordinator = an_actor(Role.PROGRAMME_LEADER, hamar), an_actor(Role.COORDINATOR, "husbanken-ost")
    with pytest.raises(Refused):
        actions.withdraw(leader, document, " ")
    actions.withdraw(leader, document, "Wrong file")
    assert queries.withdrawal(leader, document).reason == "Wrong file"
    assert newest(leader) == []
    assert newest(leader, state=State.WITHDRAWN) == newest(SYSTEM, state="") == ["Programplan"]
    assert newest(coordinator, state="") == []
    with pytest.raises(Refused):
        queries.document(coordinator, document.pk)
    with pytest.raises(Refused):
        queries.version(coordinator, document.pk, 1)
    with pytest.raises(Refused):
        actions.replace(leader, document, "b.pdf", b"%PDF-2")
    actions.restore(leader, document)
    assert queries.withdrawal(leader, document) is None
    assert newest(coordinator) == ["Programplan"]


def test_reading_what_is_not_open_is_logged_and_open_reading_is_not(hamar, an_actor):
    leader = an_actor(Role.PROGRAMME_LEADER, hamar)
    for visibility in Visibility:
        document = keep(hamar, visibility)
        actions.hand_out(leader, queries.version(leader, document.pk, 1))
    look = Entry.objects.get(kind="look")
    assert (look.verb, look.actor_id, look.organisation_id) == ("document.download", leader.user_id, hamar.pk)


def test_lists_are_searched_filtered_and_sorted(hamar):
    moss = make_organisation("moss")
    keep(hamar, title="Plan B")
    keep(moss, Visibility.OWN, title="Plan A", content=b"%PDF-longer than the other one")
    assert newest(SYSTEM) == ["Plan A", "Plan B"]
    assert newest(SYSTEM, text="plan b") == ["Plan B"]
    assert newest(SYSTEM, organisation="moss") == newest(SYSTEM, visibility="own") == ["Plan A"]
    assert [body.slug for body in queries.keepers(SYSTEM)] == ["hamar", "moss"]


def test_documents_about_a_thing_are_found(hamar):
    actions.upload(SYSTEM, hamar, "Letter", Visibility.OPEN, "a.pdf", PDF, about=("grants.award", "7"))
    keep(hamar)
    assert [version.document.title for version in queries.about(SYSTEM, "grants.award", "7")] == ["Letter"]


def test_places_to_upload_for(hamar, an_actor):
    oslo = make_organisation("oslo")
    make_organisation("alna", Kind.DISTRICT, parent=oslo)
    make_organisation("rygge", ends=dt.date(2020, 1, 1))
    coordinator = an_actor(Role.COORDINATOR, make_organisation("husbanken-ost", Kind.BANK))
    slugs = {body.slug for body in queries.places(coordinator, TODAY)}
    assert slugs == {"hamar", "oslo", "alna", "husbanken-ost"} == {b.slug for b in queries.places(SYSTEM, TODAY)}
    assert {b.slug for b in queries.places(an_actor(Role.PROGRAMME_LEADER, oslo), TODAY)} == {"oslo", "alna"}
    assert not queries.places(an_actor(Role.EVALUATOR, hamar), TODAY)


def test_who_speaks_for_nobody_uploads_nothing(hamar, an_actor):
    caseworker = an_actor(Role.CASEWORKER, hamar)
    assert not policies.may_upload_somewhere(caseworker)
    with pytest.raises(Refused):
        keep(hamar, actor=caseworker)


def test_the_policy_and_the_list_give_the_same_answer(an_actor):
    bank = make_organisation("husbanken-ost", Kind.BANK)
    oslo, hamar = make_organisation("oslo"), make_organisation("hamar")
    alna = make_organisation("alna", Kind.DISTRICT, parent=oslo)
    actors = [an_actor(role, body) for role in Role if role != Role.SYSTEM for body in (oslo, alna, bank)]
    uploader = an_actor(Role.CONTACT, bank)
    leader = an_actor(Role.PROGRAMME_LEADER, hamar)
    for body, visibility, state in itertools.product((oslo, alna, hamar, bank), Visibility, State):
        for maker in (SYSTEM, uploader):
            document = keep(body, visibility, actor=maker)
            Document.objects.filter(pk=document.pk).update(state=state)
    documents = list(Document.objects.select_related("organisation"))
    for actor in [*actors, uploader, leader, SYSTEM, NOBODY]:
        seen = set(queries.visible(actor).values_list("pk", flat=True))
        assert seen == {document.pk for document in documents if policies.may_see(actor, document)}, actor
        assert all(policies.may_see(actor, document) for document in documents if policies.may_change(actor, document))
        for body in (oslo, alna, hamar, bank):
            may = bool(policies.may_upload(actor, body))
            assert may == queries.places(actor, TODAY).filter(pk=body.pk).exists()
            assert not may or policies.may_upload_somewhere(actor)
