"""Need against stock as the document other programs rely on: boso-gap/1 (`docs/formats.md`)."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from boso.casework.gap import wording
from boso.core.gap.table import Table

LANGUAGES = ("nb", "nn", "en")


def document(table: Table, municipality: str) -> dict[str, Any]:
    """The table of a municipality, by its code. size: bedrooms, null where nobody knows."""
    sentences = {}
    for language in LANGUAGES:
        with translation.override(language):
            sentences[language] = str(wording.sentence(table.total, wording.one_room(table)))
    return {
        "format": "boso-gap/1",
        "municipality": municipality,
        "date": str(table.on),
        "cells": [
            {
                **line.cell._asdict(),
                "need": line.need,
                "met": line.met,
                "missing": line.missing,
                "free": line.free,
                "unsuitable": line.unsuitable,
                "out_of_use": line.out_of_use,
            }
            for line in table.lines
        ],
        "sentence": sentences,
        "totals": {
            "need": table.total.need,
            "met": table.total.met,
            "met_if_they_stay": table.stay,
            "missing": table.total.missing,
            "homes": table.total.homes,
            "free": table.total.free,
            "taken": table.total.taken,
            "out_of_use": table.total.out_of_use,
            **table.beside,
        },
        "digest": table.digest,
    }
