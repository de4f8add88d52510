"""For tests: a package of figures as a municipality would let it out."""

from __future__ import annotations

from typing import Any


def _said(words: str) -> dict[str, str]:
    return {"nb": words, "nn": words, "en": words}


def a_package(slug: str, on: str = "2012-12-31", number: int = 1, long: int | None = 6) -> dict[str, Any]:
    """Temporary stays by length; `long` of 20 for more than three months, None: hidden."""

    def cell(place: str | None, length: str | None, count: int | None) -> dict[str, Any]:
        at: dict[str, Any] = {"at": [place, length]}
        return {**at, "mark": ":"} if count is None else {**at, "count": count, "share": None}

    short = None if long is None else 20 - long
    return {
        "format": "boso-figures/1",
        "municipality": {"slug": slug, "name": slug.title(), "code": "0403", "invented": False},
        "definition": {"name": "stays", "version": 1, "label": _said("Opphold")},
        "on": on,
        "number": number,
        "rule": {"method": "hide", "threshold": 3, "width": 3},
        "tables": [
            {
                "name": "place_by_length",
                "label": _said("Sted og lengde"),
                "base": _said("husstander"),
                "dimensions": [
                    {
                        "name": "place", "label": _said("Sted"),
                        "codes": [{"code": "hospice", "label": _said("Hospits")}],
                    },
                    {
                        "name": "length", "label": _said("Lengde"),
                        "codes": [
                            {"code": "short", "label": _said("Kort")}, {"code": "long", "label": _said("Lang")},
                        ],
                    },
                ],
                "cells": [
                    cell(place, length, count)
                    for place in ("hospice", None)
                    for length, count in (("short", short), ("long", long), (None, 20))
                ],
            }
        ],
    }  # fmt: skip
