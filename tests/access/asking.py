"""Asks for pages as a person, by the thousand: Django's own test client keeps a copy of every template of each."""

from __future__ import annotations

from copy import copy
from functools import cache

import pytest
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.test.client import ClientHandler

from boso.foundation.access import backends
from boso.foundation.access.models import User


class Browser:
    """Signed in as that person, or as nobody. An error of the server is an answer like any other: 500."""

    def __init__(self, user: User | None) -> None:
        client, self.requests = Client(), RequestFactory()
        if user is not None:
            client.force_login(user, backend="boso.foundation.access.backends.SeatedBackend")
        self.requests.cookies = client.cookies
        self.handler = ClientHandler(enforce_csrf_checks=False)

    def ask(self, method: str, path: str) -> HttpResponseBase:
        """What that person gets."""
        return self.handler(getattr(self.requests, method)(path).environ)


def know_the_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read each person and their seats once: they stay the same while thousands of pages are asked for."""
    known = cache(backends.seated)
    monkeypatch.setattr(backends, "seated", lambda user_id: copy(known(user_id)))
