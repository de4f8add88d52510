"""What invented households live on, as somebody in the municipality may have found it. Nobody's tax is reckoned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from boso.core.synthetic.chance import Chance
from boso.core.synthetic.description import Human
from boso.core.synthetic.distributions import everything, figure, figures

#: Amounts are to whole hundreds.
STEP = 100
MONTHS = 12
UNKNOWN = "unknown"
#: How far back somebody may have looked, days.
LONGEST_AGO = 480


@dataclass(frozen=True, slots=True)
class Earned:
    """What one person has, kroner: a year before tax, and a month after."""

    year: int
    month: int


@dataclass(frozen=True, slots=True)
class Economy:
    """What a household lives on. earned: one for each member, none for children. wealth: none where nobody said it.

    receives, wishes_to_own: yes, no or unknown. residence_months: lived in the municipality.
    """

    on: dt.date
    earned: tuple[Earned | None, ...]
    wealth: int | None
    debt_month: int
    receives: str
    wishes_to_own: str
    residence_months: int
    arrears: bool
    payment_remarks: bool
    steady_income: bool


def economy(chance: Chance, members: Sequence[Human], on: dt.date, *, rents: bool) -> Economy | None:
    """The economy of a household as it is known on a day; none where nobody has looked into it."""
    of_tenants, of_others = figures("economy.known")
    if not chance.happens(of_tenants if rents else of_others):
        return None
    share, least, most = figures("economy.debt")
    arrears, remarks, steady = figures("economy.remarks")
    children = sum(member.role == "child" for member in members)
    earned = tuple(_earned(chance, member, children) for member in members)
    wealth, high = chance.pick("economy.wealth"), sum(one.year for one in earned if one is not None)
    receives = chance.pick("economy.receives")
    return Economy(
        on=on - dt.timedelta(days=chance.between(0, LONGEST_AGO)),
        earned=earned,
        wealth=None if wealth == UNKNOWN else int(wealth),
        debt_month=_round(chance.between(int(least), int(most))) if chance.happens(share) else 0,
        receives="no" if receives == "yes" and high > figure("economy.high_income") else receives,
        wishes_to_own=chance.pick("economy.wishes_to_own"),
        residence_months=int(chance.pick("economy.residence_months")),
        arrears=chance.happens(arrears),
        payment_remarks=chance.happens(remarks),
        steady_income=chance.happens(steady),
    )


def _earned(chance: Chance, member: Human, children: int) -> Earned | None:
    if member.role in ("child", "child_visiting"):
        return None
    first = member.role == "applicant"
    source = chance.pick("economy.from" if first else "economy.from.partner")
    least, most = everything()["economy.income"].value[source]
    year = _round(chance.between(least, most))
    low, high = figures("economy.net")
    share = high if year >= figure("economy.high_income") else low
    more = int(figure("economy.for_a_child")) * children if first else 0
    return Earned(year, _round(int(year * share / MONTHS)) + more)


def _round(amount: int) -> int:
    return amount // STEP * STEP
