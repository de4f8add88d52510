from __future__ import annotations

from decimal import Decimal

from django.utils.translation import override

from boso.programme.evaluation import consequences
from boso.programme.tables.models import Published


def _rows(*printed: str, shares: str = "part", base: int | None = None, how: str = "nearest") -> list[Published]:
    common = {"family": "f", "shares": shares, "base": base, "how": how, "nb": "Hva?"}
    return [
        Published(key=f"k{at}", printed=one, value=Decimal(one), answer_nb=f"Svar {at}", **common)
        for at, one in enumerate(printed)
    ]


def _told(rows: list[Published], everybody: int | None = None) -> consequences.Family:
    with override("en"):
        return consequences.families(rows, everybody)[0]


def test_shares_that_cannot_be_right_are_told_so():
    assert "more than there is" in _told(_rows("60", "60", shares="many"), 10).follows[0]
    assert any("cannot be of 3" in words for words in _told(_rows("40", "60", shares="whole", base=3)).follows)
    assert not _told(_rows("40", "60", shares="whole", base=3)).lines[0].people


def test_without_knowing_how_many_answered_nothing_is_read():
    found = _told(_rows("40", "50"))
    assert not found.lines[0].people and "Of how many the shares are." in found.unknown
    assert _told(_rows("17", "83", shares="whole"), 4).unknown == ("Of how many the shares are.",)


def test_what_may_be_several_is_not_said_to_be_one():
    assert _told(_rows("41", base=1000)).lines[0].people == "405–415"
    assert _told(_rows("60.5", base=137, how="cut")).lines[0].people == "83"
    assert consequences.answered(_rows("5")) is None
