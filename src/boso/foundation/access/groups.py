"""The people of a demo as the page of choice shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.models import Membership
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME, OBSERVERS, Role
from boso.foundation.organisations.models import Organisation

_CAN: dict[Role, str | Promise] = {
    Role.COORDINATOR: _("Sees all fourteen participants, approves reports and pays out grants"),
    Role.CONTACT: _("Follows own municipalities, logs contact, prepares awards"),
    Role.PROGRAMME_LEADER: _("Keeps the plan, the money and the own share; asks for payment"),
    Role.PROGRAMME_OWNER: _("Approves what goes to the bank"),
    Role.STEERING_GROUP: _("Follows the plan and the money"),
    Role.ADMINISTRATOR: _("Lets people in, reads the log, watches the jobs"),
    Role.APPLICANT: _("Sees their own case"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One person to be, in one seat."""

    user_id: int
    name: str
    role: str
    unit: str
    can: str | Promise


@dataclass(frozen=True, slots=True)
class Group:
    """An organisation with the people one may be there."""

    organisation: Organisation
    kind: str
    people: tuple[Choice, ...]


def by_organisation(seats: Iterable[Membership]) -> list[Group]:
    """The seats, which come ordered, under their organisations."""
    return [
        Group(organisation, organisation.get_kind_display(), tuple(_choice(seat) for seat in found))
        for organisation, found in groupby(seats, key=lambda seat: seat.organisation)
    ]


def _choice(seat: Membership) -> Choice:
    unit = seat.unit.name if seat.unit is not None else ""
    return Choice(seat.user_id, seat.user.name, seat.get_role_display(), unit, can(Role(seat.role)))


def can(role: Role) -> str | Promise:
    """What somebody in that role can do here, in a line."""
    if role in _CAN:
        return _CAN[role]
    if role in CASEWORK or role in MUNICIPAL_PROGRAMME:
        return _("Works with households and homes; sees what the programme shares")
    if role in OBSERVERS:
        return _("Reads what the programme shares, changes nothing")
    return ""
