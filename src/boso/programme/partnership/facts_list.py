"""The list of facts: what a subject is called, and pages that go on from a fact's id."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from boso.foundation.web.lists import Listing
from boso.programme.partnership.models import Fact

SIZE = 30


def subject_words(subject: str, names: dict[str, str]) -> str:
    """What a fact is about, for reading."""
    if subject in names:
        return names[subject]
    known = {
        "programme": _("The programme"), "bank": _("The bank"), "municipality": _("The municipalities"),
        "both": _("Both"),
    }  # fmt: skip
    return known.get(subject, subject.replace("_", " ").capitalize())


def page_of(request: HttpRequest, rows: QuerySet[Fact]) -> Listing:
    """The page the address asks for: `after=id` or `before=id`, in the order of ids. Two queries."""
    total = rows.count()
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    found = rows.order_by("-id" if before else "id")
    if before:
        found = found.filter(id__lt=before)
    elif after:
        found = found.filter(id__gt=after)
    page = list(found[: SIZE + 1])
    more, page = len(page) > SIZE, page[:SIZE]
    if before:
        page.reverse()
    previous = page[0].pk if page and (more if before else after) else ""
    following = page[-1].pk if page and (before or more) else ""
    return Listing(page, [], _address(request, "before", previous), _address(request, "after", following), total)


def export_address(filters: dict[str, str]) -> str:
    """What follows `?` in the address of the same facts as a file."""
    return urlencode({name: value for name, value in filters.items() if value})


def _address(request: HttpRequest, name: str, key: str) -> str:
    if not key:
        return ""
    words = request.GET.copy()
    for other in ("before", "after"):
        words.pop(other, None)
    words[name] = key
    return f"?{words.urlencode()}"
