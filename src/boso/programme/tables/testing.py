"""For tests: a made-up raw export of a web survey, with the traps such files have."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from typing import Any

from boso.foundation.exchange.faults import write_rows

TITLE = "Oppdiktet undersøkelse om et program"
HEAD = (
    "Respondent ID", "E-post", "Kommune", "Rolle", "1. Hvor godt kjent er programmet?",
    "2. Hvilke virkemidler brukes? - Startlån", "2. Hvilke virkemidler brukes? - Bostøtte", "3. Har dere en plan?",
    "4. Hva synes du om planen?", "Kommentar",
)  # fmt: skip
KNOWN = ("Ikke kjent", "Litt kjent", "Godt kjent", "Svært godt kjent", "Vet ikke")
PLACES, ROLES = ("Ås", "Nøtterby", "Ækre"), ("Leder", "Saksbehandler", "Politiker")


def raw_export(size: int = 90, seed: int = 4) -> list[list[Any]]:
    """Title rows, a header, then a row for each: some empty, several answers as 1 or nothing, one question only for
    those who said yes, an address and free text that are not to be kept.
    """
    chance = random.Random(seed)
    rows: list[list[Any]] = [[TITLE], [], list(HEAD)]
    for number in range(size):
        several = [chance.choice(("1", "")), chance.choice(("1", ""))]
        plan = chance.choice(("Ja", "Ja", "Ja", "Nei"))
        rows.append([
            1000 + number, f"p{number}@eksempel.no", chance.choice(PLACES), chance.choices(ROLES, (3, 5, 2))[0],
            "" if number % 23 == 0 else chance.choices(KNOWN, (2, 4, 5, 3, 1))[0], *several, plan,
            chance.choice(("1", "2", "3", "4", "5")) if plan == "Ja" else "Ikke stilt", f"Ord nummer {number}",
        ])  # fmt: skip
    return rows


def as_csv(rows: Sequence[Sequence[Any]], encoding: str = "cp1252") -> bytes:
    """As Norwegian spreadsheets write it."""
    return "\r\n".join(";".join(str(cell) for cell in row) for row in rows).encode(encoding)


def as_xlsx(rows: Sequence[Sequence[Any]]) -> bytes:
    """One sheet."""
    stream = io.BytesIO()
    write_rows(rows, stream)
    return stream.getvalue()
