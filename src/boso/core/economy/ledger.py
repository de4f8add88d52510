"""Awarded against drawn: where every krone of the grants is.

Each movement takes from one account and gives to another, so all accounts together are always zero:

    award     the bank's frame   -> the pot
    carry     one pot            -> a later pot of the same award
    pay       the pot            -> the municipality
    give back the municipality   -> the bank's frame
    lapse     the pot            -> the bank's frame

A pot is one award's money for one year of work. No pot and no municipality's account can go below zero: nothing is paid
beyond what is awarded and carried in, and nothing is given back that was not paid. Amounts are kroner.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)
BANK = "bank"


class Overdrawn(ValueError):
    """A movement asks for more than there is. available: what there is, in kroner."""

    def __init__(self, asked: Decimal, available: Decimal) -> None:
        super().__init__(f"{asked} asked, {available} available")
        self.asked = asked
        self.available = available


class Move(StrEnum):
    """The kinds of movement."""

    AWARD = "award"
    CARRY = "carry"
    PAY = "pay"
    GIVE_BACK = "give_back"
    LAPSE = "lapse"


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement of money. to: the pot carried to; for carrying only."""

    kind: Move
    pot: Hashable
    amount: Decimal
    to: Hashable = None


@dataclass(frozen=True, slots=True)
class Balance:
    """Sums of one pot, or of several together (kroner)."""

    awarded: Decimal = ZERO
    carried_in: Decimal = ZERO
    carried_out: Decimal = ZERO
    paid: Decimal = ZERO
    given_back: Decimal = ZERO
    lapsed: Decimal = ZERO

    @property
    def available(self) -> Decimal:
        """What can still be paid or carried on."""
        return self.awarded + self.carried_in - self.carried_out - self.paid - self.lapsed

    @property
    def drawn(self) -> Decimal:
        """What the municipality has and keeps: paid, less what it gave back."""
        return self.paid - self.given_back

    def __add__(self, other: Balance) -> Balance:
        return Balance(
            self.awarded + other.awarded,
            self.carried_in + other.carried_in,
            self.carried_out + other.carried_out,
            self.paid + other.paid,
            self.given_back + other.given_back,
            self.lapsed + other.lapsed,
        )


class Ledger:
    """The movements so far, and what each pot holds. Movements are only added, never changed."""

    def __init__(self, movements: Iterable[Movement] = ()) -> None:
        self.movements: list[Movement] = []
        self._sums: dict[tuple[str, Hashable], Decimal] = {}
        for movement in movements:
            self.post(movement)

    def post(self, movement: Movement) -> None:
        """Add a movement.

        Raises ValueError for an amount that is not above zero, Overdrawn for more than there is.
        """
        if movement.amount <= 0:
            raise ValueError("A movement is above zero")
        if movement.kind is Move.CARRY and movement.to == movement.pot:
            raise ValueError("Money is carried to another pot")
        if movement.kind is not Move.AWARD:
            balance = self.balance(movement.pot)
            available = balance.drawn if movement.kind is Move.GIVE_BACK else balance.available
            if movement.amount > available:
                raise Overdrawn(movement.amount, available)
        self.movements.append(movement)
        self._add(movement.kind, movement.pot, movement.amount)
        if movement.kind is Move.CARRY:
            self._add("in", movement.to, movement.amount)

    def balance(self, pot: Hashable) -> Balance:
        """What has happened to one pot."""
        return Balance(
            awarded=self._sum(Move.AWARD, pot),
            carried_in=self._sum("in", pot),
            carried_out=self._sum(Move.CARRY, pot),
            paid=self._sum(Move.PAY, pot),
            given_back=self._sum(Move.GIVE_BACK, pot),
            lapsed=self._sum(Move.LAPSE, pot),
        )

    def pots(self) -> list[Hashable]:
        """Every pot that money has come into, in the order it did."""
        found: dict[Hashable, None] = {}
        for movement in self.movements:
            found[movement.pot] = None
            if movement.kind is Move.CARRY:
                found[movement.to] = None
        return list(found)

    def total(self) -> Balance:
        """All pots together."""
        return sum((self.balance(pot) for pot in self.pots()), Balance())

    def accounts(self) -> dict[str, Decimal]:
        """What each side holds: the bank's frame, the pots, the municipality. Always zero together."""
        whole = self.total()
        return {
            BANK: whole.given_back + whole.lapsed - whole.awarded,
            "pots": whole.available,
            "municipality": whole.drawn,
        }

    def _sum(self, kind: str, pot: Hashable) -> Decimal:
        return self._sums.get((kind, pot), ZERO)

    def _add(self, kind: str, pot: Hashable, amount: Decimal) -> None:
        self._sums[kind, pot] = self._sum(kind, pot) + amount
