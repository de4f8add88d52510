"""What may be shown of a household and of the persons in it, opened: names, ages, who is who."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.casework.households.models import CHILDREN, Member, MemberRole, Protection
from boso.casework.households.sealing import PersonWords


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One person of a household, opened. Empty words where the key is gone."""

    person_id: int
    member_id: int
    role: str
    starts: dt.date
    ends: dt.date | None
    protection: str
    invented: bool
    words: PersonWords

    @property
    def name(self) -> str:
        """What the person is called."""
        return self.words.name or _("Erased person")

    @property
    def role_label(self) -> str:
        """What they are in the household."""
        return str(MemberRole(self.role).label)

    @property
    def is_child(self) -> bool:
        """Whether they stand in the household as a child."""
        return self.role in CHILDREN

    @property
    def is_protected(self) -> bool:
        """Whether their address is protected."""
        return self.protection != Protection.NONE

    def age(self, on: dt.date) -> int | None:
        """Whole years that day, where the birth is known."""
        born = self.words.born
        if born is None or born > on:
            return None
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True)
class HouseholdCard:
    """A household as a line of a list: whose it is and how many they are, that day."""

    household_id: int
    reference: str
    is_protected: bool
    persons: tuple[PersonCard, ...]

    @property
    def name(self) -> str:
        """The grown-ups who stand first: «Lun Vadmel and Stødig Furukongle»."""
        leading = [person.name for person in self.persons if person.role == MemberRole.APPLICANT]
        partners = [person.name for person in self.persons if person.role == MemberRole.CO_APPLICANT]
        names = [*leading, *partners] or [person.name for person in self.persons[:1]]
        if len(names) < 2:
            return names[0] if names else _("Nobody lives here now")
        return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}

    @property
    def adults(self) -> int:
        """How many do not stand as children."""
        return len(self.persons) - self.children

    @property
    def children(self) -> int:
        """How many stand as children."""
        return sum(person.is_child for person in self.persons)

    @property
    def size(self) -> str:
        """«2 adults, 3 children»."""
        adults = ngettext("%(count)s adult", "%(count)s adults", self.adults) % {"count": self.adults}
        children = ngettext("%(count)s child", "%(count)s children", self.children) % {"count": self.children}
        return ", ".join(words for words, count in ((adults, self.adults), (children, self.children)) if count)


def in_order(persons: Iterable[PersonCard]) -> tuple[PersonCard, ...]:
    """The main person, the partner, other grown-ups, then children, the oldest first."""
    order = [MemberRole.APPLICANT, MemberRole.CO_APPLICANT, MemberRole.OTHER, *CHILDREN]
    return tuple(
        sorted(
            persons, key=lambda one: (order.index(MemberRole(one.role)), one.words.born or dt.date.max, one.member_id)
        )
    )


def card_of(member: Member, words: PersonWords) -> PersonCard:
    """The card of a member. Fetch it with its person."""
    person = member.person
    return PersonCard(
        person.pk, member.pk, member.role, member.starts, member.ends, person.protection, person.invented, words
    )
