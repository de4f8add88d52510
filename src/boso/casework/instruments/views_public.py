"""For everybody: what a household can have and pay, and the law it rests on. Nothing that is typed is kept."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from boso.casework.instruments import answering, asking, law_reading, showing, views_reckoners
from boso.casework.instruments.forms_public import CalculatorForm
from boso.casework.instruments.public import LANGUAGE, for_everybody, frame
from boso.core.law.listing import ECONOMY
from boso.foundation.access.actor import NOBODY
from boso.foundation.web.forms import DAY_FORMATS
from boso.foundation.web.pages import get_or_post

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: A code that no group names, for whoever chooses the group instead of the municipality.
NOWHERE = "0000"
#: Keys of a search that stand on one page.
FOUND = 60


@for_everybody
@get_or_post
def calculator(request: PageRequest) -> HttpResponse:
    """The calculator: shown, and answered. A new language keeps what is typed, and asks for nothing more."""
    sent = request.method == "POST"
    form = CalculatorForm(request.POST if sent else None)
    told = _answered(form) if sent and form.is_valid() else None
    if sent and told is None and LANGUAGE in request.POST:
        form = CalculatorForm(initial=_typed(request))
        sent = False
    context = {
        **frame(request),
        "form": form,
        "sections": form.sections(),
        "shown": None if told is None else showing.shown(told),
        "told": told,
        "today": timezone.localdate(),
        "kinds": views_reckoners.labels(),
    }
    return render(request, "instruments/calculator.html", context, status=422 if sent and told is None else 200)


def _typed(request: PageRequest) -> dict[str, Any]:
    return {name: value for name, value in request.POST.items() if name != LANGUAGE}


def _answered(form: CalculatorForm) -> dict[str, Any] | None:
    told = form.told()
    if told is None:
        return None
    asked = asking.asked(
        told.household, told.said, on=timezone.localdate(), municipality=NOWHERE, place=told.place,
    )  # fmt: skip
    return answering.answer(asked)


@for_everybody
@require_GET
def law(request: PageRequest) -> HttpResponse:
    """Every parameter: areas, one area on a day, one key with its periods, or what a search finds."""
    typed = request.GET.get("date", "").strip()
    on = _day(typed) or timezone.localdate()
    area, key, words = (request.GET.get(name, "") for name in ("area", "key", "q"))
    area = area if area in law_reading.areas() else ""
    keys = _keys(area, words, on)
    one = next((found for found in keys if found.key == key), None) if area and key else None
    context = {
        **frame(request),
        "on": on,
        "typed": typed if typed and _day(typed) is None else "",
        "area": area,
        "title": law_reading.title(area) if area else "",
        "key": one,
        "keys": keys[:FOUND] if words else keys,
        "more": len(keys) > FOUND if words else False,
        "count": len(keys),
        "words": words,
        "areas": [] if area or words else _areas(on),
        "export": reverse("instruments_public:law-file") + (f"?area={area}" if area else ""),
    }
    return render(request, "instruments/law.html", context)


def _keys(area: str, words: str, on: dt.date) -> list[law_reading.Key]:
    if words:
        return [one for one in law_reading.found(words, on) if not area or one.area == area]
    return law_reading.keys(area, on) if area else []


def _areas(on: dt.date) -> list[dict[str, Any]]:
    """The areas in two heaps: what economy rests on, and the rest."""
    names = [*[name for name in ECONOMY if name in law_reading.areas()]]
    names += [name for name in law_reading.areas() if name not in names]
    return [
        {
            "name": name, "title": law_reading.title(name), "count": len(law_reading.keys(name, on)),
            "unknown": law_reading.unknown(name, on), "economy": name in ECONOMY,
        }
        for name in names
    ]  # fmt: skip


@for_everybody
@require_GET
def law_file(request: PageRequest) -> HttpResponse:
    """Every period of every key, of one area or all, as CSV or JSON."""
    rows = list(law_reading.records(NOBODY, request.GET.get("area", "")))
    if request.GET.get("format") == "json":
        plain = [{name: _plain(value) for name, value in row.items()} for row in rows]
        response: HttpResponse = JsonResponse(plain, safe=False, json_dumps_params={"ensure_ascii": False})
        response["Content-Disposition"] = 'attachment; filename="regler-og-satser.json"'
        return response
    text = io.StringIO()
    writer = csv.DictWriter(text, law_reading.COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="regler-og-satser.csv"'
    return response


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _day(word: str) -> dt.date | None:
    """A day as people write it; none for what is no day."""
    for shape in DAY_FORMATS:
        try:
            return dt.datetime.strptime(word, shape).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None
