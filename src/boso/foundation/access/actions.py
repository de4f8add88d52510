"""Acts on people and seats."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import require
from boso.foundation.access.models import Membership, User
from boso.foundation.access.policies import may_administer_people, may_be, may_change_settings, may_end
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.audit.actions import log_act
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
    require(may_administer_people(actor, organisation_id))
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
        seat(actor, user, organisation_id=organisation_id, role=role, starts=starts, unit_id=unit_id)
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

    Raises ValidationError when the period is empty or the person already holds that seat from that day.
    """
    require(may_administer_people(actor, organisation_id))
    membership = Membership(
        user=user, organisation_id=organisation_id, unit_id=unit_id, role=role, starts=starts, ends=ends
    )
    membership.full_clean()
    with act(actor, "seat.give", membership, organisation_id=organisation_id):
        membership.save()
    return membership


def end_seat(actor: Actor, membership: Membership, on: dt.date, *, reason: str = "") -> None:
    """End a seat on a day: that day is the first without it.

    Raises ValidationError when the day is not after the first.
    """
    require(may_end(actor, membership))
    if on <= membership.starts:
        raise ValidationError(_("The last day must come after the first."))
    with act(actor, "seat.end", membership, organisation_id=membership.organisation_id, reason=reason):
        membership.ends = on
        membership.save(update_fields=["ends"])


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


def _switch(actor: Actor, user: User, *, organisation_id: int, active: bool, verb: str, reason: str) -> None:
    require(may_administer_people(actor, organisation_id))
    with act(actor, verb, user, organisation_id=organisation_id, reason=reason):
        user.is_active = active
        user.save(update_fields=["is_active"])
