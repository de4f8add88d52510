"""Living checks: made, run by hand and by the clock, noted by their owner."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.access.roles import Role
from boso.foundation.messaging.actions import send
from boso.foundation.workflow.actions import perform, save
from boso.programme.findings import checks, policies, queries_checks, states
from boso.programme.findings.judging import Judged, Rule, judge
from boso.programme.findings.models import Check, Condition, Finding, Reading, Verdict, Why
from boso.programme.partnership.models import Goal, Participation

Fields = dict[str, Any]
_TOLD = ("verdict", "why", "value", "base", "source", "url", "measured_on", "told_as")


def add_check(
    actor: Actor, of: Finding | Goal, participation: Participation | None, fields: Fields, programme: str = "",
    now: dt.datetime | None = None,
) -> Check:  # fmt: skip
    """Give a finding or a result goal a living check, and ask at once.

    fields: nb, query, arguments, condition, low, high, tolerance, window_days, owner. programme: for a goal.
    Raises Refused when the actor may not; NotNow where a limit is missing or the query is not known.
    """
    if isinstance(of, Finding):
        require(policies.may_check_finding(actor, of))
        check = Check(finding=of, programme=of.programme, participation=of.participation or participation)
    else:
        require(policies.may_check_goals(actor))
        check = Check(goal=of, programme=programme or of_report(), participation=participation)
    check.created_by_id = actor.user_id
    if check.participation is not None:
        require(policies.may_see_check(actor, check))
    _sound(fields)
    with transaction.atomic():
        save(actor, "check.add", check, fields, _at(check))
        run_check(actor, check, now)
    return check


def edit_check(actor: Actor, check: Check, fields: Fields) -> Check:
    """Change what a check asks or demands, and ask at once. What it said before stays; a new question turns nothing.

    Raises Refused when the actor may not; NotNow where a limit is missing or the query is not known.
    """
    require(policies.may_keep_check(actor, check))
    _sound(fields)
    with transaction.atomic():
        anew = {**fields, "verdict": Verdict.NEVER, "held": False}
        save(actor, "check.edit", check, anew, _at(check))
        run_check(actor, check)
    return check


def move_check(actor: Actor, check: Check, step: str, *, reason: str = "") -> None:
    """Stop asking, or ask again every night.

    Raises Refused when the actor may not, the state has moved on, or a needed reason is missing; KeyError for no such
    step.
    """
    perform(actor, check, states.CHECK, step, reason=reason, organisation_id=_at(check))


def run_check(actor: Actor, check: Check, now: dt.datetime | None = None) -> bool:
    """Ask, and write down what came out where it is something else than last time. Gives whether the verdict turned.

    The query is run as a member who sees what every reader of the check sees. Whoever it turned for gets a message.
    Raises Refused when the actor may not.
    """
    if not actor.holds(Role.SYSTEM):
        require(policies.may_keep_check(actor, check))
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    reader = queries_checks.reader(check)
    found, judged = _ask(check, reader, today)
    with transaction.atomic():
        fresh = Check.objects.select_for_update(of=("self",)).get(pk=check.pk)
        before = {name: getattr(fresh, name) for name in _TOLD}
        after = {
            "verdict": judged.verdict, "why": judged.why, "value": found.value, "base": found.base,
            "source": found.source[:300], "url": found.url[:300], "measured_on": found.on,
            "told_as": found.told_as,
        }  # fmt: skip
        changed = {name: value for name, value in after.items() if value != before[name]}
        turned = before["verdict"] not in (Verdict.NEVER, judged.verdict)
        if changed:
            Reading.objects.create(
                check_of=fresh, at=moment, before=before["verdict"], turned=turned, asked_by_id=actor.user_id, **after
            )
        held = fresh.held or judged.verdict == Verdict.HOLDS
        since = today if "verdict" in changed else fresh.since
        written = {**after, "held": held, "since": since, "ran_at": moment}
        if "verdict" in changed:
            save(actor, "check.turn" if turned else "check.first", fresh, written, _at(fresh))
        else:
            Check.objects.filter(pk=fresh.pk).update(**written)
        if turned:
            link = reverse("findings:check", args=[fresh.pk])
            send(SYSTEM, queries_checks.owners(fresh, today), "findings.turned", link, check=fresh.pk)
    for name, value in written.items():
        setattr(check, name, value)
    return turned


def run_by_clock(actor: Actor, now: dt.datetime) -> tuple[int, int]:
    """Run every active check on what stands. Gives how many were run and how many turned.

    Raises Refused for anybody but BoSo itself.
    """
    rows = queries_checks.to_run(actor)
    return len(rows), sum(run_check(actor, check, now) for check in rows)


def note(actor: Actor, reading: Reading, words: str, on: dt.date) -> Reading:
    """Say what follows of a check that turned; it then no longer waits for its owner.

    Raises Refused when the actor may not; NotNow without words, or where it did not turn.
    """
    require(policies.may_note(actor, reading.check_of))
    if not reading.turned:
        raise NotNow(_("Nothing turned."))
    if not words.strip():
        raise NotNow(_("Say what follows, in a few words."))
    fields = {"noted": words.strip()[:500], "noted_by_id": actor.user_id, "noted_on": on}
    return save(actor, "check.note", reading, fields, _at(reading.check_of))


def of_report() -> str:
    """The programme of the report."""
    return queries_checks.REPORT


def _ask(check: Check, reader: Actor, today: dt.date) -> tuple[checks.Found, Judged]:
    """What the query says, and what follows of it. Names of things are taken in bokmål, which they all have."""
    query = checks.get(check.query)
    rule = Rule(check.condition, check.low, check.high, check.tolerance, check.window_days)
    if query is None:
        return checks.Found(why=Why.GONE), Judged(Verdict.UNMEASURED, Why.GONE)
    asked = checks.Asked(check.programme, check.participation, check.arguments, today)
    with translation.override("nb"):
        try:
            found = query.run(reader, asked)
        except checks.GoneError:
            found = checks.Found(why=Why.GONE)
    return found, judge(rule, found.value, found.on, found.why, today)


def _sound(fields: Fields) -> None:
    """The limits that the condition needs are there, the right way round, and the query is known."""
    if checks.get(fields["query"]) is None:
        raise NotNow(_("Choose what is to be asked."))
    condition, low, high = fields["condition"], fields.get("low"), fields.get("high")
    if condition in (Condition.AT_LEAST, Condition.EQUALS, Condition.BETWEEN) and low is None:
        raise NotNow(_("Write the number it must be."))
    if condition in (Condition.AT_MOST, Condition.BETWEEN) and high is None:
        raise NotNow(_("Write the highest number it may be."))
    if low is not None and high is not None and high < low:
        raise NotNow(_("The highest number must not be below the lowest."))


def _at(check: Check) -> int | None:
    owner = check.participation or (check.finding.participation if check.finding is not None else None)
    return owner.organisation_id if owner is not None else None
