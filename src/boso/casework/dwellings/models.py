"""Buildings and the dwellings in them."""

from __future__ import annotations

from django.db import models


class Dwelling(models.Model):
    """One dwelling the municipality can let: with its own entrance, or a room with its own lease in a group home."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"D-{self.pk}"
