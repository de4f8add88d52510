"""What has happened to a thing, in words."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.models import Membership
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.history.models import Change
from boso.foundation.history.queries import timeline
from boso.foundation.jobs.models import Job
from boso.foundation.organisations.models import Organisation
from boso.foundation.workflow.actions import act

pytestmark = pytest.mark.django_db
NEW_YEAR = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_a_change_is_told_by_field_from_one_value_to_another(an_actor, django_assert_num_queries):
    actor = an_actor(Role.COORDINATOR, "husbanken-ost")
    county = make_organisation("hedmark", kind="county")
    thing = make_organisation("hamar")
    with act(actor, "organisation.moved", thing, reason="A new map"):
        thing.parent, thing.kind, thing.invented = county, "district", True
        thing.starts = dt.date(2020, 1, 1)
        thing.save()
    with act(SYSTEM, "organisation.named", thing):
        thing.name, thing.starts = "Hamar by", None
        thing.save()
    with django_assert_num_queries(2):
        named, moved = timeline(actor, thing)
    assert (named.who, named.what) == ("BoSo", "organisation.named")
    assert named.change == "Name: Hamar → Hamar by; Starts: 01.01.2020 → nothing"
    assert (moved.who, moved.reason) == (actor.name, "A new map")
    assert {str(field) for field in moved.fields} == {
        "Parent: Hedmark", "Kind: Municipality → City district", "Invented: no → yes", "Starts: 01.01.2020",
    }  # fmt: skip
    assert timeline(actor, thing, limit=1) == [named]


def test_what_no_longer_exists_is_shown_by_its_number_and_secrets_never(a_person, an_actor):
    actor = an_actor(Role.COORDINATOR, "husbanken-ost")
    user = a_person(Role.CONTACT, "husbanken-ost")
    Change.objects.create(
        at=NEW_YEAR, verb="user.changed", object_type="access.user",
        object_id=str(user.pk),
        fields={"password": ["secret", "hidden"], "gone": [1, 2], "id": [None, 1], "name": [None, ""],
                "created_at": [None, "2026-01-01T08:00:00Z"]},
    )  # fmt: skip
    event = timeline(actor, user)[0]
    assert event.change == "Created at: 01.01.2026 09.00"
    seat = Membership.objects.get(user=user)
    Change.objects.create(
        at=NEW_YEAR, verb="a.b", object_type="access.membership", object_id=str(seat.pk),
        fields={"organisation_id": [10**8, seat.organisation_id],
                "role": ["king", "contact"], "starts": ["soon", None]},
    )  # fmt: skip
    assert [str(field) for field in timeline(actor, seat)[0].fields] == [
        "Organisation: 100000000 → Husbanken-Ost", "Role: king → Contact at the bank", "Starts: soon → nothing",
    ]  # fmt: skip


def test_numbers_are_written_as_norwegians_write_them_and_years_are_left_alone(an_actor):
    actor = an_actor(Role.ADMINISTRATOR, "husbanken-ost")
    job = Job(task="a.b")
    Change.objects.create(
        at=NEW_YEAR, verb="a.b", object_type="jobs.job", object_id=str(job.pk),
        fields={"done": [2009, 1500000], "started_at": ["then", None]},
    )  # fmt: skip
    assert timeline(actor, job)[0].change.replace("\u00a0", " ") == "Done: 2009 → 1 500 000; Started at: then → nothing"


def test_a_thing_without_history_has_an_empty_timeline(an_actor):
    assert timeline(SYSTEM, Organisation.objects.create(slug="a", name="A", kind="county")) == []
