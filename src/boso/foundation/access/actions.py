"""Acts on people and seats."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Denied, NotNow, Refused, require
from boso.foundation.access.models import Installation, Membership, User
from boso.foundation.access.policies import (
    administers_all,
    may_administer_people,
    may_be,
    may_change_settings,
    may_end,
    may_fill,
    may_give,
    may_set_password,
    may_switch,
    own_organisations,
)
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.audit.actions import log_act, log_look
from boso.foundation.organisations.models import Organisation
from boso.foundation.workflow.actions import act


def admit(
    actor: Actor,
    *,
    username: str,
    name: str,
    organisation_id: int,
    role: Role,
    starts: dt.date,
    email: str = "",
    unit_id: int | None = None,
    password: str = "",
) -> User:
    """Let a person in with a first seat. Without a password they cannot sign in until one is set.

    Raises ValidationError for a name that is taken or a password that is too weak.
    """
    organisation = _organisation(actor, organisation_id)
    require(may_fill(actor, organisation, role))
    user = User(username=username.strip().lower(), name=name.strip(), email=email)
    if password:
        validate_password(password, user)
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.full_clean(exclude=["password"])
    with transaction.atomic():
        with act(actor, "person.admit", user, organisation_id=organisation_id):
            user.save()
        _give(actor, user, organisation, role=role, starts=starts, unit_id=unit_id)
    return user


def seat(
    actor: Actor,
    user: User,
    *,
    organisation_id: int,
    role: Role,
    starts: dt.date,
    ends: dt.date | None = None,
    unit_id: int | None = None,
) -> Membership:
    """Give a person a seat from a day, perhaps to a day (not included).

    Raises Refused when the role does not belong there, ValidationError when the period is empty, the unit is another
    organisation's or the person holds that very seat in the period already.
    """
    organisation = _organisation(actor, organisation_id)
    require(may_give(actor, user, organisation, role))
    return _give(actor, user, organisation, role=role, starts=starts, ends=ends, unit_id=unit_id)


def end_seat(actor: Actor, membership: Membership, on: dt.date, *, reason: str = "") -> None:
    """End a seat on a day: that day is the first without it. An end that has not come may be moved.

    Raises ValidationError when the day is not after the first, Refused when the seat has ended already.
    """
    require(may_end(actor, membership))
    if membership.ends is not None and membership.ends <= timezone.localdate():
        raise NotNow(_("This seat has ended already."))
    if on <= membership.starts:
        raise ValidationError(_("The last day must come after the first."))
    with act(actor, "seat.end", membership, organisation_id=membership.organisation_id, reason=reason):
        membership.ends = on
        membership.save(update_fields=["ends"])


def resume_seat(actor: Actor, membership: Membership) -> None:
    """Undo an ending: the seat goes on as if it had not been ended. Until the first day without it is over.

    Raises Refused when no end was set, or it came before today.
    """
    require(may_end(actor, membership))
    if membership.ends is None or membership.ends < timezone.localdate():
        raise NotNow(_("This ending cannot be taken back. Give a new seat instead."))
    with act(actor, "seat.resume", membership, organisation_id=membership.organisation_id):
        membership.ends = None
        membership.save(update_fields=["ends"])


def withdraw_seat(actor: Actor, membership: Membership) -> None:
    """Undo a gift, while the seat's first day is not over: the row goes, what was done stays in the person's history.

    Raises Refused when the seat began before today, or is the person's only one (then the way in is closed instead).
    """
    require(may_end(actor, membership))
    if membership.starts < timezone.localdate():
        raise NotNow(_("This seat has been in use. End it instead."))
    if not Membership.objects.filter(user=membership.user_id).exclude(pk=membership.pk).exists():
        raise NotNow(_("This is the person's only seat. Close their way in instead."))
    said = f"{membership.get_role_display()}, {membership.organisation}"
    with act(actor, "seat.withdraw", membership.user, organisation_id=membership.organisation_id, reason=said):
        membership.delete()


def close(actor: Actor, user: User, *, organisation_id: int, reason: str) -> None:
    """Close a person's way in at once; what they did stays. `reopen` undoes it."""
    _switch(actor, user, organisation_id=organisation_id, active=False, verb="person.close", reason=reason)


def reopen(actor: Actor, user: User, *, organisation_id: int, reason: str) -> None:
    """Open it again."""
    _switch(actor, user, organisation_id=organisation_id, active=True, verb="person.reopen", reason=reason)


def set_password(actor: Actor, user: User, password: str, *, organisation_id: int) -> None:
    """Set a person's password for them, for a first sign-in or when it is forgotten.

    Raises ValidationError for a weak one.
    """
    require(may_administer_people(actor, organisation_id))
    require(may_set_password(actor, user))
    validate_password(password, user)
    with act(actor, "person.set_password", user, organisation_id=organisation_id):
        user.set_password(password)
        user.save(update_fields=["password"])


def change_settings(actor: Actor, user: User, *, language: str, scheme: str, email: str) -> None:
    """Save one's own language, colours and e-mail address.

    Raises ValidationError for an address that is none.
    """
    require(may_change_settings(actor, user))
    with act(actor, "person.settings", user):
        user.language, user.scheme, user.email = language, scheme, email
        user.full_clean(exclude=["password"])
        user.save(update_fields=["language", "scheme", "email"])


def change_language(actor: Actor, user: User, language: str) -> None:
    """Keep one's own choice of language."""
    require(may_change_settings(actor, user))
    with act(actor, "person.language", user):
        user.language = language
        user.save(update_fields=["language"])


def change_password(actor: Actor, user: User, password: str) -> None:
    """Set one's own new password.

    Raises ValidationError for a weak one.
    """
    require(may_change_settings(actor, user))
    validate_password(password, user)
    with act(actor, "person.password", user):
        user.set_password(password)
        user.save(update_fields=["password"])


def become(user: User, today: dt.date) -> Actor:
    """Be a person of a demo. It is logged as that person's own act.

    Raises Refused (hidden) outside a demo and for a person who holds no seat that day.
    """
    chosen = actor_of(user, today)
    require(may_be(chosen))
    with act(chosen, "person.chosen", user):
        user.last_login = timezone.now()
        user.save(update_fields=["last_login"])
    return chosen


def log_sign_in(user: User, today: dt.date) -> None:
    """Log that somebody came in with their password."""
    log_act(actor_of(user, today), "person.sign_in", user)


def log_sign_out(actor: Actor, user: User) -> None:
    """Log that somebody left."""
    log_act(actor, "person.sign_out", user)


def look_at_people(actor: Actor, *, query: str, words: str, count: int) -> None:
    """Log that somebody read the list of people: one row with what was chosen and how many it showed.

    words: what was typed, of which only a digest is kept.
    """
    log_look(actor, "person.list", organisation_id=_own_log(actor), query=query, words=words, count=count)


def look_at_person(actor: Actor, user: User) -> None:
    """Log that somebody opened a person's page."""
    log_look(actor, "person.look", user, organisation_id=_own_log(actor))


def _own_log(actor: Actor) -> int | None:
    """Whose log a look stands in: the administrator's own organisation's, the installation's for the bank's."""
    return None if administers_all(actor) else min(own_organisations(actor), default=None)


def _switch(actor: Actor, user: User, *, organisation_id: int, active: bool, verb: str, reason: str) -> None:
    require(may_administer_people(actor, organisation_id))
    require(may_switch(actor, user))
    if user.is_active is active:
        raise NotNow(_("The way in is open already.") if active else _("The way in is closed already."))
    with act(actor, verb, user, organisation_id=organisation_id, reason=reason):
        user.is_active = active
        user.save(update_fields=["is_active"])


def _organisation(actor: Actor, organisation_id: int) -> Organisation:
    """The organisation a seat is to be given in; Refused (hidden) where the actor lets nobody in."""
    require(may_administer_people(actor, organisation_id))
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None:
        raise Refused(Denied(_("There is no such organisation here."), hidden=True))
    return organisation


def _give(
    actor: Actor,
    user: User,
    organisation: Organisation,
    *,
    role: Role,
    starts: dt.date,
    ends: dt.date | None = None,
    unit_id: int | None = None,
) -> Membership:
    membership = Membership(user=user, organisation=organisation, unit_id=unit_id, role=role, starts=starts, ends=ends)
    if ends is not None and ends <= starts:
        raise ValidationError({"ends": _("The last day must come after the first.")})
    membership.clean_fields()
    if membership.unit is not None and membership.unit.organisation_id != organisation.pk:
        raise ValidationError({"unit": _("That unit belongs to another organisation.")})
    if _holds_already(membership):
        said = {"name": user.name}
        raise ValidationError({"role": _("%(name)s already holds this role here in that period.") % said})
    with act(actor, "seat.give", membership, organisation_id=organisation.pk):
        membership.save()
    return membership


def _holds_already(wished: Membership) -> bool:
    """The same role in the same unit at the same time, or from the same day."""
    same = Membership.objects.filter(user=wished.user, organisation=wished.organisation, role=wished.role)
    overlapping = Q(unit=wished.unit_id) & (Q(ends__isnull=True) | Q(ends__gt=wished.starts))
    if wished.ends is not None:
        overlapping &= Q(starts__lt=wished.ends)
    return same.filter(overlapping | Q(starts=wished.starts)).exists()


def found(*, demo: bool) -> bool:
    """Write down once what kind of installation this is; gives whether it was new.

    demo counts only for a new database: one that stands keeps what it is.
    """
    with transaction.atomic():
        if Installation.objects.exists():
            return False
        Installation(demo=demo).save()
    return True
