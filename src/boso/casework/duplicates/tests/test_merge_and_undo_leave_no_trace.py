"""Whatever two cases hold: merging and undoing gives the same rows, and who saw either sees the one kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from boso.casework.duplicates import actions
from boso.casework.duplicates.queries_pointers import pointers
from boso.casework.dwellings.testing import make_dwelling
from boso.casework.households import actions_access, actions_notes
from boso.casework.households.actions import engage
from boso.casework.households.models import Household, Mark, Person, Recusal
from boso.casework.households.people import NewPerson
from boso.casework.households.queries import visible
from boso.casework.households.sealing import HouseholdWords
from boso.casework.households.testing import a_synthetic_id, make_caseworker, make_household
from boso.casework.needs import actions as needs
from boso.casework.stays.models import Stay
from boso.casework.tenancies.models import Tenancy
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.testing import make_unit
from boso.foundation.vault.queries import keyring

pytestmark = [pytest.mark.slow, pytest.mark.django_db(databases=["default", "keys"])]
TODAY = dt.date.today()  # noqa: DTZ011 - any day will do
UNITS = ("nav", "health", "housing")
NUMBERS = [a_synthetic_id(skip=skip) for skip in range(3)]


def note(household: Household, _unit: str) -> None:
    actions_notes.write_note(SYSTEM, household, "Liker katter.")


def contact(household: Household, _unit: str) -> None:
    actions_notes.log_contact(SYSTEM, household, "Ringte.", on=TODAY, channel="phone")


def stay(household: Household, unit: str) -> None:
    place = make_unit(household.organisation, unit)
    if not Stay.objects.filter(household=household, ends=None).exists():
        words = keyring([household.key_id]).seal(household.key_id, {"name": "Prøvehotellet"})
        Stay.objects.create(household=household, unit=place, place="hotel", starts=TODAY, sealed=words)


def tenancy(household: Household, _unit: str) -> None:
    dwelling = make_dwelling(household.organisation)
    Tenancy.objects.create(organisation=household.organisation, dwelling=dwelling, household=household, starts=TODAY)


def mapping(household: Household, unit: str) -> None:
    needs.begin(SYSTEM, household, make_unit(household.organisation, unit).pk)


def sharing(household: Household, unit: str) -> None:
    place = make_unit(household.organisation, unit)
    seen = household.engagements.filter(unit=place).exists() or household.sharings.filter(unit=place).exists()
    if not seen:
        actions_access.share(SYSTEM, household, place.pk, "task", TODAY + dt.timedelta(9))


def engagement(household: Household, unit: str) -> None:
    place = make_unit(household.organisation, unit)
    if not household.engagements.filter(unit=place).exists():
        engage(SYSTEM, household, place.pk, "together")


PARTS: tuple[Callable[[Household, str], None], ...] = (
    note, contact, stay, tenancy, mapping, sharing, engagement,
)  # fmt: skip
told = st.fixed_dictionaries(
    {
        "persons": st.lists(st.integers(0, 2), min_size=1, max_size=3, unique=True),
        "unit": st.sampled_from(UNITS),
        "words": st.booleans(),
        "protected": st.booleans(),
        "parts": st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(UNITS)), max_size=6),
        "barred": st.sets(st.sampled_from(UNITS), max_size=1),
    }
)


def build(wish: dict[str, Any], actors: dict[str, Actor]) -> Household:
    """A household as wished, with what belongs to it."""
    persons = tuple(
        NewPerson.called(
            f"Lun Vadmel {'abc'[one]}", national_id=NUMBERS[one], phone="41234567" if wish["words"] else "",
            protection="confidential" if wish["protected"] and one == 0 else "none",
        )
        for one in wish["persons"]
    )  # fmt: skip
    words = HouseholdWords("Testbakken 9", "Ring") if wish["words"] else HouseholdWords()
    made = make_household(wish["unit"], persons=persons, words=words)
    for part, unit in wish["parts"]:
        part(made, unit)
    for unit in wish["barred"]:
        Recusal.objects.create(household=made, user_id=actors[unit].user_id, ground="friend", starts=TODAY)
    return Household.objects.get(pk=made.pk)


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of casework that has to do with households, but for when a case was last written in."""
    models = {pointer.model for target in (Household, Person) for pointer in pointers(target)}
    return {
        model._meta.label: [
            {name: value for name, value in row.items() if name != "changed_at"}
            for row in model._default_manager.order_by("pk").values()
        ]
        for model in {*models, Household, Person, Mark}
    }


def sealed_texts(household: Household) -> list[str]:
    """What can be read of the household with its own key, wherever it stands."""
    ring, texts = keyring([household.key_id]), []
    for pointer in pointers(Household):
        if pointer.is_sealed:
            rows = pointer.model._default_manager.filter(**{pointer.field.name: household.pk})
            texts += [str(ring.open(household.key_id, row.sealed)) for row in rows]
    return sorted(texts)


def seeing(household: Household, actors: dict[str, Actor]) -> set[str]:
    return {name for name, actor in actors.items() if visible(actor, [household.pk]).exists()}


class Undone(Exception):
    """The example is over: nothing of it stays."""


@settings(max_examples=max(15, settings.default.max_examples // 10))
@given(first=told, second=told)
def test_merge_then_undo_gives_the_same_rows_and_whoever_saw_either_sees_the_one_kept(first, second):
    needs.install_form()
    actors = {unit: make_caseworker(unit) for unit in UNITS}
    try:
        with transaction.atomic():
            kept, merged = build(first, actors), build(second, actors)
            barred = first["barred"] | second["barred"]
            saw = seeing(kept, actors) | seeing(merged, actors)
            before, texts = everything(), (sealed_texts(kept), sealed_texts(merged))

            done = actions.merge(SYSTEM, kept, merged, "Registered twice.")
            now = Household.objects.get(pk=kept.pk)
            assert now.is_protected == (kept.is_protected or merged.is_protected)
            expected = set() if now.is_protected else saw - barred
            assert seeing(now, actors) == expected
            assert "None" not in sealed_texts(now)

            assert actions.undo(SYSTEM, done, "Two after all.") == {}
            assert everything() == before
            assert (sealed_texts(kept), sealed_texts(merged)) == texts
            raise Undone
    except Undone:
        pass
