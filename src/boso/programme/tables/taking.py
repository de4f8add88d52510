"""A survey's wave here as a data set: what each question becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from boso.core.surveys.answers import Absent
from boso.programme.surveys.microdata import Microdata, Row
from boso.programme.surveys.microdata import Variable as Item
from boso.programme.tables.guessing import Guess, merged, scale_of
from boso.programme.tables.models import Purpose, Scale

MUNICIPALITY, GROUP, PERSON = "municipality", "group", "person"
#: Numbers with more different answers than this are no codes.
MOST_NUMBERS = 11
#: How a reason for no answer stands in a column.
MISSING = [{"code": f"={reason.value}", "reason": reason.value, "label": ""} for reason in Absent]
UNKNOWN = [{"code": "", "reason": Absent.NOT_ANSWERED.value, "label": ""}]
CHOSEN = [
    {"code": "1", "nb": "Valgt", "nn": "Vald", "en": "Chosen"},
    {"code": "0", "nb": "Ikke valgt", "nn": "Ikkje vald", "en": "Not chosen"},
]


def guesses(data: Microdata) -> list[Guess]:
    """The groups, the questions in their order, and who is the same person in several waves, where that is told."""
    found = [*_groups(data)]
    for item in data.variables:
        found += _question(item, data.rows, len(found))
    if any(row.person for row in data.rows):
        fields = {"place": len(found), "nb": "", "purpose": Purpose.PERSON}
        found.append(Guess(PERSON, fields, [row.person for row in data.rows]))
    return found


def _groups(data: Microdata) -> Iterator[Guess]:
    places = [{"code": code, "nb": name, "nn": name, "en": name} for code, name in data.municipalities.items()]
    groups = [{"code": code, **_words(labels)} for code, labels in data.groups.items()]
    named = (
        (MUNICIPALITY, ("Kommune", "Kommune", "Municipality"), places, [row.municipality for row in data.rows]),
        (GROUP, ("Gruppe", "Gruppe", "Group"), groups, [row.group for row in data.rows]),
    )
    for place, (name, (nb, nn, en), codes, values) in enumerate(named):
        fields = {
            "place": place, "nb": nb, "nn": nn, "en": en, "purpose": Purpose.GROUP, "codes": codes, "missing": UNKNOWN,
        }  # fmt: skip
        if any(values):
            yield Guess(name, fields, values)


def _question(item: Item, rows: Sequence[Row], place: int) -> list[Guess]:
    marks = {"wording": dict(item.marks.wording), "scale": dict(item.marks.scale), "filter": item.marks.filter}
    fields: dict[str, Any] = {
        "place": place, **_words(item.labels), "purpose": Purpose.QUESTION, "missing": MISSING, "fingerprint": marks,
        "bundle": _words(item.heading)["nb"][:64],
    }  # fmt: skip
    if item.is_multiple:
        return [
            Guess(
                f"{item.name}__{code.code}"[:64],
                {**fields, **_words(code.labels), "place": place + at, "scale": Scale.SEVERAL, "codes": CHOSEN,
                 "bundle": (_words(item.labels)["nb"] or item.name)[:64]},
                [_of_several(row, item.name, code.code) for row in rows],
            )
            for at, code in enumerate(each for each in item.codes if each.absent is None)
        ]  # fmt: skip
    values = [_one(row, item.name) for row in rows]
    codes = [{"code": each.code, **_words(each.labels)} for each in item.codes if each.absent is None]
    if not codes:
        numbers = sorted({value for value in values if _is_whole(value)}, key=float)
        if not numbers or len(numbers) > MOST_NUMBERS or not all(_is_whole(each) or each[:1] == "=" for each in values):
            return []
        codes = [{"code": number, "nb": number, "nn": number, "en": number} for number in numbers]
    scale = Scale.ORDINAL if item.kind == "range" or not item.codes else scale_of(codes)
    groups = merged(codes) if scale == Scale.ORDINAL else []
    return [Guess(item.name[:64], {**fields, "scale": scale, "codes": codes, "merged": groups}, values)]


def _one(row: Row, name: str) -> str:
    value = row.values.get(name, Absent.NOT_ANSWERED)
    if isinstance(value, Absent):
        return f"={value.value}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return value if isinstance(value, str) else ",".join(value)


def _of_several(row: Row, name: str, code: str) -> str:
    value = row.values.get(name, Absent.NOT_ANSWERED)
    return f"={value.value}" if isinstance(value, Absent) else str(int(code in tuple(map(str, _listed(value)))))


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, tuple) else (value,)


def _is_whole(value: str) -> bool:
    return value.removeprefix("-").isdigit()


def _words(labels: Mapping[str, str]) -> dict[str, str]:
    return {language: labels.get(language, "") for language in ("nb", "nn", "en")}
