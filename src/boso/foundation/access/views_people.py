"""The administrator's pages: who has a way in, which seats they hold, and changing both."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from boso.foundation.access import actions, exporting, queries, showing
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.access.forms_people import (
    EndSeatForm,
    NewPasswordForm,
    PeopleFilter,
    PersonForm,
    ReasonForm,
    SeatForm,
    tell,
)
from boso.foundation.access.models import Membership, User
from boso.foundation.access.policies import may_end, may_open_people, may_set_password, may_switch
from boso.foundation.exchange.exports import FORMATS, write_export
from boso.foundation.web.context import address
from boso.foundation.web.forms import tried
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import get_or_post, page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("name", gettext_lazy("Name"), ("name",)),
    Column("seats", gettext_lazy("Seats")),
    Column("username", gettext_lazy("Sign-in name"), ("username",)),
    Column("seen", gettext_lazy("Last signed in"), ("-last_login",)),
    Column("state", gettext_lazy("State"), ("-is_active", "name")),
)


@page(may_open_people)
@require_GET
def people(request: PageRequest) -> HttpResponse:
    """Everybody whom the administrator lets in; with `format` in the address the list as a file."""
    actor, today = request.actor, timezone.localdate()
    places = list(queries.administered(actor).order_by("name"))
    form = PeopleFilter(request.GET, places=places)
    wish = {name: value for name, value in form.wish().items() if value}
    if request.GET.get("format"):
        return _as_file(request, wish)
    found = listing(request, queries.people(actor, **wish, today=today), COLUMNS, default="name", size=30)
    chosen = " ".join(f"{name}={value}" for name, value in wish.items() if name != "text")
    actions.look_at_people(actor, query=chosen, words=wish.get("text", ""), count=found.shown)
    place = places[0].name if len(places) == 1 else ""
    context = {
        "page": found,
        "people": [showing.in_list(actor, user, today) for user in found.rows],
        "sentence": showing.how_many(found.total or 0, narrowed=bool(wish), place=place),
        "filter": form,
        "chips": chips(request, form),
        "narrowed": bool(wish),
        "several": len(places) > 1,
        "download": f"?{request.GET.urlencode()}",
        "synthetic": queries.is_demo(),
    }
    return render(request, "access/people.html", context)


@page(may_open_people)
@sensitive_post_parameters("password")
@never_cache
@get_or_post
def new(request: PageRequest) -> HttpResponse:
    """Let a person in with their first seat."""
    actor, today = request.actor, timezone.localdate()
    places = queries.places(actor, today)
    at = request.GET.get("organisation", "")
    form = PersonForm(_posted(request), actor=actor, places=places, today=today, at=at)
    if form.is_valid():
        user = _tried(form, lambda: actions.admit(actor, **form.person()), unit_id="unit")
        if user is not None:
            messages.success(request, _("%(name)s is let in.") % {"name": user.name})
            return redirect("access:person", user.pk)
    only = places[0] if len(places) == 1 else None
    context = {"form": form, "only": only, "demo": queries.is_demo()}
    return render(request, "access/people_new.html", context, status=_status(form))


@page(may_open_people)
@require_GET
def person(request: PageRequest, user_id: int) -> HttpResponse:
    """One person: who they are, their seats over time, what has been done, and what may be done now."""
    actor, user = request.actor, queries.person(request.actor, user_id)
    seats = showing.seats(actor, user, timezone.localdate())
    switch, password = may_switch(actor, user), may_set_password(actor, user)
    context = {
        "person": user,
        "seats": seats,
        "sentence": showing.holds(user, seats),
        "may_switch": bool(switch),
        "may_set_password": bool(password),
        "why_not": getattr(switch, "reason", ""),
        "why_no_password": getattr(password, "reason", ""),
        "events": showing.history(user, queries.acts_on(actor, user)),
        "log": _log_of(user),
        "synthetic": queries.is_demo(),
    }
    actions.look_at_person(actor, user)
    return render(request, "access/people_person.html", context)


@page(may_open_people)
@get_or_post
def give(request: PageRequest, user_id: int) -> HttpResponse:
    """Give a person a seat."""
    actor, today = request.actor, timezone.localdate()
    user = queries.person(actor, user_id)
    places = queries.places(actor, today)
    form = SeatForm(_posted(request), actor=actor, places=places, today=today)
    if form.is_valid():
        seat = _tried(form, lambda: actions.seat(actor, user, **form.seat()), ends="last")
        if seat is not None:
            messages.success(request, _("The seat is given. You can take it back here until the end of its first day."))
            return redirect("access:person", user.pk)
    only = places[0] if len(places) == 1 else None
    return _form_page(request, "access/people_seat.html", user, form, only=only)


@page(may_open_people)
@get_or_post
def end(request: PageRequest, user_id: int, seat_id: int) -> HttpResponse:
    """End a seat on a day, with the reason."""
    actor = request.actor
    user, seat = _seat(request, user_id, seat_id)
    require(may_end(actor, seat))
    form = EndSeatForm(_posted(request), seat=seat, today=timezone.localdate())
    if form.is_valid() and _done(
        form, lambda: actions.end_seat(actor, seat, form.ends, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, _("The seat ends after %(day)s.") % {"day": f"{form.cleaned_data['last']:%d.%m.%Y}"})
        return redirect("access:person", user.pk)
    return _form_page(request, "access/people_end.html", user, form, seat=seat)


@page(may_open_people)
@require_POST
def resume(request: PageRequest, user_id: int, seat_id: int) -> HttpResponse:
    """Take the ending of a seat back."""
    _user, seat = _seat(request, user_id, seat_id)
    return _undone(request, user_id, lambda: actions.resume_seat(request.actor, seat), _("The seat goes on."))


@page(may_open_people)
@require_POST
def withdraw(request: PageRequest, user_id: int, seat_id: int) -> HttpResponse:
    """Take a seat back that was given by mistake."""
    _user, seat = _seat(request, user_id, seat_id)
    return _undone(request, user_id, lambda: actions.withdraw_seat(request.actor, seat), _("The seat is taken back."))


@page(may_open_people)
@get_or_post
def close(request: PageRequest, user_id: int) -> HttpResponse:
    """Close a person's way in, with the reason."""
    done = gettext_lazy("The way in is closed. You can open it again here.")
    return _switch(request, user_id, actions.close, "access/people_close.html", done)


@page(may_open_people)
@get_or_post
def reopen(request: PageRequest, user_id: int) -> HttpResponse:
    """Open it again, with the reason."""
    return _switch(request, user_id, actions.reopen, "access/people_open.html", gettext_lazy("The way in is open."))


@page(may_open_people)
@sensitive_post_parameters("password")
@never_cache
@get_or_post
def password(request: PageRequest, user_id: int) -> HttpResponse:
    """Set a password for a person who has none or has forgotten it."""
    actor, user = request.actor, queries.person(request.actor, user_id)
    require(may_set_password(actor, user))
    form = NewPasswordForm(_posted(request), user=user)
    home = queries.home_of(actor, user)
    if form.is_valid() and _done(
        form, lambda: actions.set_password(actor, user, form.cleaned_data["password"], organisation_id=home)
    ):
        messages.success(request, _("The password is set. It holds from now on."))
        return redirect("access:person", user.pk)
    return _form_page(request, "access/people_password.html", user, form)


def _switch(request: PageRequest, user_id: int, act: Callable[..., None], template: str, done: Any) -> HttpResponse:
    actor, user = request.actor, queries.person(request.actor, user_id)
    require(may_switch(actor, user))
    form = ReasonForm(_posted(request))
    home = queries.home_of(actor, user)
    if form.is_valid() and _done(
        form, lambda: act(actor, user, organisation_id=home, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, done)
        return redirect("access:person", user.pk)
    return _form_page(request, template, user, form)


def _seat(request: PageRequest, user_id: int, seat_id: int) -> tuple[User, Membership]:
    user = queries.person(request.actor, user_id)
    return user, queries.seat_of(request.actor, user, seat_id)


def _undone(request: PageRequest, user_id: int, act: Callable[[], None], done: str) -> HttpResponse:
    """Do it, or say on the person's page why not."""
    try:
        act()
    except NotNow as obstacle:
        messages.warning(request, str(obstacle))
    else:
        messages.success(request, done)
    return redirect("access:person", user_id)


def _tried(form: Form, act: Callable[[], Any], **names: str) -> Any:
    """What the act gives; none when it found something wrong, which then stands in the form."""
    try:
        return tried(form, act)
    except ValidationError as error:
        tell(form, error, **names)
    return None


def _done(form: Form, act: Callable[[], None]) -> bool:
    _tried(form, act)
    return form.is_valid()


def _form_page(request: PageRequest, template: str, user: User, form: Form, **more: Any) -> HttpResponse:
    context = {"person": user, "form": form, "synthetic": queries.is_demo(), **more}
    return render(request, template, context, status=_status(form))


def _posted(request: PageRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _status(form: Form) -> int:
    return 422 if form.is_bound else 200


def _log_of(user: User) -> str:
    """Where the log of this person is read, while there is such a page."""
    log = address("audit:log")
    return f"{log}?thing=access.user:{user.pk}" if log else ""


def _as_file(request: PageRequest, wish: dict[str, str]) -> HttpResponse:
    """The same list as csv, xlsx or json."""
    kind = request.GET["format"]
    if kind not in FORMATS:
        raise Http404
    stream = BytesIO()
    write_export(request.actor, exporting.EXPORT.name, kind, stream, **wish)
    name = f"{exporting.EXPORT.stem}.{kind}"
    return HttpResponse(
        stream.getvalue(),
        content_type=FORMATS[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
