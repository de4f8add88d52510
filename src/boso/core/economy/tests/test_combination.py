"""The chosen mix is the best of all, each tried one by one; and why every instrument is in it or not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.economy.ability.paying import Means
from boso.core.economy.combination.answer import Aim, Because, Instrument, Way
from boso.core.economy.combination.combine import combine
from boso.core.economy.combination.question import Bank, Buying, LoanTerms, Local, Question, Renting
from boso.core.economy.exposure import Risk
from boso.core.economy.people import Household, Person, Role, Tenure
from boso.core.economy.startlan import Facts
from boso.core.economy.tests.every_mix import all_lawful
from boso.core.law.parameters import NotKnown

DAY = dt.date(2026, 11, 23)
LONG = frozenset(["lasting_low_income", "fits_for_long", "renting_is_no_way", "shorter_is_unsound"])
FINE = {"long_term_problem": True, "saving_used": True, "dwelling_suitable_and_reasonable": True}


def a_family(net: int = 45_900, gross: int = 660_000, children: int = 3) -> Household:
    """A couple with children, one of whom earns; five in all unless said."""
    couple = (
        Person(Decimal(38), Role.APPLICANT, income_year=Decimal(gross), net_month=Decimal(net)),
        Person(Decimal(40), Role.PARTNER, income_year=Decimal(0), net_month=Decimal(0)),
    )
    return Household((*couple, *(Person(Decimal(4 + 3 * at), Role.CHILD) for at in range(children))))


def asking(**changes) -> Question:
    """A family of five in a municipal home, that looks at one for 2 950 000 kr."""
    usual = Question(
        on=DAY,
        household=a_family(),
        means=Means(living=Decimal(29_300), floor_on=dt.date(2024, 12, 1)),
        municipality="3103",
        own=Decimal(100_000),
        bank=Bank(Decimal(0)),
        buying=Buying(Decimal(2_950_000), running_month=Decimal(3_700), counted_year=Decimal(40_000)),
        facts=Facts(stated=FINE, children=True, municipal_tenant=True),
        terms=LoanTerms(Decimal("4.3"), years=(20, 30, 40), met=LONG),
        local=Local(grant_most=Decimal(600_000), risk=Risk(Decimal("0.3"), Decimal(25))),
        horizon=10,
        step=Decimal(300_000),
    )
    return replace(usual, **changes)


def reason(answer, instrument: Instrument):
    return next(one for one in answer.why if one.instrument is instrument)


def test_a_family_of_five_in_a_municipal_lease():
    answer = combine(asking())
    chosen = answer.chosen
    assert chosen == answer.best[Way.BUYING, Aim.HOUSEHOLD]
    assert (chosen.way, chosen.own, chosen.startlan, chosen.grant, chosen.years) == (
        Way.BUYING,
        100_000,
        2_850_000,
        0,
        40,
    )
    assert chosen.borne
    assert chosen.instruments == {Instrument.OWN, Instrument.STARTLAN, Instrument.LONG_TERM}
    assert {one.because for one in answer.why if one.included} == {Because.USED}
    assert reason(answer, Instrument.BANK).because is Because.REFUSED
    assert reason(answer, Instrument.GRANT).because is Because.NOT_NEEDED
    assert reason(answer, Instrument.BOSTOTTE).because is Because.NOT_ENTITLED
    assert reason(answer, Instrument.GUARANTEE).because is Because.ONLY_RENTING
    assert reason(answer, Instrument.LONG_TERM).conditions == (
        "lasting_low_income",
        "fits_for_long",
        "renting_is_no_way",
        "shorter_is_unsound",
    )
    assert not answer.depends
    assert not answer.missing
    assert all(one.standing == "met" for one in answer.conditions)
    assert answer.shown[0] == chosen
    assert not answer.shown[-1].borne


def test_without_a_long_term_a_grant_carries_what_startlan_cannot():
    answer = combine(asking(terms=LoanTerms(Decimal("4.3"), years=(20, 30, 40)), step=Decimal(100_000)))
    chosen = answer.chosen
    assert (chosen.startlan, chosen.grant, chosen.years) == (2_550_000, 300_000, 30)
    assert reason(answer, Instrument.LONG_TERM).because is Because.CONDITION_NOT_MET
    assert reason(answer, Instrument.GRANT).amount == 300_000
    assert chosen.cost.municipality > 300_000
    assert "grant_after_startlan" in answer.readings
    generous = combine(
        asking(
            terms=LoanTerms(Decimal("4.3"), years=(20, 30, 40)),
            local=Local(grant_most=Decimal(600_000), grant_after_startlan=False),
        )
    )
    assert generous.chosen.grant == 600_000
    assert "risk" in [one.key for one in generous.missing]


KRONER = st.integers(0, 12).map(lambda many: Decimal(many) * 25_000)
NETS = st.integers(0, 120).map(lambda many: 13_000 + many * 400)
QUESTIONS = st.builds(
    asking,
    on=st.sampled_from([dt.date(2023, 8, 1), dt.date(2024, 6, 1), dt.date(2025, 5, 1), DAY]),
    household=st.builds(
        a_family, net=NETS, gross=st.integers(0, 900).map(lambda many: many * 1000), children=st.integers(0, 3)
    ),
    means=st.builds(Means, living=st.just(Decimal(9_000)), buffer=st.sampled_from([Decimal(0), Decimal("333.33")])),
    own=st.sampled_from([Decimal(0), Decimal(50_000), Decimal(200_000)]) | st.none(),
    bank=st.none()
    | st.just(Bank(Decimal(0)))
    | st.builds(Bank, KRONER, st.sampled_from([Decimal("5.15"), Decimal(0)]), st.sampled_from([1, 4])),
    buying=st.builds(
        Buying,
        price=st.sampled_from([Decimal(150_000), Decimal("310000.50"), Decimal(90_000)]),
        value=st.sampled_from([None, None, Decimal(120_000)]),
        costs=st.sampled_from([Decimal(0), Decimal(7_000)]),
        works=st.just(Decimal(30_000)),
        works_value=st.sampled_from([Decimal(0), Decimal(20_000)]),
        adaptation_grant=st.sampled_from([Decimal(0), Decimal(10_000)]),
        tenure=st.sampled_from([Tenure.OWN, Tenure.COOPERATIVE]),
        running_month=st.sampled_from([Decimal(0), Decimal(2_500)]),
        counted_year=st.none() | st.sampled_from([Decimal(20_000), Decimal(70_000)]),
    ),
    facts=st.builds(
        Facts,
        stated=st.sampled_from([FINE, FINE, {}, {**FINE, "saving_used": False}, {"bank_refused": False}]),
        grounds=st.sampled_from([frozenset(), frozenset(["barn_eller_sosial_helse"])]),
    ),
    terms=st.none()
    | st.builds(
        LoanTerms,
        rate=st.sampled_from([Decimal("4.64"), Decimal(0), Decimal("3.948")]),
        stress_rate=st.none() | st.just(Decimal("7.5")),
        years=st.sampled_from([(1, 3, 5), (2, 31)]),
        interest_only_years=st.sampled_from([0, 1]),
        met=st.sampled_from([frozenset(), LONG]),
        term_fee=st.sampled_from([Decimal(0), Decimal(45)]),
        fee=st.sampled_from([Decimal(0), Decimal(900)]),
    ),
    local=st.builds(
        Local,
        grant_most=st.none() | KRONER,
        grant_after_startlan=st.sampled_from([None, True, False]),
        risk=st.none() | st.just(Risk(Decimal("0.7"), Decimal(40))),
        most_startlan=st.sampled_from([None, None, Decimal(140_000)]),
        most_years=st.sampled_from([None, None, 3]),
        own_percent=st.sampled_from([None, None, Decimal(10)]),
    ),
    horizon=st.sampled_from([1, 3]),
    step=st.sampled_from([Decimal(75_000), Decimal(60_000)]),
)


@given(QUESTIONS)
def test_the_best_mixes_are_the_best_of_all_tried_one_by_one(asked):
    answer, every = combine(asked), all_lawful(asked)
    borne = [mix for mix in every if mix.borne]
    assert (answer.tried, answer.borne) == (len(every), len(borne))
    assert set(answer.best) == ({(Way.BUYING, aim) for aim in Aim} if borne else set())
    for (_way, aim), mix in answer.best.items():
        least = min(borne, key=lambda one: one.key(aim))
        assert (mix.own, mix.bank, mix.startlan, mix.grant, mix.years) == (
            least.own,
            least.bank,
            least.startlan,
            least.grant,
            least.years,
        )
        assert Fraction(mix.cost.household) == least.household
        assert (Fraction(mix.cost.municipality), Fraction(mix.cost.state)) == (least.municipality, least.state)
        assert (mix.cost.municipality_worst, mix.cost.state_worst) == least.worst
        assert 0 <= least.left - Fraction(mix.left) < Fraction(1, 100)
    for mix in answer.shown:
        assert mix.own + mix.bank + mix.startlan + mix.grant == asked.buying.need
        assert mix.borne is (mix.left >= 0 and (mix.left_stressed is None or mix.left_stressed >= 0))


@given(QUESTIONS)
def test_every_instrument_has_its_reason(asked):
    answer = combine(asked)
    assert [one.instrument for one in answer.why] == list(Instrument)
    for one in answer.why:
        assert one.included is (one.because is Because.USED)
        assert (
            one.included is (answer.chosen is not None and one.instrument in answer.chosen.instruments)
            or not answer.chosen
        )
        assert bool(one.missing) or one.because is not Because.NOT_KNOWN


def test_renting_with_a_deposit():
    renting = Renting(Decimal(9_000), deposit=Decimal(27_000), running_month=Decimal(600))
    asked = asking(buying=None, renting=renting, local=Local(guarantee=True))
    answer = combine(asked)
    assert [(mix.own, mix.guarantee, mix.left) for mix in answer.shown] == [(0, 27_000, 7_000), (27_000, 0, 7_000)]
    assert answer.chosen.cost.municipality_worst == 27_000
    assert answer.chosen.cost.household == 9_600 * 120
    assert answer.best[Way.RENTING, Aim.MUNICIPALITY].guarantee == 0
    assert reason(answer, Instrument.GUARANTEE).included
    assert reason(answer, Instrument.STARTLAN).because is Because.ONLY_BUYING
    assert answer.conditions == ()
    assert "rent_is_what_counts" in answer.readings
    poor = combine(replace(asked, own=Decimal(0), local=Local()))
    assert (poor.chosen, poor.shown) == (None, ())
    assert [one.key for one in poor.missing] == ["local.guarantee"]
    assert {one.instrument: one.because for one in poor.why if one.because is not Because.ONLY_BUYING} == {
        Instrument.OWN: Because.NONE_THERE,
        Instrument.BOSTOTTE: Because.TOO_LITTLE,
        Instrument.GUARANTEE: Because.NOT_KNOWN,
    }
    refused = combine(replace(asked, own=Decimal(1), local=Local(guarantee=False)))
    assert reason(refused, Instrument.GUARANTEE).because is Because.NONE_THERE
    assert reason(refused, Instrument.OWN).because is Because.TOO_LITTLE
    plain = combine(replace(asked, renting=Renting(Decimal(9_000)), own=None, local=Local()))
    assert not plain.missing
    assert [reason(plain, one).because for one in (Instrument.OWN, Instrument.GUARANTEE)] == [
        Because.NOT_KNOWN,
        Because.NOT_NEEDED,
    ]
    dear = combine(replace(asked, renting=Renting(Decimal(30_000), counted_year=Decimal(200_000))))
    assert dear.chosen is None
    assert not dear.shown[0].borne


def test_bostotte_for_who_rents():
    household = a_family(net=21_000, gross=260_000)
    asked = asking(
        buying=None, household=household, means=Means(living=Decimal(12_000)), renting=Renting(Decimal(9_000))
    )
    answer = combine(asked)
    assert answer.chosen.bostotte > 1_000
    assert answer.chosen.cost.state == answer.chosen.bostotte * 120
    assert reason(answer, Instrument.BOSTOTTE).included
    unknown = combine(replace(asked, on=dt.date(2025, 5, 1)))
    assert unknown.chosen.bostotte == 0
    assert reason(unknown, Instrument.BOSTOTTE).because is Because.NOT_KNOWN
    assert reason(unknown, Instrument.BOSTOTTE).missing


def test_what_cannot_be_paid_says_what_was_too_little():
    asked = asking(
        household=a_family(net=38_000), renting=Renting(Decimal(5_000)), bank=Bank(Decimal(10_000), Decimal(5), 20)
    )
    answer = combine(asked)
    assert answer.chosen.way is Way.RENTING
    short = reason(answer, Instrument.STARTLAN)
    assert short.because is Because.TOO_LITTLE
    assert short.amount == -max(mix.left for mix in answer.shown if mix.way is Way.BUYING)
    because = {one.instrument: one.because for one in answer.why}
    assert because[Instrument.BANK] is because[Instrument.GRANT] is because[Instrument.LONG_TERM] is Because.TOO_LITTLE
    assert next(one for one in answer.conditions if one.condition == "ability_to_pay_over_time").stops
    alone = combine(replace(asked, renting=None, terms=replace(asked.terms, met=frozenset())))
    assert alone.chosen is None
    assert reason(alone, Instrument.LONG_TERM).because is Because.CONDITION_NOT_MET


@pytest.mark.parametrize(
    ("changes", "instrument", "because"),
    [
        ({"facts": Facts(stated={**FINE, "saving_used": False})}, Instrument.STARTLAN, Because.CONDITION_NOT_MET),
        ({"terms": None}, Instrument.STARTLAN, Because.NOT_KNOWN),
        ({"bank": None}, Instrument.BANK, Because.NOT_KNOWN),
        ({"bank": Bank(Decimal(3_000_000), Decimal("4.2"), 40)}, Instrument.STARTLAN, Because.CONDITION_NOT_MET),
        ({"bank": Bank(Decimal(300_000), Decimal(9), 40)}, Instrument.BANK, Because.DEARER),
        ({"own": Decimal(3_000_000)}, Instrument.BANK, Because.REFUSED),
        ({"own": Decimal(3_000_000), "bank": Bank(Decimal(1), Decimal(5), 9)}, Instrument.BANK, Because.NOT_NEEDED),
        ({"own": Decimal(3_000_000)}, Instrument.LONG_TERM, Because.NOT_NEEDED),
        ({"own": None}, Instrument.OWN, Because.NOT_KNOWN),
        ({"own": Decimal(0)}, Instrument.OWN, Because.NONE_THERE),
        ({"local": Local()}, Instrument.GRANT, Because.NOT_KNOWN),
        ({"local": Local(grant_most=Decimal(0))}, Instrument.GRANT, Because.NONE_THERE),
    ],
)
def test_why_an_instrument_is_not_in_it(changes, instrument, because):
    answer = combine(asking(**changes))
    assert reason(answer, instrument).because is because


TERMS = LoanTerms(Decimal("4.3"), years=(20, 30, 40), met=LONG)


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"terms": replace(TERMS, interest_only_years=9)}, ("interest_only_too_long",)),
        ({"terms": replace(TERMS, years=(5,), interest_only_years=5)}, ("interest_only_too_long",)),
        ({"terms": replace(TERMS, years=(60,))}, ("too_long",)),
        ({"terms": replace(TERMS, years=(35,), met=LONG - {"fits_for_long"})}, ("fits_for_long",)),
        ({"local": Local(most_years=15)}, ("most_years",)),
        ({"local": Local(most_startlan=Decimal(1_000_000))}, ("most_startlan",)),
        ({"local": Local(own_percent=Decimal(15))}, ("own_percent",)),
        ({"buying": Buying(Decimal(2_950_000), value=Decimal(2_000_000))}, ("security",)),
        ({}, ()),
        ({"own": Decimal(3_000_000)}, ()),
        ({"terms": None}, ()),
    ],
)
def test_what_keeps_every_startlan_out_is_named(changes, names):
    answer = combine(asking(**changes))
    assert answer.in_the_way == names
    if names:
        assert reason(answer, Instrument.STARTLAN).because is Because.CONDITION_NOT_MET
        assert reason(answer, Instrument.STARTLAN).conditions == names


def test_bounds_that_only_together_keep_every_startlan_out_are_all_named():
    asked = asking(
        own=Decimal(400_000),
        step=Decimal(1_000_000),
        bank=Bank(Decimal(500_000), Decimal(5), 20),
        buying=Buying(Decimal(1_000_000), value=Decimal(500_000)),
        local=Local(grant_most=Decimal(100_000)),
    )
    assert combine(asked).in_the_way == ()
    tighter = replace(asked, local=Local(grant_most=Decimal(100_000), most_startlan=Decimal(400_000)))
    assert combine(tighter).in_the_way == ("security", "most_startlan")


def test_an_ability_that_is_not_known_is_named_and_nothing_is_tried():
    household = Household((Person(Decimal(30), Role.APPLICANT),))
    answer = combine(asking(household=household, renting=Renting(Decimal(5_000), deposit=Decimal(1_000))))
    assert (answer.ability, answer.chosen, answer.shown, answer.why) == (None, None, (), ())
    assert "persons[1].net_month" in [one.key for one in answer.missing]
    assert {one.standing for one in answer.conditions} == {"met", "not_known"}


def test_so_many_mixes_that_it_would_take_too_long_are_tried_in_longer_steps():
    asked = asking(own=Decimal(900_000), bank=Bank(Decimal(900_000), Decimal(5), 25), step=Decimal(10_000))
    answer = combine(asked)
    assert answer.step == 40_000
    assert answer.tried <= 40_000


def test_whether_a_bank_offers_enough_hangs_on_own_means():
    def standing(bank: int, own: Decimal | None) -> str:
        answer = combine(asking(bank=Bank(Decimal(bank), Decimal(5), 30), own=own))
        return next(one.standing for one in answer.conditions if one.condition == "bank_refused")

    assert standing(0, None) == "met"
    assert standing(2_000_000, None) == "not_known"
    assert standing(2_950_000, None) == "not_met"
    assert standing(2_000_000, Decimal(900_000)) == "met"
    assert standing(2_000_000, Decimal(950_000)) == "not_met"


def test_a_day_before_the_regulation_is_refused():
    with pytest.raises(NotKnown):
        combine(asking(on=dt.date(2019, 5, 1)))


def test_more_own_means_never_make_it_dearer_for_the_household_that_can_pay():
    costs = [combine(asking(own=Decimal(own))).chosen.cost.household for own in (0, 300_000, 600_000)]
    assert costs == sorted(costs, reverse=True)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Bank(Decimal(-1)),
        lambda: Buying(Decimal(0)),
        lambda: Buying(Decimal(1), works_value=Decimal(1)),
        lambda: Buying(Decimal(1), tenure=Tenure.RENT),
        lambda: Renting(Decimal(-1)),
        lambda: LoanTerms(Decimal(-1)),
        lambda: LoanTerms(Decimal("4.1234")),
        lambda: Risk(Decimal("0.1234"), Decimal(10)),
        lambda: Local(grant_most=Decimal(-1)),
        lambda: asking(step=Decimal(0)),
    ],
)
def test_what_cannot_be_asked_is_refused(make):
    with pytest.raises(ValueError, match=r"\w"):
        make()
