"""Every read of proposals. The actor comes first; names come from the households they see, and only those."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from boso.casework.allocation import case, declaring, freezing, policies
from boso.casework.allocation.case import Case
from boso.casework.allocation.models import Declaration, MoveAnswer, Run, RunState
from boso.core.law import parameters
from boso.core.matching import rules
from boso.core.matching.fairness import Turn
from boso.core.values.periods import add_months
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Organisation
from boso.foundation.vault.queries import keyring

#: Runs that a comparison of groups looks back on.
COMPARED = 24


def places(actor: Actor) -> list[Organisation]:
    """The organisations whose proposals the actor sees, by name."""
    everywhere = Organisation.objects.order_by("name", "pk")
    if actor.holds(Role.SYSTEM):
        return list(everywhere)
    return list(everywhere.filter(pk__in=actor.works_in(*policies.SEES)))


def runs(actor: Actor) -> QuerySet[Run]:
    """The runs the actor sees, newest first, without what lies sealed in them."""
    rows = Run.objects.defer("asked", "answer").select_related("organisation", "made_by")
    return rows if actor.holds(Role.SYSTEM) else rows.filter(organisation__in=actor.works_in(*policies.SEES))


def one(actor: Actor, run_id: int) -> Run:
    """The run with all that lies in it.

    Raises Refused (hidden) where there is none the actor may see.
    """
    rows = Run.objects.select_related("organisation", "made_by", "declaration")
    found = rows.filter(pk=run_id).first()
    if found is None or not policies.may_see_run(actor, found):
        raise Refused(NOT_HERE)
    return found


def lively(actor: Actor, run: Run) -> Case | None:
    """What the run was asked, brought to life; none while it is reckoned and after it is erased. One query.

    Raises Refused (hidden) for who does not see it.
    """
    if not policies.may_see_run(actor, run):
        raise Refused(NOT_HERE)
    text = freezing.asked_of(run, freezing.keys_of(run)) if run.state == RunState.DONE else None
    return None if text is None else case.revived(text)


def asked_to_leave(actor: Actor, run: Run, household_id: int) -> int | None:
    """The dwelling that a tenant in the run is to be asked to leave; none where it asks them nothing."""
    found = lively(actor, run)
    number = None if found is None else found.number.get(str(household_id))
    if found is None or number is None or not case.may_move_only(found, number):
        return None
    return int(found.households[number]["lives_in"])


def waiting(run_id: int) -> Run | None:
    """The run where it still is to be reckoned. For the job."""
    return Run.objects.filter(pk=run_id, state=RunState.WAITING).first()


def older_than(today: dt.date, months: int) -> list[Run]:
    """The runs made so long ago that are not erased yet. For the job."""
    rows = Run.objects.exclude(state=RunState.FORGOTTEN)
    return list(rows.filter(made_at__date__lte=add_months(today, -months)))


def declarations(actor: Actor, organisation_id: int) -> list[Declaration]:
    """What the organisation has declared, the newest first."""
    if not policies.may_see_runs(actor, organisation_id):
        return []
    rows = Declaration.objects.filter(organisation=organisation_id).select_related("declared_by")
    return list(rows.order_by("-starts", "-pk"))


def in_force(organisation_id: int, on: dt.date) -> Declaration | None:
    """What holds that day; none where nothing is declared. For the actions."""
    rows = Declaration.objects.filter(organisation=organisation_id, starts__lte=on)
    return rows.order_by("-starts", "-pk").first()


def declared(actor: Actor, organisation_id: int, on: dt.date | None = None) -> dict[str, Any]:
    """The data in force that day (today), BoSo's own where nothing is declared.

    Raises Refused (hidden) for who does not see them.
    """
    if not policies.may_see_runs(actor, organisation_id):
        raise Refused(NOT_HERE)
    day = on or timezone.localdate()
    found = in_force(organisation_id, day)
    return dict(found.data) if found is not None else declaring.standard(day)


def turns(actor: Actor, organisation_id: int) -> tuple[list[Run], list[Turn]]:
    """The last runs of an organisation, and every household's turn in each. Two queries.

    Raises NotNow where there is no run to compare.
    """
    rows = Run.objects.filter(organisation=organisation_id, state=RunState.DONE)
    found = list(rows.order_by("-on", "-pk")[:COMPARED]) if policies.may_see_runs(actor, organisation_id) else []
    if not found:
        raise NotNow(NOT_HERE.reason)
    ring = keyring([run.key_id for run in found])
    told: list[Turn] = []
    for number, run in enumerate(reversed(found)):
        text, answer = freezing.asked_of(run, ring), freezing.answer_of(run, ring)
        if text is None or answer is None:
            continue
        gets = {row["household"]: row["dwelling"] for row in answer["assigned"]}
        of = {row["id"]: row["disposal"] for row in case.revived(text).dwellings}
        for row in case.revived(text).households:
            if row["tenant"] == "may":
                continue
            marks = {
                "ground": row["marks"]["ground"],
                "unit": str(row["marks"]["unit"]),
                "children": "children" if row["marks"]["children"] else "none",
                "provider": of.get(gets.get(row["id"], ""), ""),
            }
            told.append(Turn(row["id"], number, row["id"] in gets, row["marks"]["waited"], marks))
    return found, told


def answers(organisation_id: int, on: dt.date) -> dict[tuple[int, int], MoveAnswer]:
    """What holds that day of what tenants have said to moving, by household and the dwelling they live in. One query.

    For the actions, and for pages that have asked who may see the run.
    """
    since = add_months(on, -int(parameters.value(rules.AREA, "answers.hold_months", on)))
    rows = MoveAnswer.objects.filter(organisation=organisation_id, on__gt=since, on__lte=on)
    return {(row.household_id, row.dwelling_id): row for row in rows.select_related("asked_by").order_by("on", "pk")}
