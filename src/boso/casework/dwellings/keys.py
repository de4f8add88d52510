"""What a dwelling is sorted and found by: its address and numbers folded. Whoever writes dwellings fills these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from boso.core.values.folding import fold

#: The fields that the keys are made of.
FROM = (
    "street", "number", "letter", "postcode", "place", "area", "unit_number", "extra_reference", "municipality_number",
    "gnr", "bnr", "fnr", "snr", "fdv_id",
)  # fmt: skip


def keys_of(values: Mapping[str, Any]) -> dict[str, str]:
    """`address_key` and `found_by` of a dwelling's fields; a field that is absent counts as empty."""
    told = {name: values.get(name) or "" for name in FROM}
    number = f"{int(told['number']):05d}" if told["number"] else ""
    house = f"{fold(told['street'])} {number}{told['letter'].lower()} {told['unit_number'].lower()}"
    return {
        "address_key": f"{house} {fold(told['extra_reference'])}".strip()[:160],
        "found_by": " ".join(_words(told)).strip()[:400],
    }


def _words(told: Mapping[str, Any]) -> list[str]:
    address = f"{told['street']} {told['number']}{told['letter']} {told['unit_number']} {told['extra_reference']}"
    found = [fold(address), fold(f"{told['postcode']} {told['place']} {told['area']}")]
    if told["gnr"]:
        found.append("/".join(str(told[name] or 0) for name in ("gnr", "bnr", "fnr", "snr")))
    if told["fdv_id"]:
        found.append(fold(told["fdv_id"]))
    return [word for word in found if word]


def typed(text: str) -> list[str]:
    """The words of a search as they may stand in `found_by`: «4/21» stays one word."""
    found: list[str] = []
    for word in text.split():
        if "/" in word and word.replace("/", "").replace("-", "").isdigit():
            found.append(word.rpartition("-")[2])
        else:
            found += fold(word).split()
    return found
