"""What a table says, in a sentence or two."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import gettext as _

from boso.programme.tables import wording
from boso.programme.tables.definitions import Definition
from boso.programme.tables.results import Cell, Head, Line, Tested

if TYPE_CHECKING:
    from boso.programme.tables.tabulating import Opened

#: Below this a difference is more than chance makes.
SURE = 0.05


def title(opened: Opened, how: Definition) -> str:
    """What a table without a title is called."""
    words = [opened.variables[name].words for name in how.questions]
    first = words[0] if len(words) == 1 else _("%(first)s, and %(more)d more") % {
        "first": words[0], "more": len(words) - 1
    }  # fmt: skip
    by = f" – {opened.variables[how.rows].words.lower()}" if how.rows else ""
    only = ", ".join(opened.label(name, code) for name, codes in how.filters for code in codes)
    return f"{first}{by} ({only})" if only else f"{first}{by}"


def percent(value: Decimal | float | None, decimals: int = 0) -> str:
    """60,6 %, as the language writes it."""
    return "" if value is None else f"{formats.number_format(value, decimals)} %"


def sentence(
    heads: Sequence[Head], lines: Sequence[Line], whole: Line | None, tested: Tested | None, how: Definition
) -> str:
    """The largest share of all, where it is largest and smallest, and whether chance alone could make that."""
    if whole is None:
        return _of_several(heads, lines, how)
    known = [
        (cell.percent, -at)
        for at, cell in enumerate(whole.cells)
        if cell.percent is not None and heads[at].reason is None
    ]
    if how.percent != "row" or not known:
        return "" if known else _("So few have answered that nothing can be shown.")
    at = -max(known)[1]
    said = [_largest(heads[at], whole.cells[at], whole, how), _from_to(at, lines, how)]
    if tested is not None:
        said.append(_test(tested))
    return " ".join(each for each in said if each)


def _largest(head: Head, cell: Cell, line: Line, how: Definition) -> str:
    known = {
        "answer": head.label, "percent": percent(cell.percent, how.decimals), "count": cell.persons, "n": line.n,
    }  # fmt: skip
    if cell.low is None or cell.high is None:
        return _("Most answered «%(answer)s»: %(percent)s.") % known
    known |= {"low": percent(cell.low * 100), "high": percent(cell.high * 100)}
    return (
        _("Most answered «%(answer)s»: %(percent)s, %(count)s of %(n)s (with chance counted %(low)s to %(high)s).")
        % known
    )


def _from_to(at: int, lines: Sequence[Line], how: Definition) -> str:
    known = [(line.cells[at].percent, line) for line in lines if line.cells[at].percent is not None]
    if len(known) < 2:
        return ""
    high, low = max(known, key=lambda one: one[0] or 0), min(known, key=lambda one: one[0] or 0)
    if high[0] == low[0]:
        return ""
    return _("It is most often so in «%(most)s» (%(high)s), least often in «%(least)s» (%(low)s).") % {
        "most": high[1].label, "high": percent(high[0], how.decimals),
        "least": low[1].label, "low": percent(low[0], how.decimals),
    }  # fmt: skip


def _of_several(heads: Sequence[Head], lines: Sequence[Line], how: Definition) -> str:
    """Of several questions: of which the last answer is given most and least often."""
    at = max((at for at, head in enumerate(heads) if head.reason is None), default=None)
    known = [] if at is None else [(line.cells[at].percent, line) for line in lines]
    known = [each for each in known if each[0] is not None]
    if at is None or len(known) < 2 or how.percent != "row":
        return ""
    high, low = max(known, key=lambda one: one[0] or 0), min(known, key=lambda one: one[0] or 0)
    return _("«%(answer)s» is answered most often to «%(most)s» (%(high)s), least often to «%(least)s» (%(low)s).") % {
        "answer": heads[at].label, "most": high[1].label, "high": percent(high[0], how.decimals),
        "least": low[1].label, "low": percent(low[0], how.decimals),
    }  # fmt: skip


def _test(tested: Tested) -> str:
    known = {"test": wording.TESTS[tested.way], "p": chance(tested.p)}
    if tested.p < SURE:
        return _("The groups differ by more than chance makes (%(test)s, %(p)s).") % known
    return _("Chance alone may make such differences (%(test)s, %(p)s).") % known


def chance(p: float) -> str:
    """p = 0,03, or p < 0,001."""
    if p < 0.001:
        return f"p < {formats.number_format(Decimal('0.001'), 3)}"
    return f"p = {formats.number_format(p, 3 if p < 0.1 else 2)}"
