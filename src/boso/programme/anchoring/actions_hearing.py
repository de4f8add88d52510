"""Everything that can be done with a hearing and its comments. Comments come from people who are not signed in."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from boso.foundation.access.actor import NOBODY, Actor
from boso.foundation.access.decisions import Denied, NotNow, require
from boso.foundation.workflow.actions import perform, save
from boso.programme.anchoring import policies, states
from boso.programme.anchoring.models import Comment, CommentState, Hearing, Knock
from boso.programme.anchoring.models_hearing import KEPT
from boso.programme.partnership.models import Participation

#: How many comments one network address may send within the hour, and how many a hearing takes within the hour from
#: everybody. A library or an office shares one address.
HOUR = dt.timedelta(hours=1)
MOST_FROM_ONE = 10
MOST_FROM_ALL = 200
#: How many comments a hearing takes in all.
MOST_EVER = 5000


def draft_hearing(actor: Actor, participation: Participation, fields: dict[str, Any]) -> Hearing:
    """Draft a hearing on a version of a plan: version, title, about, text, closes.

    Raises Refused when the actor may not; NotNow when the version is another municipality's.
    """
    require(policies.may_edit(actor, participation))
    if fields["version"].plan.participation_id != participation.pk:
        raise NotNow(_("The plan belongs to another municipality."))
    hearing = Hearing(participation=participation, created_by_id=actor.user_id)
    return save(actor, "hearing.draft", hearing, fields, participation.organisation_id)


def change_hearing(actor: Actor, hearing: Hearing, fields: dict[str, Any]) -> Hearing:
    """Change a draft: title, about, text, closes.

    Raises Refused when the actor may not or the hearing has been opened.
    """
    require(policies.may_change_hearing(actor, hearing))
    wanted = {name: fields[name] for name in ("title", "about", "text", "closes")}
    return save(actor, "hearing.change", hearing, wanted, hearing.participation.organisation_id)


def open_hearing(actor: Actor, hearing: Hearing, on: dt.date) -> None:
    """Lay the plan open to everybody.

    Raises Refused when the actor may not; NotNow when it is open, or its last day has passed.
    """
    if hearing.closes < on:
        raise NotNow(_("The last day for comments has passed. Set a later one first."))
    owner = hearing.participation.organisation_id
    perform(actor, hearing, states.HEARING, "open", organisation_id=owner, fields={"opened_on": on})


def close_hearing(actor: Actor, hearing: Hearing) -> None:
    """Take no more comments; what is written stands.

    Raises Refused when the actor may not or it is not open.
    """
    perform(actor, hearing, states.HEARING, "close", organisation_id=hearing.participation.organisation_id)


def send_comment(hearing: Hearing, fields: dict[str, Any], *, mark: str, now: dt.datetime, today: dt.date) -> Comment:
    """Take a comment from anybody: words, name, language. It waits to be read before it is shown.

    mark: what tells one network address from another today. Raises NotNow when the hearing is closed or more has come
    than it takes.
    """
    decision = policies.may_comment(hearing, today)
    if isinstance(decision, Denied):
        raise NotNow(decision.reason)
    with transaction.atomic():
        Hearing.objects.select_for_update(of=("self",)).get(pk=hearing.pk)
        _bounded(hearing, mark, now)
        Knock.objects.create(hearing=hearing, mark=mark, at=now)
        comment = Comment(hearing=hearing, token=secrets.token_urlsafe(24), sent_at=now)
        return save(NOBODY, "comment.send", comment, fields, hearing.participation.organisation_id)


def _bounded(hearing: Hearing, mark: str, now: dt.datetime) -> None:
    """Raises NotNow where one address, or everybody together, has sent more than a hearing takes."""
    knocks = Knock.objects.filter(hearing=hearing, at__gt=now - HOUR)
    if knocks.filter(mark=mark).count() >= MOST_FROM_ONE:
        raise NotNow(_("Many comments have come from this network in the last hour. Keep your words and try later."))
    if knocks.count() >= MOST_FROM_ALL or hearing.comments.count() >= MOST_EVER:
        raise NotNow(
            _("Very many comments are coming in. Keep your words and try later, or write to the municipality.")
        )


def withdraw_comment(comment: Comment) -> Comment:
    """The writer takes the comment back: words and name are erased. Done twice is done once."""
    if comment.state == CommentState.WITHDRAWN:
        return comment
    emptied = {"state": CommentState.WITHDRAWN, "words": "", "name": "", "answer": "", "answered_on": None}
    return save(NOBODY, "comment.withdraw", comment, emptied, comment.hearing.participation.organisation_id)


def show_comment(actor: Actor, comment: Comment) -> None:
    """Let everybody read the comment.

    Raises Refused when the actor may not, or it is withdrawn.
    """
    owner = comment.hearing.participation.organisation_id
    perform(actor, comment, states.COMMENT, "show", organisation_id=owner, fields={"hidden_because": ""})


def hide_comment(actor: Actor, comment: Comment, *, reason: str) -> None:
    """Leave the comment out, and say why; the writer sees the reason.

    Raises Refused when the actor may not, it is withdrawn, or the reason is missing.
    """
    owner = comment.hearing.participation.organisation_id
    fields = {"hidden_because": reason.strip()[:300]}
    perform(actor, comment, states.COMMENT, "hide", organisation_id=owner, reason=reason, fields=fields)


def answer_comment(actor: Actor, comment: Comment, words: str, on: dt.date) -> Comment:
    """Answer a comment; an answer that stands is changed, and the history keeps what it said.

    Raises Refused when the actor may not, or it is withdrawn.
    """
    require(policies.may_moderate(actor, comment))
    fields = {"answer": words, "answered_on": on, "answered_by_id": actor.user_id}
    return save(actor, "comment.answer", comment, fields, comment.hearing.participation.organisation_id)


def forget_knocks(now: dt.datetime) -> int:
    """Erase the marks of network addresses that are a day old; gives how many."""
    erased, _by_model = Knock.objects.filter(at__lte=now - KEPT).delete()
    return erased
