"""Reading the administrator's pages."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

DAY = dt.timedelta(days=1)


def page(name: str, *parts: object) -> str:
    return reverse(f"access:{name}", args=parts)


def names(answer) -> set[str]:
    return {row.user.name for row in answer.context["people"]}


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def day(value: dt.date) -> str:
    return f"{value:%d.%m.%Y}"
