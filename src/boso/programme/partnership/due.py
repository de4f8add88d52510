"""What the partnership asks of a person today: next steps agreed with the other side, signatures, applications."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import Role
from boso.foundation.worklist.registry import Group, Thing, WorkItem
from boso.programme.partnership import queries
from boso.programme.partnership.models import AdmissionState, Agreement, AgreementState, Phase


def steps(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Next steps from the contact log that are the actor's side's to take."""
    if not (actor.is_bank or actor.holds(Role.PROGRAMME_LEADER)):
        return
    for entry in queries.open_steps(actor):
        slug = entry.participation.slug
        yield WorkItem(
            due=entry.due,
            title=entry.next_step,
            why=_("Agreed on %(day)s with %(whom)s.") % {"day": f"{entry.on:%d.%m.%Y}", "whom": entry.with_whom},
            act_label=_("Mark as done"),
            act_url=reverse("partnership:contact-finish", args=[entry.pk]),
            group=Group.MINE if entry.due else Group.KEEP,
            about=entry.participation.organisation.name,
            url=reverse("partnership:participant-contacts", args=[slug]) + f"#contact-{entry.pk}",
            key=f"contact-{entry.pk}",
        )


def applications(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Applications to the programme that wait for the bank."""
    done = (AdmissionState.ADMITTED, AdmissionState.REFUSED)
    for admission in queries.admissions(actor).exclude(state__in=done):
        if admission.recommended_by_id is not None and not actor.holds(Role.COORDINATOR):
            continue
        if admission.recommended_by_id is not None and admission.recommended_by_id == actor.user_id:
            continue
        yield WorkItem(
            due=None,
            title=_("Application from %(name)s") % {"name": admission.organisation.name},
            why=str(admission.get_state_display()),
            act_label=_("Read the application"),
            act_url=reverse("partnership:admission", args=[admission.pk]),
            about=_("Intake %(year)d") % {"year": admission.intake.year},
            key=f"admission-{admission.pk}-{admission.state}",
        )


def partners(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Agreements that wait for the actor's signature, and what the bank does not know of its participants yet."""
    if not (actor.is_bank or actor.holds(Role.PROGRAMME_OWNER)):
        return
    known = queries.with_agreement(actor)
    yield from _signatures(actor, [one.current for one in known if one.current is not None])
    if actor.is_bank:
        yield from _unknown_phases([one.organisation.name for one in known if one.phase == Phase.NOT_STATED])
        yield from _missing_agreements(sum(one.current is None for one in known))


def _signatures(actor: Actor, agreements: list[Agreement]) -> Iterator[WorkItem]:
    for agreement in agreements:
        if agreement.state == AgreementState.SIGNED or not queries.signing_side(actor, agreement):
            continue
        name = agreement.participation.organisation.name
        yield WorkItem(
            due=agreement.starts,
            title=_("Sign the partnership agreement with %(name)s") % {"name": name},
            why=_("It holds from %(day)s, once both sides have signed.") % {"day": f"{agreement.starts:%d.%m.%Y}"},
            act_label=_("Read and sign"),
            act_url=reverse("partnership:agreement", args=[agreement.pk]),
            about=name,
            key=f"agreement-{agreement.pk}",
        )


def _unknown_phases(names: list[str]) -> Iterator[WorkItem]:
    if not names:
        return
    count = len(names)
    yield WorkItem(
        due=None,
        title=ngettext("The phase of %(count)d participant", "The phase of %(count)d participants", count)
        % {"count": count},
        why=_("The report does not say how far they have come: %(names)s.") % {"names": ", ".join(names)},
        act_label=_("Ask and record"),
        act_url=f"{reverse('partnership:participants')}?phase={Phase.NOT_STATED}",
        group=Group.KEEP,
        key=f"phases-{count}",
    )


def _missing_agreements(count: int) -> Iterator[WorkItem]:
    if not count:
        return
    yield WorkItem(
        due=None,
        title=ngettext("The agreement with %(count)d participant", "The agreements with %(count)d participants", count)
        % {"count": count},
        why=_("No partnership agreement is recorded here. Draft it, and both sides sign."),
        act_label=_("See agreements"),
        act_url=reverse("partnership:agreements"),
        group=Group.KEEP,
        key=f"agreements-{count}",
    )


SOURCES = (steps, applications, partners)


def participants_by_id(actor: Actor, ids: Collection[str]) -> Mapping[str, Thing]:
    """What participants are called, for «changed since»."""
    return {
        str(row.pk): Thing(row.organisation.name, reverse("partnership:participant", args=[row.slug]))
        for row in queries.concerning(actor).filter(pk__in=ids)
    }


#: What has happened to a participant, as a past participle.
VERBS = {
    "participation.begin": gettext_lazy("admitted"),
    **{
        f"participation.to_{phase}": gettext_lazy("came to a new phase")
        for phase in ("application", "analysis", "planning", "planning_to_implementation", "implementation", "ended")
    },
}
