"""Who may read, change, share and use forms."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import CASEWORK, MEMBERS, MUNICIPAL_PROGRAMME, Role
from boso.foundation.organisations.models import Organisation
from boso.foundation.questionnaires.models import Form, FormVersion, State

#: Make and change their organisation's forms: those who answer for how it works, not everybody who fills in.
EDITORS = (
    Role.PROGRAMME_LEADER,
    Role.DECISION_MAKER,
    Role.HOUSING_MANAGER,
    Role.PLANNER,
    Role.COORDINATOR,
    Role.CONTACT,
    Role.EVALUATOR,
)

#: Read their own organisation's drafts.
INSIDERS = (*MUNICIPAL_PROGRAMME, *CASEWORK, *EDITORS)


def may_open(actor: Actor) -> Decision:
    """The library: everybody with a role in the programme or in casework."""
    return ALLOWED if actor.holds(*MEMBERS, Role.SYSTEM) else NOT_HERE


def may_see(actor: Actor, form: Form) -> Decision:
    """BoSo's own and shared forms for everybody; the others for their own organisation."""
    if may_open(actor) and (form.is_built_in or form.shared or _inside(actor, form)):
        return ALLOWED
    return NOT_HERE


def may_see_version(actor: Actor, version: FormVersion) -> Decision:
    """Drafts are seen only inside the organisation."""
    if version.state == State.DRAFT and not _inside(actor, version.form):
        return NOT_HERE
    return may_see(actor, version.form)


def may_make_somewhere(actor: Actor) -> Decision:
    """Whoever may make forms for some organisation."""
    if actor.holds(*EDITORS, Role.SYSTEM):
        return ALLOWED
    return Denied(_("Forms are made by programme leaders, planners, decision makers and housing managers. Ask one."))


def may_make(actor: Actor, organisation: Organisation) -> Decision:
    """Make a form for that organisation, or take one over into it."""
    if actor.holds(Role.SYSTEM) or organisation.pk in places(actor):
        return ALLOWED
    return Denied(_("You can make forms only for your own organisation."))


def may_change(actor: Actor, form: Form) -> Decision:
    """Change, publish, share: those who make the organisation's forms. BoSo's own are changed by nobody."""
    if actor.holds(Role.SYSTEM):
        return ALLOWED
    if form.is_built_in:
        return Denied(_("This form comes with BoSo. Take it over, and change your own."))
    if form.organisation_id in places(actor):
        return ALLOWED
    if may_see(actor, form):
        return Denied(_("Only those who make forms where this one belongs may change it. You can take it over."))
    return NOT_HERE


def may_publish(actor: Actor, version: FormVersion) -> Decision:
    """As changing the form."""
    return may_change(actor, version.form)


def places(actor: Actor) -> frozenset[int]:
    """The organisations the actor may make forms for."""
    return frozenset(seat.organisation_id for seat in actor.seats if seat.role in EDITORS)


def _inside(actor: Actor, form: Form) -> bool:
    if actor.holds(Role.SYSTEM):
        return True
    return form.organisation_id is not None and actor.holds(*INSIDERS, at=form.organisation_id)
