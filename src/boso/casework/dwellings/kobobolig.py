"""A dwelling in the shape of Kobo's interface for dwellings (a «kobobolig»), out, and its columns when it comes in.

The fields are those of the public documentation. What it leaves open (the fields of an address or an owner, and what
its table does not reach) has the names of Kobo's 35 columns. Who lives there is never told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ninja import Schema

from boso.casework.dwellings.codes import CodeBook
from boso.casework.dwellings.kobo import code
from boso.casework.dwellings.models import CodeList, Dwelling, Staffing
from boso.core.values.folding import fold
from boso.foundation.exchange.mapping import Preset


class Adresse(Schema):
    """Where it is."""

    gatenavn: str | None
    husnummer: int | None
    husbokstav: str | None
    postnummer: str | None
    poststed: str | None


class Eiendom(Schema):
    """The property in the land registry."""

    kommunenummer: str | None
    gardsnummer: int | None
    bruksnummer: int | None
    festenummer: int | None


class Eieseksjon(Schema):
    """The section of the property."""

    seksjonsnummer: int | None


class Eier(Schema):
    """Who owns it, where that is an organisation or a landlord by trade."""

    navn: str | None
    organisasjonsnummer: str | None
    mobilnummer: str | None


class Leiekostnad(Schema):
    """Kroner."""

    manedsleie: float | None
    depositum: float | None


class Kobobolig(Schema):
    """One dwelling as Kobo's interface for dwellings has it. What nobody knows is null."""

    koboId: str | None
    leverandorBoligId: str | None
    adresse: Adresse
    eiendom: Eiendom
    eieseksjon: Eieseksjon
    eier: Eier
    leiekostnad: Leiekostnad
    bruksenhetsnummer: str | None
    ekstraReferanse: str | None
    etasjenummer: int | None
    bruksareal: float | None
    antallSoverom: int | None
    boligtype: str | None
    underkategoriboligtype: str | None
    disposisjonsform: str | None
    eieform: str | None
    egenskaper: list[str]
    erTilgjengeligForRullestolbruker: bool
    erBofellesskap: bool
    erdognbemannet: bool | None
    harpersonalbase: bool | None
    kvalifisererMvaKompensasjon: bool | None
    leieTilEiePotensial: bool | None
    boligstatus: str
    statusdato: dt.date
    malernummerstrom: str | None
    malernummervann: str | None
    skolekretsbarneskole: str | None
    skolekretsungdomsskole: str | None
    ovriginformasjon: str | None


def record(dwelling: Dwelling, book: CodeBook, status_word: str = "") -> dict[str, Any]:
    """The dwelling as a kobobolig. status_word: Kobo's own word for a status nobody here knows, or empty."""
    day_and_night = dwelling.staffing == Staffing.ALL_DAY if dwelling.staffing else None
    return {
        "koboId": dwelling.kobo_id or None,
        "leverandorBoligId": dwelling.fdv_id or None,
        "adresse": {
            "gatenavn": dwelling.street or None,
            "husnummer": dwelling.number,
            "husbokstav": dwelling.letter or None,
            "postnummer": dwelling.postcode or None,
            "poststed": dwelling.place or None,
        },
        "eiendom": {
            "kommunenummer": dwelling.municipality_number or None,
            "gardsnummer": dwelling.gnr or None,
            "bruksnummer": dwelling.bnr or None,
            "festenummer": dwelling.fnr or None,
        },
        "eieseksjon": {"seksjonsnummer": dwelling.snr or None},
        "eier": {
            "navn": dwelling.owner_name or None,
            "organisasjonsnummer": dwelling.owner_number or None,
            "mobilnummer": dwelling.owner_phone or None,
        },
        "leiekostnad": {"manedsleie": _number(dwelling.rent), "depositum": _number(dwelling.deposit)},
        "bruksenhetsnummer": dwelling.unit_number or None,
        "ekstraReferanse": dwelling.extra_reference or None,
        "etasjenummer": dwelling.floor,
        "bruksareal": _number(dwelling.area_m2),
        "antallSoverom": dwelling.bedrooms,
        "boligtype": code(book, CodeList.KIND, dwelling.kind) or None,
        "underkategoriboligtype": code(book, CodeList.SUB_KIND, dwelling.sub_kind) or None,
        "disposisjonsform": code(book, CodeList.DISPOSAL, dwelling.disposal) or None,
        "eieform": code(book, CodeList.OWNERSHIP, dwelling.ownership) or None,
        "egenskaper": [code(book, CodeList.ADAPTATION, one) for one in dwelling.adaptation_codes],
        "erTilgjengeligForRullestolbruker": "wheelchair" in dwelling.adaptation_codes,
        "erBofellesskap": dwelling.is_group_home,
        "erdognbemannet": day_and_night,
        "harpersonalbase": dwelling.has_staff_base,
        "kvalifisererMvaKompensasjon": dwelling.vat_compensation,
        "leieTilEiePotensial": dwelling.rent_to_own,
        "boligstatus": status_word or code(book, CodeList.STATUS, dwelling.status),
        "statusdato": dwelling.status_since,
        "malernummerstrom": dwelling.power_meter or None,
        "malernummervann": dwelling.water_meter or None,
        "skolekretsbarneskole": dwelling.primary_school or None,
        "skolekretsungdomsskole": dwelling.lower_secondary_school or None,
        "ovriginformasjon": dwelling.other_information or None,
    }


_COLUMNS: Mapping[str, str] = {
    "adresse.gatenavn": "street", "adresse.adressenavn": "street", "adresse.husnummer": "number",
    "adresse.nummer": "number", "adresse.husbokstav": "letter", "adresse.bokstav": "letter",
    "adresse.postnummer": "postcode", "adresse.poststed": "place", "eiendom.kommunenummer": "municipality_number",
    "adresse.kommunenummer": "municipality_number", "eiendom.gardsnummer": "gnr", "eiendom.gnr": "gnr",
    "eiendom.bruksnummer": "bnr", "eiendom.bnr": "bnr", "eiendom.festenummer": "fnr",
    "eieseksjon.seksjonsnummer": "snr", "eier.navn": "owner_name", "eier.organisasjonsnummer": "owner_number",
    "eier.mobilnummer": "owner_phone", "leiekostnad.manedsleie": "rent", "leiekostnad.depositum": "deposit",
    "bygning.navn": "building_name", "bygning.bygningsnavn": "building_name", "egenskaper": "adaptations",
    "erTilgjengeligForRullestolbruker": "wheelchair", "boligtype": "kind", "disposisjonsform": "disposal",
    "eieform": "ownership", "koboId": "kobo_id", "leverandorBoligId": "fdv_id", "fdvuBoligId": "fdv_id",
    "etasjenummer": "floor", "bruksareal": "area_m2", "antallSoverom": "bedrooms", "ekstraReferanse": "extra_reference",
}  # fmt: skip
#: A list of dwellings from Kobo's interface, or from ours.
PRESET = Preset(frozenset({"boligtype"}), {fold(header): name for header, name in _COLUMNS.items()})


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
