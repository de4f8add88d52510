"""For each address a path that exists in the demo's programme."""

from __future__ import annotations

from django.urls import URLPattern, reverse

#: Values for the parts of an address, by their name.
PARTS: dict[str, object] = {"slug": "hamar", "fact_id": "programme.budget.total", "name": "facts", "format": "json"}


def sample_address(name: str, pattern: URLPattern) -> str:
    """A path of that address; a thing that may not exist gets number 1."""
    parts = {part: PARTS.get(part, 1) for part in pattern.pattern.converters}
    for part, converter in pattern.pattern.converters.items():
        if type(converter).__name__ == "UUIDConverter":
            parts[part] = "00000000-0000-0000-0000-000000000001"
    return reverse(name, kwargs=parts)
