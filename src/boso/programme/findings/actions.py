"""Everything that can be done from finding to what happened: one function per act. Checks: `actions_checks`."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import act, perform, save
from boso.programme.findings import policies, states
from boso.programme.findings.models import (
    Answer,
    AnswerKind,
    Assessment,
    Challenge,
    Decision,
    Evidence,
    EvidenceKind,
    Finding,
    FindingState,
    Outcome,
    OutcomeKind,
    Recommendation,
    RecommendationState,
)
from boso.programme.findings.queries import REPORT
from boso.programme.partnership.models import Fact, Goal, Participation

Fields = dict[str, Any]
T = TypeVar("T", Finding, Assessment, Challenge, Recommendation)
_STEPS = {AnswerKind.ACCEPTED: "accept", AnswerKind.PARTLY: "accept_partly", AnswerKind.REJECTED: "reject"}


def write_finding(
    actor: Actor, participation: Participation | None, fields: Fields, programme: str = REPORT
) -> Finding:
    """Write a finding; it is a draft until somebody lets it stand.

    Raises Refused when the actor may not.
    """
    require(policies.may_write(actor, participation))
    finding = Finding(participation=participation, programme=programme, created_by_id=actor.user_id)
    return _with_many(actor, "finding.write", finding, fields, "touches")


def edit_finding(actor: Actor, finding: Finding, fields: Fields) -> Finding:
    """Change a finding.

    Raises Refused when the actor may not, or the report says it.
    """
    require(policies.may_change(actor, finding))
    return _with_many(actor, "finding.edit", finding, fields, "touches")


def name_owner(actor: Actor, finding: Finding, fields: Fields) -> Finding:
    """Say who answers for a finding, also one of the report.

    Raises Refused when the actor may not.
    """
    require(policies.may_move(actor, finding))
    return save(actor, "finding.owner", finding, fields, _at(finding.participation))


def move_finding(actor: Actor, finding: Finding, step: str, *, reason: str = "", on: dt.date) -> None:
    """Let a finding stand, replace, withdraw or restore it.

    Raises Refused when the actor may not, the state has moved on, nothing supports it, or a reason is missing;
    KeyError for a step that is not there.
    """
    if step == "raise" and not finding.evidence.filter(against=False).exists():
        raise NotNow(_("A finding stands on evidence. Add some first."))
    fields: Fields = {"reason": "" if step in ("raise", "restore") else reason.strip()}
    if step == "raise":
        fields["raised_on"] = on
    perform(
        actor, finding, states.FINDING, step, reason=reason, fields=fields, organisation_id=_at(finding.participation)
    )


def share_finding(actor: Actor, finding: Finding) -> Finding:
    """Open a municipality's finding to every member. Shared twice is shared once.

    Raises Refused when the actor may not; NotNow for a draft.
    """
    require(policies.may_move(actor, finding))
    if finding.state == FindingState.DRAFT:
        raise NotNow(_("Let it stand before you share it."))
    if finding.shared or finding.participation is None:
        return finding
    return save(actor, "finding.share", finding, {"shared": True}, _at(finding.participation))


def add_evidence(
    actor: Actor, finding: Finding, kind: str, *, fact: Fact | None = None, ref: str = "", words: str = "",
    against: bool = False, on: dt.date,
) -> Evidence:  # fmt: skip
    """Add what a finding rests on, or what speaks against it. fact: for a fact of the report; ref: for all else.

    Raises Refused when the actor may not; NotNow where nothing is named, or it stands there already.
    """
    require(policies.may_add_to(actor, finding))
    if (kind == EvidenceKind.FACT) != (fact is not None) or (kind == EvidenceKind.FACT) == bool(ref):
        raise NotNow(_("Say what the finding rests on."))
    if finding.evidence.filter(kind=kind, fact=fact, ref=ref).exists():
        raise NotNow(_("It stands there already."))
    piece = Evidence(finding=finding, kind=kind, fact=fact, ref=ref, added_by_id=actor.user_id, added_on=on)
    return save(actor, "evidence.add", piece, {"nb": words.strip(), "against": against}, _at(finding.participation))


def remove_evidence(actor: Actor, piece: Evidence) -> None:
    """Take a piece of evidence away; the log keeps that it was there. What came with the report stays.

    Raises Refused when the actor may not; NotNow for the last support of a finding that stands.
    """
    finding = piece.finding
    require(policies.may_add_to(actor, finding))
    if piece.added_by_id is None:
        raise NotNow(_("It came with the report and stays."))
    others = finding.evidence.filter(against=False).exclude(pk=piece.pk)
    if finding.state == FindingState.RAISED and not piece.against and not others.exists():
        raise NotNow(_("A finding stands on evidence. Withdraw the finding, or add something else first."))
    with act(actor, "evidence.remove", piece, organisation_id=_at(finding.participation)):
        piece.delete()


def assess(
    actor: Actor, goal: Goal | None, participation: Participation | None, fields: Fields, programme: str = REPORT
) -> Assessment:
    """Judge how a goal, or something else (`of_nb`), stands, with the findings it rests on. Earlier assessments stay.

    Raises Refused when the actor may not; NotNow without findings, or where both or neither are judged.
    """
    require(policies.may_write(actor, participation))
    if (goal is None) != bool(fields.get("of_nb")):
        raise NotNow(_("Name either a goal or something else that is judged."))
    if not fields.get("findings"):
        raise NotNow(_("Say which findings it rests on."))
    assessment = Assessment(goal=goal, participation=participation, programme=programme, created_by_id=actor.user_id)
    return _with_many(actor, "assessment.make", assessment, fields, "findings")


def name_challenge(
    actor: Actor, participation: Participation | None, fields: Fields, programme: str = REPORT
) -> Challenge:
    """Name what is hard, with the findings that show it and the same challenge in plans.

    Raises Refused when the actor may not.
    """
    require(policies.may_write(actor, participation))
    challenge = Challenge(participation=participation, programme=programme, created_by_id=actor.user_id)
    return _with_many(actor, "finding_challenge.name", challenge, fields, "findings", "in_plan")


def edit_challenge(actor: Actor, challenge: Challenge, fields: Fields) -> Challenge:
    """Change a challenge. Those of the report may only get further findings and challenges in plans tied to them.

    Raises Refused when the actor may not.
    """
    require(policies.may_write(actor, challenge.participation))
    given = dict(fields)
    if challenge.fact_id is not None:
        given = {name: given[name] for name in ("findings", "in_plan") if name in given}
    return _with_many(actor, "finding_challenge.edit", challenge, given, "findings", "in_plan")


def move_challenge(actor: Actor, challenge: Challenge, step: str, *, reason: str) -> None:
    """Say that something is no longer hard, or is so again.

    Raises Refused when the actor may not, the state has moved on, or the reason is missing; KeyError for no such step.
    """
    fields = {"reason": reason.strip() if step == "meet" else ""}
    perform(
        actor, challenge, states.CHALLENGE, step, reason=reason, fields=fields,
        organisation_id=_at(challenge.participation),
    )  # fmt: skip


def advise(
    actor: Actor, participation: Participation | None, fields: Fields, programme: str = REPORT
) -> Recommendation:
    """Advise somebody to do something, because of challenges.

    Raises Refused when the actor may not.
    """
    require(policies.may_write(actor, participation))
    found = Recommendation.objects.filter(programme=programme).order_by("-number").values_list("number", flat=True)
    advice = Recommendation(
        participation=participation, programme=programme, created_by_id=actor.user_id, number=(found.first() or 0) + 1
    )
    return _with_many(actor, "recommendation.make", advice, fields, "challenges")


def edit_advice(actor: Actor, advice: Recommendation, fields: Fields) -> Recommendation:
    """Change a recommendation nobody has answered.

    Raises Refused when the actor may not or the report says it; NotNow once it is answered.
    """
    require(policies.may_change(actor, advice))
    if advice.state != RecommendationState.WAITING:
        raise NotNow(_("It is answered. Make a new recommendation instead."))
    return _with_many(actor, "recommendation.edit", advice, fields, "challenges")


def answer(actor: Actor, advice: Recommendation, fields: Fields) -> Answer:
    """Answer a recommendation: accepted, in part or rejected; why, and by when (`kind`, `reason`, `by_when`, `on`).

    Raises Refused when the actor may not, the state has moved on, or the reason is missing; NotNow without a day for
    what is accepted, or with one before the answer.
    """
    kind, by_when, on = fields["kind"], fields.get("by_when"), fields["on"]
    rejected = kind == AnswerKind.REJECTED
    if not rejected and by_when is None:
        raise NotNow(_("Say by when it will be done."))
    if by_when is not None and by_when < on:
        raise NotNow(_("It cannot be done before it is answered."))
    given = Answer(recommendation=advice, answered_by_id=actor.user_id)
    with act(actor, "recommendation.answered", given, organisation_id=_at(advice.participation)):
        perform(
            actor, advice, states.RECOMMENDATION, _STEPS[kind], reason=fields["reason"],
            fields={"due": None if rejected else by_when}, organisation_id=_at(advice.participation),
        )  # fmt: skip
        given.kind, given.reason = kind, fields["reason"].strip()
        given.by_when, given.on = None if rejected else by_when, on
        given.save()
    return given


def decide(actor: Actor, advice: Recommendation, fields: Fields) -> Decision:
    """Write down what was decided (`words`, `decided_by`, `on`, `activity`, `lesson`); it is asked about when due.

    Raises Refused when the actor may not, or the state has moved on.
    """
    made = Decision(recommendation=advice, written_by_id=actor.user_id)
    with act(actor, "recommendation.decided", made, organisation_id=_at(advice.participation)):
        perform(
            actor, advice, states.RECOMMENDATION, "decide", organisation_id=_at(advice.participation),
            fields=lambda row: {"ask_again_on": row.due},
        )  # fmt: skip
        for name, value in fields.items():
            setattr(made, name, value)
        made.save()
    return made


def tell(actor: Actor, advice: Recommendation, fields: Fields) -> Outcome:
    """Say what has happened (`kind`, `words`, `on`), and when to ask again (`ask_again_on`) unless it is done.

    Raises Refused when the actor may not; NotNow before a decision, or without a later day to ask again.
    """
    require(policies.may_tell(actor, advice))
    given = dict(fields)
    again = given.pop("ask_again_on", None)
    ended = given["kind"] in (OutcomeKind.DONE, OutcomeKind.OTHERWISE)
    if advice.state != RecommendationState.DECIDED:
        raise NotNow(_("Nothing is decided yet."))
    if not ended and (again is None or again <= given["on"]):
        raise NotNow(_("Say when to ask again: a day after this one."))
    told = Outcome(recommendation=advice, written_by_id=actor.user_id)
    with act(actor, "recommendation.told", told, organisation_id=_at(advice.participation)):
        for name, value in given.items():
            setattr(told, name, value)
        told.save()
        if ended:
            perform(
                actor, advice, states.RECOMMENDATION, "close", fields={"ask_again_on": None},
                organisation_id=_at(advice.participation),
            )  # fmt: skip
        else:
            save(actor, "recommendation.remind", advice, {"ask_again_on": again}, _at(advice.participation))
    return told


def move_advice(actor: Actor, advice: Recommendation, step: str, *, reason: str, on: dt.date) -> None:
    """Take a recommendation up again, or ask again what became of it.

    Raises Refused when the actor may not, the state has moved on, or the reason is missing; KeyError for other steps.
    """
    known: dict[str, Fields] = {"reopen": {"due": None, "ask_again_on": None}, "ask_again": {"ask_again_on": on}}
    perform(
        actor, advice, states.RECOMMENDATION, step, reason=reason, fields=known[step],
        organisation_id=_at(advice.participation),
    )  # fmt: skip


def _with_many(actor: Actor, verb: str, thing: T, fields: Fields, *many: str) -> T:
    """Save a row with fields of its own and rows it points to, as one act."""
    given = dict(fields)
    tied = {name: given.pop(name) for name in many if name in given}
    with act(actor, verb, thing, organisation_id=_at(thing.participation)):
        for name, value in given.items():
            setattr(thing, name, value)
        thing.save()
        for name, rows in tied.items():
            getattr(thing, name).set(rows)
    return thing


def _at(participation: Participation | None) -> int | None:
    return participation.organisation_id if participation is not None else None
