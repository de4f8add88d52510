"""What a household can have and pay, as a document: `boso-economy/1`. What is not known is named, part by part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from boso.core.economy.ability.paying import Ability, ability, most_loan
from boso.core.economy.bostotte.asking import another_thousand, most_income
from boso.core.economy.bostotte.terms import case_of
from boso.core.economy.bostotte.working import Worked, worked
from boso.core.economy.combination.documents import missing_rows, told
from boso.core.economy.combination.lawfulness import CHOICES
from boso.core.economy.combination.question import LoanTerms, Question
from boso.core.economy.exact import MONTHS, ORE, to_ore
from boso.core.economy.lawful import Lacking, Missing
from boso.core.economy.loans.lawful_terms import Wanted, breaches
from boso.core.economy.loans.plan import Kind, Loan, RateFrom, Term, effective_rate, plan
from boso.core.economy.people import Role
from boso.core.economy.reading import Asked, LoanAsked
from boso.core.economy.reading_instruments import InstrumentsAsked
from boso.core.law import parameters
from boso.core.law.parameters import NotKnown, Parameter

FORMAT = "boso-economy/1"
#: Decimals of an effective rate.
RATE_DECIMALS = 2


def document(asked: Asked) -> dict[str, Any]:
    """The answer; the same question has the same answer."""
    able: Ability | None = None
    try:
        able = ability(asked.household, asked.means, asked.on)
        of_ability = _ability(able)
    except Lacking as error:
        of_ability = _not_known(error.missing)
    answer: dict[str, Any] = {
        "format": FORMAT,
        "date": asked.on.isoformat(),
        "bostotte": _bostotte(asked),
        "ability": of_ability,
    }
    if asked.loan is not None:
        answer["loan"] = _loan(asked, asked.loan, able)
    if asked.loan is not None or asked.instruments is not None:
        answer |= told(question(asked))
    return answer


def question(asked: Asked) -> Question:
    """What the document asks of all instruments together. A loan that is asked for says price, own means and rates.

    Children in the household point to a ground for waiving; what else is not said is not known.
    """
    loan, said = asked.loan, asked.instruments or InstrumentsAsked()
    buying = terms = None
    own = said.own_means
    if loan is not None:
        own = loan.own_funds if own is None else own
        buying = said.buying(loan.price, asked.means.running, asked.adapted) if loan.price else None
        terms = LoanTerms(
            rate=loan.rate,
            stress_rate=loan.stress_rate,
            years=tuple(sorted({*parameters.value(CHOICES, "years", asked.on), loan.years})),
            interest_only_years=loan.interest_only_years,
            met=said.term_met,
            grounds=said.term_grounds,
            fee=loan.fee,
            term_fee=loan.term_fee,
        )
    children = any(person.role is Role.CHILD for person in asked.household.persons)
    return Question(
        on=asked.on,
        household=asked.household,
        means=asked.means,
        municipality=asked.municipality,
        place=asked.place,
        own=own,
        bank=said.bank,
        buying=buying,
        renting=said.renting,
        facts=replace(said.facts, children=children),
        terms=terms,
        local=said.local,
        horizon=said.horizon,
        step=said.step,
    )


def _bostotte(asked: Asked) -> dict[str, Any]:
    try:
        case = case_of(
            asked.household,
            asked.on,
            municipality=asked.municipality,
            place=asked.place,
            costs_year=asked.costs_year,
            tenure=asked.tenure,
            adapted=asked.adapted,
        )
        answer = worked(case, asked.on)
    except Lacking as error:
        return _not_known(error.missing)
    change = another_thousand(case, answer.terms) if answer.terms.minimum is not None else None
    return {
        "month": float(answer.month),
        "exact": _kroner(answer.exact),
        "regime": answer.terms.regime.value,
        "steps": _steps(answer),
        "most_income_year": most_income(case, answer.terms) if answer.terms.minimum is not None else None,
        "another_1000_of_income": None if change is None else float(change.of_income),
        "another_1000_of_rent": None if change is None else float(change.of_rent),
        "marks": answer.marks,
        "used": _used(answer.used),
    }


def _steps(answer: Worked) -> list[dict[str, Any]]:
    return [
        {"step": step.what.value, "amount": float(step.shown), "from": {name: float(of) for name, of in step.made_from}}
        for step in answer.steps
    ]


def _ability(able: Ability) -> dict[str, Any]:
    budget = able.budget
    return {
        "net_month": _kroner(able.net),
        "living_month": _kroner(able.living),
        "living_from": "seen" if budget is None else "reference_budget",
        "budget": None
        if budget is None
        else [{"cost": item.cost.value, "person": item.person, "month": _kroner(item.month)} for item in budget.items],
        "floor_month": None if able.floor is None else _kroner(able.floor),
        "floor_not_known": missing_rows(able.unchecked),
        "lifted_to_floor": able.lifted,
        "obligations_month": _kroner(able.obligations),
        "maintenance_month": _kroner(able.maintenance),
        "buffer_month": _kroner(able.buffer),
        "running_month": _kroner(able.running),
        "left_month": _kroner(able.left),
        "for_loans_month": _kroner(able.for_loans),
        "used": [] if budget is None else _used(budget.used),
    }


def _loan(asked: Asked, loan: LoanAsked, able: Ability | None) -> dict[str, Any]:
    terms = plan(_as_loan(loan, loan.rate))
    first, down = terms[0], terms[loan.interest_only_years * loan.terms_a_year]
    return {
        "principal": float(loan.principal),
        "month": _kroner(_month(down, loan)),
        "month_at_first": _kroner(_month(first, loan)),
        "interest": _kroner(Fraction(sum(term.interest for term in terms), ORE)),
        "effective_rate_year": round(effective_rate(_as_loan(loan, loan.rate)), RATE_DECIMALS)
        if loan.principal
        else None,
        "borne": None if able is None else _borne(able, loan, loan.rate),
        "stress": None if able is None or loan.stress_rate is None else _borne(able, loan, loan.stress_rate),
        "against": _against(asked, loan),
    }


def _as_loan(loan: LoanAsked, rate: Decimal) -> Loan:
    return Loan(
        principal=loan.principal,
        terms=loan.years * loan.terms_a_year,
        rates=(RateFrom(1, rate),),
        terms_a_year=loan.terms_a_year,
        kind=Kind.SERIAL if loan.serial else Kind.ANNUITY,
        interest_only=loan.interest_only_years * loan.terms_a_year,
        fee=loan.fee,
        term_fee=loan.term_fee,
    )


def _borne(able: Ability, loan: LoanAsked, rate: Decimal) -> dict[str, float]:
    """The most the household bears by that rate, as an annuity, and what is left in the loan's dearest month."""
    most = most_loan(
        able, rate, loan.years, terms_a_year=loan.terms_a_year, interest_only_years=loan.interest_only_years
    )
    dearest = max(_month(term, loan) for term in plan(_as_loan(loan, rate)))
    return {"rate_year": float(rate), "max": float(most.loan), "left_month": _kroner(able.for_loans - dearest)}


def _month(term: Term, loan: LoanAsked) -> Fraction:
    """What a term's payment comes to a month, kroner."""
    return Fraction(term.paid * loan.terms_a_year, ORE * MONTHS)


def _against(asked: Asked, loan: LoanAsked) -> list[dict[str, str]]:
    """What the regulation has against the terms, none of its conditions being stated as met."""
    wanted = Wanted(loan.years, loan.interest_only_years, loan.terms_a_year)
    try:
        found = breaches(wanted, asked.on)
    except NotKnown as error:
        return [{"against": "not_known", "key": "", "what": str(error)}]
    return [{"against": breach.against.value, "key": breach.key, "what": breach.what} for breach in found]


def _not_known(missing: Iterable[Missing]) -> dict[str, Any]:
    return {"not_known": missing_rows(missing)}


def _used(used: Iterable[Parameter]) -> list[dict[str, str]]:
    return [
        {"key": one.key, "starts": one.period.starts.isoformat(), "mark": one.mark, "source": one.source}
        for one in used
    ]


def _kroner(amount: Fraction) -> float:
    return float(to_ore(amount))
