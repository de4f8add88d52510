"""What an administrator sees before anything is erased, two who must agree, and the case somebody holds back."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from boso.casework.households.models import Household
from boso.casework.households.testing import PLACE, an_invented_place, make_caseworker
from boso.casework.retention import actions, due, policies, queries, rules, tasks
from boso.casework.retention.models import Erasure, ErasureCase, ErasureState, LegalHold, Rule, Why
from boso.casework.retention.testing import erase_all, make_closed, make_eraser, make_lease
from boso.config.commands import run as boso
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.models import User
from boso.foundation.access.roles import Role
from boso.foundation.audit.models import Entry
from boso.foundation.jobs.models import Job

pytestmark = pytest.mark.django_db
TODAY = dt.date.today()  # noqa: DTZ011 - any day will do
PLAN = reverse("retention:plan")
SAID = {"delivered": "on", "archive_reference": "Arkiv 12/3"}


@pytest.fixture
def one(client):
    actor = make_eraser()
    enter(client, actor)
    return actor


def enter(client, actor) -> None:
    client.force_login(User.objects.get(pk=actor.user_id), backend="boso.foundation.access.backends.SeatedBackend")


def text(client, address: str, **words) -> str:
    answer = client.get(address, words)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_shows_what_would_happen_by_reference_and_changes_nothing(client, one):
    gone, protected, let = make_closed(name="Blid Rugbolle"), make_closed(), make_closed()
    Household.objects.filter(pk=protected.pk).update(is_protected=True)
    make_lease(let, None)
    shown = text(client, PLAN)
    assert "<b>2 saker</b>" in shown
    assert "<b>2 personer</b> blir uleselige" in shown
    assert gone.reference in shown
    assert protected.reference not in shown
    assert "Rugbolle" not in shown
    assert "Et leieforhold varer" in shown
    assert "ikke kjent: ingenting slettes" in shown
    assert not Erasure.objects.exists()
    assert Entry.objects.filter(verb="erasure.listed", kind="look").get().count == 2


def test_two_persons_agree_and_then_the_job_erases(client, one):
    household = make_closed()
    for wrong in ({}, {"delivered": "on"}, {"archive_reference": "A"}):
        assert client.post(PLAN, wrong).status_code == 422
    assert client.post(PLAN, SAID).status_code == 302
    erasure = Erasure.objects.get()
    assert list(due.erasures(one, TODAY)) == []
    page = reverse("retention:erasure", args=[erasure.pk])
    assert "Du har foreslått den" in text(client, page)
    confirm = reverse("retention:step", args=[erasure.pk, "confirm"])
    assert client.post(confirm).status_code == 403
    assert client.post(PLAN, SAID).status_code == 422
    second = make_eraser(role=Role.DECISION_MAKER)
    assert [item.key for item in due.erasures(second, TODAY)] == [f"erasure-{erasure.pk}"]
    enter(client, second)
    assert household.reference in text(client, page)
    assert client.post(confirm).status_code == 302
    assert Job.objects.get().key == f"erasure:{erasure.pk}"
    assert client.post(confirm).status_code == 302
    assert Job.objects.count() == 1
    assert "Slettes nå" in text(client, page)
    assert tasks.erase_rest.call() == 1
    assert tasks.erase.call(erasure.pk) == 0
    shown = text(client, page)
    assert "<b>1 sak</b> er slettet" in shown
    assert "<b>1 person</b> kan aldri leses igjen" in shown
    assert "Ingen saker skal slettes" in text(client, PLAN)
    assert not queries.anything_unfinished()


def test_a_proposal_can_be_withdrawn_and_a_strange_step_is_not_there(client, one):
    make_closed()
    client.post(PLAN, SAID)
    erasure = Erasure.objects.get()
    assert client.post(reverse("retention:step", args=[erasure.pk, "finish"])).status_code == 404
    assert client.post(reverse("retention:step", args=[erasure.pk, "withdraw"])).status_code == 302
    assert "Forslaget er trukket" in text(client, reverse("retention:erasure", args=[erasure.pk]))
    assert actions.carry_out(erasure.pk) == 0
    assert [item.key for item in due.erasures(one, TODAY)] == [f"retention-{erasure.organisation_id}"]


def test_a_case_is_held_back_by_its_reference_and_let_go_again(client, one):
    household = make_closed()
    page = reverse("retention:hold")
    assert client.get(page, {"reference": "H-1"}).status_code == 200
    yesterday = f"{TODAY - dt.timedelta(days=1):%d.%m.%Y}"
    given = {"reference": household.reference.lower(), "reason": "Klage Rugbolle"}
    for wrong in ({**given, "reference": "H-9"}, {**given, "reason": " "}, {**given, "until": yesterday}):
        assert client.post(page, wrong).status_code == 422
    assert client.post(page, given).status_code == 302
    hold = LegalHold.objects.get()
    assert str(hold) == f"{household.pk} {TODAY}"
    assert "Rugbolle" not in hold.sealed
    shown = text(client, PLAN)
    assert "Ingen saker skal slettes" in shown
    assert "Noen holder den tilbake" in shown
    held = text(client, page)
    assert household.reference in held
    assert "Klage" not in held
    lift = reverse("retention:lift", args=[hold.pk])
    assert client.post(lift).status_code == 302
    assert client.post(lift).status_code == 302
    assert "Held" not in (shown := text(client, PLAN))
    assert household.reference in shown


def test_who_works_with_the_household_reads_why_it_is_held_back(client):
    household = make_closed()
    worker = make_caseworker("nav", role=Role.DECISION_MAKER)
    actions.place_hold(worker, household, "En klage er ikke avgjort.", TODAY + dt.timedelta(days=9))
    enter(client, worker)
    assert "En klage er ikke avgjort." in text(client, reverse("retention:hold"))
    assert "Holdt tilbake fra sletting" in text(client, reverse("households:household", args=[household.pk]))
    erased, still_open = make_closed(), make_closed(None)
    for one, said in ((erased, False), (still_open, False)):
        assert ("Holdt tilbake" in text(client, reverse("households:household", args=[one.pk]))) is said
    erase_all(household.organisation)
    shown = text(client, reverse("households:household", args=[erased.pk]))
    assert "Slettet person" in shown
    assert ">Slettet<" in shown


def test_an_act_without_what_it_needs_is_not_done():
    place, eraser = an_invented_place(), make_eraser()
    with pytest.raises(NotNow, match="arkivets referanse"):
        actions.propose(eraser, place, " ", delivered=True)
    with pytest.raises(NotNow, match="Ingenting"):
        actions.propose(eraser, place, "A", delivered=True)
    household = make_closed()
    with pytest.raises(NotNow, match="hvorfor"):
        actions.place_hold(eraser, household, " ")
    erase_all(place)
    with pytest.raises(NotNow, match="slettet"):
        actions.place_hold(eraser, household, "For sent")
    assert queries.by_reference(eraser, place.pk, household.reference) is None


def test_nobody_else_opens_it_and_boso_itself_proposes_nothing(client, one):
    household = make_closed()
    erasure = erase_all(household.organisation)
    hold = LegalHold.objects.create(household=make_closed(), starts=TODAY)
    stranger = make_eraser("ovingsvik")
    for ask in (
        lambda: queries.plan(stranger, household.organisation, TODAY), lambda: queries.one(stranger, erasure.pk),
        lambda: queries.hold(stranger, hold.pk), lambda: queries.cases(stranger, erasure),
        lambda: actions.propose(SYSTEM, household.organisation, "A", delivered=True),
        lambda: actions.lift_hold(stranger, hold), lambda: actions.confirm(stranger, erasure),
    ):  # fmt: skip
        with pytest.raises(Refused):
            ask()
    assert not policies.may_finish(stranger, erasure)
    worker = make_caseworker("nav")
    assert list(due.erasures(worker, TODAY)) == []
    assert client.get(PLAN, {"place": "0"}).status_code == 404
    enter(client, worker)
    assert client.get(PLAN).status_code == 404


def test_many_cases_stand_on_pages(client, one):
    place = an_invented_place()
    made = [make_closed() for _number in range(2)]
    Household.objects.bulk_create(
        Household(
            organisation=place, reference=f"H-9{number:05}", key_id=made[0].key_id, opened_on=made[0].opened_on,
            closed_on=made[0].closed_on, closed_reason="housed", changed_at=timezone.now(),
        )
        for number in range(60)
    )  # fmt: skip
    assert "H-900059" not in text(client, PLAN)
    for page in ("2", "99"):
        assert "H-900059" in text(client, PLAN, place=place.pk, page=page)
    for page in ("0", "²", "x"):
        assert made[0].reference in text(client, PLAN, page=page)


def test_an_erasure_is_called_by_its_number_and_its_parts_by_theirs():
    household = make_closed()
    erasure = erase_all(household.organisation)
    case = ErasureCase.objects.get()
    assert (str(erasure), str(case)) == (f"E-{erasure.pk}", f"{erasure.pk}: {household.pk}")
    assert str(case.persons.get()) == f"{case.pk}: {household.members.get().person_id}"
    assert erasure.state == ErasureState.DONE


def test_the_command_shows_and_erases_nothing(capsys):
    household = make_closed()
    let = make_closed()
    make_lease(let, None)
    assert boso(["shred", "--municipality", PLACE, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["due"], told["persons"], told["kept"]) == (1, 1, {"lease": 1})
    assert told["cases"] == [{"reference": household.reference, "rule": "without_lease", "due_since": "2017-05-01"}]
    assert boso(["shred", "--municipality", PLACE]) == 0
    assert household.reference in capsys.readouterr().out
    assert not Erasure.objects.exists()
    for wrong in (["shred"], ["shred", "--municipality", "0000"]):
        assert boso(wrong) == 1
    worker = User.objects.get(pk=make_caseworker("nav").user_id)
    assert boso(["shred", "--municipality", PLACE, "--as", worker.username]) == 1


def test_the_list_of_what_is_due_costs_few_statements(one, django_assert_max_num_queries):
    make_closed()
    with django_assert_max_num_queries(5):
        assert len(list(due.erasures(one, TODAY))) == 1


def test_the_page_sends_at_most_twelve_statements(client, one, django_assert_max_num_queries):
    for _number in range(3):
        make_closed()
    with django_assert_max_num_queries(12):
        text(client, PLAN)


def test_with_every_rule_unknown_the_page_shows_nothing_due(one, monkeypatch):
    make_closed()
    monkeypatch.setattr(rules, "months", lambda on: dict.fromkeys(Rule))
    plan = queries.plan(one, an_invented_place(), TODAY)
    assert (plan.due, plan.kept) == ((), {Why.UNKNOWN: 1})
