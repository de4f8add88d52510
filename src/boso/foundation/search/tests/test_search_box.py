"""One box: order, kinds, limits, logging, and sources that fail."""

from __future__ import annotations

import pytest
from django.urls import reverse

from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.roles import Role
from boso.foundation.audit.models import Entry
from boso.foundation.audit.words import blinded
from boso.foundation.organisations.models import Organisation
from boso.foundation.search import actions, queries, registry
from boso.foundation.search.registry import Hit
from boso.foundation.web.testing import statements

PAGE = "search:search"


@pytest.fixture
def finds():
    """`finds(hit, ...)` registers a source that gives these hits to everybody."""

    def put(*hits: Hit) -> None:
        registry.register(lambda actor, text, limit: hits)

    return put


@pytest.fixture
def coordinator(signed_in):
    return signed_in(Role.COORDINATOR, "husbanken-ost")


def test_hits_stand_by_kind_and_the_kind_with_the_best_comes_first(an_actor, finds):
    finds(Hit("Moss by", "Places", "/a", rank=0.5), Hit("Moss", "Places", "/b", rank=0.7))
    finds(Hit("Mossad", "Facts", "/c", rank=0.9), Hit("Another", "Facts", "/d", rank=0.1))
    found = queries.find(an_actor(Role.PLANNER, "moss"), "moss")
    assert [(kind, [hit.title for hit in hits]) for kind, hits in found.groups] == [
        ("Facts", ["Mossad", "Another"]),
        ("Places", ["Moss", "Moss by"]),
    ]
    assert [hit.title for hit in found.best(3)] == ["Mossad", "Moss", "Moss by"]
    assert found.count == 4


@pytest.mark.parametrize("text", ["", " ", "m", " m "])
def test_less_than_two_letters_asks_no_source_and_leaves_no_trace(an_actor, text):
    registry.register(lambda actor, text, limit: pytest.fail("asked"))
    found = actions.look_up(an_actor(Role.PLANNER, "moss"), text)
    assert found.too_short
    assert not found.groups
    assert not Entry.objects.exists()


def test_a_source_gets_the_text_trimmed_and_gives_no_more_than_the_limit(an_actor):
    asked = []

    def source(actor, text, limit):
        asked.append((text, limit))
        return [Hit(str(number), "Numbers", f"/{number}", rank=number) for number in range(50)]

    assert registry.register(source) is registry.register(source)
    found = queries.find(an_actor(Role.PLANNER, "moss"), "  gamle \n moss  " + "x" * 200, 5)
    assert asked[0][1] == 5
    assert asked[0][0].startswith("gamle moss x")
    assert len(asked[0][0]) == queries.LONGEST
    assert [hit.title for hit in found.groups[0][1]] == ["49", "48", "47", "46", "45"]


def test_one_source_that_fails_does_not_take_the_others_along(coordinator, finds, caplog):
    def broken(actor, text, limit):
        raise RuntimeError

    registry.register(broken)
    finds(Hit("Moss", "Places", "/moss/"))
    page = coordinator.get(reverse(PAGE), {"q": "moss"}).content.decode()
    assert "Noe kunne ikke gjennomsøkes" in page
    assert 'href="/moss/"' in page
    assert "broken" in caplog.text


def test_a_search_is_logged_once_with_a_digest_of_the_words_and_how_much_it_showed(an_actor, finds):
    finds(Hit("Moss", "Places", "/moss/"), Hit("Mosserød", "Places", "/m/"))
    actor = an_actor(Role.PLANNER, "moss")
    actions.look_up(actor, " moss ")
    entry = Entry.objects.get()
    assert (entry.kind, entry.verb, entry.query, entry.count) == ("look", "search.look", "", 2)
    assert entry.digest == blinded(entry.organisation_id, "Moss")
    assert (entry.actor_id, entry.organisation_id) == (actor.user_id, Organisation.objects.get(slug="moss").pk)


def test_the_machine_searches_in_the_installations_own_log(db):
    actions.look_up(SYSTEM, "moss")
    assert Entry.objects.get().organisation_id is None


def test_the_page_shows_hits_with_kind_and_excerpt(coordinator, finds):
    finds(Hit("Moss", "Deltakere", "/moss/", "Kom i 2010"))
    page = coordinator.get(reverse(PAGE), {"q": "moss"}).content.decode()
    for words in ("Deltakere", 'href="/moss/">Moss</a>', "Kom i 2010", "1 treff på «moss»", 'value="moss"'):
        assert words in page


def test_without_hits_the_page_gives_advice(coordinator):
    page = coordinator.get(reverse(PAGE), {"q": "<b>zzz"}).content.decode()
    assert "Dette kan du prøve" in page
    assert "<b>zzz" not in page


@pytest.mark.parametrize(("text", "words"), [("", "Søk i alt du har tilgang til."), ("m", "Skriv minst 2 bokstaver.")])
def test_too_short_a_text_says_so(coordinator, text, words):
    assert words in coordinator.get(reverse(PAGE), {"q": text}).content.decode()


def test_many_hits_say_that_there_may_be_more(coordinator, finds):
    finds(*[Hit(f"Moss {number}", "Places", f"/{number}/") for number in range(30)])
    assert "Det kan være flere." in coordinator.get(reverse(PAGE), {"q": "moss"}).content.decode()


def test_suggestions_come_as_a_list_alone(coordinator, finds):
    finds(*[Hit(f"Moss {number}", "Places", f"/{number}/", "excerpt") for number in range(12)])
    finds(*[Hit(f"Fact {number}", "Facts", f"/f{number}/") for number in range(12)])
    address = reverse("search:suggestions")
    page = coordinator.get(address, {"q": "mo"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert page.count("<li>") == 8
    assert "/search/?q=mo" in page
    assert not coordinator.get(address, {"q": "m"}, headers={"HX-Request": "true"}).content.strip()
    assert "Ingen treff ennå." not in page


def test_suggestions_without_htmx_are_the_search_page(coordinator):
    answer = coordinator.get(reverse("search:suggestions"), {"q": "bærum"})
    assert answer.status_code == 302
    assert answer.url == "/search/?q=b%C3%A6rum"


def test_nothing_found_so_far_is_said(coordinator):
    answer = coordinator.get(reverse("search:suggestions"), {"q": "zz"}, headers={"HX-Request": "true"})
    assert "Ingen treff ennå." in answer.content.decode()


def test_nobody_is_sent_to_sign_in(client, db):
    for name in ("search:search", "search:suggestions"):
        assert client.get(reverse(name), {"q": "moss"}).status_code == 302


def test_the_page_stays_within_its_budget(coordinator, finds, django_assert_max_num_queries):
    finds(*[Hit(f"Moss {number}", "Places", f"/{number}/", "words " * 8) for number in range(200)])
    with django_assert_max_num_queries(5):
        page = coordinator.get(reverse(PAGE), {"q": "moss"})
    assert len(page.content) < 100_000
    assert "style=" not in page.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_every_role_may_search(signed_in, role):
    assert signed_in(role, "moss").get(reverse(PAGE), {"q": "moss"}).status_code == 200


def test_sources_that_do_not_fit_are_searched_by_a_request_of_their_own(coordinator):
    def source_of(name, cost):
        def source(actor, text, limit):
            for _ in range(cost):
                Organisation.objects.exists()
            return [Hit(name, "Places", f"/{name}/")]

        return source

    for name, cost in (("moss", 5), ("mosserud", 4)):
        registry.register(source_of(name, cost))
    with statements() as sent:
        first = coordinator.get(reverse(PAGE), {"q": "mo"})
    assert len(sent) == 12
    assert 'href="/moss/"' in first.content.decode()
    assert 'href="/search/?q=mo&amp;of=1"' in first.content.decode()
    second = coordinator.get("/search/?q=mo&of=1")
    assert 'href="/mosserud/"' in second.content.decode()
    inside = coordinator.get("/search/?q=mo&of=1", headers={"HX-Request": "true"}).content.decode()
    assert 'href="/mosserud/"' in inside
    assert "<html" not in inside


def test_before_all_is_searched_nobody_says_that_nothing_was_found(coordinator):
    def late(actor, text, limit):
        for _ in range(3):
            Organisation.objects.exists()
        return []

    registry.register(late)
    registry.register(lambda actor, text, limit: [late(actor, text, limit) for _ in range(2)][:0])
    page = coordinator.get(reverse(PAGE), {"q": "mo"}).content.decode()
    assert "Dette kan du prøve" not in page
    assert "Ingenting" not in page.split("<main")[1].split("</main>")[0]
