"""Kobo's import of dwellings: its 35 columns, and those of them that say something of the dwelling itself."""

from __future__ import annotations

from typing import Any

from boso.casework.dwellings.codes import CodeBook
from boso.casework.dwellings.importing_words import WORDS
from boso.casework.dwellings.models import CodeList, Dwelling, Staffing

#: In Kobo's order.
COLUMNS = (
    "kommunenummer", "gnrbnr", "festenummer", "seksjonsnummer", "bruksenhetsnummer", "gatenavn", "husnummer",
    "husbokstav", "postnummer", "ekstrareferanse", "koboboligtype", "underkategoriboligtype", "kobodisposisjonsform",
    "boligeiersnavn", "boligeiersorganisasjonsnummer", "boligeiersmobilnummer", "boligstatus", "statusdato",
    "manedsleie", "malernummerstrom", "malernummervann", "depositum", "errullestoltilpasset", "antallsoverom",
    "skolekretsbarneskole", "skolekretsungdomsskole", "ovriginformasjon", "kvalifiserermvakompensasjon",
    "erbofellesskap", "erdognbemannet", "harpersonalbase", "hovedsoker", "leieforholdertidsubegrenset",
    "leieforholdstartdato", "leieforholdsluttdato",
)  # fmt: skip
SEPARATOR = ";"
ENCODING = "iso-8859-1"


def record(dwelling: Dwelling, book: CodeBook, status_word: str) -> dict[str, Any]:
    """The columns of one dwelling. status_word: Kobo's own word for a status nobody here knows, or empty."""
    return {
        "kommunenummer": dwelling.municipality_number,
        "gnrbnr": f"{dwelling.gnr}/{dwelling.bnr}" if dwelling.gnr else "",
        "festenummer": _number(dwelling.fnr),
        "seksjonsnummer": _number(dwelling.snr),
        "bruksenhetsnummer": dwelling.unit_number,
        "gatenavn": dwelling.street,
        "husnummer": _number(dwelling.number),
        "husbokstav": dwelling.letter,
        "postnummer": dwelling.postcode,
        "ekstrareferanse": dwelling.extra_reference,
        "koboboligtype": code(book, CodeList.KIND, dwelling.kind),
        "underkategoriboligtype": code(book, CodeList.SUB_KIND, dwelling.sub_kind),
        "kobodisposisjonsform": code(book, CodeList.DISPOSAL, dwelling.disposal),
        "boligeiersnavn": dwelling.owner_name,
        "boligeiersorganisasjonsnummer": dwelling.owner_number,
        "boligeiersmobilnummer": dwelling.owner_phone,
        "boligstatus": status_word or code(book, CodeList.STATUS, dwelling.status),
        "statusdato": day(dwelling.status_since),
        "manedsleie": _amount(dwelling.rent),
        "malernummerstrom": dwelling.power_meter,
        "malernummervann": dwelling.water_meter,
        "depositum": _amount(dwelling.deposit),
        "errullestoltilpasset": yes_no(",wheelchair," in dwelling.adaptations),
        "antallsoverom": "" if dwelling.bedrooms is None else str(dwelling.bedrooms),
        "skolekretsbarneskole": dwelling.primary_school,
        "skolekretsungdomsskole": dwelling.lower_secondary_school,
        "ovriginformasjon": dwelling.other_information,
        "kvalifiserermvakompensasjon": yes_no(dwelling.vat_compensation),
        "erbofellesskap": yes_no(dwelling.is_group_home),
        "erdognbemannet": yes_no(dwelling.staffing == Staffing.ALL_DAY if dwelling.staffing else None),
        "harpersonalbase": yes_no(dwelling.has_staff_base),
    }


def code(book: CodeBook, which: str, value: str) -> str:
    """Kobo's code, else the word that our own import reads back, else the code as it stands."""
    said = book.to_external("kobo", which, value)
    words = WORDS.get(which, {}).get(value)
    return words[0] if said == value and words else said


def yes_no(value: bool | None) -> str:
    """true, false, or nothing where it is not known."""
    return "" if value is None else str(value).lower()


def day(value: Any) -> str:
    """22.11.2026, or nothing."""
    return f"{value:%d.%m.%Y}" if value is not None else ""


def _number(value: int | None) -> str:
    return str(value) if value else ""


def _amount(value: Any) -> str:
    """Kroner with a comma, without the øre where there are none."""
    if value is None:
        return ""
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}".replace(".", ",")
