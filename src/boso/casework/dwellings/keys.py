"""What a dwelling is sorted and found by: its address and numbers folded. Whoever writes dwellings fills these."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from boso.core.values import folding

#: Streets, places and unit numbers come again and again.
fold = lru_cache(maxsize=50_000)(folding.fold)

#: The fields that the keys are made of.
FROM = (
    "street", "number", "letter", "postcode", "place", "area", "unit_number", "extra_reference", "municipality_number",
    "gnr", "bnr", "fnr", "snr", "fdv_id",
)  # fmt: skip


def keys_of(values: Mapping[str, Any]) -> dict[str, str]:
    """`address_key` and `found_by` of a dwelling's fields; a field that is absent counts as empty."""
    told = {name: values.get(name) or "" for name in FROM}
    number = f"{int(told['number']):05d}" if told["number"] else ""
    house = f"{in_order(told['street'])} {number}{told['letter'].lower()} {told['unit_number'].lower()}"
    return {
        "address_key": f"{house} {fold(told['extra_reference'])}".strip()[:160],
        "found_by": f" {' '.join(_words(told))[:398]} ",
    }


#: Æ, ø and å come last, in whatever order the database puts letters.
_LAST = str.maketrans({"æ": "zz1", "ø": "zz2", "å": "zz3", "ä": "zz1", "ö": "zz2"})


@lru_cache(maxsize=50_000)
def in_order(street: str) -> str:
    """A street so written that a plain sort puts it where Norwegians look for it."""
    return fold(street.casefold().translate(_LAST))


def _words(told: Mapping[str, Any]) -> list[str]:
    number = str(told["number"])
    found = [fold(told["street"]), number, f"{number}{told['letter'].lower()}" if told["letter"] else ""]
    found += [fold(told["unit_number"]), fold(told["extra_reference"])]
    found.append(fold(f"{told['postcode']} {told['place']} {told['area']}"))
    if told["gnr"]:
        found.append("/".join(str(told[name] or 0) for name in ("gnr", "bnr", "fnr", "snr")))
    if told["fdv_id"]:
        found.append(fold(told["fdv_id"]))
    return [word for word in found if word]


def typed(text: str) -> list[str]:
    """The words of a search as they stand in `found_by`, where every word has a blank before and after it.

    A number is a whole word («4» is not 14), other words are beginnings or, from three letters, stand anywhere;
    «4/21» is a matrikkel number, perhaps only its first parts.
    """
    found: list[str] = []
    for word in text.split():
        if "/" in word and word.replace("/", "").replace("-", "").isdigit():
            numbers = word.rpartition("-")[2].strip("/")
            found.append(f" {numbers}/" if numbers.count("/") < 3 else f" {numbers} ")
            continue
        for part in fold(word).split():
            found.append(f" {part} " if part.isdigit() else part if len(part) > 2 else f" {part}")
    return found
