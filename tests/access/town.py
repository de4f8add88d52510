"""One thing of each kind of a municipality's own work, in invented Prøvedal, made by those who may."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from boso.casework.allocation import actions as allocation
from boso.casework.allocation.gathering import Wish
from boso.casework.dwellings import actions_keeping
from boso.casework.dwellings.models import CodeEntry, Site
from boso.casework.dwellings.testing import make_dwelling
from boso.casework.figures import actions as figures
from boso.casework.households import actions_access, actions_notes, actions_people
from boso.casework.households.models import Household, SharingGround
from boso.casework.households.sealing import GuardianWords
from boso.casework.households.testing import make_household
from boso.casework.instruments import actions as instruments
from boso.casework.instruments.models import Watch
from boso.casework.instruments.sealing import Entered
from boso.casework.needs import actions as needs
from boso.casework.needs import actions_campaigns, actions_counts
from boso.casework.retention.models import Erasure, LegalHold
from boso.casework.stays import actions as stays
from boso.casework.stays.words import StayWords
from boso.casework.tenancies import actions as tenancies
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.models import User
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_person, make_unit

Parts = dict[str, dict[str, object]]
#: Column of the table -> role and kind of unit. Whoever sits with NAV works with the household of the table.
PERSONAS: dict[str, tuple[Role, str]] = {
    "town_caseworker": (Role.CASEWORKER, "nav"),
    "town_other_unit": (Role.CASEWORKER, "refugee"),
    "town_decision_maker": (Role.DECISION_MAKER, "nav"),
    "town_housing_manager": (Role.HOUSING_MANAGER, "property"),
    "town_planner": (Role.PLANNER, "housing"),
    "town_administrator": (Role.ADMINISTRATOR, ""),
}


def people() -> dict[str, User]:
    """One person a role in Prøvedal."""
    return {name: make_person(role, "provedal", unit=kind or None) for name, (role, kind) in PERSONAS.items()}


def build(seated: dict[str, User]) -> Parts:
    """The parts of casework's addresses."""
    today = timezone.localdate()
    worker, leader, planner = (
        actor_of(seated[name], today) for name in ("town_caseworker", "town_decision_maker", "town_planner")
    )
    household = make_household("nav", name="Lun Vadmel")
    engagement, member = household.engagements.get(), household.members.get()
    note = actions_notes.write_note(worker, household, "Ring etter klokka ti")
    contact = actions_notes.log_contact(worker, household, "Snakket om bolig", on=today, channel="phone")
    speaks = {"kind": "verge", "scope": "everything", "starts": today}
    guardian = actions_people.appoint(worker, household, member, GuardianWords(name="Stø Bautastein"), speaks)
    basis = household.bases.get()
    health = make_unit("provedal", "health")
    sharing = actions_access.share(worker, household, health.pk, SharingGround.TASK, today + dt.timedelta(days=20))
    tied = make_person(Role.CASEWORKER, "provedal", unit="nav")
    recusal = actions_access.recuse(leader, household, tied.pk, "family")
    twin = make_household("nav", name="Lun Vadmel")
    dwelling = make_dwelling()
    lease = {"starts": today, "ends": None, "ground": "ordinary", "rent": 9000}
    tenancy = tenancies.open_tenancy(SYSTEM, dwelling, household, lease)
    binding = actions_keeping.bind(
        SYSTEM, dwelling, {"kind": "letting_grant", "starts": today, "ends": None, "grantor": "Husbanken"}
    )
    stay = stays.begin(worker, household, engagement.unit_id, {"place": "hotel", "starts": today}, StayWords())
    mapping = needs.begin(worker, household, engagement.unit_id)
    campaign = actions_campaigns.plan(planner, household.organisation_id, _campaign(today))
    actions_campaigns.start(planner, campaign)
    count = actions_counts.open_count(planner, household.organisation_id, 2024, 48)
    package = figures.make(planner, household.organisation, "needs", today)
    return {
        "allocation": _proposal(leader, today),
        "figures": {"package_id": package.pk},
        "households": {
            "household_id": household.pk, "member_id": member.pk, "engagement_id": engagement.pk, "note_id": note.pk,
            "contact_id": contact.pk, "guardian_id": guardian.pk, "basis_id": basis.pk, "sharing_id": sharing.pk,
            "recusal_id": recusal.pk, "unit": engagement.unit_id, "giver": seated["town_caseworker"].pk, "key": "needs",
        },
        "dwellings": {
            "dwelling_id": dwelling.pk, "building_id": dwelling.building_id, "binding_id": binding.pk,
            "name": "reserve", "which": "kind", "entry_id": _first(CodeEntry), "site_id": _first(Site),
        },
        "tenancies": {"tenancy_id": tenancy.pk},
        "stays": {"stay_id": stay.pk, "household_id": household.pk},
        "instruments": _economy(leader, household, today),
        "needs": {
            "household_id": household.pk, "mapping_id": mapping.pk, "campaign_id": campaign.pk,
            "target_id": campaign.targets.get(household=household).pk, "count_id": count.pk,
        },
        "duplicates": {"kept_id": household.pk, "merged_id": twin.pk},
        "retention": {"erasure_id": _first(Erasure), "hold_id": _first(LegalHold), "name": "confirm"},
    }  # fmt: skip


def _economy(leader: Actor, household: Household, today: dt.date) -> dict[str, object]:
    """An assessed economy, which the watch over bostøtte has come to, and a point of the guideline."""
    made = instruments.assess(leader, household, Entered(), {"entered": {}, "answer": None})
    point = instruments.write_point(leader, household.organisation, "no_arrears", True, "Vedtak", today)
    watch_id = Watch.objects.get(household=household).pk
    return {
        "household_id": household.pk, "assessment_id": made.pk, "watch_id": watch_id, "name": "take",
        "point_id": point.pk,
    }  # fmt: skip


def _proposal(leader: Actor, today: dt.date) -> dict[str, object]:
    """A run that gives one household of NAV's the one vacant home."""
    home, waiting = make_dwelling(bedrooms=1, staffing="none"), make_household("nav", name="Rask Bekk")
    need = {"without_own": "yes", "bedrooms": 1, "urgency": "now", "certainty": "known"}
    unit_id = waiting.engagements.get().unit_id
    needs.register_many(SYSTEM, waiting.organisation_id, [needs.NewMapping(waiting, unit_id, today, need)])
    run = allocation.run(leader, waiting.organisation, Wish(today, 1, "lodd"))
    return {"run_id": run.pk, "household_id": waiting.pk, "dwelling_id": home.pk}


def _campaign(today: dt.date) -> dict[str, Any]:
    return {"title": "Kartlegging", "engaged": True, "starts": today, "due_on": today + dt.timedelta(days=60)}


def _first(model: Any) -> int:
    return model.objects.order_by("pk").values_list("pk", flat=True).first() or 1
