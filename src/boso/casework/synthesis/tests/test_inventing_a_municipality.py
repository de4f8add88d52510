"""Inventing a municipality: only where nothing is real, part by part, the same from the same seed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import Count, Q
from django.utils import timezone, translation

from boso.casework.dwellings.models import EMPTY, OCCUPIED, Binding, Building, Dwelling, EmptyStep
from boso.casework.households.models import (
    Contact,
    Engagement,
    Guardian,
    Household,
    Member,
    Note,
    Sharing,
)
from boso.casework.households.queries import open_cards
from boso.casework.households.queries_visible import visible
from boso.casework.households.testing import make_caseworker
from boso.casework.needs import filling
from boso.casework.needs.models import Mapping
from boso.casework.needs.sealing import words_of
from boso.casework.stays.models import Stay
from boso.casework.synthesis import actions, queries
from boso.casework.synthesis.actions import NEEDED, Order, make
from boso.casework.synthesis.models import Making
from boso.casework.tenancies.models import Tenancy
from boso.core.needs.size_norm import Part, Sleeper
from boso.core.synthetic import municipality
from boso.foundation.access.actions import found
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation, make_unit
from boso.foundation.audit.models import Entry
from boso.foundation.organisations.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SMALL = Order(households=60, dwellings=80, years=3, seed="a")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def town(db) -> Organisation:
    found(demo=True)
    place = make_organisation("provedal", name="Prøvedal", invented=True)
    place.codes.create(system="ssb", code="9901", starts="2000-01-01", source="Oppdiktet")
    for kind in NEEDED:
        make_unit(place, kind)
    return place


def test_what_is_ordered_is_made_and_marked(town):
    making = make(SYSTEM, town, SMALL)
    assert (making.done, making.parts) == (1, 1)
    assert Dwelling.objects.filter(invented=True, organisation=town).count() == 80
    assert Household.objects.filter(invented=True, organisation=town).count() == 60
    assert not Building.objects.filter(invented=False).exists()
    assert not Tenancy.objects.filter(invented=False).exists()
    for model in (Binding, EmptyStep, Note, Contact, Guardian, Sharing, Tenancy):
        assert model.objects.exists(), model


def test_homes_and_leases_tell_the_same_story(town):
    make(SYSTEM, town, SMALL)
    let = Dwelling.objects.annotate(open=Count("tenancies", filter=Q(tenancies__ended_on__isnull=True)))
    assert not let.filter(status__in=OCCUPIED).exclude(open=1).exists()
    assert not let.filter(status__in=EMPTY).exclude(open=0).exists()
    renting = Household.objects.filter(tenancies__ended_on__isnull=True, tenancies__isnull=False)
    keepers = {queries.units(town, timezone.localdate())[kind] for kind in ("housing", "property")}
    for household in renting:
        assert keepers <= set(household.engagements.values_list("unit", flat=True))


def test_a_caseworker_sees_the_cases_of_her_unit_with_their_invented_names(town):
    worker = make_caseworker("nav")
    make(SYSTEM, town, SMALL)
    mine = list(visible(worker)[:5])
    assert mine
    cards = open_cards(worker, mine)
    assert all(cards[household.pk].name for household in mine)
    assert Engagement.objects.filter(worker=worker.user_id).exists()
    planner = make_caseworker("nav", role=Role.PLANNER)
    assert not visible(planner).exists()


def test_closed_cases_have_a_reason_and_guardians_a_sealed_name(town):
    make(SYSTEM, town, SMALL)
    closed = Household.objects.filter(closed_on__isnull=False)
    assert closed.exists()
    assert not closed.filter(closed_reason="").exists()
    assert all(guardian.sealed for guardian in Guardian.objects.all())
    assert not Sharing.objects.filter(household__in=closed).exists()


def test_needs_are_answers_to_the_built_in_form(town):
    make(SYSTEM, town, Order(120, 40, 3, "a"))
    found = list(Mapping.objects.select_related("household"))
    assert {mapping.situation for mapping in found} == {"without_own", "at_risk", "unsuitable"}
    for mapping in found:
        assert mapping.invented
        assert (mapping.bedrooms is None) is (mapping.norm == "")
        told = words_of(mapping).answers
        size = filling.size_of([Sleeper(Part.APPLICANT)] * mapping.adults, mapping.mapped_on)
        assert filling.standing(mapping, told, size).complete(), told
    later = Mapping.objects.filter(holds_until__isnull=True).values("household")
    assert later.count() == later.distinct().count()


def test_some_stay_too_long_in_temporary_places(town):
    make(SYSTEM, town, Order(300, 10, 2, "b"))
    today = timezone.localdate()
    lengths = [(today - stay.starts).days for stay in Stay.objects.filter(ends__isnull=True)]
    assert min(lengths) < 14 < max(lengths)
    assert Stay.objects.filter(ends__isnull=False).exclude(went_to="").exists()
    assert set(Stay.objects.values_list("unit__kind", flat=True)) == {"nav"}


def test_it_is_one_line_of_the_log_for_each_kind_of_thing(town):
    make(SYSTEM, town, SMALL)
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"dwelling.register_many", "tenancy.register_many", "household.bring_in"} <= verbs


def test_made_once_it_stands(town):
    make(SYSTEM, town, SMALL)
    before = Member.objects.count()
    heard: list[tuple[int, int]] = []
    make(SYSTEM, town, SMALL, say=lambda done, parts: heard.append((done, parts)))
    assert (Member.objects.count(), heard) == (before, [])
    with pytest.raises(NotNow, match="60 "):
        make(SYSTEM, town, Order(61, 80, 3, "a"))


def test_interrupted_it_goes_on_with_the_part_that_lacks(town, monkeypatch):
    monkeypatch.setattr(municipality, "LARGEST", 40)
    whole = actions.write

    def fails_at_the_second(actor, place, drawn):
        whole(actor, place, drawn)
        if drawn.number == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(actions, "write", fails_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        make(SYSTEM, town, SMALL)
    assert Dwelling.objects.count() == 40
    assert Making.objects.get().done == 1
    monkeypatch.setattr(actions, "write", whole)
    heard: list[tuple[int, int]] = []
    make(SYSTEM, town, SMALL, say=lambda done, parts: heard.append((done, parts)))
    assert heard == [(2, 2)]
    assert (Dwelling.objects.count(), Household.objects.count()) == (80, 60)
    assert Making.objects.get().finished_at is not None


def test_never_among_real_households(town, an_actor):
    real = make_organisation("hamar")
    with pytest.raises(Refused, match="real municipality"):
        make(SYSTEM, real, SMALL)
    with pytest.raises(Refused):
        make(an_actor(Role.ADMINISTRATOR, "provedal"), town, SMALL)


def test_an_installation_made_for_real_work_must_be_called_a_trial(db):
    found(demo=False)
    place = make_organisation("provedal", name="Prøvedal", invented=True)
    for kind in NEEDED:
        make_unit(place, kind)
    with pytest.raises(Refused, match="--trial"):
        make(SYSTEM, place, SMALL)
    assert make(SYSTEM, place, Order(3, 4, 1, "a"), trial=True).finished_at is not None


def test_what_somebody_else_has_registered_is_left_alone(town):
    unit = town.units.first()
    from boso.casework.households.testing import make_household

    make_household(unit, organisation=town)
    with pytest.raises(NotNow, match="did not make up"):
        make(SYSTEM, town, SMALL)


def test_a_municipality_without_the_services_is_told_which(db):
    found(demo=True)
    place = make_organisation("provedal", invented=True)
    make_unit(place, "nav")
    with pytest.raises(NotNow, match="lacks these units"):
        make(SYSTEM, place, SMALL)
    assert not Making.objects.exists()


def test_workers_are_those_who_sit_there_now(town):
    today = dt.date(2026, 1, 1)
    units = queries.units(town, today)
    worker = make_caseworker("nav")
    make_caseworker("nav", role=Role.DECISION_MAKER)
    assert queries.workers(units, today) == {"nav": [worker.user_id]}
    assert str(Making(organisation=town, done=1, parts=2)).endswith("1/2")
