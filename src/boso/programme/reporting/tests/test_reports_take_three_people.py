import pytest
from django.utils import timezone

from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.messaging.models import Message
from boso.programme.reporting import actions, freezing, queries
from boso.programme.reporting.models import Edition, Report, ReportState
from boso.programme.reporting.tests.conftest import ANSWERS, TODAY


def kinds(actor):
    return list(Message.objects.filter(recipient_id=actor.user_id).order_by("pk").values_list("kind", flat=True))


def test_a_report_is_handed_in_by_one_signed_by_another_and_approved_by_a_third(written, leader, signer, contact):
    edition = actions.submit(leader, written, TODAY)
    assert (written.state, written.number, written.is_frozen) == (ReportState.SUBMITTED, 1, True)
    assert edition.content["answers"] == ANSWERS
    assert freezing.is_intact(edition)
    assert kinds(signer) == ["reporting.handed_in"]
    actions.sign(signer, written, TODAY)
    assert kinds(contact) == ["reporting.signed"]
    actions.approve(contact, written, TODAY)
    assert written.state == ReportState.APPROVED
    assert kinds(leader) == ["reporting.approved"]


def test_nobody_signs_what_they_handed_in_nor_approves_what_they_signed(submitted, contact, an_actor):
    both = an_actor(Role.STEERING_GROUP, "hamar")
    Report.objects.filter(pk=submitted.pk).update(submitted_by_id=both.user_id)
    submitted.refresh_from_db()
    with pytest.raises(Refused, match="Another person signs"):
        actions.sign(both, submitted, TODAY)
    signer = an_actor(Role.PROGRAMME_OWNER, "hamar")
    actions.sign(signer, submitted, TODAY)
    Report.objects.filter(pk=submitted.pk).update(signed_by_id=contact.user_id)
    submitted.refresh_from_db()
    with pytest.raises(Refused, match="Another person judges"):
        actions.approve(contact, submitted, TODAY)


def test_a_report_that_is_not_whole_is_not_handed_in(report, leader):
    with pytest.raises(NotNow, match="not answered"):
        actions.submit(leader, report, TODAY)
    with pytest.raises(NotNow, match="closed"):
        report.round.state = "closed"
        report.round.save()
        actions.submit(leader, report, TODAY)


def test_what_comes_back_says_why_has_two_weeks_and_is_handed_in_as_a_new_edition(signed, leader, signer, contact):
    with pytest.raises(NotNow):
        actions.send_back(contact, signed, reason=" ")
    actions.send_back(contact, signed, reason="Egenandelen må forklares.")
    signed.refresh_from_db()
    assert (signed.state, signed.returned_because) == (ReportState.RETURNED, "Egenandelen må forklares.")
    assert signed.signed_by_id is None
    assert signed.due_on >= timezone.localdate() + actions.MENDING
    assert kinds(leader)[-1] == "reporting.returned"
    actions.write(leader, signed, {**ANSWERS, "money_story": "Regnskapet kom sent."}, reasons={}, language="nb")
    actions.submit(leader, signed, TODAY)
    assert signed.number == 2
    first, second = Edition.objects.filter(report=signed).order_by("number")
    assert "money_story" not in first.content["answers"]
    assert second.content["answers"]["money_story"]


def test_the_signer_may_refuse_and_the_leader_may_take_back(submitted, leader, signer):
    actions.refuse(signer, submitted, reason="Ta med NAV.")
    assert submitted.state == ReportState.RETURNED
    actions.submit(leader, submitted, TODAY)
    actions.take_back(leader, submitted, reason="Feil tall.")
    assert submitted.state == ReportState.RETURNED
    assert submitted.number == 2


def test_an_approved_report_is_reopened_only_by_the_coordinator_and_with_trace(approved, coordinator, contact, leader):
    with pytest.raises(Refused, match="coordinator reopens"):
        actions.reopen(contact, approved, reason="Feil")
    actions.reopen(coordinator, approved, reason="Feil i antall boliger.")
    assert approved.state == ReportState.RETURNED
    assert [one.number for one in queries.editions(leader, approved)] == [1]
    latest = queries.history(leader, approved)[0]
    assert (latest.verb, latest.reason) == ("report.reopen", "Feil i antall boliger.")


def test_only_the_two_sides_see_a_report_before_it_is_approved(signed, other, leader, contact, coordinator, an_actor):
    voluntary = an_actor(Role.VOLUNTARY, "hamar")
    for actor in (leader, contact, coordinator):
        assert queries.report(actor, signed.pk)
    for actor in (other, voluntary):
        with pytest.raises(Refused):
            queries.report(actor, signed.pk)
        with pytest.raises(Refused):
            queries.edition(actor, signed, 1)
        assert queries.handed_in(actor, signed.round) == []
        assert queries.history(actor, signed) == []
    actions.approve(contact, signed, TODAY)
    assert queries.edition(voluntary, queries.report(voluntary, signed.pk), 1)
    assert queries.found_by(other, "hamar", 5)[0][1].pk == signed.pk
    applicant = an_actor(Role.APPLICANT, "hamar")
    assert not queries.reports(applicant).exists()
    assert queries.asked(applicant, signed.round) == []


def test_each_act_is_refused_to_those_it_is_not_for(written, leader, signer, contact, other, an_actor):
    outsider = an_actor(Role.APPLICANT, "hamar")
    for actor, said in ((contact, "programme leader"), (signer, "programme leader")):
        with pytest.raises(Refused, match=said):
            actions.write(actor, written, {}, reasons={}, language="")
    with pytest.raises(Refused) as hidden:
        actions.write(outsider, written, {}, reasons={}, language="")
    assert hidden.value.decision.hidden
    actions.submit(leader, written, TODAY)
    with pytest.raises(Refused, match="steering group"):
        actions.sign(leader_of_second_kind(an_actor), written, TODAY)
    for act in (actions.sign, actions.approve):
        with pytest.raises(Refused) as hidden:
            act(other, written, TODAY)
        assert hidden.value.decision.hidden
    with pytest.raises(Refused) as hidden:
        actions.reopen(other, written, reason="x")
    assert hidden.value.decision.hidden
    actions.sign(signer, written, TODAY)
    with pytest.raises(Refused, match="bank approves"):
        actions.approve(leader_of_second_kind(an_actor), written, TODAY)


def leader_of_second_kind(an_actor):
    return an_actor(Role.PROGRAMME_LEADER, "hamar")
