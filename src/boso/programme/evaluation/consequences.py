"""What follows from printed percentages and what does not: counts, possible bases, what is left out or not told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.core.surveys.filled import filled_up
from boso.core.surveys.possible import Check, How, Kind, check
from boso.core.values.numbers import grouped
from boso.programme.evaluation.sources_data import printed_words
from boso.programme.tables.models import Known, Measure, Published

#: So many bases are named; more are told by how many there are.
NAMED = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One printed figure. people: how many that can be, as «34» or «33–34»; blank where nothing follows."""

    row: Published
    people: str = ""

    @property
    def shown(self) -> str:
        """As it is printed, with its unit."""
        return printed_words(self.row)


@dataclass(frozen=True, slots=True)
class Family:
    """Figures that belong together, with what follows from them and what cannot be known."""

    title: str
    group: str
    lines: tuple[Line, ...]
    follows: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(slots=True)
class _Said:
    follows: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def families(rows: Iterable[Published], everybody: int | None) -> list[Family]:
    """Every family of a data set. everybody: at most so many can be behind any share; none where that is not known.

    The sizes of groups are read from the family that divides everybody into them.
    """
    found: dict[str, list[Published]] = {}
    for row in rows:
        found.setdefault(row.family, []).append(row)
    sizes = _sizes(found.values(), everybody)
    return [_family(group, sizes.get(group[0].group_nb), everybody) for group in found.values()]


def answered(rows: Iterable[Published]) -> int | None:
    """How many answered, where it is printed as a count; else none."""
    counts = [row for row in rows if row.measure == Measure.COUNT and row.key.endswith("rate-answered")]
    return int(counts[0].value) if counts and counts[0].value is not None else None


def _sizes(found: Iterable[Sequence[Published]], everybody: int | None) -> dict[str, tuple[int, int]]:
    """How many each answer of a whole family with a stated base can be: by its name in bokmål."""
    sizes: dict[str, tuple[int, int]] = {}
    for rows in found:
        if _are_shares(rows) and rows[0].base is not None and rows[0].shares == Kind.WHOLE.value:
            read = _checked(rows, [rows[0].base])
            if read.possible:
                sizes |= {row.answer_nb: span for row, span in zip(rows, read.spans, strict=True)}
    return sizes


def _are_shares(rows: Sequence[Published]) -> bool:
    return all(row.measure == Measure.SHARE and row.known == Known.STATED for row in rows)


def _checked(rows: Sequence[Published], bases: Iterable[int]) -> Check:
    return check([Decimal(row.printed) for row in rows], bases, Kind(rows[0].shares), How(rows[0].how))


def _family(rows: Sequence[Published], size: tuple[int, int] | None, everybody: int | None) -> Family:
    said = _Said()
    lines = [Line(row) for row in rows]
    if _are_shares(rows):
        lines = _shares(rows, size, everybody, said)
    elif rows[0].measure == Measure.ORDER:
        said.follows.append(_("Only the order is known."))
        said.unknown.append(_("How large the shares are, and how far apart."))
    elif any(row.known == Known.RANGE for row in rows):
        said.follows.append(_("At least one has the lowest and at least one the highest."))
        said.unknown.append(_("Which has which, how many were asked in each, and what the others have."))
    elif any(row.known == Known.NOT_STATED for row in rows):
        said.unknown.append(_("No number is printed."))
    return Family(rows[0].words, rows[0].group, tuple(lines), tuple(said.follows), tuple(said.unknown))


def _shares(rows: Sequence[Published], size: tuple[int, int] | None, everybody: int | None, said: _Said) -> list[Line]:
    _tell_sum(rows, said)
    most = size[1] if size is not None else everybody
    stated = rows[0].base
    bases = [stated] if stated is not None else range(1, (most or 0) + 1)
    read = _checked(rows, bases)
    if stated is not None:
        return _of_stated(rows, read, stated, said)
    if not read.possible:
        return _of_none(rows, most, said)
    _tell_bases(read, size, most, said)
    return [Line(row, _span(span)) for row, span in zip(rows, read.spans, strict=True)] if len(read.bases) == 1 else [
        Line(row) for row in rows
    ]  # fmt: skip


def _tell_sum(rows: Sequence[Published], said: _Said) -> None:
    total = sum((Decimal(row.printed) for row in rows), Decimal(0))
    if len(rows) < 2:
        return
    if total == 100:
        said.follows.append(_("The shares make 100 per cent."))
    elif total < 100:
        said.follows.append(_("The printed shares make %(total)s per cent.") % {"total": grouped(total)})
        said.unknown.append(
            _("What the remaining %(rest)s per cent answered: don't know, nothing, or something that is not printed.")
            % {"rest": grouped(100 - total)}
        )
    else:
        said.follows.append(_("The shares make %(total)s per cent: more than there is.") % {"total": grouped(total)})


def _of_stated(rows: Sequence[Published], read: Check, base: int, said: _Said) -> list[Line]:
    if not read.possible:
        said.follows.append(_("These shares cannot be of %(base)d.") % {"base": base})
        return [Line(row) for row in rows]
    if rows[0].how == How.CUT.value:
        nearest = check([Decimal(row.printed) for row in rows], [base], Kind(rows[0].shares), How.NEAREST)
        if not nearest.possible:
            said.follows.append(_("The decimals were cut off: no count of %(base)d rounds to it.") % {"base": base})
    if read.unknowable:
        said.unknown.append(_("Exactly how many stand behind each share."))
    else:
        said.follows.append(_("Of %(base)d, each share can be one count only.") % {"base": base})
    return [Line(row, _span(span)) for row, span in zip(rows, read.spans, strict=True)]


def _of_none(rows: Sequence[Published], most: int | None, said: _Said) -> list[Line]:
    """No base gives the shares one by one: perhaps they were filled up to 100."""
    if most is None:
        said.unknown.append(_("Of how many the shares are."))
        return [Line(row) for row in rows]
    said.follows.append(_("No base up to %(most)d gives these shares when each is rounded by itself.") % {"most": most})
    filled = filled_up([Decimal(row.printed) for row in rows], range(1, most + 1)) if rows[0].shares == "whole" else []
    if len(filled) == 1:
        counts = filled[0]
        said.follows.append(
            _("Filled up to 100 per cent by the largest remainders they are of %(base)d, and of no other base.")
            % {"base": sum(counts)}
        )
        return [Line(row, str(count)) for row, count in zip(rows, counts, strict=True)]
    said.unknown.append(_("Of how many the shares are."))
    return [Line(row) for row in rows]


def _tell_bases(read: Check, size: tuple[int, int] | None, most: int | None, said: _Said) -> None:
    bases = read.bases
    if len(bases) == 1:
        said.follows.append(_("Of all bases up to %(most)d only %(base)d is possible.")
                            % {"most": most, "base": bases[0]})  # fmt: skip
        if size is not None and size == (bases[0], bases[0]):
            said.follows.append(_("That is everybody in the group."))
        return
    if len(bases) <= NAMED:
        said.follows.append(_("Possible bases: %(bases)s.") % {"bases": ", ".join(map(str, bases))})
    else:
        said.follows.append(
            ngettext(
                "%(count)d base up to %(most)d is possible, the smallest %(first)d.",
                "%(count)d bases up to %(most)d are possible, the smallest %(first)d.",
                len(bases),
            )
            % {"count": len(bases), "most": most, "first": bases[0]}
        )
    said.unknown.append(_("Of how many the shares are, and how many stand behind them."))


def _span(span: tuple[int, int]) -> str:
    low, high = span
    return str(low) if low == high else f"{low}–{high}"
