"""Networks and themed groups: the list, one of them, and what is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.decisions import require
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.queries import available
from boso.programme.learning import actions, forms, policies, queries, showing, states
from boso.programme.learning.models import Matter, Network, NetworkKind
from boso.programme.learning.views_base import ask, by_people, frame, sent, shown

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(members)
def networks(request: PageRequest) -> HttpResponse:
    """Networks by place and themed groups, with who is in them."""
    actor, programme = request.actor, shown(request)
    found = list(queries.networks(actor, programme))
    inside = {member.organisation_id for one in found for member in one.members.all() if member.left is None}
    context = frame(programme) | {
        "networks": [one for one in found if one.kind == NetworkKind.NETWORK],
        "groups": [one for one in found if one.kind == NetworkKind.THEMED],
        "outside": queries.without_network(actor, programme, inside),
        "facts": [fact for fact in queries.facts(actor, "recommended") if fact.attribute == "groups"],
        "reach": [fact for fact in queries.facts(actor, "networks") if fact.attribute in ("reach", "change")],
        "colours": showing.COLOURS,
        "may_start": policies.may_start_network(actor),
    }
    return render(request, "learning/networks.html", context)


@page(members)
def network(request: PageRequest, slug: str) -> HttpResponse:
    """One network: mandate, members, meetings, matters raised."""
    actor = request.actor
    found = queries.network(actor, slug)
    may_run = policies.may_run_network(actor, found)
    members_now = [member for member in found.members.all() if member.left is None]
    context = frame(found.programme) | {
        "network": found,
        "colour": showing.COLOURS[found.state],
        "colours": showing.COLOURS,
        "mandate": [point for point in found.mandate.all() if point.ended_on is None],
        "members": members_now,
        "former": [member for member in found.members.all() if member.left is not None],
        "meetings": list(found.meetings.all()),
        "matters": [(matter, _steps(found, matter) if may_run else []) for matter in found.matters.all()],
        "may_run": may_run,
        "may_raise": policies.may_raise(actor, found),
        "steps": available(actor, found, states.NETWORK),
        "entries": by_people(actor, found),
    }
    return render(request, "learning/network.html", context)


@page(policies.may_start_network)
def new_network(request: PageRequest) -> HttpResponse:
    """Start a network or a themed group."""
    actor, programme = request.actor, shown(request)
    own = queries.own_places(actor)
    form = forms.NetworkForm(sent(request), initial={"initiator": own.first()}).offer(initiator=own)
    form.fields["initiator"].required = True
    form.fields["initiator"].label = _("Started by")

    def run() -> str:
        return _at(actions.start_network(actor, form.cleaned_data, programme))

    back = reverse("learning:networks")
    return ask(request, form, run, title=_("New network or themed group"), back=back, done=_("It is started."))


@page(members)
def new_member(request: PageRequest, slug: str) -> HttpResponse:
    """Write down who is in it."""
    actor = request.actor
    found = _mine(request, slug)
    places = queries.places(actor, found.programme)
    form = forms.MemberForm(sent(request)).offer(organisation=places)
    form.fields["party_nb"].help_text = _(
        "Where it is no organisation of the register. A service or a group, no names."
    )

    def run() -> str:
        actions.add_member(actor, found, form.cleaned_data)
        return _at(found)

    return ask(request, form, run, title=_("New member"), under=found.title, back=_at(found), done=_("They are in it."))


@page(members)
def leave(request: PageRequest, pk: int) -> HttpResponse:
    """Say from which day somebody is no longer in it."""
    member = queries.member(request.actor, pk)
    found = _mine(request, member.network.slug)
    form = forms.DayForm(sent(request), initial={"on": timezone.localdate()})

    def run() -> str:
        actions.leave_network(request.actor, found, member, form.cleaned_data["on"])
        return _at(found)

    return ask(request, form, run, title=_("%(name)s leaves") % {"name": member.who}, under=found.title,
               back=_at(found), done=_("It is written down. The row stays."))  # fmt: skip


@page(members)
def new_point(request: PageRequest, slug: str) -> HttpResponse:
    """Add a point to the mandate."""
    found = _mine(request, slug)
    form = forms.WordsForm(sent(request), label=_("New point"))

    def run() -> str:
        actions.add_mandate_point(request.actor, found, form.cleaned_data["words"])
        return _at(found)

    return ask(request, form, run, title=_("Mandate"), under=found.title, back=_at(found), done=_("It is added."))


@page(members)
def new_meeting(request: PageRequest, slug: str) -> HttpResponse:
    """Write down a meeting."""
    found = _mine(request, slug)
    now = [member.pk for member in found.members.all() if member.left is None]
    form = forms.MeetingForm(sent(request), initial={"on": timezone.localdate()})
    form.offer(present=found.members.filter(pk__in=now))

    def run() -> str:
        actions.hold_meeting(request.actor, found, form.cleaned_data)
        return f"{_at(found)}#meetings"

    return ask(request, form, run, title=_("New meeting"), under=found.title, back=_at(found),
               done=_("The meeting is written down."))  # fmt: skip


@page(members)
def edit_meeting(request: PageRequest, pk: int) -> HttpResponse:
    """Change a meeting, or write what came of it."""
    meeting = queries.meeting(request.actor, pk)
    found = meeting.network
    require(policies.may_run_network(request.actor, found))
    names = ("on", "place", "agenda", "minutes")
    initial = {name: getattr(meeting, name) for name in names} | {"present": list(meeting.present.all())}
    form = forms.MeetingForm(sent(request), initial=initial).offer(present=found.members.all())

    def run() -> str:
        actions.edit_meeting(request.actor, meeting, form.cleaned_data)
        return f"{_at(found)}#meetings"

    return ask(request, form, run, title=_("Meeting"), under=found.title, back=_at(found), done=_("It is changed."))


@page(members)
def new_matter(request: PageRequest, slug: str) -> HttpResponse:
    """Raise a matter."""
    actor = request.actor
    found = queries.network(actor, slug)
    require(policies.may_raise(actor, found))
    own = queries.own_places(actor)
    form = forms.MatterForm(sent(request), initial={"raised_on": timezone.localdate(), "raised_by": own.first()})
    form.offer(raised_by=own, meeting=found.meetings.all())
    form.fields["raised_by"].label, form.fields["meeting"].label = _("Raised by"), _("At which meeting")
    form.fields["raised_on"].required = True

    def run() -> str:
        actions.raise_matter(actor, found, form.cleaned_data)
        return f"{_at(found)}#matters"

    return ask(request, form, run, title=_("New matter"), under=found.title, back=_at(found),
               done=_("The matter is raised."))  # fmt: skip


def _mine(request: PageRequest, slug: str) -> Network:
    found = queries.network(request.actor, slug)
    require(policies.may_run_network(request.actor, found))
    return found


def _steps(network: Network, matter: Matter) -> list[object]:
    return [one for one in states.MATTER.transitions if matter.state in one.sources]


def _at(found: Network) -> str:
    return reverse("learning:network", args=[found.slug])
