"""The pages of the money: what they say, who gets them, how many questions they ask, and that forms lose nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boso.foundation.access.decisions import NotNow
from boso.foundation.access.roles import Role
from boso.programme.grants import actions, pictures, queries, telling
from boso.programme.grants.models import Award, OwnContribution, OwnShareRate, PaymentRequest, TableCell
from boso.programme.grants.tests.conftest import TODAY, asked
from boso.programme.grants.tests.test_grants_acts import CASH, HOURS

KR = "\u00a0"


def client_of(actor) -> Client:
    client = Client()
    user = get_user_model().objects.get(pk=actor.user_id)
    client.force_login(user, backend="boso.foundation.access.backends.SeatedBackend")
    return client


def text_of(response) -> str:
    return response.content.decode().replace(KR, " ")


@pytest.fixture
def busy(paid, accepted, coordinator, contact, leader, hamar):
    """A participant with everything: payments, carry-over, money given back, a draft, contributions."""
    actions.carry_over(
        coordinator, accepted,
        {"from_year": 2013, "to_year": 2014, "amount": Decimal(300_000), "reason": "Late", "decided_on": TODAY},
    )  # fmt: skip
    actions.record_repayment(
        contact, accepted, {"work_year": 2013, "amount": Decimal(10_000), "on": TODAY, "reason": "Unused"}
    )
    actions.draft_award(coordinator, hamar, {"amount": Decimal(9), "work_year": 2014, "programme_year": 5})
    for fields in (HOURS, CASH):
        actions.advance_contribution(leader, actions.record_contribution(leader, hamar, fields), "report")
    actions.record_contribution(leader, hamar, CASH)
    return accepted


def test_every_page_asks_at_most_twelve_questions_and_is_light(busy, paid, leader, django_assert_max_num_queries):
    client = client_of(leader)
    addresses = [
        reverse("grants:ledger"), reverse("grants:table-1"), reverse("grants:participant", args=["hamar"]),
        reverse("grants:participant", args=["asker"]), reverse("grants:award", args=[busy.pk]),
        reverse("grants:letter", args=[busy.pk]), reverse("grants:payment", args=[paid.pk]),
        reverse("grants:payment-new", args=[busy.pk]), reverse("grants:contribution-new", args=["hamar"]),
    ]  # fmt: skip
    for address in addresses:
        with django_assert_max_num_queries(12):
            response = client.get(address)
        assert response.status_code == 200, address
        assert len(response.content) < 100_000, address
        assert "style=" not in response.content.decode(), address


def test_the_ledger_says_the_sums_and_folds_what_nobody_knows(grants, leader):
    said = text_of(client_of(leader).get(reverse("grants:ledger")))
    for amount in ("19 487 010 kr", "10 900 000 kr", "41 978 000 kr", "942 857,14 kr", "595 000 kr", "17 000 000 kr"):
        assert amount in said
    assert 'data-label="Trukket"' not in said
    assert "Asker" in said


def test_the_ledger_is_narrowed_and_sorted_in_the_address(busy, leader):
    client = client_of(leader)
    ledger = reverse("grants:ledger")
    assert "Hamar" not in text_of(client.get(ledger, {"known": "no"})).partition("<main")[2].partition("filters")[2]
    found = client.get(ledger, {"intake": "2010", "known": "yes"}).context["rows"]
    assert [row.participation.slug for row in found] == ["moss"]
    names = [row.participation.slug for row in client.get(ledger, {"sort": "name", "known": "yes"}).context["rows"]]
    assert names == ["baerum", "hamar", "lillehammer", "lorenskog", "moss"]
    nobody = client.get(ledger, {"intake": "2011"})
    assert nobody.context["rows"] == []
    assert nobody.status_code == 200
    shown = client.get(ledger).context
    assert shown["folded"] == []
    assert [row.participation.slug for row, year in shown["short"]] == ["hamar"]


def test_the_table_stands_as_printed_with_the_difference_to_the_text(grants, leader):
    said = text_of(client_of(leader).get(reverse("grants:table-1")))
    for amount in ("4 595 000", "14 892 010", "17 478 000", "24 500 000", "595 000<", "7 992 010<", "9 978 000<"):
        assert amount in said
    assert 'id="difference"' in said
    assert "2 200 000" in said


def test_before_the_workbook_the_pages_say_that_nothing_is_known(programme_only, leader):
    client = client_of(leader)
    for name in ("grants:ledger", "grants:table-1"):
        assert client.get(reverse(name)).status_code == 200
    assert client.get(reverse("grants:participant", args=["hamar"])).status_code == 200


@pytest.fixture
def programme_only(db):
    from boso.programme.partnership.testing import at_first, load_programme

    at_first("programme", load_programme)


def test_a_participant_sees_the_requirement_step_by_step(grants, leader):
    said = text_of(client_of(leader).get(reverse("grants:participant", args=["hamar"])))
    for figure in ("942 857,14 kr", "3 142 857,14 kr", "G / (1 − s) = 2 200 000 / 0,7", "30 %"):
        assert figure in said
    assert "ikke oppgitt" in said


def test_an_amount_can_be_tried_and_the_fifth_year_is_not_stated(grants, leader):
    client, address = client_of(leader), reverse("grants:participant", args=["asker"])
    assert "642 857,14 kr" in text_of(client.get(address, {"amount": "1 500 000", "year": "2"}))
    fifth = client.get(address, {"amount": "1500000", "year": "5"})
    assert fifth.context["worked_steps"] == []
    assert client.get(address, {"amount": "much", "year": "2"}).context["worked"] is None


def test_a_short_own_share_is_told_plainly(busy, leader, other):
    said = text_of(client_of(leader).get(reverse("grants:participant", args=["hamar"])))
    assert "254 942,76 kr" in said
    assert "254 942,76" not in text_of(client_of(other).get(reverse("grants:participant", args=["hamar"])))


def test_others_do_not_find_drafts_nor_requests(draft, accepted, submitted, other, coordinator, hamar):
    client = client_of(other)
    fresh = actions.draft_award(coordinator, hamar, {"amount": Decimal(9), "work_year": 2014, "programme_year": 3})
    for address in (
        reverse("grants:award", args=[fresh.pk]), reverse("grants:letter", args=[fresh.pk]),
        reverse("grants:payment", args=[submitted.pk]), reverse("grants:payment-approve", args=[submitted.pk]),
        reverse("grants:award", args=[0]), reverse("grants:participant", args=["nowhere"]),
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address
    assert client.get(reverse("grants:award", args=[accepted.pk])).status_code == 200
    assert client.get(reverse("grants:award-new", args=["hamar"])).status_code == 403


def test_an_award_of_the_report_has_no_letter_and_no_accounts(grants, leader):
    award = Award.objects.get(fact_id="grants.table1.hamar.2010")
    client = client_of(leader)
    said = client.get(reverse("grants:award", args=[award.pk]))
    assert said.status_code == 200
    assert said.context["pots"] == []
    assert client.get(reverse("grants:letter", args=[award.pk])).status_code == 404
    assert client.get(reverse("grants:letter-pdf", args=[award.pk])).status_code == 404


def test_the_letter_is_a_page_and_a_pdf(accepted, leader, monkeypatch):
    from boso.foundation.web import pdf

    client = client_of(leader)
    assert "642 857,14 kr" in text_of(client.get(reverse("grants:letter", args=[accepted.pk])))
    if not pdf.why_not():
        made = client.get(reverse("grants:letter-pdf", args=[accepted.pk]))
        assert made.content.startswith(b"%PDF")
    monkeypatch.setattr(pdf, "paper", lambda template, context: None)
    assert client.get(reverse("grants:letter-pdf", args=[accepted.pk])).status_code == 302


def test_a_fifth_year_letter_says_that_the_share_is_not_stated(hamar, coordinator):
    fifth = actions.draft_award(coordinator, hamar, {"amount": Decimal(9), "work_year": 2014, "programme_year": 5})
    client = client_of(coordinator)
    for name in ("grants:letter", "grants:award"):
        response = client.get(reverse(name, args=[fifth.pk]))
        assert response.status_code == 200
        assert response.context["steps"] == []


def test_the_whole_way_from_draft_to_paid_through_the_forms(grants, coordinator, contact, leader):
    bank, desk, town = client_of(coordinator), client_of(contact), client_of(leader)
    year = timezone.localdate().year
    address = reverse("grants:award-new", args=["hamar"])
    wrong = bank.post(address, {"amount": "much", "work_year": year, "programme_year": "2"})
    assert wrong.status_code == 422
    assert "much" in wrong.content.decode()
    made = bank.post(
        address, {"amount": "1 500 000 kr", "work_year": year, "programme_year": "2", "conditions": "Report."}
    )
    award = Award.objects.get(cell__isnull=True)
    assert made["Location"] == reverse("grants:award", args=[award.pk])
    assert bank.get(reverse("grants:award-edit", args=[award.pk])).status_code == 200
    edited = {"amount": "1500000", "work_year": year, "programme_year": "2", "conditions": "Report by July."}
    assert bank.post(reverse("grants:award-edit", args=[award.pk]), edited).status_code == 302
    assert bank.post(reverse("grants:award-step", args=[award.pk, "decide"])).status_code == 302
    assert bank.post(reverse("grants:award-step", args=[award.pk, "burn"])).status_code == 404
    assert town.post(reverse("grants:award-step", args=[award.pk, "accept"])).status_code == 302

    ask = {
        "work_year": year, "period_start": f"01.01.{year}", "period_end": f"30.06.{year}", "amount": "400 000",
        "costs": "500 000", "note": "",
    }  # fmt: skip
    address = reverse("grants:payment-new", args=[award.pk])
    doubtful = town.post(address, ask)
    assert doubtful.status_code == 422
    assert "350 000 kr" in text_of(doubtful)
    too_much = town.post(address, ask | {"amount": "2 000 000", "confirmed": "on", "period_end": f"01.01.{year - 1}"})
    assert set(too_much.context["form"].errors) == {"amount", "period_end"}
    assert town.post(address, ask | {"confirmed": "on"}).status_code == 302
    payment = PaymentRequest.objects.get()
    assert town.post(reverse("grants:payment-step", args=[payment.pk, "submit"])).status_code == 302
    reason = {"reason": "Which months?"}
    assert desk.post(reverse("grants:payment-step", args=[payment.pk, "send_back"]), reason).status_code == 302
    assert "Which months?" in text_of(town.get(reverse("grants:payment-edit", args=[payment.pk])))
    outside = ask | {"period_start": f"01.12.{year - 1}", "costs": "600 000"}
    assert town.post(reverse("grants:payment-edit", args=[payment.pk]), outside).status_code == 422
    confirmed = outside | {"confirmed": "on", "costs": "500 000"}
    assert town.post(reverse("grants:payment-edit", args=[payment.pk]), confirmed).status_code == 302
    town.post(reverse("grants:payment-step", args=[payment.pk, "submit"]))

    address = reverse("grants:payment-approve", args=[payment.pk])
    assert desk.get(address).status_code == 200
    ahead = desk.post(address, {"accepted_costs": "500 000"})
    assert ahead.status_code == 422
    assert "50 000 kr" in text_of(ahead)
    assert desk.post(address, {"accepted_costs": "500 000", "reason": "Salary is due"}).status_code == 302
    address = reverse("grants:payment-pay", args=[payment.pk])
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert desk.post(address, {"on": f"{tomorrow:%d.%m.%Y}"}).status_code == 422
    assert desk.post(address, {"on": f"{timezone.localdate():%d.%m.%Y}"}).status_code == 302
    assert PaymentRequest.objects.get().state == "paid"
    assert desk.get(reverse("grants:payment", args=[payment.pk])).status_code == 200

    address = reverse("grants:repayment-new", args=[award.pk])
    back = {"work_year": year, "amount": "500 000", "on": f"{timezone.localdate():%d.%m.%Y}", "reason": "Unused"}
    assert desk.post(address, back).status_code == 422
    assert desk.post(address, back | {"amount": "1 000"}).status_code == 302
    address = reverse("grants:carry-over-new", args=[award.pk])
    carry = {"from_year": year, "to_year": year + 1, "amount": "2 000 000", "reason": "Late"}
    assert bank.post(address, carry).status_code == 422
    assert bank.post(address, carry | {"amount": "100 000", "to_year": year}).status_code == 422
    assert bank.post(address, carry | {"amount": "100 000", "to_year": year + 2}).status_code == 422
    assert bank.post(address, carry | {"amount": "100 000"}).status_code == 302
    assert bank.post(reverse("grants:award-step", args=[award.pk, "close"]), {"reason": ""}).status_code == 302
    assert Award.objects.get(pk=award.pk).state == "accepted"
    bank.post(reverse("grants:award-step", args=[award.pk, "close"]), {"reason": "The accounts are in"})
    said = text_of(bank.get(reverse("grants:award", args=[award.pk])))
    assert "49 000 kr" in said


def test_an_award_for_a_year_that_has_one_is_asked_about(accepted, coordinator):
    ask = {"amount": "1", "work_year": 2013, "programme_year": "2"}
    first = client_of(coordinator).post(reverse("grants:award-new", args=["hamar"]), ask)
    assert first.status_code == 422
    assert len(first.context["form"].doubts) == 2


def test_what_the_action_refuses_is_said_above_the_form(accepted, leader, contact, monkeypatch):
    from boso.programme.grants import books

    client = client_of(leader)
    monkeypatch.setattr(books, "left_in_pots", lambda award, known: {2013: Decimal(10**9)})
    ask = {
        "work_year": 2013, "period_start": "01.01.2013", "period_end": "30.06.2013", "amount": "2 000 000",
        "costs": "9 000 000", "note": "", "confirmed": "on",
    }  # fmt: skip
    monkeypatch.setattr(actions, "_within", nothing_is_left)
    response = client.post(reverse("grants:payment-new", args=[accepted.pk]), ask)
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()


def nothing_is_left(award, known, year, amount):
    raise NotNow("No more is left.")


def test_a_step_one_may_not_take_is_a_page_with_its_reason_and_a_late_step_a_message(accepted, leader, coordinator):
    town, desk = client_of(leader), client_of(coordinator)
    address = reverse("grants:award-step", args=[accepted.pk, "accept"])
    refused = desk.post(address)
    assert refused.status_code == 403
    assert "Programlederen eller programeieren godtar" in refused.content.decode()
    late = town.post(address, follow=True)
    assert late.redirect_chain == [(reverse("grants:award", args=[accepted.pk]), 302)]
    assert "endret siden" in late.content.decode()


def test_own_share_is_recorded_reported_and_judged_through_the_pages(accepted, leader, contact):
    town, desk = client_of(leader), client_of(contact)
    address = reverse("grants:contribution-new", args=["hamar"])
    ask = {"work_year": "2013", "kind": "hours", "hours": "412,5", "rate": "455,55", "evidence": "Time sheets"}
    assert "rate" in town.post(address, ask | {"rate": ""}).context["form"].errors
    assert town.post(address, ask | {"work_year": "2019"}).context["form"].doubts
    assert town.post(address, ask).status_code == 302
    own = OwnContribution.objects.get()
    assert own.amount == Decimal("187914.38")
    change = reverse("grants:contribution-edit", args=[own.pk])
    assert town.get(change).status_code == 200
    assert town.post(change, {"work_year": "2013", "kind": "cash", "amount": "100", "evidence": "x"}).status_code == 302
    assert town.post(reverse("grants:contribution-step", args=[own.pk, "report"])).status_code == 302
    back = {"reason": "Which voucher?"}
    assert desk.post(reverse("grants:contribution-step", args=[own.pk, "send_back"]), back).status_code == 302
    refused = desk.post(reverse("grants:contribution-step", args=[own.pk, "accept"]), follow=True)
    assert refused.status_code == 200
    assert OwnContribution.objects.get().state == "draft"


def test_a_hidden_refusal_of_a_button_is_not_found(draft, hamar, leader, other):
    own = actions.record_contribution(leader, hamar, CASH)
    assert client_of(other).post(reverse("grants:contribution-step", args=[own.pk, "report"])).status_code == 404


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_sentences_are_whole_in_every_language(busy, hamar, leader, language):
    from django.utils import translation

    with translation.override(language):
        money = queries.for_participation(leader, hamar)
        assert "642 857,14 kr" in telling.sentence(money).replace(KR, " ")
        assert "387 914,38 kr" in telling.put_in(money).replace(KR, " ")


def test_the_sentence_follows_what_is_known(grants, leader):
    from boso.programme.partnership.models import Participation

    def sentence_of(slug):
        who = Participation.objects.select_related("organisation", "intake").get(slug=slug)
        return telling.sentence(queries.for_participation(leader, who)).replace(KR, " ")

    assert "3 000 000" not in sentence_of("moss")
    assert "1 500 000 kr" in sentence_of("moss")
    TableCell.objects.filter(row="moss", kind="expected").update(amount=None, printed="")
    assert "1 200 000 kr" in sentence_of("moss")
    Award.objects.filter(fact_id="grants.table1.hamar.2010").update(work_year=None, decision_year=None)
    assert "2010" in sentence_of("hamar")


def test_the_chart_of_a_fifth_year_says_not_stated(hamar, coordinator, leader):
    fifth = actions.draft_award(coordinator, hamar, {"amount": Decimal(9), "work_year": 2014, "programme_year": 5})
    actions.decide_award(coordinator, fifth, TODAY)
    assert "ikke oppgitt" in pictures.stair(queries.for_participation(leader, hamar)).svg
    assert OwnShareRate.objects.get(year_in_programme=5).rate is None


def test_what_a_request_waits_for_is_said(submitted, contact, leader, accepted):
    draft = actions.request_payment(leader, accepted, asked(1))
    said = {telling.waits_for(draft), telling.waits_for(submitted)}
    actions.withdraw_payment(leader, draft)
    assert len(said | {telling.waits_for(draft)}) == 3


def test_the_money_tab_shows_the_same_to_the_participants_page(busy, hamar, leader):
    from django.template import Context, Template

    page = Template('{% include "grants/money_tab.html" %}')
    said = page.render(Context({"participation": hamar, "actor": leader})).replace(KR, " ")
    assert "642 857,14 kr" in said
    assert "254 942,76 kr" in said


def test_a_caseworker_reads_and_presses_nothing(busy, an_actor):
    client = client_of(an_actor(Role.CASEWORKER, "hamar"))
    said = text_of(client.get(reverse("grants:participant", args=["hamar"])))
    assert "/award/" not in said
    assert '<form method="post"' not in said.partition("<main")[2]
