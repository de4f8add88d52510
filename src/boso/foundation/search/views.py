"""The search page, and the list under the box in the top bar."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from boso.foundation.search import registry
from boso.foundation.search.actions import look_up, open_colleague
from boso.foundation.search.queries import IN_LIST, ON_PAGE, SHORTEST, Found
from boso.foundation.web.budget import numbered
from boso.foundation.web.pages import anybody_signed_in, members, page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: Lines in the list under the box.
LINES = 8


@page(anybody_signed_in)
@require_GET
def search(request: PageRequest) -> HttpResponse:
    """Everything the person may see that answers `q`, by kind. `of`: what an earlier page had no room to search."""
    of = request.GET.get("of", "")
    found = look_up(request.actor, request.GET.get("q", ""), only=numbered(of, registry.sources()) if of else None)
    rest = urlencode({"q": found.text, "of": ".".join(map(str, found.rest))}) if found.rest else ""
    context = {"found": found, "sentence": _sentence(found), "most": ON_PAGE, "rest": rest}
    return render(request, "search/hits.html" if request.htmx else "search/search.html", context)


@page(anybody_signed_in)
@require_GET
def suggestions(request: PageRequest) -> HttpResponse:
    """The best answers while the person types; asked for in any other way, the search page."""
    if not request.htmx:
        return redirect(f"{reverse('search:search')}?{urlencode({'q': request.GET.get('q', '')})}")
    found = look_up(request.actor, request.GET.get("q", ""), IN_LIST)
    return render(request, "search/suggestions.html", {"found": found, "hits": found.best(LINES)})


@page(members)
@require_GET
def person(request: PageRequest, user_id: int) -> HttpResponse:
    """A colleague: where and as what they work."""
    return render(request, "search/person.html", {"person": open_colleague(request.actor, user_id)})


def _sentence(found: Found) -> str:
    if not found.text:
        return _("Search in everything you may see.")
    if found.too_short:
        return _("Write at least %(count)d letters.") % {"count": SHORTEST}
    if not found.count:
        if found.rest:
            return ""
        return _("Nothing that you may see answers «%(text)s».") % {"text": found.text}
    return ngettext("%(count)d answer to «%(text)s».", "%(count)d answers to «%(text)s».", found.count) % {
        "count": found.count,
        "text": found.text,
    }
