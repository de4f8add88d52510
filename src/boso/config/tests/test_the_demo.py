"""The demo: made once, left as it stands, and never in place of real work."""

from __future__ import annotations

import pytest
from django.utils import timezone

from boso.casework.dwellings.models import Dwelling
from boso.casework.households.models import Clearance, EmergencyAccess, Household, Recusal
from boso.casework.needs.models import Campaign, HomelessCount
from boso.config import demo, demo_casework, demo_programme
from boso.config.demo_people import PEOPLE
from boso.foundation.access.actions import found
from boso.foundation.access.models import User
from boso.foundation.access.queries import actor_named
from boso.foundation.exchange.imports import Outcome
from boso.foundation.organisations.models import Organisation
from boso.programme.partnership import queries
from boso.programme.partnership.models import Programme

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_the_demo_is_made_once_with_the_facts_the_people_and_two_invented_municipalities():
    """In one go: making it takes ten seconds."""
    said: list[str] = []
    found(demo=True)
    demo.make(fresh=False, say=said.append)
    assert User.objects.filter(username=PEOPLE[0].username).exists()
    assert Organisation.objects.filter(slug="hamar").exists()
    assert len(said) == 2
    demo.make(fresh=False, say=said.append)
    assert len(said) == 2
    assert User.objects.filter(username__in=[person.username for person in PEOPLE]).count() == len(PEOPLE)
    demo.load()
    assert User.objects.count() == len(PEOPLE)
    _has_casework()
    _has_a_programme_of_its_own()


def test_a_database_of_real_work_is_left_alone():
    found(demo=False)
    with pytest.raises(demo.NotADemo):
        demo.make(fresh=False, say=print)
    with pytest.raises(demo.NotADemo):
        demo.make(fresh=True, say=print)
    assert not User.objects.exists()


def test_a_database_that_is_not_there_is_made_first(monkeypatch):
    made: list[bool] = []
    monkeypatch.setattr(demo, "is_up_to_date", lambda: False)
    monkeypatch.setattr(demo, "migrate", lambda *, demo: made.append(found(demo=demo)))
    monkeypatch.setattr(demo, "load", lambda: None)
    monkeypatch.setattr(demo_casework, "load", lambda: None)
    monkeypatch.setattr(demo_programme, "load", lambda: None)
    demo.make(fresh=False, say=lambda words: None)
    assert made == [True]


def test_a_workbook_of_the_demo_with_faults_stops_it(monkeypatch):
    monkeypatch.setattr(demo, "run_import", lambda *words, **more: Outcome("refused", "facts", "facts"))
    with pytest.raises(RuntimeError, match="organisations workbook has faults"):
        demo.load()


def test_the_people_one_can_be_are_told():
    lines = list(demo.introduction())
    assert len(lines) == len(PEOPLE) + 1
    assert PEOPLE[0].username in lines[1]


def _has_casework() -> None:
    assert demo_casework.stands()
    assert not Household.objects.filter(organisation__invented=False).exists()
    assert not Dwelling.objects.filter(organisation__invented=False).exists()
    assert Dwelling.objects.filter(organisation__slug="provedal", disposal="owned").count() == 495
    assert Clearance.objects.filter(confirmed_at__isnull=False).count() == 2
    assert Clearance.objects.filter(confirmed_at__isnull=True).count() == 1
    assert Recusal.objects.count() == 1
    assert EmergencyAccess.objects.filter(verdict="").count() == 1
    assert sorted(HomelessCount.objects.values_list("state", flat=True)) == ["frozen", "open"]
    assert sorted(Campaign.objects.values_list("state", flat=True)) == ["closed", "running"]
    demo_casework.load()
    assert Clearance.objects.count() == 3


def _has_a_programme_of_its_own() -> None:
    assert demo_programme.stands()
    demo_programme.load()
    coordinator = actor_named("koordinator", timezone.localdate())
    invented = {one.slug: one for one in queries.participations(coordinator, Programme.DEMONSTRATION)}
    assert invented.keys() == set(demo_casework.TOWNS) == {town.slug for town in demo_programme.TOWNS}
    assert invented["provedal"].phase == "implementation"
    assert queries.participations(coordinator).count() == 14
    assert not queries.participations(coordinator).filter(organisation__invented=True).exists()
