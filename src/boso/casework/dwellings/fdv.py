"""The lists that systems for property management (FDV) write out, and how a status is worked out from them.

Such a system knows contracts, not statuses. The rules are where a municipality begins; it changes them when it imports,
and its own are remembered with the columns.
"""

from __future__ import annotations

from boso.foundation.exchange.mapping import Preset, Rule

#: A list of sections: the section is what BoSo calls a dwelling, its form of ownership what KOSTRA calls disposal.
SECTIONS = Preset(
    frozenset({"seksjonsnummer", "seksjonstype"}),
    {
        "seksjonsnummer": "fdv_id",
        "seksjonstype": "kind",
        "bygningsnavn": "building_name",
        "adresse": "address",
        "areal": "area_m2",
        "seksjonspris": "rent",
        "eierform": "disposal",
        "dognbemanning": "staffed",
        "personalbase": "has_staff_base",
        "handicaptilpasset": "wheelchair",
        "soverom": "bedrooms",
        "malernummer": "power_meter",
    },
)

RULES = (
    Rule("status", "aktiv", ("passiv", "nei", "no", "false"), "unavailable"),
    Rule("status", "seksjonstype", ("Midlertidig bolig",), "unavailable"),
    Rule("status", "kontrakttype", ("Vedlikehold",), "maintenance"),
    Rule("status", "leietaker", (), "ready"),
    Rule("status", "løpenummer", (), "ready"),
    Rule("status", "", ("*",), "let"),
)
