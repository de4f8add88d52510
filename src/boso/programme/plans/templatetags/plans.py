"""Words about plans for templates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from boso.programme.plans import showing

register = template.Library()


@register.filter
def period(row: Any) -> str:
    """When it begins and ends; empty where nothing is stated."""
    return showing.period(row)


@register.filter
def groups(codes: Iterable[str]) -> str:
    """Whom it is for."""
    return showing.groups(codes)


@register.filter
def colour(state: str) -> str:
    """The colour of a state's tag."""
    return showing.COLOURS.get(state, "neutral")
