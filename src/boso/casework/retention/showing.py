"""What the pages of retention say, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from boso.casework.retention.models import CaseState, ErasureState, Rule, Why
from boso.casework.retention.queries import Judged, Plan, RuleLine
from boso.core.law.parameters import Parameter
from boso.foundation.web.lists import Head, Listing

SIZE = 50
MARKS: Mapping[str, str | Promise] = {
    "read": _("read in the law"), "derived": _("follows from the law"), "assumed": _("BoSo's own choice"),
    "unknown": _("not known: nothing is erased"),
}  # fmt: skip
#: The same state has the same colour everywhere.
STATE_COLOURS = {
    ErasureState.PROPOSED: "warning", ErasureState.CONFIRMED: "info", ErasureState.DONE: "success",
    ErasureState.WITHDRAWN: "neutral",
}  # fmt: skip
CASE_COLOURS = {
    CaseState.WAITS: "neutral", CaseState.EMPTIED: "info", CaseState.ERASED: "success", CaseState.KEPT: "warning",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule as the table shows it."""

    label: str
    length: str
    known: bool
    mark: str | Promise
    due: int


@dataclass(frozen=True, slots=True)
class DueRow:
    """One case that is due. reference: empty where the address of somebody in it is protected."""

    household_id: int
    reference: str
    label: str
    since: Any
    seen: bool


def rule_row(line: RuleLine) -> RuleRow:
    """The rule in words."""
    known = line.parameter.mark != "unknown"
    return RuleRow(
        str(Rule(line.rule).label), length(line.parameter) if known else "", known, MARKS[line.parameter.mark], line.due
    )


def length(found: Parameter) -> str:
    """«5 years», «3 months»."""
    count = int(found.value)
    if found.unit == "years":
        return ngettext("%(count)d year", "%(count)d years", count) % {"count": count}
    return ngettext("%(count)d month", "%(count)d months", count) % {"count": count}


def kept_rows(plan: Plan) -> list[tuple[str, int]]:
    """Why cases whose time is up are kept, and how many."""
    return [(str(Why(why).label), count) for why, count in plan.kept.items()]


def due_row(one: Judged, seen: bool) -> DueRow:
    """One case that is due; the protected ones without a reference, but for whoever may see them."""
    shown = seen or not one.is_protected
    return DueRow(
        one.household_id, one.reference if shown else "", str(Rule(one.verdict.rule).label), one.verdict.since, seen
    )


def paged(request: HttpRequest, plan: Plan) -> Listing:
    """The cases of the page the address asks for (`page=2`); what is no page is the first."""
    text, place = request.GET.get("page", "1"), plan.organisation.pk
    last = max(1, -(-len(plan.due) // SIZE))
    number = min(int(text), last) if text.isascii() and text.isdigit() and text != "0" else 1
    heads = [Head(label, False, "", "") for label in (_("Reference"), _("Rule"), _("Due since"))]

    def address(page: int) -> str:
        return f"?place={place}&page={page}#due"

    rows: list[Any] = list(plan.due[(number - 1) * SIZE : number * SIZE])
    return Listing(
        rows, heads, address(number - 1) if number > 1 else "", address(number + 1) if number < last else "",
        len(plan.due),
    )  # fmt: skip
