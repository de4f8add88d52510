"""Filling in a form page by page, as a person would, without a browser."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boso.core.questionnaires import xlsform
from boso.core.questionnaires.form import Texts
from boso.core.questionnaires.xlsform import SheetRow
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.models import User
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation, make_person
from boso.foundation.questionnaires import actions, changing, filling, holding, testing


@pytest.fixture
def version(db):
    return actions.install_builtin(SYSTEM, "trial", "other", testing.sheets())


@pytest.fixture
def address(version):
    return reverse("questionnaires:try", args=[version.form_id, version.number])


@pytest.fixture
def client(signed_in):
    return signed_in(Role.CASEWORKER, "moss")


def posted(client, address, page, go="next", **answers):
    """Post a page as the browser would: every question on it is named."""
    shown = BeautifulSoup(client.get(address, {"page": page}).content, "html.parser")
    data = {"page": page, "go": go, "on": [each["value"] for each in shown.select("input[name=on]")]}
    for control in shown.select("input[type=text], textarea"):
        data[control["name"]] = control.get("value") or control.text
    for control in shown.select("input[checked]"):
        data.setdefault(control["name"], []).append(control["value"])
    data |= {name.replace("__", "/").replace("q_", "q-", 1): value for name, value in answers.items()}
    return client.post(address, data)


def page_of(response):
    """The page one is sent to; what is in the way, in the words of the page, when one is not."""
    if response.status_code != 302:
        return BeautifulSoup(response.content, "html.parser").select_one(".ds-error-summary").text
    return re.sub(r".*page=", "", response.url).replace("%2F", "/")


def test_every_kind_of_question_is_answered_and_sent(client, address):
    assert page_of(posted(client, address, "living", q_situation="fit", q_bedrooms="2")) == "members/0"
    assert page_of(posted(client, address, "members/0", q_members__0__first_name="Ola")) == "views"
    assert page_of(posted(client, address, "views", q_calm="yes", q_safe="no")) == "rest"
    answers = {
        "q_ends": "30.11.2026", "q_rent": "24 500,5", "q_sure": "4", "q_wishes": ["3", "1", "2"],
        "q-wishes.name": ["near", "quiet", "cheap"], "q_when": "09:30", "q_moment": "23.11.2026 09:30",
        "q_place": "59.9 10.7", "q_story": "To linjer\nher", "q_heard": "yes",
    }  # fmt: skip
    assert page_of(posted(client, address, "rest", **answers)) == "~review"
    review = BeautifulSoup(client.get(address, {"page": "~review"}).content, "html.parser").text
    for words in (
        "Bor egnet",
        "Ola",
        "Enig",
        "Uenig",
        "30.11.2026",
        "24 500,5",
        "Rolige naboer, Lav husleie, Nær skolen",
        "09",
    ):
        assert words in review.replace("\xa0", " "), words
    sent = client.post(address, {"page": "~review", "go": "submit"})
    assert sent.status_code == 302
    assert "try" not in sent.url


def test_what_lacks_is_said_at_the_question_and_on_top(client, address):
    answer = posted(client, address, "living", q_bedrooms="mange")
    shown = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert [link["href"] for link in shown.select(".ds-error-summary a")] == ["#q-situation.0", "#q-bedrooms"]
    assert shown.find(id="q-bedrooms")["value"] == "mange"
    assert shown.find(id="q-bedrooms")["aria-invalid"] == "true"


def test_what_was_typed_wrong_is_kept_too(client, address):
    posted(client, address, "living", "save", q_bedrooms="mange")
    assert b'value="mange"' in client.get(address, {"page": "living"}).content


def test_a_form_is_gone_on_with_where_something_lacks(client, address):
    posted(client, address, "living", q_situation="fit", q_bedrooms="2")
    assert b"q-members/0/first_name" in client.get(address).content


def test_a_question_that_does_not_concern_is_not_asked(client, address):
    assert b"q-faults" not in client.get(address).content
    answer = posted(client, address, "living", "save", q_situation="unsuitable")
    assert b"q-faults" in answer.content


def test_persons_are_added_and_taken_away(client, address):
    answer = posted(client, address, "members/0", "add:members", q_members__0__first_name="Ola")
    assert page_of(answer) == "members/1"
    posted(client, address, "members/1", "save", q_members__1__first_name="Kari")
    posted(client, address, "members/0", "remove:members/0")
    assert b'value="Kari"' in client.get(address, {"page": "members/0"}).content


def test_the_language_changes_inside_the_form(client, address):
    posted(client, address, "living", "language:en", q_bedrooms="3")
    shown = client.get(address, {"page": "living"}).content.decode()
    assert "Which fits best?" in shown
    assert 'value="3"' in shown


def test_back_asks_for_nothing(client, address):
    assert page_of(posted(client, address, "members/0", "back")) == "living"
    assert page_of(client.post(address, {"page": "~review", "go": "back"})) == "rest"


def test_a_form_that_lacks_something_is_not_sent(client, address):
    answer = client.post(address, {"page": "~review", "go": "submit"})
    assert answer.status_code == 422
    assert BeautifulSoup(answer.content, "html.parser").select(".ds-error-summary a")


def test_what_is_posted_after_the_session_ended_comes_back(client, address):
    shown = BeautifulSoup(client.get(address).content, "html.parser")
    who = shown.select_one("input[name=who]")["value"]
    user = client.session["_auth_user_id"]
    client.logout()
    data = {"page": "living", "go": "next", "who": who, "on": ["bedrooms"], "q-bedrooms": "7"}
    away = client.post(address, data)
    assert "/try/" in away.url
    client.force_login(User.objects.get(pk=user), backend="boso.foundation.access.backends.SeatedBackend")
    back = client.get(address, {"page": "living"})
    assert back.status_code == 302
    assert b'value="7"' in client.get(back.url).content


def test_what_another_person_posted_never_comes_back(client, address):
    client.logout()
    client.post(address, {"page": "living", "who": "1:forged", "on": ["bedrooms"], "q-bedrooms": "7"})
    other = make_person(Role.CASEWORKER, "moss")
    client.force_login(other, backend="boso.foundation.access.backends.SeatedBackend")
    assert b'value="7"' not in client.get(address, {"page": "living"}).content


WORDS = st.one_of(
    st.sampled_from(["", "living", "members/0", "members/1", "~review", "situation", "~dont_know", "add:members"]),
    st.sampled_from(["next", "back", "save", "submit", "remove:members/0", "language:en", "language:xx", "add:rest"]),
    st.text(max_size=30),
    st.integers().map(str),
)
NAMES = st.sampled_from(
    ["on", "page", "go", "q-situation", "q-bedrooms", "m-bedrooms", "r-bedrooms", "q-members/0/age", "q-ends",
     "q-wishes", "q-wishes.name", "q-sure", "q-heard", "q-when", "q-moment", "q-place", "q-calm", "who"]
)  # fmt: skip
KEYS = ["situation", "bedrooms", "members/0/age", "ends", "wishes", "sure", "heard", "when", "moment", "place", "calm"]


@given(posts=st.lists(st.dictionaries(NAMES, st.lists(WORDS, max_size=4), max_size=8), max_size=4))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=max(15, settings.default.max_examples // 10),
)
def test_anything_posted_is_answered_in_order(client, address, posts):
    for post in posts:
        post["on"] = [*post.get("on", []), *KEYS]
        assert client.post(address, post).status_code < 500
        assert client.get(address, {"page": (post.get("page") or [""])[0]}).status_code < 500


def test_a_warning_is_explained_and_passed(client, address):
    answers = {"q_wishes": ["", "1", ""], "q-wishes.name": ["near", "quiet", "cheap"], "q_heard": "yes"}
    answer = posted(client, address, "rest", **answers)
    shown = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert shown.select_one(".ds-error-summary a")["href"] == "#q-wishes.0"
    assert shown.find(id="r-wishes") is not None
    assert page_of(posted(client, address, "rest", **answers, **{"r-wishes": "Bare det ene"})) == "~review"
    assert "Bare det ene" in client.get(address, {"page": "~review"}).content.decode()
    changed = {**answers, "q_wishes": ["1", "", ""], "r-wishes": "Bare det ene"}
    assert posted(client, address, "rest", **changed).status_code == 422


def test_nobody_begins_to_fill_in_an_empty_form(client, signed_in):
    place = make_organisation("moss")
    form = actions.make(SYSTEM, place, "survey", changing.blank(Texts.of(nb="Tomt"), "empty"))
    answer = client.get(reverse("questionnaires:try", args=[form.pk, 1]))
    assert answer.url == reverse("questionnaires:version", args=[form.pk, 1])


def test_a_trial_put_away_is_thrown_away(client, address, version):
    posted(client, address, "living", "save", q_bedrooms="3")
    away = posted(client, address, "living", "later")
    assert away.url == reverse("questionnaires:version", args=[version.form_id, version.number])
    assert b'value="3"' not in client.get(address).content


def test_what_is_not_on_offer_is_not_done(client, address):
    assert posted(client, address, "living", "remove:living").status_code == 302
    assert posted(client, address, "living", "add:rest").status_code == 302
    assert posted(client, address, "nowhere", "next").status_code in (302, 422)


def test_a_held_post_too_large_or_spoilt_is_let_go(client, address):
    user = User.objects.get(pk=client.session["_auth_user_id"])
    who = BeautifulSoup(client.get(address).content, "html.parser").select_one("input[name=who]")["value"]
    for spoil in (False, True):
        client.logout()
        client.post(address, {"who": who, "on": ["bedrooms"], "q-bedrooms": "7" * (10 if spoil else 600_000)})
        if spoil:
            client.cookies[holding.COOKIE] = "AAAA"
        client.force_login(user, backend="boso.foundation.access.backends.SeatedBackend")
        assert client.get(address).status_code == 200


def form_of(*rows, choices=()):
    return xlsform.read(
        {
            "survey": [SheetRow(number, row) for number, row in enumerate(rows, start=2)],
            "choices": [SheetRow(number, row) for number, row in enumerate(choices, start=2)],
            "settings": [SheetRow(2, {"form_title": "Prøve", "form_id": "p", "default_language": "nb"})],
        }
    ).form


MISSING = (
    {"type": "select_one yn", "name": "who", "label": "Hvem?", "boso_missing": "dont_know refused"},
    {"type": "text", "name": "why", "label": "Hvorfor?", "boso_missing": "dont_know", "guidance_hint": "Kort."},
    {"type": "range", "name": "much", "label": "Hvor mye?", "parameters": "start=0 end=100 step=1"},
    {"type": "text", "name": "fixed", "label": "Fast", "readonly": "yes", "default": "slik"},
)
YES_NO = ({"list_name": "yn", "name": "a", "label": "A"}, {"list_name": "yn", "name": "b", "label": "B"})


@pytest.fixture
def memory(rf, version, an_actor):
    """A form filled in through a store in memory: `fill(**post)` gives the response."""
    content = form_of(*MISSING, choices=YES_NO)
    place = make_organisation("moss")
    form = actions.make(SYSTEM, place, "survey", content)
    store = testing.Memory()

    def fill(go="save", **post):
        request = rf.post("/x/", {"on": ["who", "why", "much", "fixed"], "go": go, **post})
        request.actor = an_actor(Role.CASEWORKER, "moss")
        request.session, request.htmx = {}, None
        return filling.page(request, form.versions.get(), store, filling.Setting(leave="/away/"))

    fill.store = store
    return fill


def test_why_there_is_no_answer_is_kept_apart(memory):
    memory(**{"q-who": "~refused", "m-why": "~dont_know", "q-much": "50", "q-fixed": "annet"})
    assert memory.store.draft.answers == {
        "who": {"missing": "refused"}, "why": {"missing": "dont_know"}, "much": "50",
    }  # fmt: skip
    memory(**{"m-why": "~dont_know", "q-why": "Fordi"})
    assert memory.store.draft.answers["why"] == "Fordi"


def test_a_whole_form_is_sent_to_the_store(memory):
    assert memory("submit", page="~review", **{"q-who": "a"}).url == "/sent/"
    assert memory.store.sent[0]["who"] == "a"
