"""The pages of findings: what they say, how many questions they ask, and that a form loses nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boso.programme.findings import actions, actions_checks, checks
from boso.programme.findings import finding as searching
from boso.programme.findings.models import Challenge, Check, Evidence, Finding, Reading, Recommendation
from boso.programme.learning.tests.test_learning_pages import words_of
from boso.programme.partnership.models import Goal, Plan


def client_of(actor) -> Client:
    client = Client()
    client.force_login(
        get_user_model().objects.get(pk=actor.user_id), backend="boso.foundation.access.backends.SeatedBackend"
    )
    return client


def at(name, *args, **words) -> str:
    query = "&".join(f"{key}={value}" for key, value in words.items())
    return reverse(f"findings:{name}", args=args) + (f"?{query}" if query else "")


def sent(client, address, **fields):
    """The form is sent; it must lead on."""
    response = client.post(address, fields)
    assert response.status_code == 302, words_of(response)
    return response


@pytest.fixture
def goal(db):
    plan = Plan.objects.create(key="p", starts=2011, ends=2017)
    return Goal.objects.create(plan=plan, level="result", number=1, label_nb="Flere hjem", quote="Ord")


def test_every_page_asks_at_most_twelve_questions_and_is_light(
    report, coordinator, leader, django_assert_max_num_queries
):
    actions_checks.run_by_clock(actions_checks.SYSTEM, timezone.now())
    asked = client_of(leader)
    some = Finding.objects.get(fact_id="findings.start_loans")
    pages = [
        at("list"), at("list", category="learning", strength="strong", verdict="holds", state="raised", q="bank"),
        at("list", sort="-strength"), at("list", participant="hamar"), at("matrix"), at("checks"), at("advice-list"),
        at("checks", verdict="holds"), at("advice-list", state="accepted"), at("finding", some.pk),
        at("finding", some.pk, history=1), at("check", some.checks.get().pk),
        at("advice", Recommendation.objects.get(number=2).pk), at("list", programme="demonstration"),
        at("advice-list", programme="demonstration"), at("checks", programme="demonstration"),
        at("matrix", programme="demonstration"),
    ]  # fmt: skip
    for page in pages:
        with django_assert_max_num_queries(12, info=page):
            response = asked.get(page)
        assert response.status_code == 200, page
        assert len(response.content) < 100_000, page
    assert "Startlån brukes mer" in words_of(asked.get(at("list", q="startlån")))
    assert "Ingen av anbefalingene" in words_of(asked.get(at("advice-list")))
    assert [hit.title for hit in searching.findings(leader, "startlån", 5)]
    assert [hit.title for hit in searching.recommendations(leader, "temagrupper", 5)]
    bank = client_of(coordinator)
    assert "Hvem som svarer for det" in words_of(bank.get(at("finding", some.pk)))
    assert bank.get(at("edit", some.pk)).status_code == 200
    assert bank.get(at("challenge", Challenge.objects.order_by("pk")[0].pk)).status_code == 200


def test_a_finding_goes_all_the_way_through_the_forms(coordinator, finding, a_fact, category, goal, gauge):
    bank = client_of(coordinator)
    assert bank.get(at("new")).status_code == 200
    assert bank.post(at("new"), {"title_nb": ""}).status_code == 422
    response = sent(bank, at("new"), title_nb="Nytt", strength="weak", category=category.pk, loop="2",
                    owner_role="coordinator", nb="Mer")  # fmt: skip
    made = Finding.objects.get(title_nb="Nytt")
    assert response.url == at("finding", made.pk)
    assert "Et funn bygger på belegg" in words_of(bank.post(at("step", "finding", made.pk, "raise"), {}))
    assert "Ingenting å velge blant" in words_of(bank.get(at("evidence-new", made.pk)))
    assert "Slik er det" in words_of(bank.get(at("evidence-new", made.pk, kind="fact", q="slik")))
    sent(bank, at("evidence-new", made.pk, kind="fact", q="slik"), ref=a_fact.pk, words="", against="")
    for kind in ("document", "indicator", "table", "published", "nothing"):
        assert bank.get(at("evidence-new", made.pk, kind=kind, q="x")).status_code == 200
    sent(bank, at("step", "finding", made.pk, "raise"))
    sent(bank, at("edit", made.pk), title_nb="Nyere", strength="weak", owner_role="coordinator", owner="")
    assert "siste" not in words_of(
        bank.post(at("evidence-remove", Evidence.objects.filter(finding=made).get().pk), follow=True)
    )
    assert "Flere hjem" in words_of(bank.get(at("assess", made.pk)))
    sent(bank, at("assess", made.pk), goal=goal.pk, judgement="partly", nb="Fordi", on="01.03.2013", findings=[made.pk])
    sent(bank, at("challenge-new", finding=made.pk), title_nb="Vanskelig", findings=[made.pk])
    hard = Challenge.objects.get()
    sent(bank, at("challenge", hard.pk), title_nb="Meget vanskelig", findings=[made.pk])
    assert bank.get(at("challenge-new")).status_code == 200
    sent(bank, at("step", "challenge", hard.pk, "meet"), words="Løst")
    sent(bank, at("step", "challenge", hard.pk, "return"), words="Likevel ikke")
    sent(bank, at("advice-new", challenge=hard.pk), title_nb="Gjør noe", to="bank", challenges=[hard.pk])
    advice = Recommendation.objects.get()
    sent(bank, at("advice-edit", advice.pk), title_nb="Gjør mer", to="bank", challenges=[hard.pk])
    typed = bank.post(at("next", advice.pk), {"kind": "accepted", "reason": "Klokt ord", "on": "01.03.2013"})
    assert typed.status_code == 422
    assert "Klokt ord" in words_of(typed)
    sent(bank, at("next", advice.pk), kind="accepted", reason="Ja", by_when="01.06.2013", on="01.03.2013")
    sent(bank, at("next", advice.pk), words="Vi gjør det", decided_by="Styringsgruppa", on="02.03.2013")
    assert bank.get(at("next", advice.pk)).status_code == 200
    sent(bank, at("next", advice.pk), kind="done", words="Gjort", on="03.06.2013")
    assert bank.get(at("next", advice.pk)).status_code == 403
    page = words_of(bank.get(at("finding", made.pk)))
    for words in ("Vi gjør det", "Gjort", "Godtatt", "delvis nådd"):
        assert words in page
    sent(bank, at("step", "advice", advice.pk, "ask_again"), words="Holder det?")
    assert "Holder det?" in words_of(bank.get(at("advice", advice.pk)))
    for address in (at("step", "finding", made.pk, "fly"), at("step", "house", made.pk, "raise"), at("finding", 0)):
        assert bank.get(address).status_code == 404


def test_a_check_is_made_asked_paused_and_noted(coordinator, leader, finding, goal, gauge):
    bank = client_of(coordinator)
    gauge.found = checks.Found(Decimal(12))
    assert "Måler" in words_of(bank.get(at("check-new", finding=finding.pk)))
    address = at("check-new", finding=finding.pk, query="test.gauge")
    assert bank.get(address).status_code == 200
    for wrong in (
        {"condition": "at_least"},
        {"condition": "at_most"},
        {"condition": "between", "low": "2", "high": "1"},
    ):
        assert bank.post(address, {"nb": "Nok", **wrong}).status_code == 422
    sent(bank, address, nb="Nok", with_what="a", with_code="x", condition="at_least", low="10")
    check = Check.objects.get()
    assert check.arguments == {"what": "a", "code": "x"}
    gauge.found = checks.Found(Decimal(1), on=dt.date(2013, 3, 1), source="Kilden", url="/plans/")
    assert "Det snudde" in words_of(bank.post(at("check-run", check.pk), follow=True))
    assert "Svaret er det samme" in words_of(bank.post(at("check-run", check.pk), follow=True))
    reading = Reading.objects.get(turned=True)
    assert "Si hva som følger" in words_of(bank.get(at("check", check.pk)))
    sent(bank, at("note", reading.pk), words="Vi ser på det")
    assert "Vi ser på det" in words_of(bank.get(at("checks")))
    assert bank.get(at("check-edit", check.pk)).status_code == 200
    sent(bank, at("check-edit", check.pk), nb="Mer", condition="at_least", low="1,5", tolerance="0,5", window_days="")
    sent(bank, at("step", "check", check.pk, "pause"), words="Vent")
    Check.objects.update(query="gone")
    assert bank.get(at("check-edit", check.pk)).status_code == 302
    sent(bank, at("check-new", goal=goal.pk, query="test.gauge"), nb="Målet", condition="exists")
    assert "Målet" in words_of(bank.get(at("matrix")))
    told = client_of(leader)
    assert told.get(at("check-new", goal=goal.pk)).status_code == 403
    assert told.get(at("check-new", finding="x")).status_code == 404
    assert told.post(at("check-run", check.pk)).status_code == 403


def test_a_programme_leader_writes_about_the_own_municipality(leader, other, hamar, a_fact):
    mine = client_of(leader)
    sent(mine, at("new"), title_nb="Vårt", strength="weak", owner_role="programme_leader")
    made = Finding.objects.get()
    assert made.participation == hamar
    assert client_of(other).get(at("finding", made.pk)).status_code == 404
    assert "Let" not in words_of(mine.post(at("share", made.pk), follow=True))
    actions.add_evidence(leader, made, "fact", fact=a_fact, on=dt.date(2013, 3, 1))
    actions.move_finding(leader, made, "raise", on=dt.date(2013, 3, 1))
    mine.post(at("share", made.pk))
    assert client_of(other).get(at("finding", made.pk)).status_code == 200
    assert client_of(other).get(at("new", participant="hamar")).status_code == 403
