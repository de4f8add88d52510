"""What a home means to the household, whatever it is paid with: money left for it, and how bostøtte sees it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from boso.core.economy.ability.paying import Ability, ability
from boso.core.economy.bostotte.terms import Case, case_of, terms_for
from boso.core.economy.combination.answer import Mix, Way
from boso.core.economy.combination.question import Question
from boso.core.economy.exact import MONTHS
from boso.core.economy.lawful import Lacking, Missing
from boso.core.economy.people import Tenure

NOUGHT = Decimal(0)
SAID = "nobody has said it"


def able_of(asked: Question) -> Ability:
    """What the household has for a home, whatever the home costs.

    Raises Lacking where that is not known.
    """
    return ability(asked.household, replace(asked.means, running=NOUGHT), asked.on)


def seen(asked: Question, way: Way, missing: list[Missing], loans_year: Decimal = NOUGHT) -> Case | None:
    """The household as bostøtte sees it in that home; None where bostøtte is not known, the reasons added to
    `missing`."""
    home = asked.buying if way is Way.BUYING else asked.renting
    counted = counted_of(asked, way)
    if home is None or counted is None:
        missing.append(Missing("", f"{way}.counted_year", SAID))
        return None
    try:
        found = case_of(
            asked.household,
            asked.on,
            municipality=asked.municipality,
            place=asked.place,
            costs_year=counted + loans_year,
            tenure=Tenure.RENT if asked.buying is None or way is Way.RENTING else asked.buying.tenure,
            adapted=home.adapted,
        )
        if terms_for(found, asked.on).minimum is None:
            missing.append(Missing("bostotte", "payout.minimum", f"on {asked.on}: a small amount may not be paid"))
    except Lacking as error:
        missing += error.missing
        return None
    return found


def counted_of(asked: Question, way: Way) -> Decimal | None:
    """The home's costs of a year besides loans, as bostøtte counts them; None where nobody has said."""
    if way is Way.BUYING:
        return None if asked.buying is None else asked.buying.counted_year
    if asked.renting is None or asked.renting.counted_year is not None:
        return None if asked.renting is None else asked.renting.counted_year
    return asked.renting.month * MONTHS


def seen_with(asked: Question, mix: Mix) -> Case | None:
    """The household as bostøtte sees it with the loans of a mix; None where bostøtte is not known."""
    return seen(asked, mix.way, [], (mix.bank_month + mix.startlan_month) * MONTHS)
