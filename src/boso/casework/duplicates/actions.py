"""Making two households one, undoing it, and saying that two are not the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.duplicates import policies, queries
from boso.casework.duplicates.actions_steps import Ledger, Return
from boso.casework.duplicates.models import Merge, NotSame, Step
from boso.casework.duplicates.queries_pointers import Plan, Pointer, of_person_alone, plan, rows
from boso.casework.households import marks
from boso.casework.households.actions import touch
from boso.casework.households.models import ClosedBecause, Household, Mark, Member, Person, Protection
from boso.casework.households.sealing import FreeWords, HouseholdWords, PersonWords, Words
from boso.casework.households.words import sealed
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.vault.actions import blind_key
from boso.foundation.vault.queries import keyring
from boso.foundation.vault.sealing import Keyring
from boso.foundation.workflow.actions import act, save

W = TypeVar("W", bound=Words)


def merge(actor: Actor, kept: Household, merged: Household, reason: str) -> Merge:
    """The second household becomes part of the first: what points to it moves, who is the same becomes one person.

    What would stand twice stays behind and is counted. The second is closed and says where it went.
    Raises Refused for whoever may not; NotNow without a reason, or where one of them is erased or closed meanwhile.
    """
    require(policies.may_merge(actor, kept, merged))
    _require_reason(reason)
    with transaction.atomic():
        locked = {one.pk: one for one in Household.objects.select_for_update().filter(pk__in=[kept.pk, merged.pk])}
        into, gone = locked[kept.pk], locked[merged.pk]
        if into.closed_on is not None or gone.closed_on is not None:
            raise NotNow(_("One of the cases has been closed meanwhile."))
        ring = keyring([into.key_id, gone.key_id])
        if len(ring.keys) < 2:
            raise NotNow(_("This is erased. Nothing more can be written here."))
        same = queries.same_persons(into.pk, gone.pk)
        moving = plan(Household, rows(Household, [into.pk, gone.pk]), {gone.pk: into.pk}, same)
        fields = {
            "organisation_id": into.organisation_id, "kept": into, "merged": gone, "merged_by_id": actor.user_id,
            "sealed": sealed(into, FreeWords(text=reason.strip())), "merged_at": timezone.now(),
            "left": moving.staying(),
        }  # fmt: skip
        made = save(actor, "merge.start", Merge(), fields, into.organisation_id)
        ledger = Ledger(actor, made)
        _join_persons(ledger, same)
        _move(ledger, moving, gone.pk, into.pk, (ring, gone.key_id, into.key_id))
        _join_households(ledger, into, gone, ring, reason)
    return made


def undo(actor: Actor, done: Merge, reason: str) -> dict[str, dict[str, int]]:
    """The two are two again: what moved moves back, but for what somebody has changed since.

    Gives how many rows could not, by why («changed», «gone», «taken») and kind.
    Raises Refused for whoever may not or too late; NotNow without a reason, or where the kept one has gone on itself.
    """
    require(policies.may_undo(actor, done))
    _require_reason(reason)
    with transaction.atomic():
        row = Merge.objects.select_for_update(of=("self",)).select_related("kept", "merged").get(pk=done.pk)
        if row.undone_at is not None:
            raise NotNow(_("It is undone already."))
        later = Merge.objects.filter(Q(merged=row.kept_id) | Q(kept=row.kept_id, pk__gt=row.pk), undone_at__isnull=True)
        if later.exists():
            raise NotNow(_("The case has been merged again since. Undo the latest merging first."))
        persons = Person.objects.filter(pk__in=_stepped_persons(row))
        ring = keyring([row.kept.key_id, row.merged.key_id, *persons.values_list("key_id", flat=True)])
        back = Return(actor, row, ring)
        back.all()
        (words,) = _opened(FreeWords, ring, row.kept, [row.sealed])
        fields = {
            "undone_at": timezone.now(), "undone_by_id": actor.user_id, "told": back.told,
            "sealed": sealed(row.kept, replace(words, review=reason.strip())),
        }  # fmt: skip
        save(actor, "merge.undo", row, fields, row.organisation_id)
        for one in Household.objects.filter(pk__in=[row.kept_id, row.merged_id]):
            with act(actor, "household.unmerge", one, organisation_id=row.organisation_id):
                touch(one)
    return back.told


def tell_apart(actor: Actor, first: Household, second: Household, reason: str) -> NotSame:
    """The two are not the same, and are no longer proposed.

    Raises Refused for whoever may not, NotNow without a reason or where it is said already.
    """
    require(policies.may_tell_apart(actor, first, second))
    _require_reason(reason)
    if queries.told_apart(first.pk, second.pk) is not None:
        raise NotNow(_("That is already written down."))
    low, high = sorted((first, second), key=lambda one: one.pk)
    fields = {
        "first": low, "second": high, "sealed": sealed(low, FreeWords(text=reason.strip())),
        "said_by_id": actor.user_id, "said_at": timezone.now(),
    }  # fmt: skip
    return save(actor, "notsame.say", NotSame(), fields, low.organisation_id)


def withdraw(actor: Actor, first: Household, second: Household) -> None:
    """It is no longer said that the two are not the same.

    Raises Refused for whoever may not, NotNow where nobody says so.
    """
    require(policies.may_tell_apart(actor, first, second))
    said = queries.told_apart(first.pk, second.pk)
    if said is None:
        raise NotNow(_("Nobody has said so."))
    save(actor, "notsame.withdraw", said, {"withdrawn_at": timezone.now()}, first.organisation_id)


def _join_persons(ledger: Ledger, same: Mapping[int, int]) -> None:
    """Who is the same becomes one: what points to them, what is known of them, and under what they are found."""
    if not same:
        return
    known = queries.persons_by_id([*same, *same.values()])
    ring = keyring(person.key_id for person, _words in known.values())
    moving = plan(Person, rows(Person, [*same, *same.values()]), same)
    for pointer, pks in moving.moves.items():
        for row in _rows(pointer, pks):
            gone = getattr(row, pointer.field.attname)
            fields: dict[str, Any] = {pointer.field.attname: same[gone]}
            if pointer.is_sealed and of_person_alone(pointer):
                old, new = known[gone][0].key_id, known[same[gone]][0].key_id
                fields |= _resealed(row, ring, old, new)
            ledger.change(row, fields)
    for gone, into in same.items():
        _join(ledger, known[into], known[gone], ring)
    _protect_homes(ledger, [known[into][0] for into in same.values()])


def _join(ledger: Ledger, into: tuple[Person, PersonWords], gone: tuple[Person, PersonWords], ring: Keyring) -> None:
    """The one kept: known words filled up from the other, the strictest protection, found under the words of both."""
    person, words = into
    filled = _filled(words, gone[1])
    fields: dict[str, Any] = {"protection": max(person.protection, gone[0].protection, key=Protection.values.index)}
    if filled != words:
        fields["sealed"] = ring.seal(person.key_id, filled.values())
    ledger.change(person, fields)
    wanted = marks.of_person(blind_key(person.organisation_id), filled)
    wanted |= set(Mark.objects.filter(person=gone[0]).values_list("digest", flat=True))
    standing = set(Mark.objects.filter(person=person).values_list("digest", flat=True))
    made = [Mark(person=person, digest=digest) for digest in sorted(wanted - standing)]
    ledger.made(list(Mark.objects.bulk_create(made)))


def _protect_homes(ledger: Ledger, persons: list[Person]) -> None:
    """Every household where somebody has a protected address is hidden."""
    protected = [person.pk for person in persons if person.protection != Protection.NONE]
    living = Member.objects.filter(Q(ends__isnull=True) | Q(ends__gt=timezone.localdate()), person__in=protected)
    for home in Household.objects.filter(pk__in=living.values("household"), is_protected=False):
        ledger.change(home, {"is_protected": True})


def _move(ledger: Ledger, moving: Plan, gone: int, into: int, keys: tuple[Keyring, Any, Any]) -> None:
    """What points to the one household points to the other, its words sealed anew."""
    ring, old, new = keys
    for pointer, pks in moving.moves.items():
        for row in _rows(pointer, pks):
            fields: dict[str, Any] = {pointer.field.attname: into}
            if pointer.is_sealed:
                fields |= _resealed(row, ring, old, new)
            ledger.change(row, fields)


def _join_households(ledger: Ledger, into: Household, gone: Household, ring: Keyring, reason: str) -> None:
    """What the kept one lacks comes from the other; the other is closed and says why."""
    into.refresh_from_db()
    gone.refresh_from_db()
    (words,) = _opened(HouseholdWords, ring, into, [into.sealed])
    (others,) = _opened(HouseholdWords, ring, gone, [gone.sealed])
    filled = replace(words, address=words.address or others.address, reach=words.reach or others.reach)
    fields: dict[str, Any] = {
        "opened_on": min(into.opened_on, gone.opened_on),
        "is_protected": into.is_protected or gone.is_protected,
    }
    if filled != words:
        fields["sealed"] = ring.seal(into.key_id, filled.values())
    today = timezone.localdate()
    closed = {
        "closed_on": max(today, gone.opened_on), "closed_reason": ClosedBecause.MERGED,
        "sealed": ring.seal(gone.key_id, replace(others, closing=reason.strip()).values()),
    }  # fmt: skip
    if not ledger.change(into, fields, "household.take_in"):
        _said(ledger, into)
    ledger.change(gone, closed, "household.merge")
    touch(into)
    touch(gone)


def _said(ledger: Ledger, into: Household) -> None:
    """Say in the history of the kept one that it took another in."""
    with act(ledger.actor, "household.take_in", into, organisation_id=into.organisation_id):
        touch(into)


def _rows(pointer: Pointer, pks: tuple[str, ...]) -> list[Any]:
    return list(pointer.model._base_manager.filter(pk__in=pks).order_by("pk"))


def _resealed(row: Any, ring: Keyring, old: Any, new: Any) -> dict[str, str]:
    """The row's words with the other key; nothing where there are none or they cannot be opened."""
    words = ring.open(old, row.sealed) if row.sealed else None
    return {"sealed": ring.seal(new, words)} if words else {}


def _filled(words: PersonWords, others: PersonWords) -> PersonWords:
    empty = {
        name: getattr(others, name)
        for name in words.__dataclass_fields__
        if getattr(words, name) in ("", None, False) and getattr(others, name)
    }
    return replace(words, **empty)


def _opened(kind: type[W], ring: Keyring, owner: Household, texts: list[str]) -> list[W]:
    return [kind.read(ring.open(owner.key_id, text)) for text in texts]


def _stepped_persons(row: Merge) -> list[int]:
    """Who became somebody else, and whom they became."""
    steps = Step.objects.filter(merge=row, field="person_id").values_list("before", "after")
    return [int(text) for pair in steps for text in pair]


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise NotNow(_("Say why, in a few words. The reason follows the case."))
