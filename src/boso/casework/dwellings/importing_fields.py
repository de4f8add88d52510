"""The columns a list of dwellings may have, the words headers use for them, and how their cells are read.

Kobo's 35 columns are among the words, so a file from Kobo needs no choosing.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from boso.casework.dwellings import importing_cells as cells
from boso.casework.dwellings import queries_importing as queries
from boso.casework.dwellings.importing_words import built_in
from boso.foundation.exchange.sheets import Codes, Column, Parser, date

WHERE, WHAT, MONEY, WHOSE, STATE, OTHER = (
    _("Where it is"), _("What it is like"), _("Rent"), _("Whose it is"), _("Status"), _("Other"),
)  # fmt: skip


def _codes(list_name: str) -> Codes:
    return Codes(
        known=lambda organisation_id: {**built_in(list_name), **queries.words(organisation_id, list_name)},
        labels=lambda organisation_id: queries.labels(organisation_id, list_name),
    )


def _column(
    name: str, parse: Parser, label: object, group: object, *words: str,
    seems: Callable[[str], bool] | None = None, telling: bool = False, codes: Codes | None = None,
) -> Column:  # fmt: skip
    return Column(name, parse, label=label, group=group, words=words, seems=seems, telling=telling, codes=codes)  # type: ignore[arg-type]


short = cells.short
COLUMNS: tuple[Column, ...] = (
    _column("municipality_number", cells.digits(4, _("a municipality number")), _("Municipality number"), WHERE,
            "kommunenummer", "kommunenr", "knr", "kommune nr"),
    _column("matrikkel", cells.matrikkel, _("Land registry number (gnr/bnr)"), WHERE,
            "gnrbnr", "gnr/bnr", "gnr bnr", "matrikkelnummer", "matrikkel", "gbnr",
            "matrikkelnr", "gårds- og bruksnummer", seems=cells.looks_like_matrikkel, telling=True),
    _column("gnr", cells.registry_number, _("Farm number (gnr.)"), WHERE, "gnr", "gårdsnummer", "gardsnummer"),
    _column("bnr", cells.registry_number, _("Title number (bnr.)"), WHERE, "bnr", "bruksnummer"),
    _column("fnr", cells.registry_number, _("Leasehold number (fnr.)"), WHERE, "festenummer", "festenr"),
    _column("snr", cells.registry_number, _("Section number (snr.)"), WHERE, "seksjonsnummer", "snr", "seksjonsnr"),
    _column("unit_number", cells.unit_number, _("Unit number"), WHERE,
            "bruksenhetsnummer", "bruksenhet", "bruksenhetsnr", "brukseiningsnummer", "bolignummer", "bolignr",
            "bustadnummer", "leilighetsnummer", "leil nr", "leilighetsnr", "h-nummer", "hnr", "unit number",
            seems=cells.looks_like_unit, telling=True),
    _column("extra_reference", short(60), _("Extra reference"), WHERE,
            "ekstrareferanse", "ekstra referanse", "romnummer", "romnr", "hybel", "hybelnummer", "extra reference"),
    _column("address", cells.address, _("Address with number"), WHERE,
            "adresse", "gateadresse", "boligadresse", "bustadadresse", "besøksadresse", "vegadresse", "address",
            "street address", seems=cells.looks_like_address, telling=True),
    _column("street", short(120), _("Street"), WHERE,
            "gatenavn", "gatenamn", "gate", "gata", "veinavn", "vegnamn", "vei", "veg", "street"),
    _column("number", cells.house_number, _("House number"), WHERE,
            "husnummer", "husnr", "gatenummer", "gatenr", "house number"),
    _column("letter", short(2), _("Letter of the house"), WHERE, "husbokstav", "bokstav", "oppgang", "letter"),
    _column("postal", cells.postal, _("Postcode and place"), WHERE,
            "postadresse", "postnr og sted", "postnummer og sted", "postnr/sted", "postnr/poststed", "poststad"),
    _column("postcode", cells.digits(4, _("a postcode")), _("Postcode"), WHERE,
            "postnummer", "postnr", "post nr", "postcode", "zip"),
    _column("place", short(60), _("Postal place"), WHERE, "poststed", "sted", "by", "stad", "place"),
    _column("area", short(60), _("Part of town"), WHERE,
            "bydel", "område", "sone", "distrikt", "krets", "grunnkrets", "tettsted", "area of town", "district"),
    _column("building_name", short(120), _("Building"), WHERE, "bygningsnavn", "bygning", "bygg", "bygningsnamn",
            "gard", "building"),
    _column("kind", short(60), _("Kind"), WHAT, "koboboligtype", "boligtype", "bustadtype", "type bolig", "type",
            "seksjonstype", "boligkategori", "kategori", "kind", codes=_codes("kind")),
    _column("sub_kind", short(60), _("Sub-kind"), WHAT, "underkategoriboligtype", "underkategori", "undertype",
            "boform", codes=_codes("sub_kind")),
    _column("area_m2", cells.square_metres, _("Area, m²"), WHAT, "areal", "bruksareal", "bra", "kvm", "m2", "m²",
            "størrelse", "storleik", "area", "areal m2", "boareal", "area m2"),
    _column("rooms", cells.count_up_to(30), _("Rooms"), WHAT, "antall rom", "rom", "talet på rom", "ant rom", "rooms"),
    _column("bedrooms", cells.count_up_to(30), _("Bedrooms"), WHAT, "antallsoverom", "antall soverom", "soverom",
            "ant soverom", "talet på soverom", "bedrooms", "sov"),
    _column("floor", cells.floor, _("Floor"), WHAT, "etasje", "etg", "etasjenummer", "etasjenr", "floor"),
    _column("has_lift", cells.some_yes_no, _("Has a lift"), WHAT, "heis", "har heis", "lift", "elevator"),
    _column("wheelchair", cells.some_yes_no, _("Fit for a wheelchair"), WHAT, "errullestoltilpasset",
            "rullestoltilpasset", "rullestol", "handicaptilpasset", "tilpasset rullestol", "rullestoltilpassa",
            "universelt utformet", "wheelchair"),
    _column("adaptations", cells.several, _("Adaptations"), WHAT, "egenskaper", "tilrettelegging", "tilpasninger",
            "tilpassingar", "boligegenskaper", "adaptations"),
    _column("is_group_home", cells.some_yes_no, _("In a group home"), WHAT, "erbofellesskap", "bofellesskap",
            "er bofellesskap", "group home"),
    _column("staffed", cells.some_yes_no, _("Staff day and night"), WHAT, "erdognbemannet", "døgnbemannet",
            "døgnbemanning", "døgnbemanna", "heldøgns bemanning"),
    _column("has_staff_base", cells.some_yes_no, _("Base for staff"), WHAT, "harpersonalbase", "personalbase",
            "har personalbase"),
    _column("condition", short(60), _("Condition"), WHAT, "tilstand", "tilstandsgrad", "teknisk tilstand", "standard",
            "condition", codes=_codes("condition")),
    _column("disposal", short(60), _("How the municipality disposes of it"), WHOSE, "kobodisposisjonsform",
            "disposisjonsform", "disponering", "eid/innleid", "eid eller leid", "eierforhold", "eigarforhold",
            "disposal", codes=_codes("disposal")),
    _column("ownership", short(60), _("Form of ownership"), WHOSE, "eieform", "eierform", "eigeform", "selskapsform",
            codes=_codes("ownership")),
    _column("owner_name", short(120), _("Owner"), WHOSE, "boligeiersnavn", "eier", "eigar", "boligeier", "huseier",
            "utleier", "gårdeier", "owner"),
    _column("owner_number", cells.digits(9, _("an organisation number")), _("Owner's organisation number"), WHOSE,
            "boligeiersorganisasjonsnummer", "organisasjonsnummer", "orgnr", "org nr", "eiers orgnr"),
    _column("owner_phone", short(20), _("Owner's telephone"), WHOSE, "boligeiersmobilnummer", "telefon eier",
            "eiers telefon", "mobil eier"),
    _column("leased_in_until", date, _("Leased in until"), WHOSE, "innleid til", "innleid til dato",
            "leieavtale utløper", "leased in until"),
    _column("status", short(60), _("Status"), STATE, "boligstatus", "status", "bustadstatus", "status bolig",
            "utleiestatus", codes=_codes("status")),
    _column("status_since", date, _("Status since"), STATE, "statusdato", "status dato", "status fra", "status frå",
            "ledig fra", "ledig frå", "status since"),
    _column("empty_reason", short(60), _("Why it stands empty"), STATE, "tomgangsårsak", "årsak ledig",
            "hvorfor ledig", "ledighetsårsak", "vakanseårsak", codes=_codes("empty_reason")),
    _column("rent", cells.kroner, _("Rent a month"), MONEY, "manedsleie", "månedsleie", "månadsleige", "husleie",
            "husleige", "leie", "leige", "leie pr mnd", "husleie pr mnd", "leiepris", "seksjonspris", "rent"),
    _column("deposit", cells.kroner, _("Deposit asked for"), MONEY, "depositum", "depositumsbeløp", "deposit"),
    _column("rent_to_own", cells.some_yes_no, _("Could be bought by its tenant"), MONEY, "leie til eie",
            "leige til eige", "leietileiepotensial"),
    _column("vat_compensation", cells.some_yes_no, _("Qualifies for VAT compensation"), MONEY,
            "kvalifiserermvakompensasjon", "mva-kompensasjon", "mvakompensasjon"),
    _column("primary_school", short(60), _("Primary school"), OTHER, "skolekretsbarneskole", "barneskole",
            "barneskule", "skolekrets"),
    _column("lower_secondary_school", short(60), _("Lower secondary school"), OTHER, "skolekretsungdomsskole",
            "ungdomsskole", "ungdomsskule"),
    _column("power_meter", short(30), _("Power meter"), OTHER, "malernummerstrom", "målernummer strøm", "strømmåler",
            "målernummer", "målernr"),
    _column("water_meter", short(30), _("Water meter"), OTHER, "malernummervann", "målernummer vann", "vannmåler"),
    _column("other_information", short(2000), _("Other information"), OTHER, "ovriginformasjon",
            "øvrig informasjon", "merknad", "merknader", "kommentar", "anmerkning", "notat bolig", "comment"),
    _column("fdv_id", short(60), _("Id in the property system"), OTHER, "fdv-id", "fdvid", "fdv id", "fdvuboligid",
            "fdvu id", "leverandorboligid", "objektnummer", "objektnr", "bolig-id", "boligid", "løpenummer bolig",
            "boligkode", "bustadkode"),
    _column("kobo_id", short(60), _("Id in Kobo"), OTHER, "koboid", "kobo-id", "kobo id"),
)  # fmt: skip
