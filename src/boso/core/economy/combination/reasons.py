"""Why each instrument is in the chosen mix or not, and what nobody has said."""

from __future__ import annotations

from decimal import Decimal

from boso.core.economy.bostotte.asking import most_income
from boso.core.economy.bostotte.terms import terms_for
from boso.core.economy.combination.answer import Because, Combination, Instrument, Mix, Way, Why
from boso.core.economy.combination.home import SAID, seen_with
from boso.core.economy.combination.question import Question
from boso.core.economy.lawful import Missing
from boso.core.economy.loans.lawful_terms import AREA, Against, Wanted, breaches
from boso.core.law import parameters


def unsaid_buying(asked: Question) -> list[Missing]:
    """What nobody has said of the means to buy a home with."""
    said = {
        "own": asked.own,
        "bank": asked.bank,
        "terms": asked.terms,
        "local.grant_most": asked.local.grant_most,
    }
    return [Missing("", name, SAID) for name, what in said.items() if what is None]


def unsaid_renting(asked: Question) -> list[Missing]:
    """What nobody has said of the means to pay a deposit with."""
    said = {"own": asked.own, "local.guarantee": asked.local.guarantee}
    return [Missing("", name, SAID) for name, what in said.items() if what is None]


def why(asked: Question, answer: Combination) -> tuple[Why, ...]:
    """One reason for each instrument, of the chosen mix, or of the first that is shown where none is."""
    mix = answer.chosen or next(iter(answer.shown), None)
    if mix is None:
        return ()
    buys = mix.way is Way.BUYING
    return (
        _own(asked, mix),
        _bank(asked, mix) if buys else Why(Instrument.BANK, False, Because.ONLY_BUYING),
        _startlan(asked, mix, answer) if buys else Why(Instrument.STARTLAN, False, Because.ONLY_BUYING),
        _long_term(asked, mix) if buys else Why(Instrument.LONG_TERM, False, Because.ONLY_BUYING),
        _grant(asked, mix) if buys else Why(Instrument.GRANT, False, Because.ONLY_BUYING),
        _bostotte(asked, mix, answer),
        _guarantee(mix) if not buys else Why(Instrument.GUARANTEE, False, Because.ONLY_RENTING),
    )


def _own(asked: Question, mix: Mix) -> Why:
    if mix.own:
        return Why(Instrument.OWN, True, Because.USED, amount=mix.own)
    if asked.own is None:
        return _not_known(Instrument.OWN, "own")
    if not asked.own:
        return Why(Instrument.OWN, False, Because.NONE_THERE)
    return Why(Instrument.OWN, False, Because.NOT_NEEDED, amount=asked.own)


def _bank(asked: Question, mix: Mix) -> Why:
    if mix.bank:
        return Why(Instrument.BANK, True, Because.USED, amount=mix.bank)
    if asked.bank is None:
        return _not_known(Instrument.BANK, "bank")
    if not asked.bank.most:
        return Why(Instrument.BANK, False, Because.REFUSED)
    return Why(Instrument.BANK, False, Because.DEARER if mix.startlan else Because.NOT_NEEDED, amount=asked.bank.most)


def _startlan(asked: Question, mix: Mix, answer: Combination) -> Why:
    stopping = tuple(one.condition for one in answer.conditions if one.stops)
    if mix.startlan:
        held = tuple(one.condition for one in answer.conditions)
        return Why(Instrument.STARTLAN, True, Because.USED, held, answer.depends, mix.startlan)
    if stopping:
        return Why(Instrument.STARTLAN, False, Because.CONDITION_NOT_MET, stopping)
    if asked.terms is None:
        return _not_known(Instrument.STARTLAN, "terms")
    return Why(Instrument.STARTLAN, False, Because.DEARER if mix.bank else Because.NOT_NEEDED)


def _long_term(asked: Question, mix: Mix) -> Why:
    conditions = tuple(parameters.value(AREA, "term.long_conditions", asked.on))
    if mix.long_term:
        return Why(Instrument.LONG_TERM, True, Because.USED, conditions, amount=Decimal(mix.years))
    if not mix.startlan or asked.terms is None:
        return Why(Instrument.LONG_TERM, False, Because.NOT_NEEDED)
    longest = parameters.value(AREA, "term.most_years_startlan", asked.on)
    wanted = Wanted(longest, asked.terms.interest_only_years, met=asked.terms.met, grounds=asked.terms.grounds)
    unmet = tuple(one.what for one in breaches(wanted, asked.on) if one.against is Against.CONDITION_NOT_MET)
    if unmet:
        return Why(Instrument.LONG_TERM, False, Because.CONDITION_NOT_MET, unmet)
    return Why(Instrument.LONG_TERM, False, Because.NOT_NEEDED)


def _grant(asked: Question, mix: Mix) -> Why:
    most = asked.local.grant_most
    if mix.grant:
        return Why(Instrument.GRANT, True, Because.USED, amount=mix.grant)
    if most is None:
        return _not_known(Instrument.GRANT, "local.grant_most")
    if not most:
        return Why(Instrument.GRANT, False, Because.NONE_THERE)
    if not mix.borne:
        return Why(Instrument.GRANT, False, Because.TOO_LITTLE, amount=most)
    return Why(Instrument.GRANT, False, Because.NOT_NEEDED, amount=most)


def _bostotte(asked: Question, mix: Mix, answer: Combination) -> Why:
    if mix.bostotte:
        return Why(Instrument.BOSTOTTE, True, Because.USED, amount=mix.bostotte)
    case = seen_with(asked, mix)
    about = tuple(
        one for one in answer.missing if one.area == "bostotte" or one.key.endswith(("counted_year", "income_year"))
    )
    if case is None or terms_for(case, asked.on).minimum is None:
        return Why(Instrument.BOSTOTTE, False, Because.NOT_KNOWN, missing=about)
    most = most_income(case, terms_for(case, asked.on))
    return Why(Instrument.BOSTOTTE, False, Because.NOT_ENTITLED, amount=None if most is None else Decimal(most))


def _guarantee(mix: Mix) -> Why:
    if mix.guarantee:
        return Why(Instrument.GUARANTEE, True, Because.USED, amount=mix.guarantee)
    return Why(Instrument.GUARANTEE, False, Because.NOT_NEEDED)


def _not_known(instrument: Instrument, name: str) -> Why:
    return Why(instrument, False, Because.NOT_KNOWN, missing=(Missing("", name, SAID),))
