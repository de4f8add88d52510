"""A list of households as it may lie on somebody's desk, to try the import with. Nobody in it exists."""

from __future__ import annotations

import datetime as dt
from typing import Any

_FIRST = ("Lun", "Blid", "Myk", "Rolig", "Varm", "Kvikk", "Stille", "Glad")
_FAMILY = ("Vadmel", "Lyngtue", "Mosegrønn", "Bekkefar", "Granbar", "Sjøgress")
_ROLES = ("Søker", "Samboer", "barn", "Barn")


def example() -> list[list[Any]]:
    """A title above the header, families in several rows, single persons in one, odd words and gaps."""
    rows: list[list[Any]] = [
        ["Søkere og familier vi arbeider med"],
        [],
        ["Husstand", "Etternavn", "Fornavn", "Født", "Rolle", "Mobil", "Språk", "Tolk", "Bor nå", "Registrert"],
    ]
    made = 0
    for family in range(14):
        for place in range(1 + family % 4):
            made += 1
            rows.append(_person(family, place, made))
    return rows


def _person(family: int, place: int, made: int) -> list[Any]:
    born = dt.date((1968 + 2 * family) if place < 2 else 2012 + family % 8, 1 + made % 12, 1 + made % 28)
    return [
        f"F{family + 1}", _FAMILY[family % len(_FAMILY)], _FIRST[made % len(_FIRST)], born, _ROLES[place],
        f"000 {10_000 + made:05d}" if place == 0 else "", ("norsk", "Ukrainsk", "arabisk", "")[family % 4],
        "ja" if family % 4 in (1, 2) else "", "Hos slekt" if family % 5 == 0 else "",
        dt.date(2026, 1 + family % 10, 1 + family) if place == 0 else "",
    ]  # fmt: skip
