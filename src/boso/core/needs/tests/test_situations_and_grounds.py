from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.needs import grounds, situation

known = st.sampled_from(["yes", "no", "unknown"])


@given(known, known, known)
def test_not_known_is_never_suitable(without_own, at_risk, unsuitable):
    told = (without_own, at_risk, unsuitable)
    found = situation.gravest(*told)
    assert (found == "suitable") == (told == ("no", "no", "no"))
    assert (found == "unknown") == ("yes" not in told and "unknown" in told)


def test_the_gravest_goes_first():
    assert situation.gravest("yes", "yes", "yes") == "without_own"
    assert situation.gravest("no", "yes", "yes") == "at_risk"
    assert situation.gravest("unknown", "no", "yes") == "unsuitable"


@pytest.mark.parametrize(
    ("told", "stay", "said"),
    [
        (("no", "no", "no"), "rough", ["homeless_with_own_home"]),
        (("yes", "no", "no"), "not_homeless", ["own_home_lacks_but_not_homeless"]),
        (("yes", "yes", "no"), "temporary", ["nothing_to_lose"]),
        (("yes", "no", "yes"), "temporary", ["no_home_to_be_unsuitable"]),
        (("no", "yes", "yes"), "not_homeless", []),
        (("unknown", "unknown", "unknown"), "unknown", []),
    ],
)
def test_what_cannot_be_true_together_is_told(told, stay, said):
    assert list(situation.contradictions(*told, stay)) == said


def test_who_lives_with_kin_for_good_is_not_homeless():
    assert situation.is_homeless("with_kin")
    assert not situation.is_homeless("not_homeless")


def test_the_three_groups_of_mental_illness_and_addiction_became_one_in_2020():
    assert grounds.codes(dt.date(2019, 12, 31)) == (
        "refugee", "adapted", "psych", "addiction", "psych_and_addiction", "other", "no_means_test",
    )  # fmt: skip
    assert grounds.codes(dt.date(2020, 1, 1)) == ("refugee", "adapted", "psych_addiction", "other", "no_means_test")
    assert grounds.begins(dt.date(2019, 6, 1)) == dt.date(2000, 1, 1)
    assert grounds.begins(dt.date(2026, 6, 1)) == dt.date(2020, 1, 1)


@pytest.mark.parametrize("code", ["psych", "addiction", "psych_and_addiction"])
def test_an_older_ground_is_read_as_what_it_became_and_never_the_other_way(code):
    assert grounds.as_of(code, dt.date(2021, 1, 1)) == "psych_addiction"
    assert grounds.as_of("psych_addiction", dt.date(2019, 1, 1)) == "unknown"
    assert grounds.as_of("refugee", dt.date(2021, 1, 1)) == "refugee"
    assert grounds.as_of("nonsense", dt.date(2021, 1, 1)) == "unknown"


def test_somebody_is_a_refugee_for_five_years_from_the_day_of_settling():
    settled = dt.date(2020, 2, 29)
    assert grounds.refugee_until(settled) == dt.date(2025, 3, 1)
    assert grounds.refugee_until(dt.date(2021, 5, 4)) == dt.date(2026, 5, 4)
    assert grounds.is_refugee(settled, dt.date(2025, 2, 28))
    assert not grounds.is_refugee(settled, dt.date(2025, 3, 1))
    assert not grounds.is_refugee(settled, dt.date(2020, 2, 28))
