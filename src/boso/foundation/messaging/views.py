"""A person's messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boso.foundation.messaging import actions, queries
from boso.foundation.messaging.forms import EmailForm
from boso.foundation.web.lists import Column, listing
from boso.foundation.web.pages import anybody_signed_in, page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("new", gettext_lazy("Message"), ("is_read", "-created_at")),
    Column("matter", gettext_lazy("Concerns")),
    Column("when", gettext_lazy("When")),
    Column("acts", ""),
)


@page(anybody_signed_in)
@require_GET
def inbox(request: PageRequest) -> HttpResponse:
    """Messages, the unread first."""
    return _inbox(request, EmailForm(initial={"email": queries.wish(request.actor)}))


@page(anybody_signed_in)
@require_GET
def open_message(request: PageRequest, message_id: int) -> HttpResponse:
    """Mark as read, and go where it leads."""
    message = queries.message_of(request.actor, message_id)
    actions.mark_read(request.actor, message)
    return redirect(message.link if actions.is_local(message.link) else "messaging:list")


@page(anybody_signed_in)
@require_POST
def read(request: PageRequest, message_id: int) -> HttpResponse:
    """Mark as read and stay."""
    actions.mark_read(request.actor, queries.message_of(request.actor, message_id))
    return redirect("messaging:list")


@page(anybody_signed_in)
@require_POST
def read_all(request: PageRequest) -> HttpResponse:
    """Mark all as read."""
    actions.mark_all_read(request.actor)
    return redirect("messaging:list")


@page(anybody_signed_in)
@require_http_methods(["POST"])
def email(request: PageRequest) -> HttpResponse:
    """Choose when to get e-mail."""
    form = EmailForm(request.POST)
    if not form.is_valid():
        return _inbox(request, form, status=422)
    actions.choose_email(request.actor, form.cleaned_data["email"])
    notices.success(request, _("Your choice is saved."))
    return redirect("messaging:list")


def _inbox(request: PageRequest, form: EmailForm, status: int = 200) -> HttpResponse:
    actor = request.actor
    found = listing(request, queries.inbox(actor), COLUMNS, default="new", count=False)
    context = {
        "page": found,
        "rows": queries.shown(actor, found.rows),
        "count": queries.unread_count(actor),
        "form": form,
    }
    return render(request, "messaging/list.html", context, status=status)
