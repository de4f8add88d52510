"""The pages of the jobs."""

from __future__ import annotations

import datetime as dt
import threading
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from boso.foundation.access.models import User
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.jobs import actions, queries
from boso.foundation.jobs.models import Job, State
from boso.foundation.jobs.tests import samples
from boso.foundation.jobs.worker import run_worker
from boso.foundation.organisations.models import Kind

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def administrator(signed_in):
    return signed_in(Role.ADMINISTRATOR, make_organisation("husbanken-ost", Kind.BANK))


def test_the_administrator_sees_all_jobs_and_that_no_worker_lives(administrator, django_assert_max_num_queries):
    for state in State.values:
        held = {"lease_until": timezone.now(), "worker": uuid.uuid4()} if state == State.RUNNING else {}
        actions.enqueue(
            Job(task=samples.remember.module_path, state=state, run_after=timezone.now(),
                enqueued_at=timezone.now(), error="the roof leaks" if state == State.FAILED else "", **held)
        )  # fmt: skip
    with django_assert_max_num_queries(12):
        page = text(administrator.get(reverse("jobs:list")))
    assert "./boso worker" in page
    assert "the roof leaks" in page
    assert page.count('<th scope="row"') == 4
    assert text(administrator.get(reverse("jobs:list") + "?state=failed")).count('<th scope="row"') == 1
    actions.sign_on(uuid.uuid4(), "here", 1, timezone.now())
    assert "./boso worker" not in text(administrator.get(reverse("jobs:list")))


def test_a_long_list_goes_on_and_leaves_out_what_the_clock_has_done(administrator):
    beginning = timezone.now()
    for n in range(queries.PAGE + 5):
        at = beginning + dt.timedelta(seconds=n // 3)
        actions.enqueue(Job(task="a.b", run_after=at, enqueued_at=at))
    actions.enqueue(Job(task="by.the_clock", state=State.DONE, periodic=True, run_after=at, enqueued_at=at))
    first = administrator.get(reverse("jobs:list"))
    assert "The clock" not in text(first)
    assert len(first.context["rows"]) == queries.PAGE
    second = administrator.get(reverse("jobs:list") + first.context["pages"].next)
    assert len(second.context["rows"]) == 5
    assert second.context["pages"].next == ""
    ids = {row.job.pk for page in (first, second) for row in page.context["rows"]}
    assert len(ids) == queries.PAGE + 5
    assert len(administrator.get(reverse("jobs:list") + "?after=nonsense").context["rows"]) == queries.PAGE


def test_an_empty_list_says_so(administrator):
    assert administrator.get(reverse("jobs:list")).status_code == 200


def test_whoever_asked_follows_their_job_until_it_is_done(signed_in, a_person):
    client = signed_in(Role.PROGRAMME_LEADER, "hamar")
    user = User.objects.get(pk=client.session["_auth_user_id"])
    from boso.foundation.access.queries import actor_of

    actor = actor_of(user, timezone.localdate())
    result = samples.count_to.using(actor=actor, link="/log/").enqueue(3)
    address = reverse("jobs:job", args=[result.id])
    page = text(client.get(address))
    assert 'http-equiv="refresh"' in page
    assert "hx-trigger" in page
    Job.objects.update(state=State.RUNNING, total=3, done=1, lease_until=timezone.now(), worker=uuid.uuid4())
    part = text(client.get(address, headers={"HX-Request": "true"}))
    assert "<progress" in part and "<html" not in part
    Job.objects.update(total=0)
    assert "<progress" in text(client.get(address))
    Job.objects.update(state=State.READY)
    run_worker(threading.Event(), once=True)
    page = text(client.get(address))
    assert "refresh" not in page
    assert "number 3" in page
    assert 'href="/log/"' in page
    assert signed_in(Role.PROGRAMME_LEADER, "hamar").get(address).status_code == 404
    assert client.get(reverse("jobs:list")).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "done"}, "Samples"),
        ({"state": "failed", "error_class": "builtins.KeyError", "error": "secret"}, ""),
        ({"state": "failed", "error_class": "boso.foundation.jobs.queue.GiveUp", "error": "No home."}, "No home."),
        ({"state": "ready", "attempts": 1}, ""),
    ],
)  # fmt: skip
def test_the_asker_is_told_how_it_went_and_no_secrets(signed_in, fields, words):
    client = signed_in(Role.PROGRAMME_LEADER, "hamar")
    now = timezone.now()
    job = actions.enqueue(
        Job(task="samples", asked_by_id=client.session["_auth_user_id"], run_after=now + dt.timedelta(hours=1),
            enqueued_at=now, **fields)
    )  # fmt: skip
    page = text(client.get(reverse("jobs:job", args=[job.pk])))
    assert words in page
    assert "secret" not in page


def test_the_administrator_gives_up_and_runs_again(administrator):
    result = samples.remember.enqueue("a")
    assert text(administrator.get(reverse("jobs:job", args=[result.id]))).count("<form") >= 1
    answer = administrator.post(reverse("jobs:give-up", args=[result.id]))
    assert answer.status_code == 302
    assert Job.objects.get().state == State.FAILED
    again = administrator.post(reverse("jobs:give-up", args=[result.id]), follow=True)
    assert "endret siden" in text(again)
    administrator.post(reverse("jobs:run-again", args=[result.id]))
    assert Job.objects.get().state == State.READY


def test_the_administrator_of_a_municipality_has_no_part_in_the_jobs(signed_in):
    other = signed_in(Role.ADMINISTRATOR, "hamar")
    result = samples.remember.enqueue("a")
    assert other.get(reverse("jobs:list")).status_code == 404
    assert other.post(reverse("jobs:give-up", args=[result.id])).status_code == 404
