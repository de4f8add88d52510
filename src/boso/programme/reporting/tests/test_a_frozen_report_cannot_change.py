import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.programme.reporting import actions, actions_rounds, guard, tasks
from boso.programme.reporting.models import Edition, Report
from boso.programme.reporting.tests.conftest import ANSWERS, TODAY


@pytest.fixture
def guarded(db):
    guard.install(connection)
    guard.install(connection)
    yield
    guard.remove(connection)


def refused_by_the_database(run) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        run()


def test_the_database_refuses_what_the_orm_tries(submitted, guarded):
    edition = Edition.objects.get(report=submitted)
    for change in (
        lambda: Edition.objects.filter(pk=edition.pk).update(content={}),
        lambda: Edition.objects.filter(pk=edition.pk).delete(),
        lambda: Edition.objects.bulk_update([Edition(pk=edition.pk, digest="x")], ["digest"]),
        lambda: Report.objects.filter(pk=submitted.pk).update(answers={"summary": "Alt gikk bra."}),
        lambda: Report.objects.filter(pk=submitted.pk).update(figures=[]),
        lambda: Report.objects.filter(pk=submitted.pk).update(corrections={"money-awarded": {"value": "1"}}),
    ):
        refused_by_the_database(change)
    edition.content["answers"]["summary"] = "Alt gikk bra."
    refused_by_the_database(edition.save)
    submitted.refresh_from_db()
    submitted.answers["summary"] = "Alt gikk bra."
    refused_by_the_database(submitted.save)
    with connection.cursor() as cursor:
        refused_by_the_database(lambda: cursor.execute("DELETE FROM reporting_edition"))
        refused_by_the_database(lambda: cursor.execute("UPDATE reporting_report SET language = 'xx'"))
    submitted.refresh_from_db()
    assert submitted.answers == ANSWERS


def test_what_may_go_on_goes_on_under_the_guard(submitted, guarded, signer, contact, coordinator, leader):
    actions.sign(signer, submitted, TODAY)
    actions.approve(contact, submitted, TODAY)
    actions.reopen(coordinator, submitted, reason="Feil.")
    actions.write(leader, submitted, {**ANSWERS, "help": "Råd."}, reasons={}, language="nb")
    actions.submit(leader, submitted, TODAY)
    assert Edition.objects.filter(report=submitted).count() == 2


def test_no_act_changes_it(submitted, leader):
    with pytest.raises(Refused, match="can no longer be changed"):
        actions.write(leader, submitted, {}, reasons={}, language="nb")
    with pytest.raises(Refused, match="can no longer be changed"):
        actions.correct(leader, submitted, "money-awarded", "1", "Feil")
    with pytest.raises(Refused, match="can no longer be changed"):
        actions.uncorrect(leader, submitted, "money-awarded")
    for actor in (leader, SYSTEM):
        with pytest.raises(Refused, match="can no longer be changed"):
            actions.fetch(actor, submitted)


def test_somebody_who_had_it_open_is_told(written, leader, signer):
    opened = Report.objects.select_related("round__form", "participation__organisation").get(pk=written.pk)
    actions.submit(leader, written, TODAY)
    for run in (
        lambda: actions.write(leader, opened, {}, reasons={}, language="nb"),
        lambda: actions.correct(leader, opened, "money-awarded", "1", "Feil"),
        lambda: actions.fetch(leader, opened),
    ):
        with pytest.raises(Refused, match="can no longer be changed"):
            run()
    with pytest.raises(NotNow):
        actions.submit(leader, opened, TODAY)


@pytest.mark.slow
def test_no_job_changes_it(submitted):
    before = Report.objects.filter(pk=submitted.pk).values("figures", "fetched_at", "answers", "corrections").get()
    assert tasks.fetch_figures.call() == Report.objects.count() - 1
    tasks.remind_of_reports.call()
    assert before == Report.objects.filter(pk=submitted.pk).values(*before).get()


def test_an_edition_that_was_tampered_with_is_neither_signed_nor_approved(submitted, signer, contact):
    Edition.objects.filter(report=submitted).update(digest="0" * 64)
    with pytest.raises(NotNow, match="not what was handed in"):
        actions.sign(signer, submitted, TODAY)
    Edition.objects.all().delete()
    with pytest.raises(Refused):
        actions.sign(signer, submitted, TODAY)


def test_no_page_and_no_program_changes_it(submitted, signed_in, leader):
    from boso.foundation.access.models import User

    client = Client()
    client.force_login(User.objects.get(pk=leader.user_id), backend="boso.foundation.access.backends.SeatedBackend")
    pk = submitted.pk
    assert client.post(f"/reports/{pk}/fill/", {"page": "status", "summary": "x", "go": "save"}).status_code == 302
    assert client.post(f"/reports/{pk}/figures/money-awarded/", {"value": "1", "why": "x"}).status_code == 403
    assert client.post(f"/reports/{pk}/figures/money-awarded/as-fetched/").status_code == 403
    assert client.post(f"/reports/{pk}/fetch/").status_code == 403
    assert client.post(f"/reports/{pk}/submit/").status_code == 302
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(f"/api/v1/reports/{pk}", "{}", content_type="application/json").status_code in (401, 404, 405)
        assert method("/api/v1/reports", "{}", content_type="application/json").status_code in (401, 404, 405)
    submitted.refresh_from_db()
    assert (submitted.answers, submitted.number) == (ANSWERS, 1)


def test_the_clock_leaves_what_the_bank_has_alone(signed):
    assert signed.pk not in {one.pk for one in actions_rounds.queries.unfinished(SYSTEM)}
