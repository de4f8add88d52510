"""The frame, the door, languages, and pages for when something is wrong."""

from dataclasses import replace

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.template import TemplateSyntaxError, engines
from django.test import Client, RequestFactory

from boso.foundation.access.actor import NOBODY
from boso.foundation.access.models import Installation
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.organisations.models import Kind
from boso.foundation.web import views
from boso.foundation.web.context import MenuEntry, address, bottom_of, frame, menu_of, wing_of
from boso.foundation.web.templatetags.frame import initials


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def test_the_door_leads_nobody_to_sign_in(db, client):
    assert client.get("/").headers["Location"] == "/sign-in/"


def test_the_door_of_a_demo_leads_nobody_to_the_people(db, client):
    Installation(demo=True).save()
    assert client.get("/").headers["Location"] == "/be/"


def test_the_door_leads_somebody_to_today(signed_in):
    assert signed_in(Role.COORDINATOR, "husbanken").get("/").headers["Location"] == "/today/"


def test_pages_speak_bokmal_until_another_language_is_chosen(db, client):
    assert 'lang="nb"' in client.get("/about/").content.decode()
    answer = client.post("/language/", {"language": "nn", "next": "/about/"})
    assert answer.headers["Location"] == "/about/"
    assert 'lang="nn"' in client.get("/about/").content.decode()


def test_the_language_of_somebody_stands_on_their_own_row(signed_in):
    client = signed_in(Role.PROGRAMME_LEADER, "hamar")
    client.post("/language/", {"language": "en"})
    del client.cookies[configured.LANGUAGE_COOKIE_NAME]
    assert 'lang="en"' in client.get("/me/").content.decode()


def test_an_unknown_language_changes_nothing_and_nobody_is_sent_elsewhere(db, client):
    answer = client.post("/language/", {"language": "xx", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/" and configured.LANGUAGE_COOKIE_NAME not in answer.cookies


@pytest.mark.parametrize("path", ["/about/", "/accessibility/", "/sign-in/"])
def test_open_pages_are_open(db, client, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        answer = client.get(path)
    assert answer.status_code == 200 and len(answer.content) < 100_000
    assert b"<c-" not in answer.content and b" style=" not in answer.content


def test_the_old_name_of_the_picture_leads_to_it(db, client):
    assert client.get("/favicon.ico").headers["Location"].endswith("favicon.svg")


def test_a_page_that_is_not_there_says_so_in_the_persons_language(db, client):
    answer = client.get("/nothing-here/")
    assert answer.status_code == 404 and "Vi finner ikke den siden" in answer.content.decode()


def test_a_failure_is_told_without_asking_the_database(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = views.server_error(HttpRequest())
    assert answer.status_code == 500 and "Noe gikk galt hos oss" in answer.content.decode()


def test_an_expired_form_tells_what_to_do(db, rf: RequestFactory):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/language/", {"language": "nn"})
    assert answer.status_code == 403 and "for lenge" in answer.content.decode()


def test_somebody_who_may_not_is_told_why(db, rf: RequestFactory):
    from boso.foundation.access.decisions import Denied, Refused
    from boso.foundation.web.middleware import refusal_middleware

    request = rf.get("/x/")
    middleware = refusal_middleware(lambda r: views.not_found(r))
    told = middleware.process_exception(request, Refused(Denied("Bare programleder kan dette.")))
    assert told is not None and told.status_code == 403 and "Bare programleder" in told.content.decode()
    hidden = middleware.process_exception(request, Refused(Denied("hemmelig", hidden=True)))
    assert hidden is not None and hidden.status_code == 404 and "hemmelig" not in hidden.content.decode()


def test_what_cannot_be_done_now_is_told_on_the_page_the_button_stands_on(db, rf: RequestFactory):
    from django.contrib.messages import get_messages
    from django.contrib.messages.storage.cookie import CookieStorage

    from boso.foundation.access.decisions import NotNow
    from boso.foundation.web.middleware import refusal_middleware

    middleware = refusal_middleware(lambda r: views.not_found(r))

    def told(request):
        request._messages = CookieStorage(request)
        return middleware.process_exception(request, NotNow("Noen var før deg."))

    for page, back in {
        "http://testserver/thing/": "http://testserver/thing/", "http://elsewhere.example/thing/": "/",
        "http://testserver/press/": "/", "": "/",
    }.items():  # fmt: skip
        request = rf.post("/press/", headers={"Referer": page})
        answer = told(request)
        assert (answer.status_code, answer.url) == (302, back)
        assert [str(message) for message in get_messages(request)] == ["Noen var før deg."]
    looked = told(rf.get("/press/"))
    assert looked.status_code == 403 and "Noen var før deg." in looked.content.decode()


def test_the_menu_shows_only_places_one_may_open(an_actor):
    bank = make_organisation("husbanken-ost", Kind.BANK)
    leader = {entry.href for entry in menu_of(an_actor(Role.PROGRAMME_LEADER, "hamar"), "/today/")}
    administrator = {entry.href for entry in menu_of(an_actor(Role.ADMINISTRATOR, "hamar"), "/today/")}
    central = {entry.href for entry in menu_of(an_actor(Role.ADMINISTRATOR, bank), "/today/")}
    coordinator = {entry.href for entry in menu_of(an_actor(Role.COORDINATOR, "husbanken-ost"), "/today/")}
    assert "/people/" in administrator - leader
    assert "/imports/" in coordinator - leader
    assert "/jobs/" in central - administrator - coordinator
    assert "/today/" in leader & administrator


def test_the_menu_marks_where_one_is(an_actor):
    current = [entry for entry in menu_of(an_actor(Role.COORDINATOR, "husbanken"), "/today/") if entry.current]
    assert [entry.href for entry in current] == ["/today/"]


def test_the_bottom_of_a_phone_has_three_places_as_far_as_there_are_any(an_actor):
    def bottom(actor, path="/today/"):
        return [entry.href for entry in bottom_of(menu_of(actor, path), path)]

    assert bottom(an_actor(Role.COORDINATOR, "husbanken")) == ["/today/", "/programme/", "/participants/"]
    tenant = an_actor(Role.APPLICANT, "hamar")
    assert bottom(tenant) == ["/today/", "/messages/"]
    assert bottom_of(menu_of(tenant, "/messages/"), "/messages/")[-1].current
    assert len(bottom(an_actor(Role.ADMINISTRATOR, "hamar"))) == 3
    assert bottom(NOBODY) == []


def test_what_cannot_be_read_is_told_apart_from_what_is_too_much(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    client = Client(raise_request_exception=False)
    answer = client.post("/language/", {"language": "x" * 200})
    assert answer.status_code == 413
    assert "For mye på en gang" in answer.content.decode()
    assert 'href="/"' in answer.content.decode()
    answer = views.bad_request(HttpRequest(), SuspiciousOperation())
    assert answer.status_code == 400
    assert "BoSo kunne ikke lese det som ble sendt" in answer.content.decode()


def test_a_place_without_an_address_yet_has_none():
    assert address("nowhere:yet") == ""


def test_the_frame_stands_without_an_actor(rf: RequestFactory):
    assert frame(rf.get("/"))["frame"]["menu"] == []


def test_invented_data_is_marked_and_real_is_not(db, client, rf: RequestFactory):
    from django.shortcuts import render

    assert "Oppdiktede" in render(rf.get("/"), "404.html", {"synthetic": True}).content.decode()
    assert "Oppdiktede" not in render(rf.get("/"), "404.html").content.decode()


def test_initials_are_of_first_and_last_name():
    assert [initials(name) for name in ("Sindig Bekkasin", "Klok", "Ada B. Cesilie", "")] == ["SB", "K", "AC", ""]


def test_a_part_is_written_with_one_or_three_words():
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string("{% load frame %}{% part %}")


def test_the_bell_tells_how_many_messages_wait(signed_in, monkeypatch):
    from boso.foundation.messaging import queries

    client = signed_in(Role.COORDINATOR, "husbanken")
    assert 'class="count"' not in client.get("/about/").content.decode()
    monkeypatch.setattr(queries, "unread_count", lambda actor: 3)
    assert '<span class="count">3' in client.get("/about/").content.decode()


def test_a_frame_of_somebody_costs_few_queries(signed_in, django_assert_max_num_queries):
    client = signed_in(Role.COORDINATOR, "husbanken")
    with django_assert_max_num_queries(5):
        client.get("/about/")


def test_a_marked_page_asks_its_policy(an_actor, rf: RequestFactory):
    from boso.foundation.access.actor import NOBODY
    from boso.foundation.access.decisions import Refused
    from boso.foundation.access.policies import may_open_people
    from boso.foundation.web.pages import page

    view = page(may_open_people)(lambda request: views.not_found(request))
    request = rf.get("/x/")
    request.actor = NOBODY
    assert view(request).headers["Location"].startswith("/sign-in/?next=")
    request.actor = an_actor(Role.PROGRAMME_LEADER, "hamar")
    with pytest.raises(Refused):
        view(request)
    request.actor = an_actor(Role.ADMINISTRATOR, "hamar")
    assert view(request).status_code == 404


def test_who_sends_a_form_after_the_session_ended_is_told_and_comes_back_to_it(client, db):
    answer = client.post("/me/", headers={"Referer": "http://testserver/participants/?q=moss"})
    assert answer.headers["Location"] == "/sign-in/?next=/participants/%3Fq%3Dmoss&lost=1"
    assert "Du var logget ut, så ingenting er lagret" in client.get(answer.headers["Location"]).content.decode()
    foreign = client.post("/me/", headers={"Referer": "https://elsewhere.example/x/"})
    assert foreign.headers["Location"] == "/sign-in/?next=/me/&lost=1"


def test_a_piece_of_a_page_takes_the_whole_page_to_the_door(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/today/"}
    answer = client.get("/today/changed/", headers=headers)
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=/today/"
    assert not answer.content


def test_pages_of_both_wings_wear_the_colours_of_the_persons_own_work(an_actor):
    caseworker = an_actor(Role.CASEWORKER, "hamar", unit="nav")
    leader = an_actor(Role.PROGRAMME_LEADER, "hamar")
    both = MenuEntry("/today/", "", "", "both", True, True)
    assert [wing_of(who, both) for who in (caseworker, leader)] == ["furu", "lyng"]
    assert [wing_of(caseworker, None), wing_of(leader, None)] == ["furu", "lyng"]
    for who in (caseworker, leader):
        assert wing_of(who, replace(both, wing="casework")) == "furu"
        assert wing_of(who, replace(both, wing="programme")) == "lyng"


def test_the_menu_says_what_is_the_municipality_s_own_work_where_there_are_two_kinds(signed_in):
    assert "Kommunens eget arbeid" in signed_in(Role.CASEWORKER, "hamar", unit="nav").get("/today/").content.decode()
    assert "Kommunens eget arbeid" not in signed_in(Role.COORDINATOR, "husbanken-ost").get("/today/").content.decode()


@pytest.mark.parametrize(
    ("invented", "path", "said"),
    [(True, "/households/", True), (True, "/programme/", False), (False, "/households/", False)],
)
def test_casework_pages_of_an_invented_municipality_say_so_whatever_they_show(an_actor, rf, invented, path, said):
    request = rf.get(path)
    request.actor = an_actor(Role.CASEWORKER, make_organisation("prove", invented=invented), unit="nav")
    assert frame(request)["frame"]["invented"] is said
