import datetime as dt

import pytest

from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.messaging.models import Message
from boso.programme.partnership.models import Phase, Programme
from boso.programme.reporting import (
    actions,
    actions_rounds,
    agendas,
    due,
    policies,
    queries,
    reminding,
    showing,
    sources,
)
from boso.programme.reporting.figures import SECTIONS, plain, read, said, shown
from boso.programme.reporting.models import AgendaItem, Reminder, Report, ReportRound, ReportState, RoundKind
from boso.programme.reporting.tests.conftest import ANSWERS, DUE, OPENED, TODAY

HALF = {"kind": RoundKind.HALF_YEAR, "year": 2012, "due_on": dt.date(2012, 9, 1)}


@pytest.mark.slow
def test_a_round_asks_everybody_once_and_tells_the_leaders(the_round, coordinator, leader, other, hamar, contact):
    assert Report.objects.count() == 14
    assert queries.rounds(leader).get().asked == 14
    made = actions_rounds.open_round(coordinator, HALF, on=TODAY)
    assert (made.starts, made.ends) == (dt.date(2012, 1, 1), dt.date(2012, 6, 30))
    assert made.form.form.slug == "report-half-year"
    assert set(Message.objects.values_list("recipient_id", "kind")) == {
        (leader.user_id, "reporting.opened"), (other.user_id, "reporting.opened")
    }  # fmt: skip
    with pytest.raises(NotNow, match="already"):
        actions_rounds.open_round(coordinator, HALF, on=TODAY)
    with pytest.raises(NotNow, match="behind us"):
        actions_rounds.open_round(coordinator, {**HALF, "year": 2013}, on=dt.date(2013, 9, 2))
    with pytest.raises(NotNow, match="Nobody takes part"):
        actions_rounds.open_round(coordinator, {**HALF, "programme": Programme.DEMONSTRATION}, on=TODAY)
    with pytest.raises(Refused, match="coordinator opens"):
        actions_rounds.open_round(contact, HALF, on=TODAY)
    type(hamar).objects.filter(pk=hamar.pk).update(phase=Phase.ENDED)
    later = actions_rounds.open_round(coordinator, {**HALF, "year": 2011, "due_on": TODAY}, made.form, on=TODAY)
    assert later.reports.count() == 13


def test_a_report_opens_with_figures_that_know_where_they_come_from(report, leader):
    rows = {one.key: one for one in read(report.figures)}
    assert rows["money.awarded"].value == "2200000"
    assert rows["money.awarded"].source == "/grants/hamar/#grants"
    assert rows["own_share.required"].value != ""
    assert rows["own_share.total"].value == ""
    assert all(one.source.startswith("/") for one in rows.values())
    assert {one.section for one in rows.values()} <= {one.key for one in SECTIONS}


def test_a_figure_is_corrected_with_a_reason_and_keeps_what_was_fetched(report, leader, contact):
    with pytest.raises(NotNow, match="Say why"):
        actions.correct(leader, report, "money-awarded", "1", " ")
    with pytest.raises(NotNow, match="number"):
        actions.correct(leader, report, "money-awarded", "to millioner", "Feil")
    with pytest.raises(NotNow, match="gone"):
        actions.correct(leader, report, "money-no", "1", "Feil")
    actions.correct(leader, report, "money-awarded", "2100000", "Etter regnskapet")
    row = next(one for one in shown(report.figures, report.corrections) if one.corrected)
    assert (row.value, row.was, row.why) == ("2100000", "2200000", "Etter regnskapet")
    assert row.text.replace("\u00a0", " ") == "2 100 000 kr"
    assert row.was_text.replace("\u00a0", " ") == "2 200 000 kr"
    before = queries.Change.objects.count()
    actions.fetch(leader, report)
    assert report.corrections and queries.Change.objects.count() == before
    report.figures = []
    report.save()
    actions.fetch(leader, report)
    assert report.figures and queries.Change.objects.count() == before + 1
    actions.uncorrect(leader, report, "money-awarded")
    report.refresh_from_db()
    assert report.corrections == {}
    with pytest.raises(Refused, match="writes the report"):
        actions.correct(contact, report, "money-awarded", "1", "Feil")
    assert plain(read(report.figures)) == report.figures


def test_writing_the_same_again_leaves_no_trace(written, leader):
    before = queries.Change.objects.count()
    actions.write(leader, written, ANSWERS, reasons={}, language="nb")
    assert queries.Change.objects.count() == before


@pytest.mark.parametrize(
    ("days", "stage"),
    [(40, ""), (15, ""), (14, "first"), (5, "first"), (3, "last"), (0, "last"), (-1, "late-1"), (-7, "late-1"),
     (-8, "late-2")],
)  # fmt: skip
def test_reminders_come_two_weeks_and_three_days_before_and_each_week_after(days, stage):
    report = Report(round=ReportRound(opened_on=OPENED), due_on=DUE)
    assert reminding.stage_of(report, DUE - dt.timedelta(days=days)) == stage


def test_who_is_asked_late_is_not_reminded_at_once():
    report = Report(round=ReportRound(opened_on=DUE - dt.timedelta(days=10)), due_on=DUE)
    assert reminding.stage_of(report, DUE - dt.timedelta(days=10)) == ""
    assert reminding.stage_of(report, DUE - dt.timedelta(days=2)) == "last"


def test_the_clock_reminds_whoever_has_the_next_move_once_a_stage(submitted, leader, signer, other, contact):
    Message.objects.all().delete()
    day = DUE - dt.timedelta(days=3)
    assert actions_rounds.remind_by_clock(SYSTEM, day) == 2
    assert actions_rounds.remind_by_clock(SYSTEM, day) == 0
    assert set(Message.objects.values_list("recipient_id", "kind")) == {
        (signer.user_id, "reporting.reminder"), (other.user_id, "reporting.reminder")
    }  # fmt: skip
    assert actions_rounds.remind_by_clock(SYSTEM, DUE + dt.timedelta(days=1)) == 2
    assert Message.objects.filter(kind="reporting.late").count() == 2
    assert not Reminder.objects.filter(report__state=ReportState.SIGNED).exists()
    assert queries.unfinished(contact) == []
    assert reminding.waits_for(Report(state=ReportState.SIGNED)) == ()


def test_the_coordinator_reminds_gives_more_time_and_closes(submitted, coordinator, leader, contact, other):
    the_round = submitted.round
    assert actions_rounds.remind(coordinator, the_round, TODAY) == 2
    later = dt.date(2012, 4, 1)
    for day, why, said_ in ((DUE, "Ferie", "later"), (later, " ", "Say why")):
        with pytest.raises(NotNow, match=said_):
            actions_rounds.extend(coordinator, the_round, day, reason=why)
    actions_rounds.extend(coordinator, the_round, later, reason="Sykdom i Moss")
    submitted.refresh_from_db()
    assert submitted.due_on == DUE
    assert Report.objects.filter(due_on=later).count() == 13
    actions_rounds.close(coordinator, the_round)
    assert queries.waiting(other) == []
    with pytest.raises(NotNow):
        actions_rounds.open_again(coordinator, the_round, reason="")
    actions_rounds.open_again(coordinator, the_round, reason="Moss kom for sent")
    assert len(queries.waiting(other)) == 1
    for act in (
        lambda: actions_rounds.remind(contact, the_round, TODAY),
        lambda: actions_rounds.extend(contact, the_round, later, reason="x"),
        lambda: actions_rounds.set_meeting(contact, the_round, None, ""),
    ):
        with pytest.raises(Refused, match="coordinator leads"):
            act()


def test_the_agenda_has_what_is_written_and_what_the_reports_raise(signed, coordinator, contact, other, leader, hamar):
    the_round = signed.round
    actions_rounds.set_meeting(coordinator, the_round, dt.date(2012, 3, 20), " Hamar rådhus ")
    assert the_round.meeting_place == "Hamar rådhus"
    common = actions_rounds.add_item(coordinator, the_round, {"title": "Velkommen", "note": "", "minutes": 10})
    own = actions_rounds.add_item(coordinator, the_round, {"title": "Boligkjøp", "note": "", "minutes": None}, hamar)
    assert (common.place, own.place) == (1, 2)
    assert queries.agenda(other, the_round, hamar) == [common]
    assert queries.agenda(leader, the_round, hamar) == [common, own]
    actions_rounds.change_item(coordinator, own, {"title": "Kjøp av boliger", "note": "Vedtak", "minutes": 30})
    assert queries.agenda_item(leader, own.pk).title == "Kjøp av boliger"
    for actor, pk in ((other, own.pk), (leader, 0)):
        with pytest.raises(Refused):
            queries.agenda_item(actor, pk)
    topics = agendas.raised(the_round, queries.handed_in(contact, the_round))
    assert topics[0].matters[0].text == ANSWERS["decide"]
    assert agendas.raised(the_round, queries.handed_in(contact, the_round), "moss") == []
    assert agendas.raised(the_round, queries.handed_in(other, the_round)) == []
    half = ReportRound(kind=RoundKind.HALF_YEAR, year=2012)
    assert agendas.raised(half, queries.handed_in(contact, the_round))[0].matters[0].text == ANSWERS["slipping"]
    actions_rounds.remove_item(coordinator, common)
    assert AgendaItem.objects.count() == 1
    assert queries.agenda(SYSTEM, the_round, hamar) == [own]


def test_today_says_what_reports_ask_of_each(submitted, leader, signer, contact, coordinator, other, an_actor):
    def asked(actor, source=due.reports, day=TODAY):
        return [str(one.act_label) for one in source(actor, day)]

    assert asked(signer) == ["Read and sign"]
    assert asked(leader) == [] and asked(contact) == []
    assert len(asked(other)) == 1
    assert asked(an_actor(Role.VOLUNTARY, "hamar")) == []
    assert asked(coordinator, due.late) == []
    late = DUE + dt.timedelta(days=2)
    assert len(asked(coordinator, due.late, late)) == 1
    assert asked(leader, due.late, late) == []
    actions.sign(signer, submitted, TODAY)
    assert len(asked(contact)) == 1
    assert due.reports_by_id(leader, {str(submitted.pk), "x"}).keys() == {str(submitted.pk)}


def test_what_nobody_knows_is_said_as_such():
    assert said("", "kr") == ""
    assert said("done", "state") and said("5–8", "homes").startswith("5–8")
    assert said("12.5", "per_cent") == "12,5 %"
    assert said("12", "number", "kr/m²") == "12 kr/m²"
    assert said("Ja, mange", "text") == "Ja, mange"


def test_only_members_see_anything(the_round, an_actor):
    outsider = an_actor(Role.APPLICANT, "hamar")
    assert not queries.rounds(outsider).exists()
    with pytest.raises(Refused):
        queries.one_round(outsider, the_round.pk)
    assert queries.approved(outsider, Programme.REPORT, 2011) == queries.missing(outsider, Programme.REPORT, 2011) == []
    assert queries.joint_years(outsider) == queries.agenda(outsider, the_round) == []
    assert queries.approved_of(outsider, the_round) == queries.own_reports(outsider) == []
    assert isinstance(policies.may_open_rounds(outsider), policies.Denied)
    assert not queries.unfinished(outsider) and not queries.waiting(outsider)


def test_rows_are_told_apart(written, leader, coordinator):
    actions_rounds.remind(coordinator, written.round, TODAY)
    item = actions_rounds.add_item(coordinator, written.round, {"title": "Sak"})
    edition = actions.submit(leader, written, TODAY)
    names = [str(one) for one in (written.round, written, edition, written.reminders.get(), item)]
    assert len(set(names)) == 5
    assert [one.name for one in queries.questions(leader, written)][:2] == ["pace", "summary"]


def test_who_has_the_next_move_is_said(report, coordinator):
    late, early = DUE + dt.timedelta(days=1), TODAY
    said_ = {state: showing.waits_for(Report(state=state, due_on=DUE), late) for state in ReportState.values}
    assert said_["draft"] == "The programme leader writes. It was due 01.03.2012."
    assert said_["submitted"].startswith("The steering group") and said_["signed"] == "The bank reads it."
    assert said_["approved"] == ""
    assert "14 are late" in showing.round_sentence(report.round, queries.asked(coordinator, report.round), late)
    assert "It is due" in showing.waits_for(report, early)
    assert showing.meeting_title(ReportRound(kind=RoundKind.HALF_YEAR)) == "Autumn meeting"


def test_nothing_outside_the_period_is_counted(the_round, hamar):
    row = sources.Activity(participation=hamar, title_nb="x", starts=dt.date(2012, 1, 1))
    assert not sources._concerns(row, the_round)
    row.starts, row.done_on = None, dt.date(2010, 12, 31)
    assert not sources._concerns(row, the_round)
    row.done_on = dt.date(2011, 1, 1)
    assert sources._concerns(row, the_round)
