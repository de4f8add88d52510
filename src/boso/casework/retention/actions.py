"""Proposing an erasure, confirming it, carrying it out, and holding a case back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.households.models import Household, Mark, Person
from boso.casework.households.sealing import FreeWords
from boso.casework.households.words import sealed
from boso.casework.retention import destroying, pointing, policies, queries, rules
from boso.casework.retention.models import (
    CaseState,
    Erasure,
    ErasureCase,
    ErasurePerson,
    ErasureState,
    LegalHold,
    Rule,
    Why,
)
from boso.casework.retention.pointing import WORDS
from boso.casework.retention.states import ERASURE
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.audit.actions import log_act
from boso.foundation.organisations.models import Organisation
from boso.foundation.workflow.actions import perform, save

#: Households erased in one transaction.
PART = 50

Tell = Callable[[int, int], None]


def propose(actor: Actor, organisation: Organisation, archive_reference: str, *, delivered: bool) -> Erasure:
    """Propose to erase all that is due today. Nothing is erased before another person confirms.

    delivered: the actor says that what the archive law demands is delivered.
    Raises Refused for whoever may not; NotNow without the archive's reference, where nothing is due, or while another
    erasure stands open.
    """
    require(policies.may_propose(actor, organisation.pk))
    if not delivered or not archive_reference.strip():
        raise NotNow(_("Say that the archive has what the law demands, and give the archive's reference."))
    today = timezone.localdate()
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        if queries.standing(actor, organisation.pk) is not None:
            raise NotNow(_("Another erasure stands open. Confirm it or withdraw it first."))
        due = queries.plan(actor, organisation, today).due
        if not due:
            raise NotNow(_("Nothing is due."))
        fields = {
            "organisation": organisation, "archive_reference": archive_reference.strip(),
            "proposed_by_id": actor.user_id, "proposed_at": timezone.now(),
        }  # fmt: skip
        erasure = save(actor, "erasure.propose", Erasure(), fields, organisation.pk)
        ErasureCase.objects.bulk_create(
            [
                ErasureCase(
                    erasure=erasure,
                    household_id=one.household_id,
                    rule=one.verdict.rule,
                    due_since=one.verdict.since or today,
                )
                for one in due
            ],
            batch_size=1000,
        )
    return erasure


def confirm(actor: Actor, erasure: Erasure) -> None:
    """The second person says yes: the job begins to erase.

    Raises Refused for whoever proposed it and whoever may not; NotNow where it has moved on.
    """
    from boso.casework.retention.tasks import erase

    fields = {"confirmed_by_id": actor.user_id, "confirmed_at": timezone.now()}
    with transaction.atomic():
        perform(actor, erasure, ERASURE, "confirm", organisation_id=erasure.organisation_id, fields=fields)
        erase.using(actor=actor, key=f"erasure:{erasure.pk}").enqueue(erasure.pk)


def withdraw(actor: Actor, erasure: Erasure) -> None:
    """Take the proposal back. Raises Refused for whoever may not; NotNow where it has moved on."""
    fields = {"withdrawn_by_id": actor.user_id, "withdrawn_at": timezone.now()}
    perform(actor, erasure, ERASURE, "withdraw", organisation_id=erasure.organisation_id, fields=fields)


def place_hold(actor: Actor, household: Household, reason: str, until: dt.date | None = None) -> LegalHold:
    """The case must not be erased, until the day or until somebody lifts it.

    Raises Refused for whoever may not; NotNow without a reason, for a day that is past, or where it is erased.
    """
    require(policies.may_hold(actor, household.organisation_id))
    today = timezone.localdate()
    if not reason.strip():
        raise NotNow(_("Say why, in a few words. The reason follows the case."))
    if until is not None and until <= today:
        raise NotNow(_("Choose a day that has not come yet."))
    with transaction.atomic():
        locked = Household.objects.select_for_update().get(pk=household.pk)
        fields = {
            "household": locked, "sealed": sealed(locked, FreeWords(text=reason.strip())), "starts": today,
            "until": until, "placed_by_id": actor.user_id,
        }  # fmt: skip
        return save(actor, "hold.place", LegalHold(), fields, household.organisation_id)


def lift_hold(actor: Actor, hold: LegalHold) -> None:
    """The case is held back no longer.

    Raises Refused for whoever may not; NotNow where the hold is over.
    """
    require(policies.may_lift(actor, hold))
    today = timezone.localdate()
    if hold.until is not None and hold.until <= today:
        raise NotNow(_("It is held back no longer."))
    save(actor, "hold.lift", hold, {"until": today}, hold.household.organisation_id)


def carry_out(erasure_id: int, tell: Tell = lambda done, total: None) -> int:
    """Erase what is confirmed, part by part: first the rows say so, then the keys go. Gives how many cases are erased.

    Broken off anywhere it may be run again and ends the same. Each case is judged again under lock: one that is
    opened, let or held since is kept.
    """
    erasure = Erasure.objects.get(pk=erasure_id)
    if erasure.state != ErasureState.CONFIRMED:
        return 0
    cases = ErasureCase.objects.filter(erasure=erasure)
    total = cases.count()
    _throw_keys(erasure)
    while part := list(cases.filter(state=CaseState.WAITS)[:PART]):
        _empty(erasure, part)
        _throw_keys(erasure)
        tell(total - cases.filter(state=CaseState.WAITS).count(), total)
    destroying.scrub()
    perform(
        SYSTEM, erasure, ERASURE, "finish", organisation_id=erasure.organisation_id, fields={"done_at": timezone.now()}
    )
    return cases.filter(state=CaseState.ERASED).count()


def _empty(erasure: Erasure, part: Sequence[ErasureCase]) -> None:
    """The words go from every row, and the cases say so, in one transaction. What is no longer due is kept."""
    today = timezone.localdate()
    with transaction.atomic():
        ids = [case.household_id for case in part]
        list(Household.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
        judged = {one.household_id: one.verdict for one in queries.judge_all([erasure.organisation_id], today, ids)}
        for case in part:
            verdict = judged.get(case.household_id)
            due = verdict is not None and verdict.due and verdict.rule == case.rule
            case.state = CaseState.EMPTIED if due else CaseState.KEPT
            case.kept_because = "" if due else (verdict.kept if verdict and verdict.kept else Why.NOT_YET)
        ErasureCase.objects.bulk_update(part, ["state", "kept_because"])
        gone = [case for case in part if case.state == CaseState.EMPTIED]
        _empty_drafts([case.household_id for case in gone if case.rule == Rule.DRAFT], today)
        _empty_households([case for case in gone if case.rule != Rule.DRAFT])
        for case in gone:
            verb = "erasure.empty_draft" if case.rule == Rule.DRAFT else "erasure.empty"
            log_act(SYSTEM, verb, Household(pk=case.household_id), organisation_id=erasure.organisation_id)


def _empty_drafts(households: Sequence[int], today: dt.date) -> None:
    length = rules.months(today)[Rule.DRAFT]
    if households and length is not None:
        queries.old_drafts(today, length).filter(household__in=households).update(sealed="")


def _empty_households(cases: Sequence[ErasureCase]) -> None:
    by_household = {case.household_id: case for case in cases}
    persons, _everybody = queries.persons_to_erase(by_household)
    locked = Person.objects.select_for_update().filter(pk__in=persons).order_by("pk")
    going = [person.pk for person in locked]
    whose = {person: home for home, person in sorted(pointing.tied(persons=going)) if home in by_household}
    some = next(iter(by_household.values()), None)
    ErasurePerson.objects.bulk_create(
        ErasurePerson(case=by_household[whose[pk]] if pk in whose else some, person_id=pk)
        for pk in sorted(set(going) - _erased_before(going))
    )
    _empty_words(Household, list(by_household))
    _empty_words(Person, going)
    Mark.objects.filter(person__in=going).delete()


def _empty_words(target: type[Model], ids: Collection[int]) -> None:
    """Remove the words of those households or persons, and of every row that points at one of them."""
    target._base_manager.filter(pk__in=ids).update(**{WORDS: ""})
    for model, field in pointing.pointing(target):
        if model in pointing.models_with_words():
            model._base_manager.filter(**{f"{field}__in": ids}).exclude(**{WORDS: ""}).update(**{WORDS: ""})


def _erased_before(persons: Sequence[int]) -> set[int]:
    return set(ErasurePerson.objects.filter(person__in=persons).values_list("person_id", flat=True))


def _throw_keys(erasure: Erasure) -> None:
    """Throw away the keys of what the rows say is emptied, then say that it is erased."""
    emptied = ErasureCase.objects.filter(erasure=erasure, state=CaseState.EMPTIED)
    ids = list(emptied.values_list("pk", flat=True))
    whole = emptied.exclude(rule=Rule.DRAFT)
    keys = set(whole.values_list("household__key_id", flat=True))
    keys |= set(ErasurePerson.objects.filter(case__in=whole).values_list("person__key_id", flat=True))
    destroying.throw_away(keys)
    ErasureCase.objects.filter(pk__in=ids).update(state=CaseState.ERASED)
