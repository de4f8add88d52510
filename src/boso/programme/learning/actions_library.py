"""Everything that can be done with experience, lessons, signals and pictures: one function per act."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import act, perform, save
from boso.programme.learning import policies, queries, states
from boso.programme.learning.models import (
    Experience,
    LedgerEntry,
    ResultFigure,
    Signal,
    Size,
    Standing,
    Use,
    Verdict,
)
from boso.programme.partnership.models import Participation

Fields = dict[str, Any]


def tell(actor: Actor, fields: Fields, programme: str = queries.REPORT) -> Experience:
    """Tell an experience: what was tried, where, with which result.

    Raises Refused when the actor does not work there.
    """
    require(policies.may_write_for(actor, fields["organisation"].pk))
    experience = Experience(programme=programme, created_by_id=actor.user_id)
    return _with_challenges(actor, "experience.tell", experience, fields)


def edit_experience(actor: Actor, experience: Experience, fields: Fields) -> Experience:
    """Change what a municipality has told.

    Raises Refused when the actor may not, or the report says it.
    """
    require(policies.may_edit_experience(actor, experience))
    require(policies.may_write_for(actor, fields["organisation"].pk))
    return _with_challenges(actor, "experience.edit", experience, fields)


def add_figure(actor: Actor, experience: Experience, fields: Fields) -> ResultFigure:
    """Add a figure to a result: before and after, the unit, and where it is from.

    Raises Refused when the actor may not.
    """
    require(policies.may_edit_experience(actor, experience))
    return save(actor, "figure.add", ResultFigure(experience=experience), fields, experience.organisation_id)


def take_over(actor: Actor, experience: Experience, fields: Fields) -> Use:
    """Write down that one's own organisation takes an experience over, and from whom.

    Raises Refused when the actor may not, it is one's own, or it is written down already.
    """
    organisation = fields["organisation"]
    require(policies.may_see_experience(actor, experience))
    require(policies.may_write_for(actor, organisation.pk))
    if organisation.pk == experience.organisation_id:
        raise NotNow(_("It is your own. Others take it over."))
    if experience.uses.filter(organisation=organisation).exists():
        raise NotNow(_("It is written down already that %(name)s takes it over.") % {"name": organisation.name})
    use = Use(experience=experience, created_by_id=actor.user_id, taken_from_id=experience.organisation_id)
    return save(actor, "use.take_over", use, fields, organisation.pk)


def judge(actor: Actor, use: Use, fields: Fields) -> Use:
    """Say how far one has come with what one took over, whether it helped, and why.

    Raises Refused when the actor may not, or the verdict lacks its why.
    """
    require(policies.may_judge(actor, use))
    if fields["verdict"] != Verdict.TOO_EARLY and not fields.get("why", "").strip():
        raise NotNow(_("Say why, so that others can learn from it."))
    return save(actor, "use.judge", use, fields, use.organisation_id)


def learn(actor: Actor, participation: Participation | None, fields: Fields, programme: str) -> LedgerEntry:
    """Write a lesson into the ledger, of a municipality or of the programme itself.

    Raises Refused when the actor may not.
    """
    require(policies.may_write_lesson(actor, participation))
    entry = LedgerEntry(participation=participation, programme=programme, created_by_id=actor.user_id)
    return save(actor, "lesson.learn", entry, fields, _owner(participation))


def move_lesson(actor: Actor, entry: LedgerEntry, step: str, words: str, on: dt.date) -> None:
    """Say which decision a lesson led to, why it led to none, or why it is opened again.

    Raises Refused when the actor may not, the state has moved on, or the words are missing; KeyError for a step that
    is not there.
    """
    again = step == "reopen"
    fields = {"decision": "" if again else words.strip(), "decided_on": None if again else on}
    perform(actor, entry, states.LESSON, step, reason=words, fields=fields, organisation_id=_owner(entry.participation))


def share_lesson(actor: Actor, entry: LedgerEntry) -> LedgerEntry:
    """Open a lesson to every member. Shared twice is shared once.

    Raises Refused when the actor may not.
    """
    require(policies.may_decide(actor, entry))
    return entry if entry.shared else save(actor, "lesson.share", entry, {"shared": True}, _owner(entry.participation))


def notice(actor: Actor, fields: Fields, programme: str = queries.REPORT) -> Signal:
    """Write down a signal to national policy: what was seen, where, and the evidence.

    Raises Refused when the actor may not.
    """
    require(policies.may_notice(actor))
    given = dict(fields)
    places = given.pop("seen_in", ())
    signal = Signal(programme=programme, created_by_id=actor.user_id)
    with act(actor, "signal.notice", signal):
        for name, value in given.items():
            setattr(signal, name, value)
        signal.save()
        signal.seen_in.set(places)
    return signal


def send_signal(actor: Actor, signal: Signal, sent_to: str, on: dt.date) -> None:
    """Record to whom a signal was sent, and when.

    Raises Refused when the actor may not, or the state has moved on.
    """
    if not sent_to.strip():
        raise NotNow(_("Say to whom."))
    perform(actor, signal, states.SIGNAL, "send", fields={"sent_to": sent_to.strip(), "sent_on": on})


def end_signal(actor: Actor, signal: Signal, step: str, words: str, on: dt.date) -> None:
    """Record the answer to a signal, or why it is closed without one.

    Raises Refused when the actor may not, the state has moved on, or the words are missing; KeyError for a step that
    is not there.
    """
    perform(actor, signal, states.SIGNAL, step, reason=words, fields={"answer": words.strip(), "answered_on": on})


def say_size(actor: Actor, participation: Participation, fields: Fields) -> Size:
    """Record how many live in a municipality at the beginning of a year; the same year again corrects it.

    Raises Refused when the actor may not.
    """
    require(policies.may_say_size(actor, participation))
    known = Size.objects.filter(participation=participation, year=fields["year"]).first()
    return save(actor, "size.say", known or Size(participation=participation), fields, participation.organisation_id)


def place(
    actor: Actor, participation: Participation | None, rings: dict[str, int], on: dt.date, words: str, programme: str
) -> list[Standing]:
    """Say where actors stand on a day, in one municipality or in the programme: a ring for each group given.

    The same group on the same day again corrects it, unless the report says it.
    Raises Refused when the actor may not, or no group is given.
    """
    require(policies.may_place(actor, participation))
    if not rings:
        raise NotNow(_("Place at least one of them."))
    found = Standing.objects.filter(participation=participation, programme=programme, order=on)
    known = {standing.actor_group: standing for standing in found}
    if any(standing.fact_id is not None and group in rings for group, standing in known.items()):
        raise NotNow(_("The report says where they stood that day. Choose another day."))
    placed = []
    for group, ring in rings.items():
        standing = known.get(group) or Standing(
            participation=participation, programme=programme, actor_group=group, order=on,
            created_by_id=actor.user_id,
        )  # fmt: skip
        fields = {"ring": ring, "nb": words.strip()}
        placed.append(save(actor, "standing.place", standing, fields, _owner(participation)))
    return placed


def _with_challenges(actor: Actor, verb: str, experience: Experience, fields: Fields) -> Experience:
    given = dict(fields)
    challenges = given.pop("challenges", None)
    with act(actor, verb, experience, organisation_id=given["organisation"].pk):
        for name, value in given.items():
            setattr(experience, name, value)
        experience.save()
        if challenges is not None:
            experience.challenges.set(challenges)
    return experience


def _owner(participation: Participation | None) -> int | None:
    return participation.organisation_id if participation is not None else None
