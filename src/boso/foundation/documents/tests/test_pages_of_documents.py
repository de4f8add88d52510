"""The pages of documents, as people use them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import NotNow
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.documents import actions
from boso.foundation.documents.models import Document, State, Visibility
from boso.foundation.organisations.models import Kind

PDF = b"%PDF-1.7 a small one"


def file(content=PDF, name="plan.pdf"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def hamar(db):
    return make_organisation("hamar")


@pytest.fixture
def plan(hamar):
    return actions.upload(SYSTEM, hamar, "Plan/del 1 «æøå»", Visibility.OWN, "plan.pdf", PDF)


@pytest.fixture
def leader(hamar, signed_in):
    return signed_in(Role.PROGRAMME_LEADER, hamar)


def address(name, *parts):
    return reverse(f"documents:{name}", args=parts)


def test_an_empty_list_says_what_to_do(leader, signed_in):
    assert address("upload") in leader.get(address("list")).content.decode()
    assert address("upload") not in signed_in(Role.EVALUATOR, "moreforsking").get(address("list")).content.decode()


def test_a_document_is_uploaded_and_listed(leader):
    assert leader.get(address("upload")).status_code == 200
    answer = leader.post(
        address("upload"), {"file": file(), "title": "Programplan", "organisation": "hamar", "visibility": "open"}
    )
    document = Document.objects.get()
    assert answer.url == address("document", document.pk)
    assert "Programplan" in leader.get(address("list")).content.decode()
    assert "Programplan" in leader.get(answer.url).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"file": file(b"<html>", "a.html")},
        {"file": file(b"")},
        {"title": ""},
        {"organisation": "moss"},
        {"visibility": "all"},
    ],
)
def test_a_wrong_upload_comes_back_with_what_to_mend(leader, wrong):
    sent = {"file": file(), "title": "Plan", "organisation": "hamar", "visibility": "open", **wrong}
    answer = leader.post(address("upload"), sent)
    assert answer.status_code == 422
    assert "ds-validation-message" in answer.content.decode()
    assert not Document.objects.exists()


def test_what_the_act_finds_in_the_way_is_said_in_the_form_and_the_title_stands(leader, monkeypatch):
    def full(*words):
        raise NotNow("Lageret er fullt.")

    monkeypatch.setattr(actions, "upload", full)
    sent = {"file": file(), "title": "Programplan", "organisation": "hamar", "visibility": "open"}
    answer = leader.post(address("upload"), sent)
    assert answer.status_code == 422
    assert "Lageret er fullt." in answer.content.decode() and "Programplan" in answer.content.decode()


def test_a_file_is_handed_out_as_a_file(leader, plan):
    answer = leader.get(address("download", plan.pk, 1))
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Plan-del%201%20")


def test_an_old_version_has_its_number_in_its_name(leader, plan):
    leader.post(address("replace", plan.pk), {"file": file(b"%PDF-2")})
    assert "%282%29.pdf" not in leader.get(address("download", plan.pk, 2))["Content-Disposition"]
    assert "%281%29.pdf" in leader.get(address("download", plan.pk, 1))["Content-Disposition"]
    assert leader.get(address("download", plan.pk, 3)).status_code == 404


def test_the_same_file_again_is_told_at_the_field(leader, plan):
    answer = leader.post(address("replace", plan.pk), {"file": file()})
    assert answer.status_code == 422
    assert leader.post(address("replace", plan.pk), {}).status_code == 422


def test_withdrawing_needs_a_reason_and_can_be_undone(leader, plan):
    assert leader.post(address("withdraw", plan.pk), {"reason": ""}).status_code == 422
    assert leader.post(address("withdraw", plan.pk), {"reason": "Feil fil"}).status_code == 302
    assert Document.objects.get().state == State.WITHDRAWN
    page = leader.get(address("document", plan.pk)).content.decode()
    assert "Feil fil" in page
    assert "Plan/del" not in leader.get(address("list")).content.decode().split("<main")[1]
    assert "Plan/del" in leader.get(address("list") + "?state=withdrawn").content.decode()
    assert leader.post(address("restore", plan.pk)).status_code == 302
    assert Document.objects.get().state == State.STANDING


def test_what_is_not_theirs_does_not_exist_for_others(plan, signed_in):
    other = signed_in(Role.PROGRAMME_LEADER, "moss")
    for page in (address("document", plan.pk), address("download", plan.pk, 1)):
        assert other.get(page).status_code == 404
    for page in ("replace", "withdraw", "restore"):
        assert other.post(address(page, plan.pk)).status_code == 404


def test_who_may_read_but_not_change_is_told_so(plan, signed_in):
    contact = signed_in(Role.CONTACT, make_organisation("husbanken-ost", Kind.BANK))
    assert "textarea" not in contact.get(address("document", plan.pk)).content.decode()
    for page in ("replace", "withdraw", "restore"):
        assert contact.post(address(page, plan.pk)).status_code == 403


def test_a_list_is_filtered_and_answers_an_unknown_filter(leader, plan):
    assert "Plan/del" in leader.get(address("list") + "?q=plan&organisation=hamar&visibility=own").content.decode()
    assert "Plan/del" not in leader.get(address("list") + "?q=budsjett").content.decode()
    assert leader.get(address("list") + "?visibility=nonsense").status_code == 200


def test_a_full_list_takes_few_queries(leader, hamar, django_assert_max_num_queries):
    for number in range(60):
        actions.upload(SYSTEM, hamar, f"Plan {number}", Visibility.OPEN, "plan.pdf", PDF)
    with django_assert_max_num_queries(12):
        answer = leader.get(address("list"))
    assert len(answer.content) < 100_000
    assert "after=" in answer.content.decode()
    with django_assert_max_num_queries(12):
        leader.get(address("document", Document.objects.first().pk))
