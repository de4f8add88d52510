"""What everybody's first page of the day asks of the database, in every role and source by source."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boso.foundation.access.models import User
from boso.foundation.access.queries import actor_of
from boso.foundation.history.models import Change
from boso.foundation.web.budget import PAGE
from boso.foundation.web.testing import statements
from boso.foundation.worklist import registry
from boso.foundation.worklist.models import Visit
from tests.access.world import World, build

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

#: A source asks once or twice. This one needs the rates, the awards and what the municipality has put in.
MOST, MORE = 2, {"boso.programme.grants.due.own_share": 3, "boso.casework.retention.due.erasures": 5}


@pytest.fixture
def world(monkeypatch) -> World:
    with transaction.atomic():
        return build(monkeypatch)


def test_a_first_view_of_today_sends_at_most_twelve_statements_whoever_looks(world):
    assert Change.objects.filter(object_type__in=registry.kinds()).values("actor").distinct().count() > 1
    cost = {
        f"{name} {path}": count for name, user in world.people.items() if user for path, count in _first_views(user)
    }
    assert {what: count for what, count in cost.items() if count > PAGE} == {}
    assert Visit.objects.filter(object_type="").count() == len(world.people) - 1


def test_a_source_of_tasks_asks_once_or_twice(world):
    day, dear = timezone.localdate(), {}
    for name, user in world.people.items():
        actor = actor_of(user, day)
        for source in registry.sources():
            with statements() as sent:
                list(source(actor, day))
            called = f"{source.__module__}.{source.__qualname__}"
            if len(sent) > MORE.get(called, MOST):
                dear[f"{called} as {name}"] = sent
    assert dear == {}


def test_the_name_of_a_kind_of_things_is_one_question(world):
    day, dear = timezone.localdate(), {}
    actor = actor_of(world.people["coordinator"], day)
    for name, kind in registry.kinds().items():
        ids = list(Change.objects.filter(object_type=name).values_list("object_id", flat=True).distinct()[:20])
        with statements() as sent:
            kind.resolve(actor, ids or ["1", "2"])
        if len(sent) > 1:
            dear[name] = sent
    assert dear == {}


def _first_views(user: User) -> Iterator[tuple[str, int]]:
    """The page, and what it fetches by itself until nothing is left to ask for; how many statements each sends."""
    client = Client()
    client.force_login(user, backend="boso.foundation.access.backends.SeatedBackend")
    waiting = [reverse("today"), reverse("today_changed")]
    while waiting:
        path = waiting.pop(0)
        with statements() as sent:
            answer = client.get(path)
        assert answer.status_code == 200
        yield path, len(sent)
        rest = answer.context["shown"].rest if path.startswith(reverse("today_changed")) else ()
        waiting += [f"{reverse('today_changed')}?of={','.join(rest)}"] if rest else []
