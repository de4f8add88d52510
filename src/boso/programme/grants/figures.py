"""What the pages of the grants show: table 1 with its sums, and all that is known of one participant's money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from boso.programme.grants.books import Line, WorkYear
from boso.programme.grants.models import Award, OwnShareRate, TableCell, TableColumn
from boso.programme.partnership.models import Participation


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """One column of table 1: the stated total, the named together, and what is left for the others."""

    column: TableColumn
    total: TableCell | None
    named: Decimal

    @property
    def remainder(self) -> Decimal | None:
        """Derived: the stated total less the named; None without a stated total."""
        if self.total is None or self.total.amount is None:
            return None
        rest = self.total.amount - self.named
        return rest if rest % 1 else rest.to_integral_value()


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One participant's row of table 1, a cell for each column (None: no such cell)."""

    participation: Participation
    cells: tuple[TableCell | None, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """Table 1 as printed, and the sums."""

    columns: tuple[TableColumn, ...] = ()
    rows: tuple[PrintedRow, ...] = ()
    sums: tuple[ColumnSum, ...] = ()

    def stated(self, kind: str) -> Decimal | None:
        """The stated totals of one kind together; None when none is stated."""
        found = [one.total.amount for one in self.sums if one.total is not None and one.column.kind == kind]
        amounts = [amount for amount in found if amount is not None]
        return sum(amounts, Decimal(0)) if amounts else None

    def named(self, kind: str) -> Decimal:
        """The named participants of one kind together."""
        return sum((one.named for one in self.sums if one.column.kind == kind), Decimal(0))


@dataclass(frozen=True, slots=True)
class Money:
    """All that is known here of one participant's money, as far as the actor may see it.

    inside: the actor sees the working papers too.
    """

    participation: Participation
    lines: tuple[Line, ...]
    years: tuple[WorkYear, ...]
    rates: tuple[OwnShareRate, ...]
    drafts: tuple[Award, ...] = ()
    inside: bool = False

    @property
    def awarded(self) -> Decimal | None:
        """Kroner awarded so far; None when no award is known."""
        return sum_known(one.amount for one in self.lines if not one.is_expected)

    @property
    def expected(self) -> Decimal | None:
        """Kroner the report expects; None when it expects nothing it states."""
        return sum_known(one.amount for one in self.lines if one.is_expected)

    @property
    def required(self) -> Decimal | None:
        """The own share asked for on what is awarded; None when no rate is known for any of it."""
        return sum_known(
            one.requirement.required
            for one in self.lines
            if not one.is_expected and one.requirement.required is not None
        )

    @property
    def drawn(self) -> Decimal | None:
        """Kroner drawn; None when no accounts are known here."""
        return sum_known(one.balance.drawn for one in self.lines if one.balance is not None)

    @property
    def carried(self) -> Decimal | None:
        """Kroner carried to a later year; None when no accounts are known here."""
        return sum_known(one.balance.carried_out for one in self.lines if one.balance is not None)

    @property
    def put_in(self) -> Decimal | None:
        """Kroner the municipality has reported as its own; None when it has reported nothing."""
        return sum_known(year.standing.means.total for year in self.years if year.contributions)

    @property
    def short(self) -> tuple[WorkYear, ...]:
        """The years of work in which the own share reported here is too small.

        A year nobody has reported on is not short: what was put in is then not stated.
        """
        return tuple(year for year in self.years if year.standing.is_short and year.contributions)

    @property
    def silent(self) -> tuple[WorkYear, ...]:
        """The years that ask for an own share, and nobody has reported any."""
        return tuple(year for year in self.years if year.standing.is_short and not year.contributions)

    @property
    def has_reported(self) -> bool:
        """Whether anything is recorded of what the municipality puts in."""
        return any(year.contributions for year in self.years)


def sum_known(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the amounts; None when there is none."""
    found = [amount for amount in amounts if amount is not None]
    return sum(found, Decimal(0)) if found else None
