"""A list of dwellings as it may lie on somebody's desk, to try the import with. Nothing in it exists."""

from __future__ import annotations

import datetime as dt
from typing import Any

_STREETS = ("Prøvegata", "Kladdeveien", "Skisseløkka", "Mønsterbakken", "Øvelsesstien", "Papirkroken")
_KINDS = ("Komm.bolig", "Flyktningebolig", "Omsorgsbolig", "Komm.bolig", "Rus og psykiatribolig", "Gjennomgangsbolig")
_STATUS = ("Utleid", "utleid", "Ledig", "Under oppussing", "Utleid", "Utleid", "Tas ikke i bruk")


def example() -> list[list[Any]]:
    """Title rows above the header, odd words, a sum below, and everything a little uneven."""
    rows: list[list[Any]] = [
        ["Boligoversikt kommunale utleieboliger"],
        ["Oppdatert", dt.date(2026, 11, 2), "", "", "av boligkontoret"],
        [],
        ["Objektnr", "Adresse", "Leil.nr", "Postnr/sted", "Gnr/bnr", "Type", "Rom", "Sov", "BRA", "Etg", "Heis",
         "Husleie pr mnd", "Status", "Ledig fra", "Eid/innleid", "Merknad"],
    ]  # fmt: skip
    for number in range(60):
        street, house = _STREETS[number % len(_STREETS)], 2 + 2 * (number // 12)
        rooms = 1 + number % 4
        rows.append([
            f"{7000 + number}", f"{street} {house}{' B' if number % 5 == 0 else ''}",
            f"{'h' if number % 7 == 0 else 'H'}0{1 + number % 3}{1 + number // 6:02d}", "9999 Prøvedal",
            f"{20 + number % 6}/{100 + house}", _KINDS[number % len(_KINDS)],
            f"{rooms} rom" if number % 4 == 0 else rooms, rooms - 1, 28 + 16 * rooms + number % 7,
            f"{1 + number % 3}. etg", ("Ja", "nei", "x", "")[number % 4],
            f"kr {6500 + 900 * rooms},-" if number % 3 == 0 else 6500 + 900 * rooms, _STATUS[number % len(_STATUS)],
            dt.date(2026, 9, 1 + number % 27) if _STATUS[number % len(_STATUS)] == "Ledig" else "",
            "Innleid" if number % 8 == 0 else "Eid", "Fryseren må byttes" if number % 11 == 0 else "",
        ])  # fmt: skip
    return rows
