"""Keeps the keys in the database called `keys`, and everything else out of it."""

from __future__ import annotations

from typing import Any

from django.db import models

KEYS = "keys"


class VaultRouter:
    """Django asks this for every model where its rows live."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str | None:
        """Keys are read from their own database."""
        return KEYS if model._meta.app_label == "vault" else None

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str | None:
        """Keys are written to their own database."""
        return self.db_for_read(model)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """The vault's tables stand in its database, and no others."""
        return (db == KEYS) == (app_label == "vault")
