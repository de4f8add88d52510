"""Everything that can be done with plans and measures: one function per act. Homes, money, risks and decisions stand
in `actions_more`.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import act, perform, save
from boso.programme.partnership.models import Participation
from boso.programme.plans import order, policies, states
from boso.programme.plans.models import (
    Activity,
    Challenge,
    Dependency,
    Plan,
    PlanVersion,
    PreAnalysis,
    Result,
    State,
    Trace,
    VersionState,
)

#: What a person fills in of each kind of row.
ANALYSIS_FIELDS = ("made_by", "methods", "users_took_part", "nb")
CHALLENGE_FIELDS = ("title_nb", "nb", "theme", "analysis", "shared")
PLAN_FIELDS = ("title_nb", "nb", "body", "under", "starts", "ends")
ACTIVITY_FIELDS = (
    "title_nb", "nb", "level", "parent", "plan", "theme", "groups", "owner_unit", "owner_nb", "partners_nb",
    "responsible_id", "starts", "ends", "shared",
)  # fmt: skip


def write_analysis(actor: Actor, participation: Participation, fields: dict[str, Any]) -> PreAnalysis:
    """Begin a participant's pre-analysis.

    Raises Refused when the actor may not, NotNow when there is one.
    """
    require(policies.may_write(actor, participation))
    if PreAnalysis.objects.filter(participation=participation).exists():
        raise NotNow(_("There is a pre-analysis already."))
    analysis = PreAnalysis(participation=participation, created_by_id=actor.user_id)
    return save(actor, "analysis.write", analysis, only(fields, ANALYSIS_FIELDS), participation.organisation_id)


def change_analysis(actor: Actor, analysis: PreAnalysis, fields: dict[str, Any]) -> PreAnalysis:
    """Say who made it and how.

    Raises Refused when the actor may not or the report says it.
    """
    require(policies.may_change(actor, analysis))
    owner = analysis.participation.organisation_id
    return save(actor, "analysis.change", analysis, only(fields, ANALYSIS_FIELDS), owner)


def move_analysis(actor: Actor, analysis: PreAnalysis, name: str, on: dt.date, *, reason: str = "") -> None:
    """Take a pre-analysis one step on: start, hand_over, finish or reopen.

    Raises Refused when the actor may not, NotNow when the state has moved on or a needed reason is missing; KeyError
    for a step that is not there.
    """
    fields = {"finished_on": on if name == "finish" else None, "as_of": "", "moved_by_id": actor.user_id}
    owner = analysis.participation.organisation_id
    perform(actor, analysis, states.ANALYSIS, name, organisation_id=owner, reason=reason, fields=fields)


def write_challenge(actor: Actor, participation: Participation, fields: dict[str, Any]) -> Challenge:
    """Write down what is hard.

    Raises Refused when the actor may not.
    """
    require(policies.may_write(actor, participation))
    challenge = Challenge(participation=participation, created_by_id=actor.user_id)
    return save(actor, "challenge.write", challenge, only(fields, CHALLENGE_FIELDS), participation.organisation_id)


def change_challenge(actor: Actor, challenge: Challenge, fields: dict[str, Any]) -> Challenge:
    """Change the words or the theme of a challenge.

    Raises Refused when the actor may not or the report says it.
    """
    require(policies.may_change(actor, challenge))
    return save(actor, "challenge.change", challenge, only(fields, CHALLENGE_FIELDS), owner_of(challenge))


def retire_challenge(actor: Actor, challenge: Challenge, on: dt.date, *, reason: str) -> None:
    """Say that it is no longer a challenge.

    Raises Refused when the actor may not, NotNow when the reason is missing or it is retired.
    """
    require(policies.may_change(actor, challenge))
    if not reason.strip():
        raise NotNow(_("Say why, in a few words. The reason follows the case."))
    if challenge.retired_on is not None:
        raise NotNow(_("This is no longer a challenge already."))
    with act(actor, "challenge.retire", challenge, organisation_id=owner_of(challenge), reason=reason.strip()):
        challenge.retired_on = on
        challenge.save(update_fields=["retired_on"])


def write_plan(actor: Actor, participation: Participation, fields: dict[str, Any]) -> Plan:
    """Begin a programme plan, with its first version as a draft.

    Raises Refused when the actor may not.
    """
    require(policies.may_write(actor, participation))
    plan = Plan(participation=participation, created_by_id=actor.user_id)
    with transaction.atomic():
        save(actor, "plan.write", plan, only(fields, PLAN_FIELDS), participation.organisation_id)
        save(actor, "plan_version.write", PlanVersion(plan=plan, number=1), {}, participation.organisation_id)
    return plan


def change_plan(actor: Actor, plan: Plan, fields: dict[str, Any]) -> Plan:
    """Change title, years and who adopts it.

    Raises Refused when the actor may not or the report says it.
    """
    require(policies.may_change(actor, plan))
    return save(actor, "plan.change", plan, only(fields, PLAN_FIELDS), owner_of(plan))


def write_version(actor: Actor, plan: Plan, words: str = "") -> PlanVersion:
    """Begin the next version.

    Raises Refused when the actor may not, NotNow when one is being written already.
    """
    require(policies.may_write(actor, plan.participation))
    with transaction.atomic():
        locked = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        newest = locked.versions.order_by("-number").first()
        unfinished = (VersionState.DRAFT, VersionState.PROPOSED)
        if newest is not None and not newest.reported and newest.state in unfinished:
            raise NotNow(_("A version is being written already. Finish that one first."))
        version = PlanVersion(plan=plan, number=1 if newest is None else newest.number + 1)
        return save(actor, "plan_version.write", version, {"nb": words}, owner_of(plan))


def change_version(actor: Actor, version: PlanVersion, words: str) -> PlanVersion:
    """Say what the version holds or what is new in it, as long as it is a draft.

    Raises Refused when the actor may not, NotNow when it is sent to adoption.
    """
    require(policies.may_write_version(actor, version))
    if version.state != VersionState.DRAFT:
        raise NotNow(_("This version can no longer be changed. Begin the next one."))
    return save(actor, "plan_version.change", version, {"nb": words}, owner_of(version.plan))


def propose_version(actor: Actor, version: PlanVersion) -> None:
    """Send a version to adoption.

    Raises Refused when the actor may not, NotNow when it is no draft.
    """
    _move_version(actor, version, "propose", fields={"proposed_by_id": actor.user_id})


def take_back_version(actor: Actor, version: PlanVersion) -> None:
    """Take a version back to work on it.

    Raises Refused when the actor may not, NotNow when it does not wait for adoption.
    """
    _move_version(actor, version, "take_back")


def send_back_version(actor: Actor, version: PlanVersion, *, reason: str) -> None:
    """Return a version for correction, and say what is wrong.

    Raises Refused when the actor may not, NotNow when it does not wait or the reason is missing.
    """
    _move_version(actor, version, "send_back", reason=reason)


def adopt_version(actor: Actor, version: PlanVersion, on: dt.date, *, case_number: str = "") -> None:
    """Record the adoption: the measures are kept as they stand this day, and the version before is replaced.

    Raises Refused when the actor may not or proposed it, NotNow when it does not wait for adoption.
    """
    with transaction.atomic():
        earlier = list(version.plan.versions.filter(state=VersionState.ADOPTED).exclude(pk=version.pk))
        fields = {
            "adopted_by_id": actor.user_id, "adopted_on": on, "case_number": case_number,
            "contents": kept_contents(version.plan),
        }  # fmt: skip
        _move_version(actor, version, "adopt", fields=fields)
        for one in earlier:
            save(actor, "plan_version.replace", one, {"state": VersionState.REPLACED}, owner_of(version.plan))


def kept_contents(plan: Plan) -> list[dict[str, Any]]:
    """The measures of a plan as plain data: what a version keeps of them."""
    return [
        {
            "id": one.pk, "title": one.title_nb, "level": one.level, "theme": one.theme, "state": one.state,
            "starts": one.starts.isoformat() if one.starts else "", "ends": one.ends.isoformat() if one.ends else "",
            "owner": one.owner_unit.name if one.owner_unit is not None else one.owner_nb,
        }
        for one in plan.activities.select_related("owner_unit").order_by("id")
    ]  # fmt: skip


def write_activity(actor: Actor, participation: Participation, fields: dict[str, Any]) -> Activity:
    """Put a sub-project or a measure in the plan.

    Raises Refused when the actor may not.
    """
    require(policies.may_write(actor, participation))
    activity = Activity(participation=participation, created_by_id=actor.user_id)
    return save(actor, "activity.write", activity, only(fields, ACTIVITY_FIELDS), participation.organisation_id)


def change_activity(actor: Actor, activity: Activity, fields: dict[str, Any]) -> Activity:
    """Change the words, owner, period, groups of a measure.

    Raises Refused when the actor may not or the report says it, NotNow where it would lie under itself.
    """
    require(policies.may_change(actor, activity))
    parent = fields.get("parent")
    if parent is not None and activity.pk in (parent.pk, parent.parent_id):
        raise NotNow(_("A sub-project cannot lie under itself."))
    return save(actor, "activity.change", activity, only(fields, ACTIVITY_FIELDS), owner_of(activity))


def move_activity(actor: Actor, activity: Activity, name: str, on: dt.date, *, reason: str = "") -> None:
    """Take a measure one step on: start, finish, postpone, drop, plan or reopen.

    Raises Refused when the actor may not, NotNow when the state has moved on or a needed reason is missing; KeyError
    for a step that is not there.
    """
    fields = moved_fields(actor, states.ACTIVITY.transition(name).target, on, reason)
    perform(
        actor, activity, states.ACTIVITY, name, organisation_id=owner_of(activity), reason=reason, fields=fields
    )  # fmt: skip


def reschedule(
    actor: Actor, activity: Activity, starts: dt.date | None, ends: dt.date | None, *, reason: str
) -> Activity:  # fmt: skip
    """Move the period of a measure, and say why: the answer to the question that slipping raises.

    Raises Refused when the actor may not, NotNow when the reason is missing or it would end before it begins.
    """
    require(policies.may_move(actor, activity))
    if not reason.strip():
        raise NotNow(_("Say why, in a few words. The reason follows the case."))
    if starts is not None and ends is not None and ends < starts:
        raise NotNow(_("It ends before it begins."))
    with act(actor, "activity.reschedule", activity, organisation_id=owner_of(activity), reason=reason.strip()):
        activity.starts, activity.ends = starts, ends
        activity.starts_said = activity.ends_said = ""
        activity.moved_by_id = actor.user_id
        activity.save()
    return activity


def add_result(actor: Actor, activity: Activity, fields: dict[str, Any]) -> Result:
    """Write down what came of a measure: on, words, and figure with unit where there is one.

    Raises Refused when the actor may not, NotNow when a figure has no unit.
    """
    require(policies.may_move(actor, activity))
    if fields.get("figure") is not None and not fields.get("unit"):
        raise NotNow(_("Say what the figure counts."))
    result = Result(activity=activity, recorded_by_id=actor.user_id)
    return save(actor, "result.add", result, only(fields, ("on", "words", "figure", "unit")), owner_of(activity))


def link(actor: Actor, activity: Activity, challenge: Challenge, why: str = "") -> Trace:
    """Say that a measure answers a challenge. Said already: nothing happens.

    Raises Refused when the actor may not.
    """
    require(policies.may_write(actor, activity.participation))
    known = Trace.objects.filter(activity=activity, challenge=challenge).first()
    if known is not None:
        return known
    return save(
        actor, "trace.add", Trace(activity=activity, challenge=challenge), {"why_nb": why}, owner_of(activity)
    )  # fmt: skip


def unlink(actor: Actor, trace: Trace) -> None:
    """Say that a measure does not answer a challenge after all.

    Raises Refused when the actor may not, NotNow when it came with the report's facts.
    """
    require(policies.may_write(actor, trace.activity.participation))
    if trace.fact_id is not None:
        raise NotNow(_("This came with the report. It stays."))
    with act(actor, "trace.remove", trace, organisation_id=owner_of(trace.activity)):
        trace.delete()


def let_wait(actor: Actor, activity: Activity, needs: Activity, why: str = "") -> Dependency:
    """Say that a measure cannot go on before another is done. Said already: nothing happens.

    Raises Refused when the actor may not, NotNow when they would wait for each other in a ring.
    """
    require(policies.may_write(actor, activity.participation))
    with transaction.atomic():
        known = Dependency.objects.filter(activity=activity, needs=needs).first()
        if known is not None:
            return known
        edges = list(Dependency.objects.select_for_update().values_list("activity_id", "needs_id"))
        if order.closes_ring(edges, activity.pk, needs.pk):
            raise NotNow(_("They would wait for each other."))
        dependency = Dependency(activity=activity, needs=needs)
        return save(actor, "dependency.add", dependency, {"why": why}, owner_of(activity))


def let_go(actor: Actor, dependency: Dependency) -> None:
    """Say that it does not wait after all.

    Raises Refused when the actor may not.
    """
    require(policies.may_write(actor, dependency.activity.participation))
    with act(actor, "dependency.remove", dependency, organisation_id=owner_of(dependency.activity)):
        dependency.delete()


def moved_fields(actor: Actor, target: str, on: dt.date, reason: str) -> dict[str, Any]:
    """What belongs to a step of a measure or a dwelling project."""
    kept = reason.strip()[:500] if target in (State.POSTPONED, State.DROPPED) else ""
    return {"reason": kept, "done_on": on if target == State.DONE else None, "moved_by_id": actor.user_id}


def only(fields: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Those of the fields that a person fills in."""
    return {name: fields[name] for name in names if name in fields}


def owner_of(row: Any) -> int | None:
    """The organisation whose log an act on the row stands in; none for what the report says of all."""
    return int(row.participation.organisation_id) if row.participation is not None else None


def _move_version(
    actor: Actor, version: PlanVersion, name: str, *, reason: str = "", fields: dict[str, Any] | None = None
) -> None:  # fmt: skip
    owner = owner_of(version.plan)
    perform(actor, version, states.VERSION, name, organisation_id=owner, reason=reason, fields=fields or {})
