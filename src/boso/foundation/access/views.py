"""Signing in and out, and choosing a person in a demo."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(
    request: HttpRequest, credentials: dict[str, Any] | None = None, *args: Any, **kwargs: Any
) -> HttpResponse:
    """After too many wrong passwords: how long to wait."""
    return render(request, "access/locked_out.html", status=429)
