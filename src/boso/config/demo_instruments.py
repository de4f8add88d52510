"""Instruments in Prøvedal: the guideline, a family of five who could own, and the watch over bostøtte under way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils import timezone

from boso.casework.instruments import actions, casing, facts, queries
from boso.casework.instruments.facts import Known
from boso.casework.instruments.models import Verdict
from boso.casework.instruments.queries import Wish
from boso.casework.instruments.sealing import Entered
from boso.core.economy.people import Role
from boso.foundation.access.actor import Actor
from boso.foundation.access.queries import actor_named
from boso.foundation.organisations.queries import by_slug

PLACE = "provedal"
DECISION = "Oppdiktet: kommunestyret sak 41/26"
#: Points and settings, with what each says.
GUIDELINE = (
    ("rate", "4.9"), ("stress_rate", "6.25"), ("grant_most_kroner", "450000"), ("grant_years", "20"),
    ("deposit_guarantee", True), ("most_kroner", "3200000"), ("most_years", "40"), ("residence_months", "24"),
    ("own_percent", "0"), ("no_payment_remarks", True), ("no_arrears", True), ("loss_percent_year", "0.4"),
    ("price_fall_percent", "20"),
)  # fmt: skip
#: How far somebody has come with the first of the watch.
MOVES = (("take",), ("take", "ask"), ("take", "ask", "apply"), ("take", "refuse"), ("receive",))
FIVE = 5


def load() -> None:
    """Do it all."""
    guideline()
    family()
    watch()


def guideline() -> None:
    """The municipality's own points, each with an invented decision."""
    decides, place = _person("fullmakt"), by_slug(PLACE)
    starts = timezone.localdate().replace(month=1, day=1)
    for key, value in GUIDELINE:
        actions.write_point(decides, place, key, value, DECISION, starts)


def family() -> None:
    """The loan officer assesses a family of five in a municipal lease that wants to own."""
    officer = _person("laan")
    for known in _families(officer):
        told = replace(known, entered=_entered(known), assessment=None)
        points = queries.holding(known.household.organisation_id, known.on)
        actions.assess(officer, known.household, told.entered, casing.frozen(told, points, told.entered))
        return


def watch() -> None:
    """The watch is reckoned, and the loan officer has begun to act on it."""
    officer = _person("laan")
    actions.reckon(officer, by_slug(PLACE).pk)
    likely = queries.watched(officer, Wish(verdict=Verdict.LIKELY)).filter(is_tenant=True).order_by("pk")
    for row, names in zip(list(likely[: len(MOVES)]), MOVES, strict=False):
        for name in names:
            actions.move(officer, row, name)


def _families(actor: Actor) -> Iterator[Known]:
    """Households of five with children that rent from the municipality, the two grown-ups first."""
    found = facts.gather(actor, queries.tenants_seen(actor, by_slug(PLACE).pk))
    for known in sorted(found.values(), key=lambda one: one.household.reference):
        household = facts.economy(known)
        if household is None or known.visiting or known.household.is_protected or len(household.persons) != FIVE:
            continue
        if household.couple and sum(one.role is Role.CHILD for one in household.persons) == FIVE - 2:
            yield known


def _entered(known: Known) -> Entered:
    adults = [card for card in known.counted if not card.is_child]
    earned = (("452000", "34200"), ("338000", "27100"))
    persons = {
        str(card.person_id): {"income_year": year, "net_month": month}
        for card, (year, month) in zip(adults, earned, strict=False)
    }
    of_all = {
        "wealth": "60000", "receives": "no", "wishes_to_own": "yes", "living_month": "38600",
        "consumer_debt_month": "1100", "price": "2950000", "tenure": "cooperative", "costs": "12000",
        "fees_month": "3900", "electricity_month": "1400", "own": "50000", "bank_refused": "yes",
        "long_term_problem": "yes", "saving_used": "yes", "dwelling_suitable_and_reasonable": "yes",
        "lasting_low_income": "yes", "fits_for_long": "yes", "renting_is_no_way": "yes", "shorter_is_unsound": "yes",
        "steady_income": "yes", "arrears": "no", "payment_remarks": "no", "residence_months": 62,
    }  # fmt: skip
    return Entered(persons, of_all, "Oppdiktet. Lønnsslipper og kontoutskrifter for tre måneder er gjennomgått.")


def _person(name: str) -> Actor:
    return actor_named(f"{name}-{PLACE}", timezone.localdate())
