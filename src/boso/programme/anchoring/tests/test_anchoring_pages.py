"""The pages of anchoring: what they say, who gets them, how many questions they ask; hearings for everybody."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boso.foundation.access.actor import NOBODY
from boso.foundation.access.roles import Role
from boso.programme.anchoring import actions, actions_hearing, api, due, finding, queries, views_public
from boso.programme.anchoring.models import (
    Comment,
    HandOver,
    HandOverCheck,
    Hearing,
    Involvement,
    Mention,
    Reanchoring,
    ScopeEntry,
    TaskPart,
    TaskPlace,
)
from boso.programme.anchoring.tests.conftest import DECIDED
from boso.programme.partnership.models import TaskAssignment

TODAY = timezone.localdate()
DAY = f"{TODAY:%d.%m.%Y}"


def client_of(actor) -> Client:
    client = Client()
    user = get_user_model().objects.get(pk=actor.user_id)
    client.force_login(user, backend="boso.foundation.access.backends.SeatedBackend")
    return client


def text_of(response) -> str:
    return response.content.decode().replace("\u00a0", " ")


@pytest.fixture
def busy(hamar, entry, activity, hearing, leader):
    """Everything is entered once."""
    Hearing.objects.update(closes=TODAY, opened_on=TODAY)
    actions.decide_scope(leader, entry, DECIDED)
    actions.set_mention(
        leader, hamar,
        {"document": "budget", "standing": "funded", "edition": "2027", "nb": "Post", "activity": activity}, TODAY,
    )  # fmt: skip
    actions.agree_hand_over(
        leader, activity, {"owner": "Bolig", "budget": "", "starts": TODAY - dt.timedelta(days=400), "note": "Nøkler"}
    )
    actions.add_part(leader, hamar, {"field_task": "allowance", "function": "does", "unit": "NAV", "starts": TODAY})
    actions.record_involvement(
        leader, hamar, {"group": "nav", "phase": "planning", "degree": "none", "on": TODAY, "nb": "Ingen møter"}
    )
    comment = actions_hearing.send_comment(
        hearing, {"words": "Bra plan", "name": "", "language": "nb"}, mark="a", now=timezone.now(), today=TODAY
    )
    hearing.refresh_from_db()
    return comment


def addresses(entry, hearing):
    tabs = ("scope", "tasks", "plans", "involvement", "hand-overs", "hearings")
    return [
        reverse("anchoring:overview"), reverse("anchoring:scope-entry", args=[entry.pk]), reverse("hearings:list"),
        reverse("hearings:hearing", args=[hearing.pk]),
        *(reverse(f"anchoring:{tab}", args=[slug]) for tab in tabs for slug in ("hamar", "asker")),
    ]  # fmt: skip


def test_every_page_asks_at_most_twelve_questions_and_is_light(
    busy, entry, hearing, leader, coordinator, django_assert_max_num_queries
):
    inside = [reverse("anchoring:hearing", args=[hearing.pk])]
    for actor, more in ((leader, addresses(entry, hearing)), (coordinator, inside)):
        client = client_of(actor)
        for address in [*inside, *more]:
            with django_assert_max_num_queries(12):
                response = client.get(address)
            assert response.status_code == 200, address
            assert len(response.content) < 100_000, address
            assert "style=" not in response.content.decode(), address


def test_the_pages_say_what_is_known_and_others_do_not_see_what_is_inside(busy, hamar, leader, other):
    mine, theirs = client_of(leader), client_of(other)

    def page(tab, client=mine):
        return text_of(client.get(reverse(f"anchoring:{tab}", args=["hamar"])))

    assert "Sykehjem" in page("scope") and "Sykehjem" in page("scope", theirs)
    assert "Finansiert" in page("plans") and "Finansiert" in page("plans")
    assert "Post" not in page("plans", theirs)
    assert "Ingen møter" in page("involvement") and "Ingen møter" not in page("involvement", theirs)
    assert "Nøkler" in page("hand-overs") and "Nøkler" not in page("hand-overs", theirs)
    assert "Ingen nevnt" in page("tasks")
    assert "Slik det ble meldt i januar 2012" in page("plans", theirs)
    assert "ikke i noe budsjett" in page("hand-overs")
    narrowed = reverse("anchoring:scope", args=["hamar"])
    assert "Ingenting passer" in text_of(mine.get(narrowed, {"place": "undecided"}))
    assert "Sykehjem" in text_of(mine.get(narrowed, {"q": "sykehj", "kind": "service"}))
    assert theirs.get(reverse("anchoring:hearing", args=[Hearing.objects.get().pk])).status_code == 404


def test_nobody_is_sent_to_sign_in_but_hearings_are_for_everybody(busy, hearing):
    nobody = Client()
    assert nobody.get(reverse("anchoring:overview")).status_code == 302
    page = text_of(nobody.get(reverse("hearings:hearing", args=[hearing.pk])))
    assert "Bra plan" not in page
    assert "Skriv et innspill" in page
    assert "Programplan på høring" in text_of(nobody.get(reverse("hearings:list")))
    for language, words in (("en", "Write a comment"), ("nn", "Skriv eit innspel")):
        nobody.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        assert words in text_of(nobody.get(reverse("hearings:hearing", args=[hearing.pk])))
    Hearing.objects.update(state="draft")
    assert nobody.get(reverse("hearings:hearing", args=[hearing.pk])).status_code == 404


def test_anybody_comments_finds_it_again_and_takes_it_back(busy, hearing, leader):
    nobody, address = Client(), reverse("hearings:hearing", args=[hearing.pk])
    assert nobody.post(address, {"words": " "}).status_code == 422
    assert "Ja til boliger" in text_of(nobody.post(address, {"words": "Ja til boliger", "site": "x"}))
    long = nobody.post(address, {"words": "x" * 4001})
    assert long.status_code == 422
    assert Comment.objects.count() == 1
    sent = nobody.post(address, {"words": "Ja til boliger", "name": "Vel"}, follow=True)
    assert "Ja til boliger" in text_of(sent)
    assert sent["Referrer-Policy"] == "same-origin"
    made = Comment.objects.get(name="Vel")
    own = reverse("hearings:comment", args=[made.token])
    actions_hearing.hide_comment(leader, made, reason="Nevner naboen")
    assert "Nevner naboen" in text_of(nobody.get(own))
    actions_hearing.show_comment(leader, made)
    actions_hearing.answer_comment(leader, made, "Vi er enige", TODAY)
    assert "Vi er enige" in text_of(nobody.get(own))
    assert "Vi er enige" in text_of(nobody.get(address))
    back = nobody.post(reverse("hearings:withdraw", args=[made.token]), follow=True)
    assert "slettet" in text_of(back)
    assert "Ja til boliger" not in text_of(nobody.get(address))
    assert nobody.get(reverse("hearings:comment", args=["nothing"])).status_code == 404
    Hearing.objects.update(state="closed")
    closed = nobody.post(address, {"words": "For sent"})
    assert closed.status_code == 422
    assert "For sent" in text_of(closed)


def test_an_address_is_told_from_another_today_only_and_a_proxy_is_not_taken_for_everybody(rf, settings):
    request = rf.get("/", headers={"X-Forwarded-For": "6.6.6.6, 10.0.0.7"})
    assert views_public.address_of(request) == "127.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert views_public.address_of(request) == "10.0.0.7"
    assert views_public.address_of(rf.get("/")) == "127.0.0.1"
    marks = {views_public.mark_of(who, day) for who in ("a", "b") for day in (TODAY, TODAY + dt.timedelta(days=1))}
    assert len(marks) == 4


def test_every_form_is_shown_refuses_what_is_odd_and_does_its_work(busy, hamar, entry, activity, version, leader):
    client = client_of(leader)
    part, task = TaskPart.objects.get(), TaskAssignment.objects.filter(participation=hamar).first()
    handed = HandOver.objects.get()
    later = f"{TODAY + dt.timedelta(days=2):%d.%m.%Y}"
    decided = {"place": "line", "decided_on": DAY, "decided_by": "Rådmannen", "nb": "Fordi"}
    forms = [
        ("scope-add", ["hamar"], {"kind": "measure", "activity": activity.pk, **decided}, decided),
        ("scope-entry", [entry.pk], decided | {"place": "programme"}, {"place": "programme", "decided_on": later}),
        ("task-place", [task.pk], {"field_task": "lease"}, {"field_task": "x"}),
        ("part-add", ["hamar"], {"field_task": "lease", "function": "does", "unit": "Bolig", "starts": DAY}, {}),
        ("part-end", [part.pk], {"on": later}, {"on": "01.01.2020"}),
        ("mention-set", ["hamar"], {"document": "goal_map", "standing": "absent"}, {"document": "goal_map"}),
        ("reanchor", ["hamar"], {"done_on": DAY, "how": "Kommunestyret"}, {"done_on": "01.01.2000", "how": "x"}),
        (
            "involvement-add", ["hamar"],
            {"group": "users", "phase": "analysis", "degree": "some", "on": DAY, "nb": "Møte"}, {"on": later},
        ),
        ("hand-over", [activity.pk], {"owner": "Bolig", "budget": "Post 1", "starts": "01.01.2024"}, {"owner": ""}),
        ("hand-over-check", [handed.pk], {"on": DAY, "still": "runs", "words": "Ja"}, {"on": later, "still": "runs"}),
        (
            "hearing-add", ["hamar"],
            {"version": version.pk, "title": "Ny", "about": "A", "text": "T", "closes": later},
            {"version": version.pk, "title": "Ny", "about": "A", "text": "T", "closes": "01.01.2020"},
        ),
    ]  # fmt: skip
    for name, args, good, odd in forms:
        address = reverse(f"anchoring:{name}", args=args)
        assert client.get(address).status_code == 200, name
        assert client.post(address, odd).status_code == 422, name
        assert client.post(address, good).status_code == 302, name
    assert ScopeEntry.objects.filter(participation=hamar, name_nb="Boskole", fact__isnull=True).exists()
    assert TaskPlace.objects.get().field_task == "lease"
    assert Reanchoring.objects.exists() and HandOverCheck.objects.exists()
    assert Involvement.objects.filter(group="users", participation=hamar).exists()
    undecided = {"kind": "service", "name_nb": "Hybler", "place": "undecided", "decided_on": DAY}
    assert client.post(reverse("anchoring:scope-add", args=["hamar"]), undecided).status_code == 302
    known = reverse("anchoring:mention-set", args=["hamar"]) + f"?document=budget&activity={activity.pk}"
    assert "Post" in text_of(client.get(known))
    assert Mention.objects.filter(document="goal_map", standing="absent", participation=hamar).exists()
    assert "Rådmannen" in text_of(client.get(reverse("anchoring:scope-entry", args=[entry.pk])))


def test_a_hearing_is_changed_opened_moderated_answered_and_closed(busy, hearing, leader, an_actor):
    client = client_of(leader)
    drafted = Hearing.objects.create(
        participation=hearing.participation, version=hearing.version, title="Utkast", about="A", text="T", closes=TODAY
    )
    change = reverse("anchoring:hearing-change", args=[drafted.pk])
    assert client.get(change).status_code == 200
    fields = {"title": "Bedre tittel", "about": "A", "text": "T", "closes": DAY}
    assert client.post(change, {**fields, "title": ""}).status_code == 422
    assert client.post(change, fields).status_code == 302
    assert "Bedre tittel" in text_of(client.get(reverse("anchoring:hearing", args=[drafted.pk])))
    assert client.post(reverse("anchoring:hearing-open", args=[drafted.pk])).status_code == 302
    assert client.get(change).status_code == 403
    assert client.post(reverse("anchoring:hearing-close", args=[drafted.pk])).status_code == 302
    hide = reverse("anchoring:comment-hide", args=[busy.pk])
    answer = reverse("anchoring:comment-answer", args=[busy.pk])
    assert "Bra plan" in text_of(client.get(hide)) and "Bra plan" in text_of(client.get(answer))
    assert client.post(hide, {"reason": ""}).status_code == 422
    assert client.post(hide, {"reason": "Spam"}).status_code == 302
    assert client.post(reverse("anchoring:comment-show", args=[busy.pk])).status_code == 302
    assert client.post(answer, {}).status_code == 422
    assert client.post(answer, {f"a{busy.pk}-answer": "Takk"}).status_code == 302
    page = text_of(client.get(reverse("anchoring:hearing", args=[hearing.pk])))
    assert "Takk" in page and "Bra plan" in page
    caseworker = client_of(an_actor(Role.CASEWORKER, "hamar"))
    assert caseworker.get(hide).status_code == 403


def test_it_is_found_by_the_search_box_and_stands_under_what_is_due(busy, entry, hearing, leader, other):
    assert next(hit.title for hit in finding.entries(leader, "sykehjem", 5)) in ("Sykehjem", "Sykehjemsplasser")
    assert any("ikke navngitt" in str(hit.excerpt) for hit in finding.entries(leader, "rus", 5))
    assert [hit.title for hit in finding.hearings(other, "høring", 5)] == [hearing.title]
    assert not list(finding.hearings(NOBODY, "høring", 5)) and not list(finding.entries(NOBODY, "rus", 5))
    told = [str(item.title) for source in due.SOURCES for item in source(leader, TODAY)]
    assert any("Boskole" in title for title in told)
    assert queries.entries_by_id(other, [str(entry.pk)])
    told = [api._entry(one) for one in queries.scope(leader)] + [api._mention(one) for one in queries.mentions(leader)]
    assert {one["participant"] for one in told} >= {"hamar", None}
