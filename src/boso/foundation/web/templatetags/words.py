"""Dates, amounts and numbers as Norwegians write them, in every language of the interface."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django import template
from django.utils import timezone

from boso.core.values.numbers import grouped, kroner

register = template.Library()


@register.filter(name="kroner")
def kroner_filter(amount: Decimal | int | None) -> str:
    """1500000 -> 1 500 000 kr; øre only where there are any. Empty for no amount."""
    return "" if amount is None else kroner(amount)


@register.filter
def number(value: Decimal | int | None) -> str:
    """674434 -> 674 434. Empty for none."""
    return "" if value is None else grouped(value)


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """22.11.2026. Empty for none."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value)
    return f"{value:%d.%m.%Y}"


@register.filter
def moment(value: dt.datetime | None) -> str:
    """22.11.2026 09.14, local time. Empty for none."""
    return "" if value is None else f"{timezone.localtime(value):%d.%m.%Y %H.%M}"
