"""Over random histories of several households that share persons: what is not due is never erased."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from boso.casework.dwellings.testing import make_dwelling
from boso.casework.households.models import Household, LegalBasis, Member, Person
from boso.casework.households.testing import an_invented_place, make_household
from boso.casework.retention import actions
from boso.casework.retention.models import Erasure, ErasureState, LegalHold
from boso.casework.retention.testing import LONG_AGO, make_eraser
from boso.casework.stays.models import Stay
from boso.casework.tenancies.models import Tenancy
from boso.foundation.access.decisions import NotNow
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_unit
from boso.foundation.vault.models import Key

pytestmark = pytest.mark.django_db
TODAY = dt.date.today()  # noqa: DTZ011 - any day will do
days = st.none() | st.dates(dt.date(2012, 1, 1), TODAY)
leases = st.lists(days, max_size=2)
one = st.tuples(
    days, st.sampled_from(["housed", "mistake", "merged"]), leases, days | st.just("none"), st.booleans(),
    st.sampled_from(["", "", "loan", "care_dwelling"]), st.integers(0, 3),
)  # fmt: skip


class Undo(Exception):
    """The example is over."""


def may_go(history) -> bool:
    """Said once more, in other words than the rules': whether such a case may be erased."""
    closed, reason, ends, stay, held, use, _with = history
    if closed is None or held or use or None in ends or stay is None:
        return False
    years = 10 if ends else 0.25 if reason == "mistake" else 5
    last = max([closed, *ends, *([stay] if stay != "none" else [])])
    return (TODAY - last).days > 366 * years


def write_down(home: Household, history, dwellings, unit) -> None:
    closed, reason, ends, stay, held, use, _with = history
    told = {"closed_on": closed, "closed_reason": reason if closed else ""}
    Household.objects.filter(pk=home.pk).update(opened_on=LONG_AGO, **told)
    for end in ends:
        Tenancy.objects.create(
            organisation=home.organisation, dwelling=next(dwellings), household=home, starts=LONG_AGO, ended_on=end,
            end_reason="other" if end else "",
        )  # fmt: skip
    if stay != "none":
        gone = {"ends": stay, "went_to": "own_home"} if stay else {}
        Stay.objects.create(household=home, unit=unit, place="hotel", starts=LONG_AGO, **gone)
    if held:
        LegalHold.objects.create(household=home, starts=LONG_AGO)
    if use:
        LegalBasis.objects.create(household=home, use=use, starts=LONG_AGO)


def test_nothing_that_is_not_due_is_ever_erased(fewer):
    place = an_invented_place()
    homes = [make_household(name=f"Person {number}") for number in range(4)]
    persons = [home.members.get().person for home in homes]
    flats, unit = [make_dwelling(place) for _number in range(8)], make_unit(place, "nav")
    first, second = make_eraser(place), make_eraser(place, Role.DECISION_MAKER)

    @fewer
    @given(st.lists(one, min_size=4, max_size=4))
    def never_early(histories):
        with pytest.raises(Undo), transaction.atomic(), transaction.atomic(using="keys"):
            dwellings = iter(flats)
            for number, (home, history) in enumerate(zip(homes, histories, strict=True)):
                write_down(home, history, dwellings, unit)
                if history[-1] != number:
                    Member.objects.create(household=home, person=persons[history[-1]], role="other", starts=LONG_AGO)
            try:
                made = actions.propose(first, place, "Arkiv 1", delivered=True)
            except NotNow:
                made = None
            if made is not None:
                # The job itself; that confirming enqueues it is asked elsewhere.
                Erasure.objects.filter(pk=made.pk).update(
                    state=ErasureState.CONFIRMED, confirmed_by=second.user_id, confirmed_at=timezone.now()
                )
                actions.carry_out(made.pk)
            keys = set(Key.objects.values_list("pk", flat=True))
            for home, history in zip(homes, histories, strict=True):
                # A kept case keeps its words and every person of it; on a doubtful day either is right.
                if not may_go(history) and home.key_id not in keys:
                    pytest.fail(f"too early: {history}")
                if home.key_id in keys:
                    assert {row.person.key_id for row in home.members.select_related("person")} <= keys
                    assert not Person.objects.filter(memberships__household=home, sealed="").exists()
            raise Undo

    never_early()
