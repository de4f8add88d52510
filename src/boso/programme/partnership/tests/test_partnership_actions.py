"""Acts: each asks the policy, writes its history and log, and refuses what does not hold."""

from __future__ import annotations

import datetime as dt

import pytest

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Refused
from boso.foundation.access.roles import Role
from boso.foundation.audit.models import Entry
from boso.foundation.history.models import Change
from boso.foundation.organisations.models import Organisation
from boso.foundation.worklist.registry import Group, WorkItem
from boso.programme.partnership import actions, due, exporting, queries, telling
from boso.programme.partnership.models import (
    Admission,
    Agreement,
    CalendarEvent,
    Goal,
    Intake,
    IntakeStage,
    RoleHolding,
)

DAY = dt.date(2012, 2, 1)


@pytest.fixture
def owner(an_actor):
    return an_actor(Role.PROGRAMME_OWNER, "hamar")


def verbs() -> list[str]:
    return list(Entry.objects.filter(kind="act").order_by("id").values_list("verb", flat=True))


def test_a_new_phase_keeps_the_old_and_its_reason(hamar, coordinator):
    before = hamar.phases.count()
    entry = actions.change_phase(coordinator, hamar, "ended", reason=" Ferdig. ", since=DAY)
    hamar.refresh_from_db()
    assert (hamar.phase, hamar.phases.count()) == ("ended", before + 1)
    assert (entry.basis, entry.recorded_by_id, entry.as_of_words) == ("Ferdig.", coordinator.user_id, "01.02.2012")
    assert not entry.contradicts
    told = telling.history(coordinator, hamar)
    assert [str(line.what) for line in told] == ["Ny fase"]
    assert told[0].reason == "Ferdig."
    assert "→" in told[0].change
    assert verbs()[-2:] == ["participation.to_ended", "phase_entry.record"]


def test_a_phase_needs_a_reason_and_another_phase(hamar, coordinator, leader):
    with pytest.raises(Refused, match="hvorfor"):
        actions.change_phase(coordinator, hamar, "ended", reason="  ")
    with pytest.raises(Refused):
        actions.change_phase(coordinator, hamar, "implementation", reason="Igjen")
    with pytest.raises(Refused):
        actions.change_phase(leader, hamar, "ended", reason="Nok")
    assert hamar.phases.filter(fact__isnull=True).count() == 0


def test_our_words_for_a_goal_change_and_the_quotation_stands(programme, coordinator, leader):
    goal = Goal.objects.get(fact_id="goals.2011_2017.vision")
    actions.edit_goal(coordinator, goal, {"quote_en": "Development on local terms", "quote": "Noe annet"})
    goal.refresh_from_db()
    assert (goal.quote_en, goal.quote) == ("Development on local terms", "Utvikling på kommunens premisser")
    with pytest.raises(Refused):
        actions.edit_goal(leader, goal, {"quote_en": "No"})


def test_an_intake_is_opened_with_its_stages(programme, coordinator, contact):
    intake = actions.open_intake(coordinator, 2012)
    assert [stage.stage for stage in intake.stages.all()] == ["application", "assessment", "admission"]
    with pytest.raises(Refused, match="2012"):
        actions.open_intake(coordinator, 2012)
    with pytest.raises(Refused):
        actions.open_intake(contact, 2013)
    stage = IntakeStage.objects.select_related("intake").get(intake=intake, stage="application")
    actions.edit_stage(coordinator, stage, {"criteria": "Vedtak i kommunestyret", "starts": DAY})
    stage.refresh_from_db()
    assert stage.criteria == "Vedtak i kommunestyret"
    with pytest.raises(Refused):
        actions.edit_stage(contact, stage, {"criteria": ""})


def test_each_side_keeps_its_roles(hamar, coordinator, leader):
    own = actions.add_role(leader, hamar, {"role": "steering_group", "holder_nb": "Ledergruppa", "starts": DAY})
    listed = next(row for row in exporting.EXPORTS[3].rows(leader) if row["holder_nb"] == "Ledergruppa")
    assert (listed["fact"], listed["participant"]) == (None, "hamar")
    banks = actions.add_role(coordinator, None, {"role": "contact", "holder_nb": "Seksjonen", "starts": DAY})
    assert (own.side, banks.side) == ("municipality", "bank")
    for wrong in (lambda: actions.add_role(leader, None, {}), lambda: actions.add_role(coordinator, hamar, {})):
        with pytest.raises(Refused):
            wrong()
    with pytest.raises(Refused):
        actions.end_role(leader, own, DAY)
    actions.end_role(leader, own, dt.date(2012, 3, 1))
    assert own.is_past(dt.date(2012, 3, 1))
    assert not own.is_past(dt.date(2012, 2, 29))
    with pytest.raises(Refused):
        actions.end_role(leader, own, dt.date(2012, 4, 1))
    actions.end_role(coordinator, banks, dt.date(2012, 3, 1))
    with pytest.raises(Refused):
        actions.end_role(leader, banks, dt.date(2012, 3, 1))


def test_a_role_of_the_report_is_ended_and_stays(hamar, leader):
    role = RoleHolding.objects.get(fact_id="roles.hamar.housing_unit")
    actions.end_role(leader, role, DAY)
    assert RoleHolding.objects.filter(fact_id="roles.hamar.housing_unit", ends=DAY).exists()


def test_the_task_map_grows_and_moves(hamar, leader, coordinator):
    words = {"task_nb": "Følge opp naboer", "task_nn": "Følgje opp naboar", "task_en": "Follow up neighbours"}
    task = actions.set_task(leader, hamar, {**words, "after_nb": "Boligkontoret"})
    assert task.key == "folge-opp-naboer"
    with pytest.raises(Refused):
        actions.set_task(leader, hamar, words)
    actions.move_task(leader, task, {"after_nb": "NAV", "changed_on": "2012-02-01", "task_nb": "Annet"})
    task.refresh_from_db()
    assert (task.after_nb, task.task_nb, task.changed_words) == ("NAV", "Følge opp naboer", "01.02.2012")
    for wrong in (
        lambda: actions.set_task(coordinator, hamar, words),
        lambda: actions.move_task(coordinator, task, {}),
    ):
        with pytest.raises(Refused):
            wrong()
    assert "Boligkontoret → NAV" in [line.change for line in telling.history(leader, hamar)]


CONTACT = {"on": DAY, "kind": "meeting", "with_whom": "Programleder", "agreed": "Møte i mars"}
STEP = {"next_step": "Sende utkast", "due": dt.date(2012, 2, 15), "responsible": "bank"}


def test_a_contact_is_written_down_finished_once_and_every_look_is_logged(hamar, contact, leader, an_actor):
    entry = actions.log_contact(contact, hamar, {**CONTACT, **STEP})
    assert actions.look_at_contacts(leader, hamar) == [entry]
    look = Entry.objects.get(kind="look", verb="contact.list")
    assert (look.count, look.query, look.organisation_id) == (1, "hamar", hamar.organisation_id)
    assert queries.contact(leader, entry.pk) == entry
    actions.finish_step(contact, entry, DAY)
    actions.finish_step(contact, entry, dt.date(2012, 3, 1))
    entry.refresh_from_db()
    assert entry.done_on == DAY
    with pytest.raises(Refused):
        actions.log_contact(an_actor(Role.STEERING_GROUP, "hamar"), hamar, CONTACT)
    with pytest.raises(Refused):
        actions.finish_step(an_actor(Role.PROGRAMME_LEADER, "moss"), entry, DAY)
    with pytest.raises(Refused):
        actions.finish_step(leader, actions.log_contact(leader, hamar, CONTACT), DAY)


def test_a_next_step_is_due_with_the_side_that_takes_it(hamar, contact, leader, an_actor):
    actions.log_contact(contact, hamar, {**CONTACT, **STEP})
    actions.log_contact(leader, hamar, {**CONTACT, "next_step": "Ringe NAV", "responsible": "municipality"})
    assert [item.title for item in due.steps(contact, DAY)] == ["Sende utkast"]
    assert [item.title for item in due.steps(leader, DAY)] == ["Ringe NAV"]
    assert list(due.steps(an_actor(Role.PROGRAMME_LEADER, "moss"), DAY)) == []
    assert list(due.steps(an_actor(Role.EVALUATOR, "moreforsking"), DAY)) == []


def draft(hamar, contact) -> Agreement:
    return actions.draft_agreement(contact, hamar, {"starts": DAY})


def _to_sign(actor: Actor) -> list[WorkItem]:
    return [item for item in due.partners(actor, DAY) if item.group is Group.MINE]


def test_an_agreement_is_in_force_when_two_people_have_signed(hamar, contact, coordinator, owner, an_actor):
    agreement = draft(hamar, contact)
    assert [item.about for item in _to_sign(coordinator)] == ["Hamar"]
    assert [item.about for item in _to_sign(owner)] == ["Hamar"]
    assert list(_to_sign(contact)) == []
    actions.sign_agreement(owner, agreement, "municipality", DAY)
    assert (agreement.state, agreement.signed_on) == ("municipality_signed", None)
    assert queries.signing_side(owner, agreement) == ""
    assert [str(line.what) for line in telling.history(owner, hamar)][-1] == "Utkast til avtale"
    assert telling.history(owner, hamar)[-1].change == ""
    assert telling.history(an_actor(Role.PROGRAMME_LEADER, "moss"), hamar) == []
    actions.sign_agreement(coordinator, agreement, "bank", dt.date(2012, 2, 3))
    assert (agreement.state, agreement.signed_on) == ("signed", dt.date(2012, 2, 3))
    with pytest.raises(Refused):
        actions.draft_agreement(contact, hamar, {"starts": DAY})
    with pytest.raises(Refused):
        actions.end_agreement(coordinator, agreement, reason="")
    actions.end_agreement(coordinator, agreement, reason="Programmet er over")
    assert queries.agreements(owner, hamar) == [agreement]
    assert draft(hamar, contact).state == "draft"


def test_the_bank_may_sign_first(hamar, contact, coordinator, owner):
    agreement = draft(hamar, contact)
    actions.sign_agreement(coordinator, agreement, "bank", DAY)
    assert agreement.state == "bank_signed"
    with pytest.raises(Refused):
        actions.sign_agreement(coordinator, agreement, "bank", DAY)
    with pytest.raises(Refused):
        actions.sign_agreement(contact, agreement, "municipality", DAY)
    actions.sign_agreement(owner, agreement, "municipality", DAY)
    assert agreement.state == "signed"
    assert verbs()[-3:] == ["agreement.draft", "agreement.sign_first_for_bank", "agreement.sign_last_for_municipality"]
    signed = Change.objects.get(verb="agreement.sign_last_for_municipality").fields
    assert set(signed) == {"state", "municipality_signed_by_id", "municipality_signed_on"}
    assert str(telling.history(owner, hamar)[0].what) == "Avtalen er underskrevet for kommunen"


def test_a_draft_is_hidden_and_only_the_bank_drafts(hamar, contact, leader, an_actor):
    agreement = draft(hamar, contact)
    stranger = an_actor(Role.PROGRAMME_LEADER, "moss")
    assert queries.agreements(stranger) == []
    with pytest.raises(Refused) as refused:
        queries.agreement(stranger, agreement.pk)
    assert refused.value.decision.hidden
    assert queries.agreement(leader, agreement.pk) == agreement
    with pytest.raises(Refused):
        actions.draft_agreement(leader, hamar, {"starts": DAY})


@pytest.fixture
def application(programme, contact) -> Admission:
    gran = Organisation.objects.get(slug="gran")
    return actions.receive_application(contact, gran, Intake.objects.get(year=2011), DAY)


def test_an_application_is_recommended_by_one_and_decided_by_another(application, contact, coordinator, leader):
    assert [item.about for item in due.applications(contact, DAY)] == ["Pulje 2011"]
    actions.advance_admission(contact, application, "assess")
    with pytest.raises(Refused):
        actions.advance_admission(contact, application, "recommend", reason=" ")
    actions.advance_admission(contact, application, "recommend", reason="Store utfordringer")
    assert list(due.applications(contact, DAY)) == []
    assert len(list(due.applications(coordinator, DAY))) == 1
    with pytest.raises(Refused):
        actions.advance_admission(contact, application, "admit", reason="Ja")
    actions.advance_admission(coordinator, application, "admit", reason="Enig")
    gran = queries.participation(leader, "gran")
    assert (gran.phase, gran.intake.year, gran.fact) == ("analysis", 2011, None)
    assert gran.phases.get().basis == "Enig"
    assert application.decided_by_id == coordinator.user_id
    assert Change.objects.filter(verb="participation.begin", object_id=str(gran.pk)).exists()
    assert list(due.applications(coordinator, DAY)) == []
    assert set(due.participants_by_id(leader, [str(gran.pk)])) == {str(gran.pk)}


def test_a_coordinator_who_recommends_leaves_the_decision_to_another(application, coordinator, an_actor):
    actions.advance_admission(coordinator, application, "assess")
    actions.advance_admission(coordinator, application, "advise_against", reason="For liten")
    assert list(due.applications(coordinator, DAY)) == []
    with pytest.raises(Refused):
        actions.advance_admission(coordinator, application, "refuse", reason="Nei")
    another = an_actor(Role.COORDINATOR, "husbanken-ost")
    actions.advance_admission(another, application, "refuse", reason="Nei")
    assert application.state == "refused"
    assert not application.organisation.admissions.filter(state="admitted").exists()


def test_an_application_is_received_once_and_not_from_a_participant(application, contact, leader, hamar):
    with pytest.raises(Refused, match="Gran"):
        actions.receive_application(contact, application.organisation, application.intake, DAY)
    with pytest.raises(Refused, match="Hamar"):
        actions.receive_application(contact, hamar.organisation, application.intake, DAY)
    with pytest.raises(Refused):
        actions.receive_application(leader, application.organisation, application.intake, DAY)
    assert [place.slug for place in queries.may_apply(contact)] == ["gran", "hurdal"]


def test_the_annual_wheel_is_kept_by_the_coordinator(programme, coordinator, leader):
    words = {"title_nb": "Rapport", "title_nn": "Rapport", "title_en": "Report"}
    event = actions.add_event(coordinator, {**words, "year": 2012, "month": 2, "day": 15, "kind": "report"})
    actions.edit_event(coordinator, event, {"month": 3})
    assert queries.events(leader)[0].month == 3
    for wrong in (
        lambda: actions.add_event(leader, {}),
        lambda: actions.edit_event(leader, event, {}),
        lambda: actions.remove_event(leader, event),
    ):
        with pytest.raises(Refused):
            wrong()
    actions.remove_event(coordinator, event)
    assert not CalendarEvent.objects.exists()
    assert verbs()[-1] == "event.remove"


def test_what_the_bank_does_not_know_waits_for_it(hamar, contact, leader):
    phases, agreements = due.partners(contact, DAY)
    assert "9" in str(phases.title)
    assert "Asker" in str(phases.why)
    assert "14" in str(agreements.title)
    draft(hamar, contact)
    assert "13" in str(list(due.partners(contact, DAY))[1].title)
    assert list(due.partners(leader, DAY)) == []
