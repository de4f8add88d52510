"""Households and the persons in them."""

from __future__ import annotations

from django.db import models


class Household(models.Model):
    """People who live together or want to, as one case of one municipality (or city district)."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"H-{self.pk}"
