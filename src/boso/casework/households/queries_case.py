"""What a household's case page shows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from boso.casework.households import queries
from boso.casework.households.cards import HouseholdCard, PersonCard, card_of
from boso.casework.households.models import (
    Consent,
    Contact,
    EmergencyAccess,
    Engagement,
    Guardian,
    Household,
    LegalBasis,
    Member,
    Note,
    Recusal,
    Sharing,
)
from boso.casework.households.panels import Case, panels
from boso.casework.households.queries_list import engagements_of
from boso.casework.households.queries_visible import SEES, WORKS, opened, units_of
from boso.casework.households.sealing import FreeWords, GuardianWords, HouseholdWords, PersonWords
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.models import Membership, User
from boso.foundation.access.roles import Role
from boso.foundation.history.models import Change
from boso.foundation.organisations.models import Unit
from boso.foundation.vault.queries import keyring

M = TypeVar("M", bound=Model)
W = TypeVar("W", Note, Contact)


@dataclass(frozen=True, slots=True)
class Line:
    """A note or a contact, opened."""

    row: Note | Contact
    text: str

    @property
    def is_contact(self) -> bool:
        """Whether it is a contact."""
        return isinstance(self.row, Contact)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks for a person, opened."""

    row: Guardian
    words: GuardianWords


def case(actor: Actor, household_id: int) -> Case:
    """The case as the actor sees it (four queries).

    Raises Refused (hidden) for one they do not see.
    """
    household = queries.one(actor, household_id)
    cards, ring = queries.cards_and_keys(actor, {household.pk}, also=[household.key_id])
    card = cards.get(household.pk)
    engagements = engagements_of([household.pk])[household.pk]
    units = units_of(actor, *WORKS)
    return Case(
        actor=actor,
        household=household,
        card=card or HouseholdCard(household.pk, household.reference, household.is_protected, ()),
        engagements=engagements,
        may_write=actor.holds(Role.SYSTEM) or any(row.unit_id in units for row in engagements),
        today=timezone.localdate(),
        ring=ring,
    )


def emergency_of(case: Case) -> EmergencyAccess | None:
    """The emergency by which the actor sees the case, where their unit does not work with it (one query then)."""
    units = units_of(case.actor, *SEES)
    if case.actor.user_id is None or any(row.unit_id in units for row in case.engagements):
        return None
    return opened(case.actor.user_id).filter(household=case.household).first()


def member_of(case: Case, member_id: int) -> Member:
    """Somebody who lives in the household or has lived there.

    Raises Refused (hidden) for anybody else.
    """
    return _of(Member.objects.filter(household=case.household).select_related("person"), member_id)


def engagement_of(case: Case, engagement_id: int) -> Engagement:
    """A unit's work with the household that lasts. Raises Refused (hidden) for any other."""
    rows = Engagement.objects.filter(household=case.household, ends__isnull=True)
    return _of(rows.select_related("household", "unit"), engagement_id)


def sharing_of(case: Case, sharing_id: int) -> Sharing:
    """One sharing of the household. Raises Refused (hidden) for any other."""
    rows = Sharing.objects.filter(household=case.household)
    return _of(rows.select_related("household", "unit", "consent"), sharing_id)


def recusal_of(case: Case, recusal_id: int) -> Recusal:
    """One conflict of interest that lasts. Raises Refused (hidden) for any other."""
    return _of(
        Recusal.objects.filter(household=case.household, ends__isnull=True).select_related("household"), recusal_id
    )


def consent_of(case: Case, consent_id: int) -> Consent:
    """One consent of the household. Raises Refused (hidden) for any other."""
    return _of(Consent.objects.filter(household=case.household).select_related("household"), consent_id)


def basis_of(case: Case, basis_id: int) -> LegalBasis:
    """One use of the household's data that lasts. Raises Refused (hidden) for any other."""
    rows = LegalBasis.objects.filter(household=case.household, ends__isnull=True)
    return _of(rows.select_related("household"), basis_id)


def guardian_of(case: Case, guardian_id: int) -> Guardian:
    """Somebody who speaks for a person of the household. Raises Refused (hidden) for any other."""
    return _of(Guardian.objects.filter(person__memberships__household=case.household).distinct(), guardian_id)


def note_of(case: Case, note_id: int) -> Note:
    """A note the actor may read. Raises Refused (hidden) for any other."""
    return _of(_readable(case, Note.objects.filter(household=case.household)).select_related("household"), note_id)


def contact_of(case: Case, contact_id: int) -> Contact:
    """A contact the actor may read. Raises Refused (hidden) for any other."""
    rows = _readable(case, Contact.objects.filter(household=case.household))
    return _of(rows.select_related("household"), contact_id)


def reach(case: Case) -> HouseholdWords:
    """How the household is reached, and what was said at its closing."""
    return HouseholdWords.read(case.ring.open(case.household.key_id, case.household.sealed))


def lines(case: Case) -> list[Line]:
    """The notes and contacts the actor may read, newest first (four queries)."""
    notes = _readable(case, Note.objects.filter(household=case.household))
    contacts = _readable(case, Contact.objects.filter(household=case.household))
    rows: list[Note | Contact] = [
        *notes.select_related("written_by").prefetch_related("units"),
        *contacts.select_related("written_by").prefetch_related("units"),
    ]
    rows.sort(key=lambda row: row.written_at, reverse=True)
    return [Line(row, _text(case, row.sealed)) for row in rows]


def moved_out(case: Case) -> list[PersonCard]:
    """Who has lived in the household and does not today (two queries)."""
    rows = Member.objects.filter(household=case.household, ends__lte=case.today).select_related("person")
    members = list(rows.order_by("-ends", "pk"))
    ring = keyring(member.person.key_id for member in members)
    return [
        card_of(member, PersonWords.read(ring.open(member.person.key_id, member.person.sealed))) for member in members
    ]


def speakers(case: Case) -> dict[int, list[Speaker]]:
    """Who speaks for each person today, by the person's id (one query)."""
    persons = [person.person_id for person in case.card.persons]
    rows = Guardian.objects.filter(Q(ends__isnull=True) | Q(ends__gt=case.today), person__in=persons)
    found: dict[int, list[Speaker]] = defaultdict(list)
    for row in rows.select_related("person"):
        words = GuardianWords.read(case.ring.open(row.person.key_id, row.sealed))
        found[row.person_id].append(Speaker(row, words))
    return found


def sharings(case: Case, *, past: bool = False) -> list[Sharing]:
    """Which units see the household by sharing: those that last, or all (one query)."""
    rows = Sharing.objects.filter(household=case.household).select_related("unit", "shared_by")
    return list(rows if past else rows.filter(ends__gt=case.today))


def recusals(case: Case) -> list[Recusal]:
    """Who has a conflict of interest in the household (one query)."""
    return list(Recusal.objects.filter(household=case.household, ends__isnull=True).select_related("user"))


def bases(case: Case) -> list[LegalBasis]:
    """What the household's data is used for (one query)."""
    return list(LegalBasis.objects.filter(household=case.household))


def consents(case: Case) -> list[tuple[Consent, str, str]]:
    """What was agreed to: the consent, what it says and who gave it (one query)."""
    rows = Consent.objects.filter(household=case.household)
    names = {person.person_id: person.name for person in case.card.persons}
    return [(row, _text(case, row.sealed), names.get(row.person_id, "")) for row in rows]


def standing_consents(case: Case) -> list[Consent]:
    """The consents that are not withdrawn."""
    return list(Consent.objects.filter(household=case.household, withdrawn_on__isnull=True))


def emergencies(case: Case) -> list[EmergencyAccess]:
    """Who has opened the household in an emergency, newest first (one query)."""
    rows = EmergencyAccess.objects.filter(household=case.household)
    return list(rows.select_related("user", "reviewed_by")[:20])


def other_units(case: Case) -> list[Unit]:
    """The units of the organisation that do not work with the household, to share with or bring in (one query)."""
    working = [row.unit_id for row in case.engagements]
    units = Unit.objects.filter(organisation=case.household.organisation_id).exclude(pk__in=working)
    return list(units.exclude(ends__lte=case.today).order_by("name"))


def workers(unit: Unit, today: dt.date) -> list[User]:
    """Who works with households in the unit today, to be responsible (one query)."""
    seats = Membership.objects.filter(unit=unit, role__in=WORKS, starts__lte=today).exclude(ends__lte=today)
    return list(User.objects.filter(pk__in=seats.values("user"), is_active=True).order_by("name"))


def colleagues(case: Case) -> list[User]:
    """Who could see the household where they sit, to say a conflict of interest of (one query)."""
    seats = Membership.objects.filter(
        organisation=case.household.organisation_id, role__in=SEES, starts__lte=case.today
    ).exclude(ends__lte=case.today)
    return list(User.objects.filter(pk__in=seats.values("user"), is_active=True).order_by("name"))


def changes(case: Case, shared: Sequence[Sharing] = (), limit: int = 8) -> list[Change]:
    """What has been done lately with the case, its people, its units and what other apps keep of it, newest first
    (one query)."""
    members = [person.member_id for person in case.card.persons]
    told: list[tuple[type[Model], Iterable[int]]] = [
        (Household, [case.household.pk]), (Member, members), (Engagement, [row.pk for row in case.engagements]),
        (Sharing, [row.pk for row in shared]),
    ]  # fmt: skip
    wanted = Q(pk__in=[])
    for kind, ids in told:
        wanted |= Q(object_type=kind._meta.label_lower, object_id__in=[str(pk) for pk in ids])
    return _newest(wanted | _kept_by(case, _of_panels()), limit)


def history(case: Case, limit: int = 100) -> list[Change]:
    """Everything that has been done with the case and what belongs to it, newest first (one query)."""
    kinds: tuple[type[Model], ...] = (Member, Engagement, Sharing, LegalBasis, Consent, EmergencyAccess, Note, Contact)
    wanted = Q(object_type=Household._meta.label_lower, object_id=str(case.household.pk))
    return _newest(wanted | _kept_by(case, [*kinds, *_of_panels()]), limit)


def _of_panels() -> Iterable[type[Model]]:
    return [panel.happened for panel in panels() if panel.happened is not None]


def _kept_by(case: Case, kinds: Iterable[type[Model]]) -> Q:
    """Changes of the rows of those kinds that belong to the household."""
    wanted = Q(pk__in=[])
    for kind in kinds:
        rows = kind._default_manager.filter(household=case.household).order_by()
        ids = rows.annotate(text=Cast("pk", CharField())).values("text")
        wanted |= Q(object_type=kind._meta.label_lower, object_id__in=ids)
    return wanted


def _newest(wanted: Q, limit: int) -> list[Change]:
    return list(Change.objects.filter(wanted).select_related("actor").order_by("-at", "-pk")[:limit])


def _text(case: Case, sealed: str) -> str:
    """The text of words sealed with the household's own key."""
    return FreeWords.read(case.ring.open(case.household.key_id, sealed)).text


def _readable(case: Case, rows: QuerySet[W]) -> QuerySet[W]:
    """Those for everybody who sees the case, and those for a unit of the actor."""
    return rows.filter(Q(for_everybody=True) | Q(units__in=units_of(case.actor, *SEES))).distinct()


def _of(rows: QuerySet[M], pk: int) -> M:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found
