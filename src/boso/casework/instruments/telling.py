"""Short sentences about households of the watch, and about a guideline's points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.casework.households.cards import HouseholdCard
from boso.casework.households.models import Household
from boso.casework.instruments import guiding
from boso.casework.instruments.forms import AssessForm
from boso.casework.instruments.models import Lack, Verdict, Watch, WatchState
from boso.casework.instruments.wording import kr, percent
from boso.core.economy.guideline import Compared, Stands
from boso.core.values.numbers import grouped
from boso.foundation.web.templatetags.words import day


def lacking(codes: Iterable[str]) -> str:
    """What is not known: «income, wealth»."""
    known = {str(one.value): str(one.label) for one in Lack}
    return ", ".join(known.get(code, code) for code in codes)


def state_words(row: Watch) -> str:
    """Where a household of the watch stands: «asked 12.11.2026 by Nøysom Sparebøsse»."""
    if row.state == WatchState.OPEN:
        return str(WatchState.OPEN.label)
    told = {"state": row.get_state_display(), "day": day(row.since), "name": row.worker.name if row.worker else ""}
    if row.because:
        told["state"] = _("%(state)s: %(because)s") % {**told, "because": row.get_because_display()}
    if row.worker is None:
        return _("%(state)s since %(day)s") % told
    return _("%(state)s %(day)s by %(name)s") % told


def month(verdict: str, amount: Decimal | None) -> str:
    """About how much a month: as it is known, or at the most."""
    if amount is None:
        return ""
    if verdict == Verdict.UNCERTAIN:
        return _("at most %(kr)s") % {"kr": kr(amount)}
    return kr(amount)


def watch_sentence(counts: Mapping[str, int]) -> str:
    """The list in a sentence that can be read aloud."""
    likely, uncertain = counts.get(Verdict.LIKELY, 0), counts.get(Verdict.UNCERTAIN, 0)
    told = []
    if likely:
        told.append(
            ngettext(
                "%(count)s household is likely entitled to bostøtte.",
                "%(count)s households are likely entitled to bostøtte.", likely,
            ) % {"count": grouped(likely)}
        )  # fmt: skip
    if uncertain:
        told.append(
            ngettext(
                "Of %(count)s it is not known, as something about them is lacking.",
                "Of %(count)s it is not known, as something about them is lacking.", uncertain,
            ) % {"count": grouped(uncertain)}
        )  # fmt: skip
    return " ".join(told) or _("Nobody on this list.")


def point_value(key: str, value: Any) -> str:
    """What a point says, in words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(str(guiding.NAMES.get(one, one)) for one in value) or _("none")
    number = Decimal(str(value))
    return kr(number) if key.endswith("kroner") else percent(number) if number % 1 else grouped(int(number))


def state_value(found: Compared) -> str:
    """What the state says of the same."""
    if found.state is None or found.state is False:
        return _("nothing")
    if isinstance(found.state, Mapping):
        return point_value(found.point.key, list(found.state))
    return point_value(found.point.key, found.state)


def stands(found: Compared) -> tuple[str, str]:
    """How a point stands to the state's rule, in a word and a colour."""
    if found.unlawful:
        return _("not allowed by the regulation"), "danger"
    words = {
        Stands.STRICTER: (_("stricter than the state"), "warning"),
        Stands.SAME: (_("as the state"), "neutral"),
        Stands.LAXER: (_("wider than the state"), "success"),
        Stands.OWN: (_("the municipality's own to set"), "fjord"),
    }
    return words[found.stands]


#: Points and settings of the guideline that a combination is reckoned with.
USED = (
    guiding.RATE, "stress_rate", "grant_most_kroner", "grant_after_startlan", "deposit_guarantee", "most_kroner",
    "most_years", "own_percent",
)  # fmt: skip


def where_to_enter(lack: Lack, row: Household) -> str:
    """Where what is not known is entered."""
    if lack == Lack.PERSONS:
        return reverse("households:household", args=[row.pk]) + "?tab=people"
    if lack == Lack.LAW:
        return reverse("instruments_public:law") + "?area=bostotte"
    return reverse("instruments:assess", args=[row.pk])


def entered(document: Mapping[str, Any], card: HouseholdCard) -> Iterator[tuple[str, str]]:
    """What was entered in an assessment, as labels and values."""
    names = {str(one.person_id): one.name for one in card.persons}
    labels = {"income_year": _("income a year before tax"), "net_month": _("paid out a month after tax")}
    told = document["entered"]
    for who, of in told.get("persons", {}).items():
        for key, label in labels.items():
            if key in of:
                yield f"{names.get(who, _('Somebody who has moved'))}, {label}", kr(Decimal(str(of[key])))
    order = list(AssessForm.base_fields)
    of_all = sorted(told.get("of_all", {}).items(), key=lambda one: _place(order, one[0]))
    for key, value in of_all:
        field = AssessForm.base_fields.get(key)
        yield str(field.label if field is not None and field.label else key), _value(value)
    if told.get("words"):
        yield _("Remark"), told["words"]


def _place(order: list[str], key: str) -> tuple[int, str]:
    return (order.index(key) if key in order else len(order), key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes")
    if isinstance(value, list):
        return ", ".join(str(guiding.NAMES.get(one, one)) for one in value)
    words = {"yes": _("yes"), "no": _("no"), "own": _("owned"), "cooperative": _("with shared costs")}
    if value in words:
        return words[value]
    number = Decimal(str(value))
    return percent(number) if number < RATES_BELOW else grouped(int(number))


#: Numbers below are rates, years and counts.
RATES_BELOW = 100
