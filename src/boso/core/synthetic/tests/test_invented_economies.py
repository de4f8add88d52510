"""What invented households live on: the same from the same stream, within what is stated, and not of everybody."""

from __future__ import annotations

import datetime as dt
import random

from boso.core.synthetic.chance import Chance
from boso.core.synthetic.description import Human
from boso.core.synthetic.distributions import everything
from boso.core.synthetic.economies import LONGEST_AGO, Economy, economy

TODAY = dt.date(2026, 11, 23)


def human(role: str) -> Human:
    return Human(role, "Lun Vadmel", "", dt.date(1990, 1, 1), True, "", "", "nb", False, "none")


FAMILY = (human("applicant"), human("co_applicant"), human("child"), human("child_visiting"))


def drawn(seed: int, count: int = 300, *, rents: bool = True) -> list[Economy | None]:
    chance = Chance(random.Random(seed).random)
    return [economy(chance, FAMILY, TODAY, rents=rents) for _turn in range(count)]


def test_economies_are_the_same_from_the_same_stream_and_lie_within_what_is_stated():
    found = drawn(1)
    assert found == drawn(1) != drawn(2)
    known = [one for one in found if one is not None]
    assert len(drawn(3, rents=False)) - drawn(3, rents=False).count(None) < len(known) < len(found)
    most = max(most for _least, most in everything()["economy.income"].value.values())
    for one in known:
        first, partner, *children = one.earned
        assert first is not None and partner is not None and children == [None, None]
        assert 0 < first.year <= most and first.month > 0 and partner.year >= 0
        assert 0 <= (TODAY - one.on).days <= LONGEST_AGO and one.residence_months > 0
    assert {one.wealth is None for one in known} == {True, False} == {one.debt_month > 0 for one in known}
    assert {one.receives for one in known} == {"yes", "no", "unknown"}
