"""Who may let people in, give and end seats, and change their own settings."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.models import Installation, Membership, User
from boso.foundation.access.roles import BANK, CASEWORK, MUNICIPAL_PROGRAMME, Role
from boso.foundation.organisations.models import Kind, Organisation


def may_open_people(actor: Actor) -> Decision:
    """The pages of people: the administrators, each with those whom they let in."""
    if own_organisations(actor):
        return ALLOWED
    return Denied(_("Only the administrator of the organisation lets people in."), hidden=True)


def may_administer_people(actor: Actor, organisation_id: int) -> Decision:
    """The administrator of an organisation (of a municipality also for its districts), of the bank for all."""
    own = own_organisations(actor)
    if administers_all(actor) or organisation_id in own:
        return ALLOWED
    if own and Organisation.objects.filter(pk=organisation_id, kind=Kind.DISTRICT, parent_id__in=own).exists():
        return ALLOWED
    return Denied(_("Only the administrator of the organisation lets people in."), hidden=True)


def may_see_person(actor: Actor, user: User) -> Decision:
    """Whoever administers an organisation in which the person holds a seat or has held one."""
    if administers_all(actor) or any(administers(actor, seat.organisation) for seat in user.memberships.all()):
        return ALLOWED
    return Denied(_("There is no such person here."), hidden=True)


def may_give(actor: Actor, user: User, organisation: Organisation, role: Role) -> Decision:
    """A seat of one's own organisation, in a role that belongs there, to a person one already administers.

    A new person's first seat is `admit`'s: nobody has a hold on another organisation's people by seating them.
    """
    if isinstance(seen := may_see_person(actor, user), Denied):
        return seen
    return may_fill(actor, organisation, role)


def may_fill(actor: Actor, organisation: Organisation, role: Role) -> Decision:
    """A role that belongs in that kind of organisation, by whoever administers it: nobody becomes the bank's voice
    by a seat in a municipality.
    """
    if not administers(actor, organisation):
        return Denied(_("Only the administrator of the organisation lets people in."), hidden=True)
    if role not in roles_at(organisation.kind):
        said = {"role": role.label, "organisation": organisation.name}
        return Denied(gettext("The role «%(role)s» does not belong in %(organisation)s.") % said)
    return ALLOWED


def may_end(actor: Actor, membership: Membership) -> Decision:
    """Whoever may give a seat may end it, but nobody their own last key."""
    if membership.user_id == actor.user_id and membership.role == Role.ADMINISTRATOR:
        return Denied(_("You cannot end your own seat as administrator. Ask another administrator."))
    return may_administer_people(actor, membership.organisation_id)


def may_switch(actor: Actor, user: User) -> Decision:
    """Close and reopen a person's way in: not one's own, and only where no other organisation counts on them."""
    if user.pk == actor.user_id:
        return Denied(_("You cannot close your own way in. Ask another administrator."))
    return _may_govern(actor, user)


def may_set_password(actor: Actor, user: User) -> Decision:
    """Set a password for somebody else, under the same condition."""
    if user.pk == actor.user_id:
        return Denied(_("You change your own password under «My settings»."))
    return _may_govern(actor, user)


def may_change_settings(actor: Actor, user: User) -> Decision:
    """Everybody changes their own settings, nobody another's."""
    if actor.user_id == user.pk:
        return ALLOWED
    return Denied(_("These are another person's settings."), hidden=True)


def may_be(chosen: Actor) -> Decision:
    """In a demo anybody may be any person who holds a seat; elsewhere the choice does not exist."""
    if chosen.seats and chosen.user_id is not None and Installation.objects.filter(demo=True).exists():
        return ALLOWED
    return Denied(_("There is no such person to be."), hidden=True)


def administers_all(actor: Actor) -> bool:
    """The bank's administrator runs the installation; so does BoSo itself."""
    return any(
        seat.role == Role.SYSTEM or (seat.role == Role.ADMINISTRATOR and seat.organisation_kind == "bank")
        for seat in actor.seats
    )


def administers(actor: Actor, organisation: Organisation) -> bool:
    """Whether the people of the organisation are the actor's to let in. No query."""
    own = own_organisations(actor)
    part = organisation.kind == Kind.DISTRICT and organisation.parent_id in own
    return administers_all(actor) or organisation.pk in own or part


def own_organisations(actor: Actor) -> frozenset[int]:
    """Where the actor sits as administrator."""
    return frozenset(seat.organisation_id for seat in actor.seats if seat.role == Role.ADMINISTRATOR)


def roles_at(kind: str) -> tuple[Role, ...]:
    """The roles people may hold in that kind of organisation."""
    return (*_ROLES_AT.get(Kind(kind), ()), Role.ADMINISTRATOR)


_MUNICIPAL = (
    *MUNICIPAL_PROGRAMME,
    *CASEWORK,
    Role.POLITICIAN,
    Role.VOLUNTARY,
    Role.USER_REPRESENTATIVE,
    Role.APPLICANT,
)
_ROLES_AT: dict[Kind, tuple[Role, ...]] = {
    Kind.MUNICIPALITY: _MUNICIPAL,
    Kind.DISTRICT: _MUNICIPAL,
    Kind.COUNTY: (Role.POLITICIAN,),
    Kind.BANK: BANK,
    Kind.COUNTY_GOVERNOR: (Role.COUNTY_GOVERNOR,),
    Kind.DIRECTORATE: (Role.EVALUATOR,),
    Kind.VOLUNTARY: (Role.VOLUNTARY, Role.USER_REPRESENTATIVE),
    Kind.COOPERATIVE: (Role.VOLUNTARY, Role.USER_REPRESENTATIVE),
    Kind.EVALUATOR: (Role.EVALUATOR,),
}


def _may_govern(actor: Actor, user: User) -> Decision:
    if isinstance(seen := may_see_person(actor, user), Denied):
        return seen
    today = timezone.localdate()
    elsewhere = [
        seat
        for seat in user.memberships.all()
        if (seat.ends is None or seat.ends > today) and not administers(actor, seat.organisation)
    ]
    if not elsewhere:
        return ALLOWED
    said = {"name": user.name}
    return Denied(
        gettext("%(name)s also holds a seat in another organisation. The administrator at the bank does this.") % said
    )
