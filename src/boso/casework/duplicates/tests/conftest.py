"""Households, and people who work with them."""

from __future__ import annotations

from boso.casework.households.testing import a_caseworker, a_household

__all__ = ["a_caseworker", "a_household"]
