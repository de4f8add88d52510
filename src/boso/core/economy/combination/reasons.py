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
from boso.core.economy.startlan import ABILITY
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
    """One reason for each instrument, of the chosen mix; where no home to buy can be paid, what was too little.

    None where the ability to pay is not known.
    """
    if answer.ability is None:
        return ()
    mix = answer.chosen or next(iter(answer.shown), None)
    of_buying: tuple[Why, ...]
    if answer.chosen is not None and answer.chosen.way is Way.BUYING:
        chosen = answer.chosen
        of_buying = (
            _bank(asked, chosen),
            _startlan(asked, chosen, answer),
            _long_term(asked, chosen),
            _grant(asked, chosen),
        )
    elif asked.buying is not None:
        of_buying = _not_bought(asked, answer)
    else:
        names = (Instrument.BANK, Instrument.STARTLAN, Instrument.LONG_TERM, Instrument.GRANT)
        of_buying = tuple(Why(name, False, Because.ONLY_BUYING) for name in names)
    return (_own(asked, mix), *of_buying, _bostotte(asked, mix, answer), _guarantee(asked, mix))


def _own(asked: Question, mix: Mix | None) -> Why:
    if mix is not None and mix.own:
        return Why(Instrument.OWN, True, Because.USED, amount=mix.own)
    if asked.own is None:
        return _not_known(Instrument.OWN, "own")
    if not asked.own:
        return Why(Instrument.OWN, False, Because.NONE_THERE)
    return Why(Instrument.OWN, False, Because.TOO_LITTLE if mix is None else Because.NOT_NEEDED, amount=asked.own)


def _bank(asked: Question, mix: Mix) -> Why:
    if mix.bank:
        return Why(Instrument.BANK, True, Because.USED, amount=mix.bank)
    because = Because.DEARER if mix.startlan else Because.NOT_NEEDED
    return _no_bank(asked) or Why(Instrument.BANK, False, because, amount=_offered(asked))


def _startlan(asked: Question, mix: Mix, answer: Combination) -> Why:
    if mix.startlan:
        held = tuple(one.condition for one in answer.conditions)
        return Why(Instrument.STARTLAN, True, Because.USED, held, answer.depends, mix.startlan)
    because = Because.DEARER if mix.bank else Because.NOT_NEEDED
    return _no_startlan(asked, answer) or Why(Instrument.STARTLAN, False, because)


def _long_term(asked: Question, mix: Mix) -> Why:
    if mix.long_term:
        conditions = tuple(parameters.value(AREA, "term.long_conditions", asked.on))
        return Why(Instrument.LONG_TERM, True, Because.USED, conditions, amount=Decimal(mix.years))
    unmet = _unmet(asked) if mix.startlan else ()
    return Why(Instrument.LONG_TERM, False, Because.CONDITION_NOT_MET if unmet else Because.NOT_NEEDED, unmet)


def _grant(asked: Question, mix: Mix) -> Why:
    if mix.grant:
        return Why(Instrument.GRANT, True, Because.USED, amount=mix.grant)
    return _no_grant(asked) or Why(Instrument.GRANT, False, Because.NOT_NEEDED, amount=asked.local.grant_most)


def _not_bought(asked: Question, answer: Combination) -> tuple[Why, Why, Why, Why]:
    """What was too little, where no home to buy can be paid: the startlån by so much a month, in the mix with most
    left."""
    nearest = next((mix for mix in answer.shown if mix.way is Way.BUYING), None)
    short = None
    if nearest is not None:
        short = -min(nearest.left, nearest.left if nearest.left_stressed is None else nearest.left_stressed)
    unmet = _unmet(asked)
    return (
        _no_bank(asked) or Why(Instrument.BANK, False, Because.TOO_LITTLE, amount=_offered(asked)),
        _no_startlan(asked, answer) or Why(Instrument.STARTLAN, False, Because.TOO_LITTLE, amount=short),
        Why(Instrument.LONG_TERM, False, Because.CONDITION_NOT_MET if unmet else Because.TOO_LITTLE, unmet),
        _no_grant(asked) or Why(Instrument.GRANT, False, Because.TOO_LITTLE, amount=asked.local.grant_most),
    )


def _no_bank(asked: Question) -> Why | None:
    """Why there is no bank loan to be had, if so."""
    if asked.bank is None:
        return _not_known(Instrument.BANK, "bank")
    return None if asked.bank.most else Why(Instrument.BANK, False, Because.REFUSED)


def _offered(asked: Question) -> Decimal | None:
    return None if asked.bank is None else asked.bank.most


def _no_startlan(asked: Question, answer: Combination) -> Why | None:
    """Why there is no startlån to be had, if so, whatever it costs."""
    stopping = tuple(one.condition for one in answer.conditions if one.stops and one.condition != ABILITY)
    stopping = stopping or answer.in_the_way
    if stopping:
        return Why(Instrument.STARTLAN, False, Because.CONDITION_NOT_MET, stopping)
    return _not_known(Instrument.STARTLAN, "terms") if asked.terms is None else None


def _no_grant(asked: Question) -> Why | None:
    """Why there is no grant to be had, if so."""
    if asked.local.grant_most is None:
        return _not_known(Instrument.GRANT, "local.grant_most")
    return None if asked.local.grant_most else Why(Instrument.GRANT, False, Because.NONE_THERE)


def _unmet(asked: Question) -> tuple[str, ...]:
    """The conditions for a long term that are not met, by name."""
    if asked.terms is None:
        return ()
    longest = parameters.value(AREA, "term.most_years_startlan", asked.on)
    wanted = Wanted(longest, asked.terms.interest_only_years, met=asked.terms.met, grounds=asked.terms.grounds)
    return tuple(one.what for one in breaches(wanted, asked.on) if one.against is Against.CONDITION_NOT_MET)


def _bostotte(asked: Question, mix: Mix | None, answer: Combination) -> Why:
    if mix is None:
        return Why(Instrument.BOSTOTTE, False, Because.TOO_LITTLE)
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


def _guarantee(asked: Question, mix: Mix | None) -> Why:
    if asked.renting is None or (mix is not None and mix.way is Way.BUYING):
        return Why(Instrument.GUARANTEE, False, Because.ONLY_RENTING)
    if mix is not None:
        because = Because.USED if mix.guarantee else Because.NOT_NEEDED
        return Why(Instrument.GUARANTEE, because is Because.USED, because, amount=mix.guarantee or None)
    if asked.local.guarantee is None:
        return _not_known(Instrument.GUARANTEE, "local.guarantee")
    return Why(Instrument.GUARANTEE, False, Because.NONE_THERE)


def _not_known(instrument: Instrument, name: str) -> Why:
    return Why(instrument, False, Because.NOT_KNOWN, missing=(Missing("", name, SAID),))
