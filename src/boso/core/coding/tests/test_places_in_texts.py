"""Places counted by others are found again, whatever they count emoji and line ends as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.coding.offsets import Lines, Marked, NotAPlace, Places, Reading, Unit, found_out, plain, readings

RAW = "Vi får til mer nå 😀 enn før.\r\nDet er gøy å bo.\r\n"
TEXT = plain(RAW)
letters = st.text(st.sampled_from("aæøåÅ 😀👍🏽.\n"), max_size=40)
ways = st.builds(Reading, st.sampled_from(Unit), st.sampled_from(Lines), st.booleans())


def as_other(words: str, unit: Unit, line: int) -> tuple[int, int]:
    """Where the words stand, counted by hand as another program would."""

    def count(part: str) -> int:
        wide = sum(2 if unit is Unit.UTF16 and ord(char) > 0xFFFF else 1 for char in part if char != "\n")
        return wide + line * part.count("\n")

    start = TEXT.index(words)
    return count(TEXT[:start]), count(TEXT[: start + len(words)])


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize(("lines", "line"), [(Lines.AS_WRITTEN, 2), (Lines.ONE, 1), (Lines.TWO, 2)])
def test_norwegian_letters_emoji_and_windows_lines_come_right(unit, lines, line):
    places = Places(RAW, Reading(unit, lines))
    for words in ("får", "😀", "enn før", "gøy å bo", TEXT):
        start, end = as_other(words, unit, line)
        assert TEXT[places.here(start) : places.here(end)] == words
        assert (places.there(places.here(start)), places.there(places.here(end))) == (start, end)


@given(letters, ways, st.booleans(), st.booleans())
def test_every_place_goes_there_and_back(words, way, windows, begun):
    raw = ("\ufeff" if begun else "") + (words.replace("\n", "\r\n") if windows else words)
    places = Places(raw, way)
    assert places.text == words
    assert [places.here(places.there(n)) for n in range(len(words) + 1)] == list(range(len(words) + 1))


def test_a_number_outside_the_text_or_within_a_character_is_no_place():
    places = Places("a😀\r\nb", Reading(Unit.UTF16))
    for number in (2, 4, 7, -1):
        with pytest.raises(NotAPlace):
            places.here(number)
    for number in (5, -1):
        with pytest.raises(NotAPlace):
            places.there(number)


def test_lone_carriage_returns_end_a_line_too():
    assert plain("\ufeffa\rb\r\nc") == "a\nb\nc"
    assert Places("a\rb", Reading()).here(2) == 2


def test_only_ways_that_differ_are_tried():
    assert readings("abc") == [Reading()]
    assert [way.unit for way in readings("😀", wide_first=True)] == [Unit.UTF16, Unit.POINTS]
    assert Reading(lines=Lines.TWO) in readings("a\nb")
    assert Reading(mark=True) in readings("\ufeffab")


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("line", [1, 2])
def test_the_way_of_counting_is_found_out(unit, line):
    marked = [Marked(*as_other(words, unit, line), words) for words in ("enn før", "gøy å bo", "Det er")]
    found = found_out(RAW, marked)
    assert found.fits
    assert found.sure
    assert found.reading == Reading(unit, Lines.AS_WRITTEN if line == 2 else Lines.ONE)
    silent = [Marked(one.start, one.end) for one in marked]
    assert found_out(RAW, silent).reading == found.reading


def test_it_is_said_when_places_could_be_read_otherwise():
    assert not found_out("😀😀 a b c", [Marked(7, 8)]).sure
    wrong = found_out("abc", [Marked(1, 99), Marked(2, 2)])
    assert not wrong.fits
    assert wrong.sure
    assert found_out("abc", []).fits
