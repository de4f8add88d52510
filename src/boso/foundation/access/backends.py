"""Signing in by password; a signed-in person comes with their seats in one query."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from boso.foundation.access.models import User
from boso.foundation.access.queries import seated


class SeatedBackend(ModelBackend):
    """Django's own backend, but for the look-up that every request makes: the person's seats come along."""

    def get_user(self, user_id: Any) -> User | None:
        user = seated(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
