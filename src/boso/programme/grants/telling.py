"""Sentences and steps about money, and what has happened, in the page's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from boso.core.economy.own_share import Requirement
from boso.core.values.numbers import grouped, kroner
from boso.foundation.history.models import Change
from boso.foundation.history.showing import Told, told
from boso.programme.grants.books import Line
from boso.programme.grants.figures import Money, Printed
from boso.programme.grants.models import CellKind, OwnShareRate, PaymentRequest, PaymentState

#: State -> colour of its tag; the same state has the same colour everywhere.
COLOURS = {
    "draft": "neutral", "decided": "lyng", "accepted": "success", "closed": "neutral", "submitted": "rav",
    "approved": "fjord", "paid": "success", "returned": "warning", "withdrawn": "neutral", "reported": "rav",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reckoning: what, the formula with the figures put in, and what comes out."""

    what: str
    formula: str
    result: str


def history(changes: Sequence[Change]) -> list[Told]:
    """What has happened, for the timeline."""
    return [told(one) for one in changes]


def per_cent(share: Decimal) -> str:
    """30 %, 12,5 %."""
    return f"{grouped(share.normalize() if share % 1 else share.to_integral_value())} %"


def programme_years(rates: Iterable[OwnShareRate]) -> list[tuple[str, str]]:
    """The years in the programme to choose among, each with its own share."""
    return [(str(row.year_in_programme), f"{row.year_in_programme}: {_share(row.rate)}") for row in rates]


def _share(rate: Decimal | None) -> str:
    return _("not stated") if rate is None else per_cent(rate)


def steps(found: Requirement) -> list[Step]:
    """How the requirement is worked out, step by step; none where the own share is not stated."""
    if found.rate is None or found.rate.per_cent is None or found.costs is None:
        return []
    share = found.rate.per_cent / 100
    rest = grouped((1 - share).normalize())
    part = grouped(share.normalize() if share else Decimal(0))
    grant, costs = grouped_ore(found.grant), grouped_ore(found.costs)
    told = [Step(_("Grant (G)"), "", kroner(found.grant)), Step(_("Own share (s)"), "", per_cent(found.rate.per_cent))]
    if found.derived:
        told.append(
            Step(_("Costs (C), as the accounts are not in"), f"G / (1 − s) = {grant} / {rest}", kroner(found.costs))
        )
    else:
        told.append(Step(_("Accepted costs (C)"), "", kroner(found.costs)))
    told.append(Step(_("Required own share"), f"s · C = {part} · {costs}", kroner(found.required or 0)))
    payable = f"min(G, (1 − s) · C) = min({grant}, {rest} · {costs})"
    told.append(Step(_("Payable, at most the grant"), payable, kroner(found.payable or 0)))
    return told


def grouped_ore(amount: Decimal) -> str:
    """An amount without the unit, øre only where there are any."""
    return grouped(amount if amount % 1 else amount.to_integral_value())


def telling_line(money: Money) -> Line | None:
    """The grant the page is about: the newest awarded one that asks for an own share, else any that does."""
    asks = [one for one in money.lines if one.requirement.required]
    awarded = [one for one in asks if not one.is_expected]
    found = awarded or asks
    return found[-1] if found else None


def sentence(money: Money) -> str:
    """What a mayor could read aloud about one participant."""
    name = money.participation.organisation.name
    line = telling_line(money)
    if line is None:
        if money.awarded is not None:
            return _("%(name)s has been awarded %(amount)s.") % {"name": name, "amount": kroner(money.awarded)}
        return _("The report gives no amount for %(name)s alone.") % {"name": name}
    words = {
        "name": name, "required": kroner(line.requirement.required or 0), "grant": kroner(line.amount),
        "year": line.work_year or line.year,
    }  # fmt: skip
    if line.is_expected:
        return _("%(name)s expects %(grant)s for %(year)s, and would then put in %(required)s itself.") % words
    if line.work_year is not None:
        return _("For work in %(year)s %(name)s must put in %(required)s beside a grant of %(grant)s.") % words
    return _("Beside the grant of %(grant)s from %(year)s %(name)s must put in %(required)s.") % words


def put_in(money: Money) -> str:
    """What is known of what the municipality has put in, as a sentence."""
    if money.put_in is None:
        return _("What the municipality has put in is not stated.")
    if not money.put_in:
        return _("Nothing is put in so far.")
    return _("%(amount)s is put in so far.") % {"amount": kroner(money.put_in)}


def ledger_sentence(table: Printed, made_here: Decimal) -> str:
    """What a mayor could read aloud about the whole programme."""
    stated = table.stated(CellKind.AWARDED)
    if stated is None:
        return _("No grants are recorded yet.")
    words = {
        "total": kroner(stated + made_here), "named": kroner(table.named(CellKind.AWARDED)),
        "expected": kroner(table.stated(CellKind.EXPECTED) or 0),
    }  # fmt: skip
    return (
        _("%(total)s has been awarded, %(named)s of it to the municipalities the evaluation follows.") % words
        + " "
        + _("Another %(expected)s is expected.") % words
    )


def waits_for(payment: PaymentRequest) -> str:
    """Who has the next move."""
    if payment.state in (PaymentState.SUBMITTED, PaymentState.APPROVED):
        return _("Waits for the bank.")
    if payment.state in (PaymentState.DRAFT, PaymentState.RETURNED):
        return _("Waits for the municipality.")
    return ""
