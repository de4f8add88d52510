"""Reading the log."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.urls import reverse
from django.utils import timezone

from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.audit import actions, policies, queries
from boso.foundation.audit.actions import log_act, log_look
from boso.foundation.audit.models import Entry, Verification
from boso.foundation.audit.queries import Wish
from boso.foundation.audit.sealing import seal_pending
from boso.foundation.audit.showing import kind_of_thing
from boso.foundation.audit.wording import age
from boso.foundation.audit.words import blinded
from boso.foundation.jobs.models import Job
from boso.foundation.jobs.worker import run_worker

pytestmark = pytest.mark.django_db
LOG = "/log/"


@pytest.fixture
def bank(db):
    return make_organisation("husbanken-ost", kind="bank")


@pytest.fixture
def hamar(db):
    return make_organisation("hamar")


def text(response) -> str:
    return response.content.decode()


def test_the_administrator_of_the_installation_sees_everything(an_actor, bank, hamar):
    actor = an_actor(Role.ADMINISTRATOR, bank)
    log_act(SYSTEM, "a.b")
    log_act(SYSTEM, "a.b", organisation_id=hamar.pk)
    assert queries.entries(actor, Wish()).count() == 2
    assert queries.entries(actor, Wish(organisation=hamar.pk)).count() == 1


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PROGRAMME_LEADER])
def test_a_municipality_sees_its_own_log_only(an_actor, hamar, role):
    actor = an_actor(role, hamar)
    log_act(SYSTEM, "a.b")
    mine = log_act(SYSTEM, "a.b", organisation_id=hamar.pk)
    log_act(SYSTEM, "a.b", organisation_id=make_organisation("moss").pk)
    assert queries.entries(actor, Wish()).get() == mine
    assert queries.unsealed_now(actor)[0] == 1
    assert actions.ask_for_check(actor) == hamar.pk
    assert [pk for pk, _name in queries.people_in_log(actor)] == [actor.user_id]


def test_others_do_not_see_the_log(an_actor, hamar, signed_in):
    actor = an_actor(Role.CASEWORKER, hamar)
    for read in (queries.people_in_log, queries.last_verification, queries.unsealed_now, actions.ask_for_check):
        with pytest.raises(Refused):
            read(actor)
    assert not policies.may_see_all(actor)
    assert signed_in(Role.CASEWORKER, hamar).get(LOG).status_code == 404


def test_the_log_is_narrowed_in_the_address(signed_in, an_actor, bank, hamar):
    client = signed_in(Role.ADMINISTRATOR, bank)
    actor = an_actor(Role.PROGRAMME_LEADER, hamar)
    log_act(actor, "log.verified", hamar, organisation_id=hamar.pk, reason="the yearly check")
    log_look(SYSTEM, "homes.listed", query="large homes", count=12)
    Entry.objects.filter(verb="homes.listed").update(at=timezone.now() - dt.timedelta(days=3))
    today = f"{timezone.localdate():%d.%m.%Y}"

    def shown(**wish: object) -> list[str]:
        return [row.entry.verb for row in client.get(LOG, wish).context["rows"]]

    assert shown() == ["homes.listed", "log.verified"]
    assert shown(person=actor.user_id) == ["log.verified"]
    assert shown(kind="look") == ["homes.listed"]
    assert shown(verb="log.verified") == ["log.verified"]
    assert shown(thing=f"organisations.organisation:{hamar.pk}") == ["log.verified"]
    assert shown(first=today) == ["log.verified"]
    assert shown(last=f"{timezone.localdate() - dt.timedelta(days=1):%d.%m.%Y}") == ["homes.listed"]
    assert shown(person="nobody", first="soon", thing="?") == ["homes.listed", "log.verified"]
    assert shown(person=10**9) == ["homes.listed", "log.verified"]
    assert shown(kind="look", verb="log.verified") == []
    page = text(client.get(LOG))
    assert "«the yearly check»" in page and "large homes" in page


def test_the_page_takes_few_queries(signed_in, bank, django_assert_max_num_queries):
    client = signed_in(Role.ADMINISTRATOR, bank)
    for n in range(120):
        log_act(SYSTEM, "a.b", bank, organisation_id=bank.pk, reason=f"reason {n}")
    with django_assert_max_num_queries(12):
        first = client.get(LOG)
    assert len(first.content) < 100_000
    assert len(client.get(LOG + first.context["page"].next).context["rows"]) == 25


def test_a_check_runs_as_a_job_and_its_outcome_stands_on_top(signed_in, bank, hamar):
    client = signed_in(Role.ADMINISTRATOR, bank)
    log_act(SYSTEM, "a.b")
    log_act(SYSTEM, "a.b", organisation_id=hamar.pk)
    seal_pending(timezone.now())
    answer = client.post(reverse("audit:verify"))
    job = Job.objects.get()
    assert answer.url == reverse("jobs:job", args=[job.pk])
    assert run_worker(threading.Event(), once=True) == 1
    job.refresh_from_db()
    assert job.result == {"whole": True, "sealed": 2, "unsealed": 1}
    check = client.get(LOG).context["check"]
    assert "2" in check.sentence and check.tail and not check.faults
    assert "./boso migrate" in text(client.get(LOG))
    Entry.objects.filter(organisation=hamar).update(verb="x.y")
    client.post(reverse("audit:verify"))
    run_worker(threading.Event(), once=True)
    page = text(client.get(LOG))
    assert 'data-color="danger"' in page
    assert Verification.objects.filter(everything=True).first().whole is False
    own = signed_in(Role.PROGRAMME_LEADER, hamar).get(LOG).context["check"].check
    assert (own.organisation, own.sealed, own.whole) == (hamar, 1, False)


def test_a_municipality_sees_the_check_of_its_own_log(signed_in, hamar):
    client = signed_in(Role.PROGRAMME_LEADER, hamar)
    assert client.get(LOG).context["check"].sentence == ""
    log_act(SYSTEM, "a.b")
    client.post(reverse("audit:verify"))
    seal_pending(timezone.now())
    run_worker(threading.Event(), once=True)
    check = Verification.objects.get()
    assert (check.organisation, check.everything, check.sealed) == (hamar, False, 1)
    assert client.get(LOG).context["check"].sentence


def test_who_has_looked_at_a_thing(an_actor, hamar):
    actor = an_actor(Role.CASEWORKER, hamar)
    log_look(actor, "organisation.opened", hamar, reason="A call from the tenant")
    log_look(SYSTEM, "organisation.opened", hamar)
    log_act(actor, "organisation.renamed", hamar)
    looks = queries.who_has_looked(actor, hamar)
    assert [look.who for look in looks] == ["BoSo", actor.name]
    assert looks[1].reason == "A call from the tenant"
    assert looks[0].what == "organisation.opened"


def test_things_are_called_what_people_call_them():
    assert kind_of_thing("organisations.organisation")
    assert kind_of_thing("gone.away") == "gone.away"
    assert kind_of_thing("nonsense") == "nonsense"


def test_ages_are_said_in_the_largest_unit_that_fits():
    spans = [dt.timedelta(seconds=-3), dt.timedelta(seconds=59), dt.timedelta(minutes=3), dt.timedelta(hours=2),
             dt.timedelta(days=1500)]  # fmt: skip
    from django.utils import translation

    with translation.override("en"):
        assert [age(span).replace("\u00a0", " ") for span in spans] == [
            "0 seconds",
            "59 seconds",
            "3 minutes",
            "2 hours",
            "1 500 days",
        ]


def test_words_that_were_searched_for_show_as_a_mark_only(signed_in, bank):
    log_look(SYSTEM, "search.look", words="Kari Nordmann", count=2)
    page = signed_in(Role.ADMINISTRATOR, bank).get(LOG).content.decode()
    assert f"ord {blinded(None, 'kari nordmann')[:6]}" in page
    assert "Nordmann" not in page
    assert "Ordene noen har søkt etter, blir ikke lagret." in page
