"""The ledger of grants: sums to zero, and never pays beyond what is awarded and carried."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from boso.core.economy.ledger import Balance, Ledger, Move, Movement, Overdrawn

POTS = ["2011", "2012", "2013"]
amounts = st.decimals(Decimal("0.01"), 3_000_000, places=2)


def test_drawn_carried_and_returned_are_told_apart():
    ledger = Ledger(
        [
            Movement(Move.AWARD, "2011", Decimal(1_500_000)),
            Movement(Move.PAY, "2011", Decimal(900_000)),
            Movement(Move.CARRY, "2011", Decimal(400_000), "2012"),
            Movement(Move.PAY, "2012", Decimal(100_000)),
            Movement(Move.GIVE_BACK, "2011", Decimal(50_000)),
            Movement(Move.LAPSE, "2011", Decimal(200_000)),
        ]
    )
    first, second = ledger.balance("2011"), ledger.balance("2012")
    assert (first.available, first.drawn) == (0, Decimal(850_000))
    assert (second.available, second.carried_in, second.awarded) == (Decimal(300_000), Decimal(400_000), 0)
    assert ledger.pots() == ["2011", "2012"]
    assert ledger.accounts() == {
        "bank": Decimal(-1_250_000),
        "pots": Decimal(300_000),
        "municipality": Decimal(950_000),
    }


def test_more_than_there_is_is_refused_and_says_what_there_is():
    ledger = Ledger([Movement(Move.AWARD, "2011", Decimal(100))])
    for kind, to in ((Move.PAY, None), (Move.CARRY, "2012"), (Move.LAPSE, None)):
        with pytest.raises(Overdrawn) as refused:
            ledger.post(Movement(kind, "2011", Decimal("100.01"), to))
        assert refused.value.available == 100
        assert refused.value.asked == Decimal("100.01")
    with pytest.raises(Overdrawn):
        ledger.post(Movement(Move.GIVE_BACK, "2011", Decimal(1)))
    assert len(ledger.movements) == 1


def test_a_movement_is_above_zero_and_is_carried_somewhere_else():
    with pytest.raises(ValueError, match="above zero"):
        Ledger([Movement(Move.AWARD, "2011", Decimal(0))])
    ledger = Ledger([Movement(Move.AWARD, "2011", Decimal(100))])
    with pytest.raises(ValueError, match="another pot"):
        ledger.post(Movement(Move.CARRY, "2011", Decimal(1), "2011"))


def test_an_empty_ledger_is_zero():
    assert Ledger().total() == Balance()


class Books(RuleBasedStateMachine):
    """Anybody tries any movement; a plain tally beside the ledger says what must come of it."""

    @initialize()
    def open(self) -> None:
        self.ledger = Ledger()
        self.left = dict.fromkeys(POTS, Decimal(0))
        self.held = dict.fromkeys(POTS, Decimal(0))
        self.frame = Decimal(0)

    @rule(pot=st.sampled_from(POTS), amount=amounts)
    def award(self, pot, amount):
        self.ledger.post(Movement(Move.AWARD, pot, amount))
        self.left[pot] += amount
        self.frame -= amount

    @rule(pot=st.sampled_from(POTS), amount=amounts)
    def pay(self, pot, amount):
        if self._post(Movement(Move.PAY, pot, amount), self.left[pot]):
            self.left[pot] -= amount
            self.held[pot] += amount

    @rule(pots=st.permutations(POTS), amount=amounts)
    def carry(self, pots, amount):
        if self._post(Movement(Move.CARRY, pots[0], amount, pots[1]), self.left[pots[0]]):
            self.left[pots[0]] -= amount
            self.left[pots[1]] += amount

    @rule(pot=st.sampled_from(POTS), amount=amounts)
    def give_back(self, pot, amount):
        if self._post(Movement(Move.GIVE_BACK, pot, amount), self.held[pot]):
            self.held[pot] -= amount
            self.frame += amount

    @rule(pot=st.sampled_from(POTS), amount=amounts)
    def lapse(self, pot, amount):
        if self._post(Movement(Move.LAPSE, pot, amount), self.left[pot]):
            self.left[pot] -= amount
            self.frame += amount

    def _post(self, movement: Movement, there_is: Decimal) -> bool:
        try:
            self.ledger.post(movement)
        except Overdrawn as refused:
            assert refused.available == there_is < movement.amount
            return False
        assert movement.amount <= there_is
        return True

    @invariant()
    def all_accounts_together_are_zero(self):
        accounts = self.ledger.accounts()
        assert sum(accounts.values()) == 0
        assert accounts["bank"] == self.frame

    @invariant()
    def each_pot_holds_what_the_tally_says_and_nothing_goes_below_zero(self):
        for pot in POTS:
            balance = self.ledger.balance(pot)
            assert balance.available == self.left[pot] >= 0
            assert balance.drawn == self.held[pot] >= 0
            assert balance.paid <= balance.awarded + balance.carried_in

    @invariant()
    def what_is_carried_out_is_carried_in(self):
        whole = self.ledger.total()
        assert whole.carried_out == whole.carried_in

    @invariant()
    def writing_the_movements_again_gives_the_same_books(self):
        assert Ledger(self.ledger.movements).accounts() == self.ledger.accounts()


TestBooks = Books.TestCase
