"""Who lives in a household, what is known of them, and who speaks for them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.households import checking, marks, policies
from boso.casework.households.actions import mark, touch
from boso.casework.households.models import Guardian, Household, Mark, Member, Person, Protection
from boso.casework.households.people import NewPerson
from boso.casework.households.sealing import GuardianWords, HouseholdWords, PersonWords
from boso.casework.households.words import sealed
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, NotNow, Refused, require
from boso.foundation.vault.actions import blind_key, new_keys
from boso.foundation.workflow.actions import save


def add_person(
    actor: Actor, household: Household, told: NewPerson, *, known: Person | None = None, starts: dt.date | None = None
) -> Member:
    """Somebody comes into the household, from today or an earlier day.

    known: the person, where they are registered already (a child with two homes); then only role and day count.
    Raises Refused for whoever does not work with the household, NotNow for what cannot be.
    """
    require(policies.may_work_with(actor, household))
    day = starts or timezone.localdate()
    _require_day(day)
    with transaction.atomic():
        person = known or _new_person(actor, household, told)
        fields = {"household": household, "person": person, "role": told.role, "starts": day}
        if Member.objects.filter(household=household, person=person, ends__isnull=True).exists():
            raise NotNow(_("That person stands in the household already."))
        member = save(actor, "member.come", Member(), fields, household.organisation_id)
        _protect(actor, [household])
        touch(household)
    return member


def change_person(
    actor: Actor, household: Household, member: Member, words: PersonWords, *, role: str, protection: str
) -> None:
    """What is known of a person, what they are in this household, and whether their address is protected.

    Raises Refused for whoever does not work with the household or for a person of another, NotNow for wrong words.
    """
    require(policies.may_work_with(actor, household))
    _require_here(household, member)
    person, organisation = member.person, household.organisation
    clean = checking.checked(words, invented=organisation.invented, today=timezone.localdate())
    fields = {"sealed": sealed(person, clean), "protection": protection}
    with transaction.atomic():
        save(actor, "person.change", person, fields, organisation.pk)
        Mark.objects.filter(person=person).delete()
        mark({person.pk: marks.of_person(blind_key(organisation.pk), clean)})
        if member.role != role:
            save(actor, "member.change", member, {"role": role}, organisation.pk)
        _protect(actor, _homes(person))
        household.refresh_from_db(fields=["is_protected"])
        touch(household)


def leave(actor: Actor, household: Household, member: Member, ends: dt.date) -> None:
    """The person no longer lives in the household from that day.

    Raises Refused as `change_person`; NotNow for a day to come or before they came, and for the last person.
    """
    require(policies.may_work_with(actor, household))
    _require_here(household, member)
    _require_day(ends)
    if ends <= member.starts:
        raise NotNow(_("They came on %(day)s. Choose a later day.") % {"day": f"{member.starts:%d.%m.%Y}"})
    with transaction.atomic():
        Household.objects.select_for_update().get(pk=household.pk)
        if not Member.objects.filter(household=household, ends__isnull=True).exclude(pk=member.pk).exists():
            raise NotNow(_("Nobody else stands in the household. Close the case instead."))
        save(actor, "member.leave", member, {"ends": ends}, household.organisation_id)
        _protect(actor, [household])
        touch(household)


def change_reach(actor: Actor, household: Household, words: HouseholdWords) -> None:
    """Where and how the household is reached."""
    require(policies.may_work_with(actor, household))
    with transaction.atomic():
        fields = {"sealed": sealed(household, words)}
        save(actor, "household.reach", household, fields, household.organisation_id)
        touch(household)


def appoint(
    actor: Actor, household: Household, member: Member, words: GuardianWords, fields: dict[str, Any]
) -> Guardian:
    """Somebody speaks for a person: `fields` are kind, scope, starts and perhaps ends.

    Raises Refused as `change_person`, NotNow without a name or for an end before the start.
    """
    require(policies.may_work_with(actor, household))
    _require_here(household, member)
    if not words.name.strip():
        raise NotNow(_("Write the name."))
    if fields.get("ends") is not None and fields["ends"] < fields["starts"]:
        raise NotNow(_("The period ends before it begins."))
    told = {"person": member.person, "sealed": sealed(member.person, words), **fields}
    with transaction.atomic():
        made = save(actor, "guardian.appoint", Guardian(), told, household.organisation_id)
        touch(household)
    return made


def dismiss(actor: Actor, household: Household, guardian: Guardian) -> None:
    """Somebody no longer speaks for a person."""
    require(policies.may_work_with(actor, household))
    today = timezone.localdate()
    if not Member.objects.filter(household=household, person=guardian.person_id).exists():
        raise Refused(NOT_HERE)
    with transaction.atomic():
        ends = max(today, guardian.starts)
        save(actor, "guardian.dismiss", guardian, {"ends": ends}, household.organisation_id)
        touch(household)


def _new_person(actor: Actor, household: Household, told: NewPerson) -> Person:
    organisation = household.organisation
    words = checking.checked(told.words, invented=organisation.invented, today=timezone.localdate())
    ring = new_keys(organisation.pk, 1)
    (key_id,) = ring.keys
    fields = {
        "organisation": organisation, "key_id": key_id, "sealed": ring.seal(key_id, words.values()),
        "protection": told.protection, "invented": organisation.invented,
    }  # fmt: skip
    person = save(actor, "person.register", Person(), fields, organisation.pk)
    mark({person.pk: marks.of_person(blind_key(organisation.pk), words)})
    return person


def _protect(actor: Actor, households: list[Household]) -> None:
    """A household is protected as long as somebody who lives in it is."""
    today = timezone.localdate()
    for household in households:
        living = Member.objects.filter(Q(ends__isnull=True) | Q(ends__gt=today), household=household)
        needed = living.exclude(person__protection=Protection.NONE).exists()
        if needed != household.is_protected:
            verb = "household.protect" if needed else "household.unprotect"
            save(actor, verb, household, {"is_protected": needed}, household.organisation_id)


def _homes(person: Person) -> list[Household]:
    homes = Member.objects.filter(person=person).values("household")
    return list(Household.objects.select_for_update().filter(pk__in=homes))


def _require_here(household: Household, member: Member) -> None:
    if member.household_id != household.pk:
        raise Refused(NOT_HERE)


def _require_day(day: dt.date) -> None:
    if day > timezone.localdate():
        raise NotNow(_("That day has not come yet."))
