"""What others changed and what was last opened: beside «Today», and as a page without JavaScript."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from boso.foundation.access.models import User
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Organisation
from boso.foundation.web.testing import statements
from boso.foundation.workflow.actions import act
from boso.foundation.worklist import actions, registry
from boso.foundation.worklist.models import SetAside, Visit
from boso.foundation.worklist.registry import Thing

DAY = dt.timedelta(days=1)
HTMX = {"HX-Request": "true"}
ORGANISATION, ASIDE, VISIT = "organisations.organisation", "worklist.setaside", "worklist.visit"


@pytest.fixture
def coordinator(signed_in):
    return signed_in(Role.COORDINATOR, "husbanken-ost")


@pytest.fixture
def moss(an_actor):
    return an_actor(Role.CONTACT, "moss")


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def part_of(client, words=""):
    return client.get(reverse("today_changed") + words, headers=HTMX)


def known(kind=ORGANISATION, verbs=None, cost=0):
    """Lets every row of that kind be seen, at that price."""

    def resolve(actor, ids):
        for _ in range(cost):
            Organisation.objects.exists()
        return {pk: Thing(f"{kind} {pk}", f"/{kind}/{pk}/") for pk in ids}

    registry.register_things(kind, resolve, verbs or {})


def changes_by(actor, slug, times=1):
    row = Organisation.objects.get(slug=slug)
    for number in range(times):
        with act(actor, "organisation.rename", row):
            row.name = f"Moss {number}"
            row.save()


def three_kinds_changed_by(actor):
    """One thing of each of three kinds."""
    changes_by(actor, "moss")
    user = User.objects.get(pk=actor.user_id)
    for row in (
        SetAside(user=user, key="a", until=timezone.localdate()),
        Visit(user=user, object_type="a", object_id="1", at=timezone.now()),
    ):
        with act(actor, "thing.made", row):
            row.save()


def test_the_page_of_today_asks_for_it_and_links_to_it(coordinator):
    page = coordinator.get(reverse("today")).content.decode()
    assert 'hx-get="/today/changed/"' in page
    assert 'href="/today/changed/"' in page


def test_what_changed_stands_there_with_who_and_when(coordinator, moss):
    known(verbs={"organisation.rename": "renamed"})
    changes_by(moss, "moss", 3)
    for answer in (part_of(coordinator), coordinator.get(reverse("today_changed"))):
        text = text_of(answer)
        assert "Endret siste uke" in text
        assert "Renamed" in text
        assert "og 2 handlinger før det" in text
    assert "<html" not in part_of(coordinator).content.decode()


def test_beside_today_stand_the_latest_and_the_others_on_the_page(coordinator, moss):
    known()
    for number in range(8):
        Organisation.objects.create(slug=f"o{number}", name="O", kind="municipality")
        changes_by(moss, f"o{number}")
    assert "2 til er endret." in text_of(part_of(coordinator))
    page = coordinator.get(reverse("today_changed"))
    assert len(page.context["shown"].changes) == 8
    assert "til er endret" not in text_of(page)


def test_after_a_pause_it_says_since_when(coordinator, moss):
    known()
    part_of(coordinator)
    Visit.objects.update(at=timezone.now() - DAY)
    changes_by(moss, "moss")
    assert "Endret siden i går" in text_of(part_of(coordinator))
    assert "Én ting er endret siden i går." in text_of(coordinator.get(reverse("today_changed")))


def test_looking_at_today_alone_loses_no_change(coordinator, moss):
    known()
    part_of(coordinator)
    Visit.objects.update(at=timezone.now() - DAY)
    changes_by(moss, "moss")
    for _ in range(3):
        coordinator.get(reverse("today"))
    assert len(part_of(coordinator).context["shown"].changes) == 1


def test_the_number_joins_the_others_on_top(coordinator, moss):
    known()
    changes_by(moss, "moss")
    part = part_of(coordinator, "?stat=1").content.decode()
    assert 'hx-swap-oob="beforeend:.stats"' in part
    assert '<span class="stat">1</span>' in part
    assert "oob" not in part_of(coordinator).content.decode()


def test_nothing_changed_is_said(coordinator):
    assert "Andre har ikke endret noe." in text_of(part_of(coordinator))


def test_last_opened_things_stand_beside(coordinator):
    known()
    user = User.objects.get()
    Organisation.objects.get_or_create(slug="moss", defaults={"name": "Moss", "kind": "municipality"})
    actions.opened(actor_of(user, timezone.localdate()), Organisation.objects.get(slug="moss"), timezone.now())
    text = text_of(part_of(coordinator))
    assert "Sist åpnet" in text
    assert "organisations.organisation" in text


def test_kinds_that_do_not_fit_come_by_themselves_and_are_not_lost(coordinator, moss):
    for kind in (ORGANISATION, ASIDE, VISIT):
        known(kind, cost=3)
    three_kinds_changed_by(moss)
    seen = Visit.objects.filter(user_id__gt=moss.user_id) | Visit.objects.filter(user_id__lt=moss.user_id)
    with statements() as sent:
        first = coordinator.get(reverse("today_changed"))
    assert len(sent) == 9
    assert [one.thing.title.split()[0] for one in first.context["shown"].all_changes] == [VISIT]
    assert not seen.exists()
    assert first.context["shown"].sentence == ""
    second = coordinator.get(first.context["shown"].rest_address)
    assert [one.thing.title.split()[0] for one in second.context["shown"].all_changes] == [ASIDE]
    assert not seen.exists()
    third = part_of(coordinator, second.context["shown"].rest_address.removeprefix("/today/changed/"))
    assert [one.thing.title.split()[0] for one in third.context["shown"].all_changes] == [ORGANISATION]
    assert not third.context["shown"].rest_address
    assert seen.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_first_look_costs_at_most_twelve_statements_with_begin_and_commit(signed_in, an_actor):
    moss, coordinator = an_actor(Role.CONTACT, "moss"), signed_in(Role.COORDINATOR, "husbanken-ost")
    for kind in (ORGANISATION, ASIDE, VISIT):
        known(kind, cost=1)
    three_kinds_changed_by(moss)
    with statements() as sent:
        page = coordinator.get(reverse("today_changed"))
    assert len(sent) == 9
    assert len(page.context["shown"].all_changes) == 3
    assert len(page.content) < 100_000
