"""Two municipalities, and the administrators of one and of all."""

from __future__ import annotations

import pytest
from django.test import Client

from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.organisations.models import Kind


@pytest.fixture
def hamar(db):
    return make_organisation("hamar")


@pytest.fixture
def moss(db):
    return make_organisation("moss")


@pytest.fixture
def local(signed_in, hamar) -> Client:
    return signed_in(Role.ADMINISTRATOR, hamar)


@pytest.fixture
def central(signed_in) -> Client:
    return signed_in(Role.ADMINISTRATOR, make_organisation("husbanken-ost", Kind.BANK))
