"""Every value of law can be read in bokmål, nynorsk and English."""

from __future__ import annotations

import pytest

from boso.core.law.listing import areas
from boso.core.law.parameters import everything
from boso.core.law.wording import COMMON, LANGUAGES, _words, idle, name, points_at, said, texts, wordless


@pytest.mark.parametrize("area", areas())
def test_every_key_unit_source_and_word_of_a_value_has_words_and_no_words_lie_idle(area):
    assert wordless(area) == []
    assert idle(area) == []


def test_words_that_files_share_are_used():
    used = {text for area in areas() for rows in everything(area).values() for one in rows for text in texts(one)}
    shared = _words(COMMON)["texts"]
    assert set(shared) <= used


def test_a_text_is_said_in_each_language():
    assert [name("bostotte", "own_share.least", one) for one in LANGUAGES] == [
        "Minste egenandel", "Minste eigendel", "Least own share",
    ]  # fmt: skip
    assert said("loans", "purchase", "en") == "buying" and said("loans", "purchase", "nn") == "kjøp"
    assert said("loans", "days of the month", "en") == "days of the month"
    assert said("guideline_points", "loans:term.most_years", "nb") == "Lengste løpetid"
    assert said("rental_grants", "Oslo", "nn") == "Oslo" and points_at("Oslo") is None
    assert name("bostotte", "no.such.key", "nb") == "no.such.key"
    with pytest.raises(FileNotFoundError):
        name("weather", "rain", "nb")


def test_what_lacks_words_is_named(monkeypatch):
    from boso.core.law import wording

    bare = {"names": {"undo_days": ["a", "b"], "gone": ["a", "b", "c"]}, "texts": {"nobody says it": ["a", "b"]}}
    monkeypatch.setattr(wording, "_words", lambda area: bare)
    assert wordless("merging")[0] == "undo_days" and "days" in wordless("merging")
    assert idle("merging") == ["gone", "nobody says it"]
