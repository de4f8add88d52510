"""Changes between waves against printed values; where a series breaks."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.questionnaires.fingerprints import Break, Fingerprint
from boso.core.questionnaires.form import Form, Kind, Question, Texts
from boso.core.surveys import changes
from boso.core.surveys.changes import Pairs, Wave, independent, overlapping, paired
from boso.core.surveys.series import Asked, Link, asked, comparable, series


def _printed(found) -> tuple[str, str]:
    return f"{found.low:.4f}", f"{found.high:.4f}"


def test_printed_changes_of_others():
    low, high = Wave(48, 80), Wave(56, 70)
    assert _printed(independent(low, high).range) == ("0.0524", "0.3339")
    assert _printed(changes.wald(low, high)) == ("0.0575", "0.3425")
    assert _printed(changes.agresti_caffo(low, high)) == ("0.0525", "0.3358")
    assert _printed(independent(Wave(3, 10), Wave(9, 10)).range) == ("0.1705", "0.8090")
    found = independent(Wave(40, 83), Wave(55, 90))
    assert (f"{found.z:.6f}", f"{found.p:.6f}") == ("1.706008", "0.088007")
    assert (f"{found.range.low:.6f}", f"{found.range.high:.6f}") == ("-0.018742", "0.269716")


def test_printed_changes_of_the_same_persons():
    found = paired(Pairs(794, 86, 150, 570))
    assert (found.changed, f"{found.statistic:.6f}", f"{found.p:.5e}") == (236, "17.355932", "3.09929e-05")
    assert (f"{found.corrected:.6f}", f"{found.p_corrected:.5e}") == ("16.817797", "4.11456e-05")
    assert f"{found.exact:.5e}" == "3.71594e-05"
    assert found.change == pytest.approx(64 / 1600)


def test_where_nothing_changed():
    still = paired(Pairs(5, 0, 0, 4))
    assert (still.changed, still.p, still.p_corrected, still.exact, still.change) == (0, 1, 1, 1, 0)
    assert independent(Wave(0, 5), Wave(0, 7)).z is None
    assert independent(Wave(0, 5), Wave(0, 7)).p == 1
    assert Pairs(5, 0, 0, 0).alike == 0
    for wrong in (lambda: Wave(1, 0), lambda: Wave(2, 1), lambda: Pairs(0, 0, 0, 0), lambda: Pairs(-1, 1, 1, 1)):
        with pytest.raises(ValueError, match="somebody answered"):
            wrong()


counts = st.integers(0, 30)
waves = st.integers(1, 60).flatmap(lambda base: st.builds(Wave, st.integers(0, base), st.just(base)))
pairs = st.builds(Pairs, st.integers(1, 30), counts, counts, counts)


@given(waves, waves)
def test_a_change_turned_round_is_the_other_way(one, other):
    there, back = independent(one, other), independent(other, one)
    assert there.range.low <= there.difference <= there.range.high
    assert math.isclose(there.range.low, -back.range.high, abs_tol=1e-12)
    assert math.isclose(there.p, back.p, abs_tol=1e-12)


@given(pairs, waves, waves)
def test_some_of_both_lies_between_all_the_same_and_none(both, first, second):
    found = overlapping(both, first, second)
    assert found.both == paired(both)
    assert found.once == independent(first, second)
    alone = independent(
        Wave(both.first.count + first.count, both.n + first.base),
        Wave(both.second.count + second.count, both.n + second.base),
    )
    assert found.everybody.difference == alone.difference
    if both.alike >= 0:
        assert found.everybody.range.low >= alone.range.low - 1e-12
        assert found.everybody.p <= alone.p + 1e-12
    only = overlapping(both, None, None)
    assert only.once is None
    assert only.everybody.range.low == pytest.approx(only.both.range.low)
    assert overlapping(both, first, None).once is None


def test_the_part_of_the_same_persons_counts_for_how_alike_they_answer():
    """The variance of the difference, reckoned from the persons: those in both waves have a covariance."""
    both, first, second = Pairs(12, 3, 7, 8), Wave(9, 20), Wave(14, 25)
    found = overlapping(both, first, second).everybody
    sizes = both.n + first.base, both.n + second.base
    shares = (both.first.count + first.count) / sizes[0], (both.second.count + second.count) / sizes[1]
    covariance = both.stayed / both.n - both.first.value * both.second.value
    between = both.n * covariance / sizes[0] / sizes[1]
    spreads = [math.sqrt(share * (1 - share) / size) for share, size in zip(shares, sizes, strict=True)]
    pooled = (both.first.count + first.count + both.second.count + second.count) / sum(sizes)
    variance = (
        pooled
        * (1 - pooled)
        * (1 / sizes[0] + 1 / sizes[1] - 2 * between / spreads[0] / spreads[1] / math.sqrt(sizes[0] * sizes[1]))
    )
    assert found.z == pytest.approx((shares[1] - shares[0]) / math.sqrt(variance))


SAME = Fingerprint((("nb", "w"),), (("nb", "s"),), "f")


def test_a_series_breaks_where_words_scale_or_filter_change():
    links = series(
        [
            Asked("2010", SAME),
            Asked("2011", None),
            Asked("2012", SAME),
            Asked("2013", replace(SAME, wording=(("nb", "other"),), filter="g")),
            Asked("2014", SAME),
        ]
    )
    assert links == (
        Link("2010", 1),
        Link("2011", None),
        Link("2012", 1),
        Link("2013", 2, (Break.WORDING, Break.FILTER)),
        Link("2014", 3, (Break.WORDING, Break.FILTER)),
    )
    assert comparable(links, "2010", "2012")
    assert not comparable(links, "2010", "2014")
    assert not comparable(links, "2011", "2011")
    with pytest.raises(KeyError):
        comparable(links, "2010", "2020")
    with pytest.raises(ValueError, match="same name"):
        series([Asked("2010", SAME), Asked("2010", SAME)])


def test_every_two_waves_of_a_run_share_a_language():
    nynorsk = Fingerprint((("nn", "w"),), (("nn", "s"),), "f")
    both = Fingerprint((("nb", "w"), ("nn", "w")), (("nb", "s"), ("nn", "s")), "f")
    links = series([Asked("1", SAME), Asked("2", both), Asked("3", nynorsk)])
    assert [link.run for link in links] == [1, 1, 2]
    assert links[2].broken == (Break.LANGUAGE,)


def test_a_wave_is_read_from_its_form():
    def form(words: str, relevant: str = "") -> Form:
        question = Question(name="knows", kind=Kind.INTEGER, label=Texts.of(nb=words), relevant=relevant)
        return Form(form_id="f", title=Texts.of(nb="F"), default_language="nb", children=(question,))

    found = series(
        [
            asked("2010", form("Kjenner du programmet?"), "knows"),
            asked("2011", form(" Kjenner  du programmet?"), "knows"),
            asked("2012", form("Kjenner du programmet?", "1 = 1"), "knows"),
            asked("2013", form("Kjenner du programmet?"), "other"),
        ]
    )
    assert [(link.run, link.broken) for link in found] == [(1, ()), (1, ()), (2, (Break.FILTER,)), (None, ())]
