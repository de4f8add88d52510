"""The pages of the plans: what each shows to whom, and every form sent, with what is typed kept where it is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from boso.core.values.numbers import kroner
from boso.foundation.access.roles import Role
from boso.programme.plans import actions, queries
from boso.programme.plans.models import (
    Activity,
    Challenge,
    Decision,
    DwellingProject,
    Funding,
    Plan,
    PlanVersion,
    PreAnalysis,
    Risk,
    Trace,
)
from boso.programme.plans.tests.conftest import measured

pytestmark = pytest.mark.slow


@pytest.fixture
def as_leader(signed_in):
    return signed_in(Role.PROGRAMME_LEADER, "hamar")


@pytest.fixture
def as_other(signed_in):
    return signed_in(Role.PROGRAMME_LEADER, "moss")


def test_what_the_report_says_stands_on_the_pages_with_its_marks(plans, as_other, signed_in):
    said = {
        "/plans/": ("Bærum", "119", "192–204"),
        "/plans/baerum/": ("BOFRI", "vår lesning", "Vedtatt"),
        "/plans/baerum/board/": ("Tilstand ikke oppgitt", "Hindre bostedsløshet"),
        "/plans/lorenskog/timeline/": ("Rapporten, 10.01.2012", "<svg"),
        "/plans/asker/timeline/": ("Ingenting å tegne",),
        "/plans/asker/": ("Ingen programplan",),
        "/plans/asker/board/": ("Ingen tiltak ennå",),
        "/plans/baerum/homes/": ("av dem", "46 nye boliger"),
        "/plans/lillehammer/funding/": (kroner(12_000_000), "fylkesmennene"),
        "/plans/activities/?state=done&theme=organisation": ("LEAN",),
        "/plans/activities/?group=homeless": ("Hindre bostedsløshet",),
        "/plans/activities/?participant=asker": ("Ingen tiltak passer",),
        "/plans/activities/?columns=owner&columns=groups": ("Boligsosial avdeling",),
        "/plans/homes/?participant=moss": ("5–8", "16–20"),
        "/plans/funding/": ("Helsedirektoratet",),
        "/plans/challenges/": ("?theme=homes",),
        "/plans/challenges/?theme=homes": ("Folk blir boende",),
        "/plans/challenges/?participant=lorenskog": ("splittet opp",),
    }
    for address, words in said.items():
        shown = as_other.get(address).content.decode()
        for word in words:
            assert word in shown, (address, word)
    follow_up = Activity.objects.get(fact_id="activities.lillehammer.drug_users")
    assert "fylkesmennene" in as_other.get(f"/plans/activities/{follow_up.pk}/").content.decode()
    homes = DwellingProject.objects.get(fact_id="dwellings.baerum.2010_2011_new")
    assert "en del av" in as_other.get(f"/plans/homes/{homes.pk}/").content.decode()
    challenge = Challenge.objects.get(fact_id="challenges.homes.overview")
    assert "Lillehammer" in as_other.get(f"/plans/challenges/{challenge.pk}/").content.decode()
    version = PlanVersion.objects.get(plan__participation__slug="hamar")
    assert "boligplanen" in as_other.get(f"/plans/versions/{version.pk}/").content.decode()
    assert as_other.get("/plans/hamar/steering/").status_code == 404
    assert as_other.get("/plans/hamar/new/activity/").status_code == 404
    assert signed_in(Role.COORDINATOR, "husbanken-ost").get("/plans/hamar/new/activity/").status_code == 403
    assert signed_in(Role.APPLICANT, "hamar").get("/plans/").status_code == 404


def test_a_leader_writes_down_each_kind_and_nothing_typed_is_lost(hamar, as_leader):
    address = "/plans/hamar/new/{}/".format
    long_name = {"title_nb": "Boligskole", "theme": "knowledge", "level": "measure", "groups": ["young"]}
    asked = as_leader.post(address("activity"), long_name)
    assert asked.status_code == 422
    assert "Boligskole" in asked.content.decode()
    wrong = as_leader.post(address("activity"), long_name | {"starts": "01.03.2013", "ends": "01.02.2013"})
    assert "slutter før" in wrong.content.decode()
    years = {"starts": "01.03.2013", "ends": "01.03.2023"}
    assert "seks år" in as_leader.post(address("activity"), long_name | years).content.decode()
    sent = as_leader.post(address("activity"), long_name | {"confirmed": "on"})
    activity = Activity.objects.get()
    assert sent.url == f"/plans/activities/{activity.pk}/"
    homes = {"title_nb": "Ti boliger", "means": "new", "low": "8"}
    assert as_leader.post(address("homes"), homes | {"high": "7"}).status_code == 422
    as_leader.post(address("homes"), homes | {"activity": activity.pk, "high": "10"})
    as_leader.post(address("homes"), {"title_nb": "Fem", "means": "new", "high": "5"})
    as_leader.post(address("homes"), homes)
    assert [(one.low, one.high) for one in DwellingProject.objects.order_by("pk")] == [(8, 10), (5, 5), (8, 8)]
    for kind, model, given in (
        ("challenge", Challenge, {"title_nb": "Folk finner ikke fram", "theme": "knowledge"}),
        ("analysis", PreAnalysis, {"made_by": "NIBR"}),
        ("plan", Plan, {"title_nb": "Flere hjemme", "starts": 2013, "ends": 2016, "body": "council"}),
        ("risk", Risk, {"title": "Prisene stiger", "likelihood": 2, "consequence": 3}),
        ("decision", Decision, {"title": "Kjøp", "on": "01.02.2013", "body": "council", "activity": activity.pk}),
        ("funding", Funding, {"title_nb": "Kurs", "source": "own", "activity": activity.pk}),
    ):
        assert as_leader.get(address(kind)).status_code == 200
        assert as_leader.post(address(kind), {}).status_code == (302 if kind == "analysis" else 422)
        if kind != "analysis":
            assert as_leader.post(address(kind), given).status_code == 302, kind
        row = model.objects.get()
        change = f"/plans/change/{kind}/{row.pk}/"
        assert as_leader.get(change).status_code == 200
        assert as_leader.post(change, given).status_code == 302, kind
    assert as_leader.post(address("analysis"), {}).status_code == 422
    backwards = {"title_nb": "Plan", "starts": 2016, "ends": 2013, "body": "council"}
    assert "slutter før" in as_leader.post(address("plan"), backwards).content.decode()
    unnamed = backwards | {"starts": 2013, "ends": 2016, "body": "administration"}
    assert "vedtatt plan" in as_leader.post(address("plan"), unnamed).content.decode()
    assert as_leader.get(address("nothing")).status_code == 404
    for tab in ("", "board/", "timeline/", "homes/", "funding/", "steering/"):
        assert as_leader.get(f"/plans/hamar/{tab}").status_code == 200, tab


def test_money_for_follow_up_is_not_asked_of_the_bank_without_a_question(hamar, leader, as_leader):
    activity = actions.write_activity(leader, hamar, measured(theme="follow_up"))
    given = {"title_nb": "Oppfølging", "source": "bank", "activity": activity.pk}
    asked = as_leader.post("/plans/hamar/new/funding/", given)
    assert (asked.status_code, Funding.objects.count()) == (422, 0)
    assert "fylkesmennene" in asked.content.decode()
    assert as_leader.post("/plans/hamar/new/funding/", given | {"confirmed": "on"}).status_code == 302


def test_each_step_asks_for_what_belongs_to_it(hamar, leader, as_leader, as_other, signed_in):
    activity = actions.write_activity(leader, hamar, measured())
    move = "/plans/move/activity/{}/{}/".format
    assert as_leader.get(move(activity.pk, "nothing")).status_code == 404
    assert as_other.get(move(activity.pk, "start")).status_code == 404
    assert as_leader.post(move(activity.pk, "postpone"), {"on": "01.02.2013"}).status_code == 422
    tomorrow = dt.date.today() + dt.timedelta(days=1)  # noqa: DTZ011 - any day to come
    assert as_leader.post(move(activity.pk, "start"), {"on": f"{tomorrow:%d.%m.%Y}"}).status_code == 422
    assert as_leader.post(move(activity.pk, "start"), {"on": "01.02.2013"}).status_code == 302
    assert as_leader.post(move(activity.pk, "start"), {"on": "01.02.2013"}).status_code == 422
    as_leader.post("/plans/hamar/new/plan/", {"title_nb": "P", "starts": 2013, "ends": 2016, "body": "council"})
    plan = Plan.objects.get()
    version = plan.versions.get()
    assert as_leader.post(f"/plans/plan/{plan.pk}/version/", {"words": "Ny"}).status_code == 422
    assert as_leader.post(f"/plans/versions/{version.pk}/edit/", {"words": "Ord"}).status_code == 302
    assert as_leader.get(f"/plans/versions/{version.pk}/edit/").status_code == 200
    step = f"/plans/move/version/{version.pk}/"
    as_owner = signed_in(Role.PROGRAMME_OWNER, "hamar")
    for who, name, given in (
        (as_leader, "propose", {}),
        (as_leader, "take_back", {}),
        (as_leader, "propose", {}),
        (as_owner, "send_back", {"reason": "Tall"}),
        (as_leader, "propose", {}),
        (as_owner, "adopt", {"on": "01.02.2013", "case_number": "13/4"}),
    ):
        assert who.post(f"{step}{name}/", given).status_code == 302, name
    assert "13/4" in as_other.get(f"/plans/versions/{version.pk}/").content.decode()
    assert as_leader.post(f"/plans/plan/{plan.pk}/version/", {"words": "Ny"}).status_code == 302
    as_leader.post("/plans/hamar/new/funding/", {"title_nb": "Kurs", "source": "own"})
    money = Funding.objects.get()
    assert as_leader.post(f"/plans/funding/{money.pk}/released/", {"amount": "5"}).status_code == 422
    for name, given in (
        ("apply", {"amount": "100"}),
        ("refuse", {"reason": "Nei"}),
        ("apply", {}),
        ("grant", {"amount": "90"}),
    ):
        address = f"/plans/move/funding/{money.pk}/{name}/"
        assert as_leader.post(address, given | {"on": "01.02.2013"}).status_code == 302, name
    assert as_leader.post(f"/plans/funding/{money.pk}/released/", {"amount": "90"}).status_code == 302
    as_leader.post("/plans/hamar/new/risk/", {"title": "Pris", "likelihood": 2, "consequence": 3})
    assert as_leader.post(f"/plans/move/risk/{Risk.objects.get().pk}/happen/").status_code == 302
    assert as_leader.get("/plans/hamar/steering/").status_code == 200
    as_leader.post("/plans/hamar/new/analysis/", {})
    analysis = PreAnalysis.objects.get()
    assert as_leader.post(f"/plans/move/analysis/{analysis.pk}/start/", {"on": "01.02.2013"}).status_code == 302


def test_results_ties_and_periods_are_written_from_the_measure(hamar, leader, as_leader):
    first = actions.write_activity(leader, hamar, measured(ends=dt.date(2013, 2, 1)))
    second = actions.write_activity(leader, hamar, measured(title_nb="Kurs", level="sub_project"))
    challenge = actions.write_challenge(leader, hamar, {"title_nb": "Ingen vet", "theme": "knowledge"})
    at = f"/plans/activities/{first.pk}/"
    assert "forsinket" in as_leader.get(at).content.decode()
    assert as_leader.post(f"{at}result/", {"on": "01.02.2013", "words": "Ni", "figure": "9"}).status_code == 422
    given = {"on": "01.02.2013", "words": "Ni deltok", "figure": "9", "unit": "personer"}
    for name, fields in (
        ("result", given),
        ("challenge", {"challenge": challenge.pk, "why": "Lærer dem"}),
        ("waits", {"needs": second.pk}),
        ("reschedule", {"ends": "01.02.2031", "reason": "Sent"}),
    ):
        assert as_leader.get(f"{at}{name}/").status_code == 200
        assert as_leader.post(f"{at}{name}/", fields).status_code == 302, name
    assert as_leader.post(f"{at}reschedule/", {}).status_code == 422
    back = as_leader.post(f"/plans/activities/{second.pk}/waits/", {"needs": first.pk})
    assert "venter de på hverandre" in back.content.decode()
    shown = as_leader.get(at).content.decode()
    assert all(word in shown for word in ("Ni deltok", "Ingen vet", "Kurs", "Lærer dem"))
    assert "Holder igjen" in as_leader.get(f"/plans/activities/{second.pk}/").content.decode()
    assert as_leader.get("/plans/hamar/board/").content.decode().count('class="card"') == 2
    trace, tie = Trace.objects.get(), first.waits_for.get()
    assert as_leader.post(f"/plans/traces/{trace.pk}/remove/").status_code == 302
    assert as_leader.post(f"/plans/waits/{tie.pk}/remove/").status_code == 302
    retire = f"/plans/challenges/{challenge.pk}/retire/"
    assert as_leader.get(retire).status_code == 200
    assert as_leader.post(retire, {"on": "01.02.2013", "reason": "Løst"}).status_code == 302
    assert not queries.challenges(leader, hamar).filter(retired_on__isnull=True, participation=hamar).exists()


def test_what_came_with_the_report_is_not_parted(plans, as_leader):
    trace = Trace.objects.filter(activity__participation__slug="hamar").first()
    shown = as_leader.post(f"/plans/traces/{trace.pk}/remove/", follow=True)
    assert "kom med rapporten" in shown.content.decode()


def test_no_page_of_the_plans_asks_the_database_more_than_twelve_times(plans, as_leader, django_assert_max_num_queries):
    row = Activity.objects.get(fact_id="activities.hamar.decisions")
    for address in (
        "/plans/", "/plans/hamar/", "/plans/hamar/board/", "/plans/hamar/timeline/", "/plans/hamar/homes/",
        "/plans/hamar/funding/", "/plans/hamar/steering/", f"/plans/activities/{row.pk}/", "/plans/activities/",
        "/plans/homes/", "/plans/funding/", "/plans/challenges/", "/plans/hamar/new/activity/",
    ):  # fmt: skip
        with django_assert_max_num_queries(12):
            assert as_leader.get(address).status_code == 200, address
