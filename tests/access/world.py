"""The demo's programme with one thing of each kind under way in Hamar, made by those who may, and one person a role."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from django.urls import URLPattern, reverse
from django.urls.resolvers import RegexPattern
from django.utils import timezone

from boso.config import demo
from boso.config.demo_reports import STORIES
from boso.foundation.access.models import User
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_person
from boso.foundation.documents.actions import upload
from boso.foundation.documents.models import Visibility
from boso.foundation.exchange.models import ImportRun
from boso.foundation.messaging.models import Message
from boso.foundation.organisations.queries import by_slug
from boso.foundation.packages import actions as packages
from boso.foundation.packages import envelope
from boso.foundation.questionnaires import actions as forms
from boso.foundation.questionnaires.testing import content as a_form
from boso.programme.anchoring import actions as anchoring
from boso.programme.anchoring import actions_hearing, queries_hearing
from boso.programme.grants import actions as grants
from boso.programme.indicators import actions as indicators
from boso.programme.indicators import queries as indicator_queries
from boso.programme.indicators.testing import a_package
from boso.programme.partnership import actions as partnership
from boso.programme.partnership.models import (
    Goal,
    Intake,
    IntakeStage,
    Participation,
    RoleHolding,
    TaskAssignment,
)
from boso.programme.partnership.testing import at_first
from boso.programme.plans import actions as plans
from boso.programme.plans import actions_more as plans_more
from boso.programme.reporting import actions as report_acts
from boso.programme.reporting import actions_rounds as report_rounds
from boso.programme.reporting import queries as report_queries
from tests.access import counts, discovered, judged, polls, school, talks, town

#: Column of the table -> role and organisation. A casework role sees the programme as any member does;
#: the municipality's own work is asked for in `town`.
PERSONAS: dict[str, tuple[Role, str]] = {
    "coordinator": (Role.COORDINATOR, "husbanken-ost"),
    "contact": (Role.CONTACT, "husbanken-ost"),
    "leader_own": (Role.PROGRAMME_LEADER, "hamar"),
    "leader_other": (Role.PROGRAMME_LEADER, "moss"),
    "owner_own": (Role.PROGRAMME_OWNER, "hamar"),
    "steering_own": (Role.STEERING_GROUP, "hamar"),
    "caseworker": (Role.CASEWORKER, "hamar"),
    "planner": (Role.PLANNER, "hamar"),
    "evaluator": (Role.EVALUATOR, "moreforsking"),
    "politician": (Role.POLITICIAN, "hamar"),
    "county_governor": (Role.COUNTY_GOVERNOR, "fylkesmannen-hedmark"),
    "voluntary": (Role.VOLUNTARY, "hamar"),
    "user_representative": (Role.USER_REPRESENTATIVE, "hamar"),
    "applicant": (Role.APPLICANT, "hamar"),
    "administrator": (Role.ADMINISTRATOR, "husbanken-ost"),
    "administrator_other": (Role.ADMINISTRATOR, "moss"),
}
TODAY = dt.date(2013, 3, 1)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@dataclass(frozen=True)
class World:
    """People by persona, and for each address the values of its parts."""

    people: dict[str, User | None]
    parts: dict[str, dict[str, object]]

    def path(self, name: str, pattern: URLPattern) -> str:
        """A path of that address; the first thing of its kind where nothing more is said."""
        known = {"slug": "hamar", "fact_id": "programme.budget.total", "name": "facts", "format": "json"}
        known |= self.parts.get(name.partition(":")[0], {}) | self.parts.get(name, {})
        parts = {part: word or known.get(part, 1) for part, word in parts_of(pattern).items()}
        for part, converter in pattern.pattern.converters.items():
            if type(converter).__name__ == "UUIDConverter":
                parts[part] = "00000000-0000-0000-0000-000000000001"
        return reverse(name, kwargs=parts)


def parts_of(pattern: URLPattern) -> dict[str, str]:
    """The parts of an address; with the first of the words that a part may be, where it may only be some."""
    if not isinstance(pattern.pattern, RegexPattern):
        return dict.fromkeys(pattern.pattern.converters, "")
    found = re.findall(r"\(\?P<(\w+)>([^)]*)\)", str(pattern.pattern))
    return {name: words.split("|")[0] if "|" in words else "" for name, words in found}


def build(monkeypatch) -> World:
    """Load the programme and set one thing of each kind going."""
    monkeypatch.setattr(demo, "PEOPLE", ())
    at_first("demo", demo.load)
    people = {name: make_person(role, place) for name, (role, place) in PERSONAS.items()} | town.people()
    contact, coordinator, leader = (
        actor_of(people[name], timezone.localdate()) for name in ("contact", "coordinator", "leader_own")
    )
    hamar = Participation.objects.select_related("organisation").get(slug="hamar")
    step = {"next_step": "Sende utkast", "responsible": "bank", "due": TODAY}
    talk = {"on": TODAY, "kind": "meeting", "with_whom": "Programleder", "agreed": "Møte om tiltak"}
    entry = partnership.log_contact(contact, hamar, {**talk, **step})
    agreement = partnership.draft_agreement(contact, hamar, {"starts": TODAY})
    applicant = by_slug("provedal")
    admission = partnership.receive_application(contact, applicant, Intake.objects.get(year=2011), TODAY)
    award, payment = _money(contact, coordinator, leader, hamar)
    own = {"work_year": 2013, "kind": "cash", "amount": Decimal(10_000), "evidence": "Regnskap"}
    contribution = grants.record_contribution(leader, hamar, own)
    paper = upload(leader, hamar.organisation, "Notat", Visibility.OWN, "notat.pdf", PDF)
    asked = forms.make(leader, hamar.organisation, "other", a_form())
    message = Message.objects.create(
        recipient=people["leader_own"], kind="contact", context={}, link="/today/", created_at=timezone.now()
    )
    return World(
        people={"nobody": None, **people},
        parts={
            "partnership": {
                "entry_id": entry.pk, "agreement_id": agreement.pk, "admission_id": admission.pk,
                "goal_id": _first(Goal), "role_id": _first(RoleHolding), "stage_id": _first(IntakeStage),
                "task_id": _first(TaskAssignment), "step": "assess",
            },
            "grants": {"award_id": award.pk, "payment_id": payment.pk, "contribution_id": contribution.pk},
            "grants:award-step": {"name": "close"},
            "grants:payment-step": {"name": "return"},
            "grants:contribution-step": {"name": "report"},
            **_anchoring(leader, hamar),
            **_plans(leader, hamar),
            **_indicators(contact, coordinator, leader, hamar),
            **_reports(people, coordinator, leader, contact),
            "documents": {"pk": paper.pk, "number": 1},
            "questionnaires": {"pk": asked.pk, "number": 1, "name": "situation"},
            "exchange": {"pk": _first(ImportRun)},
            "search": {"user_id": people["coordinator"].pk},
            "messaging": {"message_id": message.pk},
            "access": {"user_id": leader.user_id, "seat_id": people["leader_own"].memberships.get().pk},
            **(learned := school.build(coordinator, leader, hamar)),
            **(polled := polls.build(leader, hamar, learned["learning:arena"]["pk"])),
            **counts.build(leader, hamar, polled["surveys:wave"]["pk"]),
            **discovered.build(leader, hamar),
            **talks.build(actor_of(people["evaluator"], timezone.localdate()), hamar),
            **judged.build(coordinator, actor_of(people["evaluator"], timezone.localdate()), leader, hamar),
            **town.build(people),
        },
    )  # fmt: skip


def _first(model) -> int:
    """The first of the programme's own: numbers differ from database to database."""
    return model.objects.order_by("pk").values_list("pk", flat=True)[0]


def _plans(leader, hamar):
    """One row of each kind, none shared: a measure that answers a challenge and waits for another, homes, money."""
    measure = {"title_nb": "Boskole", "theme": "knowledge", "starts": TODAY}
    first, second = (plans.write_activity(leader, hamar, measure) for _ in range(2))
    challenge = plans.write_challenge(leader, hamar, {"title_nb": "Ingen vet", "theme": "knowledge"})
    years = {"title_nb": "Flere hjemme", "body": "council", "starts": 2013, "ends": 2016}
    plan = plans.write_plan(leader, hamar, years)
    homes = plans_more.write_homes(leader, hamar, {"title_nb": "Ti boliger", "low": 10, "high": 10})
    funding = plans_more.write_funding(leader, hamar, {"title_nb": "Kurs", "source": "own"})
    known = {
        "activity_id": first.pk, "challenge_id": challenge.pk, "homes_id": homes.pk, "funding_id": funding.pk,
        "plan_id": plan.pk, "version_id": plan.versions.get().pk, "row_id": first.pk, "kind": "activity",
        "trace_id": plans.link(leader, first, challenge).pk, "dependency_id": plans.let_wait(leader, first, second).pk,
    }  # fmt: skip
    return {"plans": known, "plans:move": {**known, "name": "start"}}


def _reports(people, coordinator, leader, contact):
    """A round in which Hamar has handed in and waits to be signed, and Moss is approved."""
    told = {"kind": "annual", "year": 2013, "due_on": dt.date(2014, 3, 1)}
    current = report_rounds.open_round(coordinator, told, on=dt.date(2014, 1, 10))
    other = actor_of(people["leader_other"], timezone.localdate())
    signer = actor_of(make_person(Role.PROGRAMME_OWNER, "moss"), timezone.localdate())
    found = {one.participation.slug: one for one in report_queries.reports(coordinator).filter(round=current)}
    for slug, author in (("hamar", leader), ("moss", other)):
        report_acts.write(author, found[slug], STORIES["provedal"], reasons={}, language="nb")
        report_acts.submit(author, found[slug], TODAY)
    report_acts.sign(signer, found["moss"], TODAY)
    report_acts.approve(contact, found["moss"], TODAY)
    item = report_rounds.add_item(coordinator, current, {"title": "Velkommen"})
    return {
        "reporting": {
            "round_id": current.pk, "report_id": found["hamar"].pk, "item_id": item.pk, "number": 1, "year": 2013,
            "figure": "money-awarded", "step": "sign",
        }
    }  # fmt: skip


def _anchoring(leader, hamar):
    """One thing of each kind: entry, unit's part, measure with a hand-over, hearing with a comment."""
    later = dt.date(2100, 1, 1)
    undecided = {"place": "undecided", "decided_on": None, "decided_by": "", "nb": ""}
    entry = anchoring.enter_scope(leader, hamar, {"kind": "service", "name_nb": "Boskole", **undecided})
    part = anchoring.add_part(
        leader, hamar, {"field_task": "lease", "function": "does", "unit": "Boligkontoret", "starts": TODAY}
    )
    measure = {"title_nb": "Boskole", "level": "measure", "theme": "follow_up"}
    activity = plans.write_activity(leader, hamar, measure)
    owned = anchoring.agree_hand_over(
        leader, activity, {"owner": "Boligkontoret", "budget": "", "starts": TODAY, "note": ""}
    )
    version = queries_hearing.versions(leader, hamar).first()
    words = {"title": "Høring", "about": "Hva mener du?", "text": "Planen", "closes": later}
    hearing = actions_hearing.draft_hearing(leader, hamar, {"version": version, **words})
    actions_hearing.open_hearing(leader, hearing, timezone.localdate())
    comment = actions_hearing.send_comment(
        hearing, {"words": "Bra", "name": "", "language": "nb"}, mark="a", now=timezone.now(), today=TODAY
    )
    return {
        "anchoring": {
            "entry_id": entry.pk, "part_id": part.pk, "activity_id": activity.pk, "hand_over_id": owned.pk,
            "hearing_id": hearing.pk, "comment_id": comment.pk, "task_id": _first(TaskAssignment),
        },
        "hearings": {"hearing_id": hearing.pk, "token": comment.token},
    }  # fmt: skip


def _indicators(contact, coordinator, leader, hamar):
    """One thing of each kind: a value that waits, a target, a group, a package of figures."""
    passports = {one.key: one for one in indicator_queries.passports(coordinator)}
    waiting = indicators.record_value(
        leader, hamar, passports["stays_long"], "2012", numerator=Decimal(3), denominator=Decimal(12), origin="KOSTRA"
    )
    wanted = {"year": 2015, "value": Decimal(10), "baseline": None, "baseline_year": None, "basis": "Vedtak"}
    target = indicators.set_target(leader, hamar, passports["stays_long"], wanted)
    members = list(Participation.objects.order_by("pk")[:2])
    group = indicators.keep_group(coordinator, None, "To", "Like store", members)
    packages.trust(coordinator, hamar.organisation, envelope.public_of(b"1" * 32))
    package, _new = packages.receive(contact, envelope.sealed(a_package(hamar.organisation.slug), b"1" * 32))
    return {
        "indicators": {
            "key": "stays_long", "value_id": waiting.pk, "target_id": target.pk, "group_id": group.pk,
            "package_id": package.pk,
        },
        "indicators:value-step": {"name": "confirm"},
    }  # fmt: skip


def _money(contact, coordinator, leader, hamar):
    fields = {"amount": Decimal(1_500_000), "work_year": 2013, "programme_year": 4, "conditions": ""}
    award = grants.draft_award(contact, hamar, fields)
    grants.decide_award(coordinator, award, TODAY)
    grants.accept_award(leader, award, TODAY)
    asked = {
        "work_year": 2013, "period_start": dt.date(2013, 1, 1), "period_end": dt.date(2013, 6, 30),
        "amount": Decimal(400_000), "costs": Decimal(900_000), "note": "",
    }  # fmt: skip
    payment = grants.request_payment(leader, award, asked)
    grants.submit_payment(leader, payment, TODAY)
    return award, payment
