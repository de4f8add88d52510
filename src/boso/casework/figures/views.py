"""Pages of figures that leave: the list, one package, why a count is hidden, the cases behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from boso.casework.figures import actions, forms, making, policies, queries, showing
from boso.casework.figures.definitions import BY_NAME
from boso.casework.figures.models import Method, Package, State
from boso.casework.households.filling import press
from boso.casework.households.queries import open_cards
from boso.core.law import parameters
from boso.foundation.audit.actions import log_look
from boso.foundation.packages.envelope import SEAL
from boso.foundation.web.forms import tried
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import get_or_post, page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("figures", gettext_lazy("Figures"), ("definition",)),
    Column("day", gettext_lazy("Day"), ("-on",)),
    Column("where", gettext_lazy("Where"), ("organisation__name",)),
    Column("made", gettext_lazy("Made"), ("-made_at",)),
    Column("left", gettext_lazy("Went out"), ("-left_at",)),
    Column("state", gettext_lazy("State"), ("state",)),
)
#: What else counts could be hidden up to.
OTHERS = (3, 4, 5, 7, 9)
MOST_CASES = 100
#: Where figures of needs against homes are opened, and what their codes are called there.
GAP = "gap:overview"
IN_GAP = {"size": "size", "adaptation": "adaptation", "staffing": "staffing", "lives": "state"}
FOUR_OR_MORE = "4"


@page(policies.may_open_figures)
@require_GET
def packages(request: PageRequest) -> HttpResponse:
    """What waits to leave and what has left."""
    actor = request.actor
    form = forms.PackageFilter(request.GET)
    found = listing(request, queries.listed(actor, **form.wish()), COLUMNS, default="made")
    context = {
        "list": found,
        "rows": [(row, queries.definition_of(row).label, showing.COLOURS[State(row.state)]) for row in found.rows],
        "filter": form,
        "chips": chips(request, form),
        "waiting": len(queries.waiting_for(actor)),
        "may_make": bool(actor.works_in(*policies.MAKES)),
        "synthetic": any(row.organisation.invented for row in found.rows),
    }
    return render(request, "figures/list.html", context)


@page(policies.may_open_figures)
@get_or_post
def make(request: PageRequest) -> HttpResponse:
    """Make a package."""
    actor = request.actor
    places = queries.places(actor)
    if not places:
        queries.require_maker(actor)
    form = forms.MakeForm(request.POST if request.method == "POST" else None, places, initial=_suggested(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        definition = BY_NAME[told["definition"]]
        on = told["on"] or definition.usual_day(form.place.pk, timezone.localdate())
        made = tried(
            form,
            lambda: actions.make(
                actor, form.place, definition.name, on, threshold=told["threshold"], method=told["method"]
            ),
            "on",
        )
        if made is not None:
            return redirect("figures:package", made.pk)
    context = {"form": form, "definitions": BY_NAME.values(), "organisation": places[0]}
    return render(request, "figures/make.html", context, status=422 if form.errors else 200)


def _suggested(request: PageRequest) -> dict[str, Any]:
    words = request.GET
    return {name: words[name] for name in ("definition", "on", "threshold", "method") if words.get(name)} | (
        {} if words.get("definition") else {"definition": "needs"}
    )


@page(policies.may_open_figures)
@require_GET
def package(request: PageRequest, package_id: int) -> HttpResponse:
    """One package as it leaves: its tables, why counts are hidden, and what changes if more is hidden."""
    actor = request.actor
    found = queries.one(actor, package_id)
    behind = _leads_on(request, found)
    log_look(actor, "figures.looked", found, organisation_id=found.organisation_id)
    context = {
        **_head(found),
        "grids": showing.grids(found, behind=behind),
        "behind": behind,
        "sentence": showing.sentence(found),
        "may_let_out": found.state == State.MADE and policies.may_let_out(actor, found),
        "may_make": bool(policies.may_make(actor, found.organisation_id)),
        "own": found.state == State.MADE and found.made_by_id == actor.user_id,
        "may_set_aside": found.state == State.MADE and policies.may_set_aside(actor, found),
        "seal": found.document.get(SEAL),
        "what_if": _what_if(request, found),
        "take_out": f"{reverse('exchange:export', args=['figures'])}?package={found.pk}",
    }
    return render(request, "figures/package.html", context)


def _head(found: Package) -> dict[str, Any]:
    return {
        "package": found,
        "title": queries.definition_of(found).label,
        "explained": queries.definition_of(found).explained,
        "organisation": found.organisation,
        "colour": showing.COLOURS[State(found.state)],
        "hides": found.method == Method.HIDE,
        "address": reverse("figures:package", args=[found.pk]),
    }


def _leads_on(request: PageRequest, found: Package) -> bool:
    """Whether every count leads to what is behind it, and not only the hidden ones to why they are."""
    definition = queries.definition_of(found)
    opens = definition.cases is not None or definition.register == GAP
    return bool(opens and policies.may_see_cases(request.actor, found.organisation_id))


def _what_if(request: PageRequest, found: Package) -> dict[str, Any] | None:
    """How much would be hidden with another threshold: numbers only, since two patterns together tell more than one."""
    if found.method != Method.HIDE:
        return None
    least = int(parameters.value(making.AREA, "hide.up_to", found.on))
    others = sorted({number for number in OTHERS if number >= least} - {found.threshold})
    wish = request.GET.get("threshold", "")
    chosen = int(wish) if wish.isdecimal() and int(wish[:3]) in others else None
    told: dict[str, Any] = {"others": others, "chosen": chosen}
    if chosen is not None:
        asked = making.Asked(found.organisation, queries.definition_of(found), found.on, found.method, chosen)
        other = making.made(asked, making.counts_of(found), queries.before_it(found))
        told |= {
            "hidden": other.hidden_count,
            "small": sum(cell["small"] for cells in other.hidden.values() for cell in cells.values()),
            "now": sum(len(cells) for cells in making.hidden_of(found).values()),
            "count": other.count,
        }
    return told


@page(policies.may_open_figures)
@require_GET
def cell(request: PageRequest, package_id: int) -> HttpResponse:
    """One count: why it is hidden, and the cases behind it for those who may see them."""
    found = queries.one(request.actor, package_id)
    asked = showing.place_of(found, request.GET.get("table", ""), request.GET.getlist("at"))
    if asked is None:
        raise Http404
    table, place = asked
    hidden = making.hidden_of(found).get(table.name, {}).get(place)
    told = {tuple(code or "" for code in one["at"]): one for part in found.document["tables"]
            if part["name"] == table.name for one in part["cells"]}  # fmt: skip
    context = {
        **_head(found),
        "table": table.label,
        "words": showing.words_of(table, place),
        "count": told[place].get("count"),
        "share": told[place].get("share"),
        "hidden": hidden,
        "why": showing.why(found, hidden) if hidden is not None else [],
        **_cases(request, found, table.name, place),
    }
    return render(request, "figures/cell.html", context)


def _cases(request: PageRequest, found: Package, table: str, place: tuple[str, ...]) -> dict[str, Any]:
    cases = queries.behind(request.actor, found, table, place)
    if cases is None:
        return {"lists": False, "register": _register(request, found, table, place)}
    mine = [case.household_id for case in cases if case.household_id is not None]
    shown = mine[:MOST_CASES]
    cards = open_cards(request.actor, shown)
    log_look(
        request.actor, "figures.cases", found, organisation_id=found.organisation_id, query=f"table={table}",
        count=len(shown),
    )  # fmt: skip
    return {
        "lists": True,
        "rows": [(number, cards.get(number)) for number in shown],
        "more": len(mine) - len(shown),
        "unseen": len(cases) - len(mine),
    }


def _register(request: PageRequest, found: Package, table: str, place: tuple[str, ...]) -> str:
    """Where the municipality's own people see what is counted, when it cannot be listed here."""
    name = queries.definition_of(found).register
    if not name or found.organisation_id not in request.actor.works_in():
        return ""
    return _gap(found, table, place) if name == GAP else reverse(name)


def _gap(found: Package, table: str, place: tuple[str, ...]) -> str:
    """The same cell among needs and homes of that day; all of them for «4 or more», which no cell there is."""
    ways = queries.definition_of(found).table(table).ways
    told = {IN_GAP[way.name]: code for way, code in zip(ways, place, strict=True) if code and way.name in IN_GAP}
    show = {"show": "homes"} if ways[-1].name == "state" else {}
    words = {"place": str(found.organisation_id), "date": str(found.on)}
    if not told or told.get("size") == FOUR_OR_MORE:
        return f"{reverse(GAP)}?{urlencode(words)}"
    return f"{reverse('gap:cell')}?{urlencode({**words, **told, **show})}"


@page(policies.may_open_figures)
@require_POST
def let_out(request: PageRequest, package_id: int) -> HttpResponse:
    """Let a package leave."""
    found = queries.one(request.actor, package_id)
    return press(
        request, lambda: actions.let_out(request.actor, found), _("The figures have left. The bank can read them."),
        reverse("figures:package", args=[found.pk]),
    )  # fmt: skip


@page(policies.may_open_figures)
@require_POST
def set_aside(request: PageRequest, package_id: int) -> HttpResponse:
    """Set a package aside."""
    found = queries.one(request.actor, package_id)
    return press(
        request, lambda: actions.set_aside(request.actor, found), _("The package is set aside. It does not leave."),
        reverse("figures:package", args=[found.pk]),
    )  # fmt: skip


@page(policies.may_open_figures)
@require_GET
def document(request: PageRequest, package_id: int) -> HttpResponse:
    """The package as a file: what has left with its seal, or what would leave, without one."""
    found = queries.one(request.actor, package_id)
    log_look(request.actor, "figures.taken", found, organisation_id=found.organisation_id)
    answer = JsonResponse(found.document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = f"{found.definition}-{found.organisation.slug}-{found.on}{'' if found.number else '-utkast'}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
