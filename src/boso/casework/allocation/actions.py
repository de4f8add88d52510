"""Everything that can be done with proposals: one function per act. None of them gives anybody a home."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.allocation import case, declaring, freezing, gathering, policies, queries, reckoning, tasks
from boso.casework.allocation.gathering import Wish
from boso.casework.allocation.models import Declaration, MoveAnswer, Run
from boso.casework.households import queries as households
from boso.core.law import parameters
from boso.core.matching import rules
from boso.core.matching.rules import BadRules
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, NotNow, Refused, require
from boso.foundation.audit.actions import log_look
from boso.foundation.organisations.models import Organisation
from boso.foundation.vault.actions import new_keys
from boso.foundation.workflow.actions import act, save


def declare(actor: Actor, place: Organisation, starts: dt.date, data: dict[str, Any], basis: str) -> Declaration:
    """Declare rules and order from a day on; what was declared before stays as it was.

    Raises Refused for who may not, NotNow for data that mean nothing.
    """
    require(policies.may_declare(actor, place.pk))
    try:
        declaring.checked(data)
    except BadRules as error:
        raise NotNow(_("These rules mean nothing: %(why)s") % {"why": error}) from error
    fields = {
        "organisation": place, "starts": starts, "data": data, "basis": basis,
        "declared_by_id": actor.user_id, "declared_at": timezone.now(),
    }  # fmt: skip
    return save(actor, "allocation.declare", Declaration(), fields, place.pk)


def run(actor: Actor, place: Organisation, wish: Wish, title: str = "") -> Run:
    """Freeze what stands that day, and reckon: at once, or as a job where there is very much.

    Raises Refused for who may not, NotNow for a day to come, or where there is nothing vacant or nobody waits.
    """
    require(policies.may_run(actor, place.pk))
    if wish.on > timezone.localdate():
        raise NotNow(_("A proposal is of today, or of a day that has been."))
    declaration = queries.in_force(place.pk, wish.on)
    data = declaration.data if declaration is not None else declaring.standard(wish.on)
    document = gathering.gathered(place.pk, data, wish)
    vacant = sum(one["vacant"] for one in document["dwellings"])
    standing = sum(one["tenant"] != "may" for one in document["households"])
    if not vacant or not standing:
        raise NotNow(_("There is nothing to propose: no dwelling is ready to move in, or nobody waits."))
    ring = new_keys(place.pk, 1)
    made = Run(key_id=next(iter(ring.keys)))
    large = len(document["households"]) + len(document["dwellings"]) > _at_once(wish.on)
    with act(actor, "run.make", made, organisation_id=place.pk):
        made.organisation, made.declaration = place, declaration
        made.on, made.moves, made.seed = wish.on, wish.moves, wish.seed
        made.title = title or _("Proposal %(day)s") % {"day": wish.on.strftime("%d.%m.%Y")}
        made.made_by_id, made.made_at = actor.user_id, timezone.now()
        made.households, made.vacant = standing, vacant
        made.asked, made.asked_digest = freezing.sealed(ring, made, document), case.digest(document)
        made.invented = place.invented
        made.save()
        if large:
            link = reverse("allocation:run", args=[made.pk])
            tasks.reckon.using(actor=actor, key=f"run:{made.pk}", link=link).enqueue(made.pk)
    if not large:
        reckoning.reckon(made.pk)
        made.refresh_from_db()
    return made


def answer(actor: Actor, found: Run, household_id: int, reply: str, on: dt.date) -> MoveAnswer:
    """Write down what a tenant whom the run may move says to it. What was written before stays as it was.

    Raises Refused for who may not, or does not see the household (hidden); NotNow for a day to come, and for a
    household that the run does not ask to move.
    """
    require(policies.may_ask(actor, found))
    household = households.visible(actor, [household_id]).first()
    if household is None:
        raise Refused(NOT_HERE)
    if on > timezone.localdate():
        raise NotNow(_("That day has not come yet."))
    dwelling_id = queries.asked_to_leave(actor, found, household_id)
    if dwelling_id is None:
        raise NotNow(_("This proposal does not ask them to move."))
    fields = {
        "organisation_id": found.organisation_id, "household": household, "dwelling_id": dwelling_id, "reply": reply,
        "on": on, "asked_by_id": actor.user_id, "written_at": timezone.now(), "invented": household.invented,
    }  # fmt: skip
    return save(actor, "move.answer", MoveAnswer(), fields, found.organisation_id)


def replay(actor: Actor, found: Run) -> bool:
    """Whether the frozen run gives the same answer again, to the byte. Logged as a look.

    Raises Refused for who may not see it, NotNow where it is erased or not reckoned.
    """
    require(policies.may_see_run(actor, found))
    text = freezing.asked_of(found, freezing.keys_of(found)) if found.answer else None
    if text is None:
        raise NotNow(_("There is no answer to compare with."))
    log_look(actor, "run.looked", found, organisation_id=found.organisation_id, query="part=replay", count=0)
    again = case.Case(json.loads(text))
    same = case.digest(again.document) == found.asked_digest
    return same and case.digest(case.answered(again)) == found.answer_digest


def _at_once(on: dt.date) -> int:
    return int(parameters.value(rules.AREA, "runs.at_once", on))
