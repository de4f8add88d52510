"""Rates by AAPOR's definitions, against printed values; codes, and what decides them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.surveys.dispositions import (
    CODES,
    Fate,
    Outcome,
    Reading,
    Thresholds,
    code_of_answer,
    outcome,
)
from boso.core.surveys.response import DEFINITIONS, counted, counted_by, eligible_share, rate, rates


def _counts(**each: int) -> dict[Outcome, int]:
    return {Outcome(name): count for name, count in each.items()}


LARGE = _counts(I=760, P=339, R=59, NC=288, O=1, UO=173, NE=71)
SMALL = _counts(I=5, P=3, R=2, NC=1, O=2, UH=1, UO=1, NE=1)


@pytest.mark.parametrize(
    "names, printed",
    [
        ("RR1 RR2 RR3 RR4 RR5 RR6", ".46913580 .67839506 .47149080 .68180052 .52522460 .75950242"),
        ("COOP1 COOP2 COOP3 COOP4", ".65573770 .94823123 .65630397 .94905009"),
        ("REF1 REF2 REF3", ".03641975 .03660258 .04077402"),
        ("CON1 CON2 CON3", ".71543210 .71902347 .80096752"),
    ],
)
def test_printed_rates_of_a_telephone_survey(names, printed):
    found = rates(LARGE)
    assert [f"{float(found[name].value):.8f}" for name in names.split()] == [f"0{each}" for each in printed.split()]
    assert f"{float(eligible_share(LARGE)):.8f}" == "0.95322793"
    assert found["RR3"].eligible == eligible_share(LARGE)


@pytest.mark.parametrize(
    "names, exact",
    [
        ("RR1 RR2 RR3 RR4 RR5 RR6", "1/3 8/15 5/14 4/7 5/13 8/13"),
        ("COOP1 COOP2 COOP3 COOP4", "5/12 2/3 1/2 4/5"),
        ("REF1 REF2 REF3", "2/15 1/7 2/13"),
        ("CON1 CON2 CON3", "4/5 6/7 12/13"),
    ],
)
def test_rates_are_exact_with_half_of_the_unknown_eligible(names, exact):
    found = rates(SMALL, Fraction(1, 2))
    assert [found[name].value for name in names.split()] == [Fraction(each) for each in exact.split()]


def test_where_nobody_is_below_the_line_there_is_no_rate():
    found = rates(_counts(UO=4), Fraction(3, 10))
    assert [found[f"RR{number}"].value for number in (1, 2, 3, 4)] == [0, 0, 0, 0]
    assert [found[name].value for name in ("RR5", "RR6", "COOP1", "COOP4")] == [None] * 4
    assert found["RR5"].percent() is None
    assert rates(_counts(UO=4))["RR3"].value is None
    assert eligible_share({}) is None
    assert rates(_counts())["RR3"].value is None


def test_what_a_sentence_says():
    every = rates(_counts(I=100, NC=20))
    assert {each.percent() for name, each in every.items() if name.startswith("RR")} == {Decimal("83.3")}
    said = rate(_counts(I=80, P=3, R=54), "RR2")
    assert (said.part, said.whole, said.percent(), said.definition.name) == (83, 137, Decimal("60.6"), "RR2")
    assert said.definition.above == (Outcome.COMPLETE, Outcome.PARTIAL)
    assert tuple(DEFINITIONS)[:7] == ("RR1", "RR2", "RR3", "RR4", "RR5", "RR6", "COOP1")


def test_weights_are_kept_exact():
    weighted = {Outcome.COMPLETE: Fraction("15.3"), Outcome.PARTIAL: Fraction(4), Outcome.REFUSAL: Fraction("17.9")}
    assert rate(weighted, "RR2").value == Fraction("19.3") / Fraction("37.2")


def test_counts_and_shares_that_cannot_be():
    for counts, share in ((_counts(I=-1), None), (SMALL, Fraction(2))):
        with pytest.raises(ValueError, match=r"never below 0|from 0 to 1"):
            rate(counts, "RR1", share)
    with pytest.raises(KeyError):
        rate(SMALL, "RR7")


groups = st.dictionaries(st.sampled_from(Outcome), st.integers(0, 200))


@given(groups, st.fractions(0, 1))
def test_rates_lie_in_their_order_and_from_nought_to_one(counts, eligible):
    found = {name: each.value for name, each in rates(counts, eligible).items()}
    assert all(value is None or 0 <= value <= 1 for value in found.values())
    for names in (("RR1", "RR3", "RR5"), ("RR2", "RR4", "RR6"), ("REF1", "REF2", "REF3"), ("CON1", "CON2", "CON3")):
        values = [found[name] for name in names if found[name] is not None]
        assert values == sorted(values)
    if sum(count for group, count in counts.items() if group is not Outcome.NOT_ELIGIBLE):
        assert found["RR2"] is not None
        assert rates(counts, Fraction(1))["RR3"].value == found["RR1"]


def test_every_code_has_its_group():
    assert [str(outcome(code)) for code in ("1.1", "1.2", "2.112", "2.12", "2.27", "2.35", "3.19", "3.3", "4.8")] == [
        "I", "P", "R", "R", "NC", "O", "UH", "UO", "NE"
    ]  # fmt: skip
    assert all(outcome(code) for code in CODES)
    for wrong in ("", "5.1", "1.1.1", "2", "1.1x", "4x"):
        with pytest.raises(ValueError, match="no outcome code"):
            outcome(wrong)
    assert counted(["1.1", "1.1", "4.2"]) == {Outcome.COMPLETE: 2, Outcome.NOT_ELIGIBLE: 1}
    assert counted_by([("b", "1.1"), ("a", "2.2"), ("b", "1.2")]) == {
        "b": {Outcome.COMPLETE: 1, Outcome.PARTIAL: 1},
        "a": {Outcome.NON_CONTACT: 1},
    }


def test_what_decides_the_code():
    assert [code_of_answer(answered, 10) for answered in (10, 8, 7, 5, 4, 0)] == [
        "1.1", "1.1", "1.2", "1.2", "2.12", "2.12"
    ]  # fmt: skip
    assert code_of_answer(0, 0) == "2.12"
    with pytest.raises(ValueError, match="more than they are asked"):
        code_of_answer(2, 1)
    with pytest.raises(ValueError, match="partial"):
        Thresholds(Fraction(1), Fraction(1, 2))
    assert {outcome(Reading().code(fate)) for fate in (Fate.SILENT, Fate.SAID_NO)} == {Outcome.REFUSAL}
    assert outcome(Reading().code(Fate.BOUNCED)) is Outcome.UNKNOWN_OTHER
    assert outcome(Reading(bounced="2.2").code(Fate.BOUNCED)) is Outcome.NON_CONTACT
    assert all(Reading().code(fate) in CODES for fate in Fate)


def test_a_silent_person_on_a_right_list_has_refused_so_the_lowest_rate_is_the_highest():
    codes = [*["1.1"] * 83, *[Reading().code(Fate.SILENT)] * 54, Reading().code(Fate.LEFT)]
    found = rates(counted(codes))
    assert found["RR1"].value == found["RR5"].value == Fraction(83, 137)
