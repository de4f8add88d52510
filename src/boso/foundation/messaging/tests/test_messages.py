"""Messages in BoSo and by e-mail."""

from __future__ import annotations

import threading

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import Refused
from boso.foundation.access.models import User
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.audit.models import Entry
from boso.foundation.jobs.models import Job
from boso.foundation.jobs.worker import run_worker
from boso.foundation.messaging import actions, kinds, letters, queries
from boso.foundation.messaging.kinds import Kind
from boso.foundation.messaging.models import Email, Message
from boso.foundation.messaging.tasks import email_digest, email_message, send_digests

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.register(
        Kind("grant.approved", matter="Grants", title="The request of %(name)s is approved", body="See %(missing)s",
             words=lambda actor, contexts: [{"name": f"number {context['grant']}"} for context in contexts]),
        Kind("plan.changed", matter="Plans", title="A plan is changed"),
    )  # fmt: skip


@pytest.fixture
def leader(a_person):
    return a_person(Role.PROGRAMME_LEADER, "hamar", email="leader@example.invalid")


def actor(user: User):
    return actor_of(user, timezone.localdate())


def work() -> None:
    run_worker(threading.Event(), once=True)


def send(user: User, kind: str = "grant.approved", link: str = "/grants/7/", **context: int) -> Message:
    return actions.send(SYSTEM, [user], kind, link, **(context or {"grant": 7}))[0]


def test_each_recipient_gets_one_message_but_not_whoever_did_the_act(a_person, leader):
    other = a_person(Role.CONTACT, "husbanken-ost")
    sent = actions.send(actor(other), [leader, leader.pk, other], "plan.changed", "/plans/1/", plan=1)
    assert [message.recipient_id for message in sent] == [leader.pk]
    assert queries.unread_count(actor(leader)) == 1
    assert queries.unread_count(NOBODY) == 0


@pytest.mark.parametrize(
    ("kind", "link", "context"),
    [
        ("never.declared", "/a/", {}),
        ("plan.changed", "https://elsewhere.example/", {}),
        ("plan.changed", "//elsewhere.example/", {}),
        ("plan.changed", "plans/", {}),
        ("plan.changed", "/plans/", {"name": "Klar Linerle"}),
        ("plan.changed", "/plans/", {"name": "x" * 61}),
    ],
)
def test_a_message_holds_ids_and_leads_into_boso(leader, kind, link, context):
    with pytest.raises(ValueError, match=r"message|Nobody"):
        actions.send(SYSTEM, [leader], kind, link, **context)


def test_a_message_stands_or_falls_with_the_act(leader):
    with pytest.raises(RuntimeError), transaction.atomic():
        send(leader)
        raise RuntimeError
    assert not Message.objects.exists()
    assert not Job.objects.exists()


def test_an_email_says_that_there_is_something_and_nothing_more(leader):
    User.objects.filter(pk=leader.pk).update(language="en")
    message = send(leader)
    work()
    letter = mail.outbox[0]
    assert letter.to == ["leader@example.invalid"]
    assert letter.subject == "There is something new for you in BoSo"
    assert "Grants" in letter.body
    assert reverse("messaging:open", args=[message.pk]) in letter.body
    assert "number 7" not in letter.body and leader.name not in letter.body
    assert letter.extra_headers["Message-ID"].startswith(f"<message-{message.pk}-")


def test_an_email_is_in_the_recipients_language(leader):
    User.objects.filter(pk=leader.pk).update(language="nn")
    with translation.override("en"):
        send(leader)
        work()
    assert mail.outbox[0].subject == "Det er noko nytt til deg i BoSo"


def test_one_email_for_each_message_however_often_the_job_runs(leader):
    message = send(leader)
    work()
    assert email_message.call(message.pk) is False
    assert len(mail.outbox) == 1
    Message.objects.update(emailed_at=None, read_at=timezone.now())
    assert email_message.call(message.pk) is False


@pytest.mark.parametrize("fields", [{"email": ""}, {"is_active": False}])
def test_no_email_without_an_address_or_to_who_has_left(leader, fields):
    User.objects.filter(pk=leader.pk).update(**fields)
    send(leader)
    assert not Job.objects.exists()


def test_a_person_may_choose_never_or_once_a_day(leader):
    assert queries.wish(actor(leader)) == Email.AT_ONCE
    actions.choose_email(actor(leader), "none")
    send(leader)
    assert not Job.objects.exists()
    assert send_digests.call() == 0
    actions.choose_email(actor(leader), "daily")
    assert queries.wish(actor(leader)) == Email.DAILY
    send(leader, kind="plan.changed")
    assert not Job.objects.exists()
    assert send_digests.call() == 1
    assert send_digests.call() == 1
    work()
    assert len(mail.outbox) == 1
    assert "Grants, Plans" in mail.outbox[0].body
    assert reverse("messaging:list") in mail.outbox[0].body
    assert send_digests.call() == 0
    assert email_digest.call(leader.pk) is False
    assert Entry.objects.filter(verb="messages.email_chosen").count() == 2
    with pytest.raises(Refused):
        actions.choose_email(NOBODY, "none")
    with pytest.raises(ValueError, match="weekly"):
        actions.choose_email(actor(leader), "weekly")


def test_the_address_of_the_installation_can_be_set(settings):
    settings.BOSO_ADDRESS = "https://boso.example.invalid/"
    assert letters.base_address() == "https://boso.example.invalid"
    settings.BOSO_ADDRESS = ""
    settings.ALLOWED_HOSTS = []
    assert letters.base_address() == "http://localhost"
    settings.HTTPS, settings.ALLOWED_HOSTS = True, ["boso.example.invalid"]
    assert letters.base_address() == "https://boso.example.invalid"


@pytest.fixture
def mine(signed_in):
    client = signed_in(Role.PROGRAMME_LEADER, "hamar")
    return client, User.objects.get(pk=client.session["_auth_user_id"])


def test_the_page_shows_the_unread_first_in_the_words_of_their_kind(mine, django_assert_max_num_queries):
    client, user = mine
    empty = client.get("/messages/").content.decode()
    assert "<table" not in empty
    old = send(user, grant=1)
    actions.mark_read(actor(user), send(user, grant=2))
    Message.objects.create(recipient=user, kind="gone.away", link="/", created_at=timezone.now())
    with django_assert_max_num_queries(12):
        page = client.get("/messages/")
    titles = [row.title for row in page.context["rows"]]
    assert titles[1:] == ["The request of number 1 is approved", "The request of number 2 is approved"]
    assert page.context["rows"][1].message == old
    assert page.context["rows"][1].body == "See %(missing)s"
    assert page.context["count"] == 2


def test_opening_a_message_marks_it_read_and_leads_on(mine, signed_in):
    client, user = mine
    message = send(user)
    address = reverse("messaging:open", args=[message.pk])
    assert signed_in(Role.PROGRAMME_LEADER, "hamar").get(address).status_code == 404
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (302, "/grants/7/")
    message.refresh_from_db()
    first = message.read_at
    client.get(address)
    message.refresh_from_db()
    assert message.read_at == first
    Message.objects.update(link="https://elsewhere.example/")
    assert client.get(address).url == "/messages/"
    assert client.get(reverse("messaging:open", args=[10**9])).status_code == 404


def test_one_or_all_are_marked_read(mine, signed_in):
    client, user = mine
    one, _two, _three = (send(user, grant=n) for n in range(3))
    stranger = signed_in(Role.PROGRAMME_LEADER, "hamar")
    assert stranger.post(reverse("messaging:read", args=[one.pk])).status_code == 404
    stranger.post(reverse("messaging:read-all"))
    client.post(reverse("messaging:read", args=[one.pk]))
    assert queries.unread_count(actor(user)) == 2
    client.post(reverse("messaging:read-all"))
    assert queries.unread_count(actor(user)) == 0


def test_the_choice_of_email_is_made_on_the_page(mine):
    client, user = mine
    assert client.post(reverse("messaging:email"), {"email": "daily"}).status_code == 302
    assert queries.wish(actor(user)) == Email.DAILY
    assert client.post(reverse("messaging:email"), {"email": "hourly"}).status_code == 422
