"""The people of a demo as the page of choice shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.models import Membership
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME, OBSERVERS, Role
from boso.foundation.organisations.models import Kind, Organisation

_CAN: dict[Role, str | Promise] = {
    Role.COORDINATOR: _("Sees all fourteen participants, approves reports and pays out grants"),
    Role.CONTACT: _("Follows own municipalities, logs contact, prepares awards"),
    Role.PROGRAMME_LEADER: _("Keeps the plan, the money and the own share; asks for payment"),
    Role.PROGRAMME_OWNER: _("Approves what goes to the bank"),
    Role.STEERING_GROUP: _("Follows the plan and the money"),
    Role.ADMINISTRATOR: _("Lets people in, reads the log, watches the jobs"),
    Role.APPLICANT: _("Sees their own case"),
}

#: One of each, in this order: they prepare, decide and receive the same grant.
TO_BEGIN_WITH = (Role.COORDINATOR, Role.PROGRAMME_LEADER, Role.CONTACT)


@dataclass(frozen=True, slots=True)
class Choice:
    """One person to be, in one seat. place: unit and organisation."""

    user_id: int
    name: str
    role: str
    place: str
    can: str | Promise
    kind: Role


@dataclass(frozen=True, slots=True)
class Group:
    """An organisation with the people one may be there."""

    organisation: Organisation
    kind: str
    people: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Some of the people under a heading."""

    title: str | Promise
    people: tuple[Choice, ...]


def by_organisation(seats: Iterable[Membership]) -> list[Group]:
    """The seats, which come ordered, under their organisations."""
    return [
        Group(organisation, organisation.get_kind_display(), tuple(_choice(seat) for seat in found))
        for organisation, found in groupby(seats, key=lambda seat: seat.organisation)
    ]


def sections(groups: Iterable[Group]) -> list[Section]:
    """Everybody once: a few to begin with, the bank, the places with several people, and the rest together."""
    by_size = sorted(groups, key=lambda group: (group.organisation.kind != Kind.BANK, -len(group.people)))
    everybody = [person for group in by_size for person in group.people]
    first = [next((one for one in everybody if one.kind == role), None) for role in TO_BEGIN_WITH]
    chosen = [person for person in first if person is not None]
    found = [Section(_("Begin with one of these"), tuple(chosen))]
    municipal: list[Choice] = []
    others: list[Choice] = []
    for group in by_size:
        rest = tuple(person for person in group.people if person not in chosen)
        if len(rest) > 1:
            found.append(Section(group.organisation.name, rest))
        elif group.organisation.kind in (Kind.MUNICIPALITY, Kind.DISTRICT):
            municipal += rest
        else:
            others += rest
    found.append(Section(_("Other municipalities and city districts"), tuple(municipal)))
    found.append(Section(_("Others who read along"), tuple(others)))
    return [section for section in found if section.people]


def _choice(seat: Membership) -> Choice:
    place = seat.organisation.name if seat.unit is None else f"{seat.unit.name}, {seat.organisation.name}"
    return Choice(seat.user_id, seat.user.name, seat.get_role_display(), place, can(Role(seat.role)), Role(seat.role))


def can(role: Role) -> str | Promise:
    """What somebody in that role can do here, in a line."""
    if role in _CAN:
        return _CAN[role]
    if role in CASEWORK or role in MUNICIPAL_PROGRAMME:
        return _("Works with households and homes; sees what the programme shares")
    if role in OBSERVERS:
        return _("Reads what the programme shares, changes nothing")
    return ""
