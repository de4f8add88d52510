"""These tests read English, the language the words are written in."""

from __future__ import annotations

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english(bokmal):
    """What is said is compared in the source language."""
    with translation.override("en"):
        yield
