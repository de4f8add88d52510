"""What bank and municipality can give, from a document: the `instruments` of a `boso-household/1`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from boso.core.economy.checking import Key, checked
from boso.core.economy.combination.question import Bank, Buying, Local, Renting
from boso.core.economy.exposure import Risk
from boso.core.economy.people import Tenure
from boso.core.economy.startlan import AREA, Facts
from boso.core.law import parameters
from boso.core.law.parameters import NotKnown

#: The highest rate and the longest term that are read.
HIGHEST = LONGEST = 100
_AMOUNT, _MAYBE, _FLAG = Key("kroner"), Key("kroner", null=True), Key("flag", null=True)
_PERCENT = Key("rate", high=HIGHEST)
_KEYS = {
    "bank": Key("object", null=True),
    "stated": Key("object"),
    "may_lose_home": _FLAG,
    "needed_worker": _FLAG,
    "municipal_tenant": _FLAG,
    "tenure": Key("text", words=(Tenure.OWN, Tenure.COOPERATIVE)),
    "value": _MAYBE,
    "costs": _AMOUNT,
    "works": _AMOUNT,
    "works_value": _AMOUNT,
    "adaptation_grant": _AMOUNT,
    "counted_year": _MAYBE,
    "rent": Key("object", null=True),
    "own_means": _MAYBE,
    "grant_most": _MAYBE,
    "grant_after_startlan": _FLAG,
    "guarantee": _FLAG,
    "most_startlan": _MAYBE,
    "most_years": Key("whole", low=1, high=LONGEST, null=True),
    "own_percent": Key("number", high=HIGHEST, null=True),
    "risk": Key("object", null=True),
    "horizon_years": Key("whole", low=1, high=LONGEST, null=True),
    "step": Key("kroner", low=1000, null=True),
}
_BANK = {
    "most": Key("kroner", True),
    "rate_year": _PERCENT,
    "years": Key("whole", low=1, high=LONGEST),
}
_RENT = {
    "month": Key("kroner", True),
    "running_month": _AMOUNT,
    "deposit": _AMOUNT,
    "counted_year": _MAYBE,
    "adapted": Key("flag"),
}
_RISK = {
    "loss_percent_year": Key("rate", True, high=HIGHEST),
    "price_fall_percent": Key("number", True, high=HIGHEST),
}
_OF_HOME = ("value", "costs", "works", "works_value", "adaptation_grant", "counted_year")
_OF_LOCAL = ("grant_most", "grant_after_startlan", "guarantee", "most_startlan", "most_years", "own_percent")


@dataclass(frozen=True, slots=True)
class InstrumentsAsked:
    """What is said of the instruments. home: of the home to buy, besides its price; as in `Buying`."""

    bank: Bank | None = None
    facts: Facts = field(default_factory=Facts)
    term_met: frozenset[str] = frozenset()
    term_grounds: frozenset[str] = frozenset()
    home: Mapping[str, Any] = field(default_factory=dict)
    tenure: Tenure = Tenure.OWN
    renting: Renting | None = None
    own_means: Decimal | None = None
    local: Local = field(default_factory=Local)
    horizon: int | None = None
    step: Decimal | None = None

    def buying(self, price: Decimal, running_month: Decimal, adapted: bool) -> Buying:
        """The home to buy."""
        return Buying(price=price, running_month=running_month, adapted=adapted, tenure=self.tenure, **self.home)


def instruments(row: Any, on: dt.date | None, faults: list[str]) -> InstrumentsAsked | None:
    """What the document says of the instruments, names held against the law of that day; faults go on the list."""
    keys = {
        **_KEYS,
        "grounds": Key("names", words=_names("startlan.waivers", on)),
        "term_met": Key("names", words=_names("term.long_conditions", on)),
        "term_grounds": Key("names", words=_names("term.long_waivers", on)),
    }
    stated = dict.fromkeys(_names("startlan.conditions", on), _FLAG)
    before = len(faults)
    top = checked(row, "instruments", keys, faults)
    said = checked(top.get("stated", {}), "instruments.stated", stated, faults)
    bank, rent, risk = (
        None if top.get(name) is None else checked(top[name], f"instruments.{name}", of, faults)
        for name, of in (("bank", _BANK), ("rent", _RENT), ("risk", _RISK))
    )
    if bank and bank.get("most") and not {"rate_year", "years"} <= bank.keys():
        faults.append("instruments.bank: a loan has rate_year and years")
    for part in ("works_value", "adaptation_grant"):
        if top.get(part, 0) > top.get("works", 0):
            faults.append(f"instruments.{part}: must be no more than instruments.works")
    if len(faults) > before:
        return None
    return InstrumentsAsked(
        bank=None if bank is None else Bank(bank["most"], bank.get("rate_year", Decimal(0)), bank.get("years", 1)),
        facts=Facts(
            stated=said,
            grounds=frozenset(top.get("grounds", ())),
            may_lose_home=top.get("may_lose_home"),
            needed_worker=top.get("needed_worker"),
            municipal_tenant=top.get("municipal_tenant"),
        ),
        term_met=frozenset(top.get("term_met", ())),
        term_grounds=frozenset(top.get("term_grounds", ())),
        home={name: top[name] for name in _OF_HOME if name in top},
        tenure=Tenure(top.get("tenure", Tenure.OWN)),
        renting=None if rent is None else Renting(**rent),
        own_means=top.get("own_means"),
        local=Local(
            risk=None if risk is None else Risk(**risk), **{name: top[name] for name in _OF_LOCAL if name in top}
        ),
        horizon=top.get("horizon_years"),
        step=top.get("step"),
    )


def _names(key: str, on: dt.date | None) -> tuple[str, ...]:
    """The names the law has that day; the newest for a day without a law, about which nothing is answered anyhow."""
    try:
        return tuple(parameters.value(AREA, key, on or dt.date.min))
    except NotKnown:
        return tuple(parameters.history(AREA, key)[-1].value)
