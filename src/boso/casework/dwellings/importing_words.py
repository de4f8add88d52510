"""What people, Kobo and property systems call the codes of a dwelling, folded: bokmål, nynorsk and English."""

from __future__ import annotations

from collections.abc import Mapping

from boso.core.values.folding import fold

#: List of codes -> code -> the words for it. Kobo's own code comes first: it is what an export writes.
WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "status": {
        "ready": ("KLAR_FOR_INNFLYTTING", "klar", "klar for innflytting", "innflyttingsklar", "innflyttingsklår",
                  "ledig", "ready", "vacant", "available"),
        "reserved": ("RESERVERT", "reservert", "reserved"),
        "assigned": ("TILDELT", "tildelt", "tildelt ikke innflyttet", "assigned"),
        "let": ("UTLEID", "utleid", "utleigd", "utleigd bort", "bebodd", "busett", "opptatt", "i bruk", "let", "rented",
                "occupied"),
        "under_notice": ("OPPSAGT", "oppsagt", "oppsagd", "under notice"),
        "maintenance": ("VEDLIKEHOLD", "vedlikehold", "vedlikehald", "oppussing", "under oppussing", "pusses opp",
                        "pussast opp", "rehabilitering", "rehab", "maintenance"),
        "unavailable": ("IKKE_TILGJENGELIG", "ikke tilgjengelig", "ikkje tilgjengeleg", "ute av drift", "passiv",
                        "stengt", "sperret", "unavailable"),
        "being_sold": ("UNDER_AVHENDING", "under avhending", "under salg", "selges", "til salgs", "being sold"),
    },
    "kind": {
        "ordinary": ("ORDINAR_BOLIG", "ordinær bolig", "ordinær bustad", "ordinær", "vanlig", "vanleg", "vanlig bolig",
                     "utleiebolig", "kommunal bolig", "kommunal bustad", "ordinary"),
        "care": ("OMSORGSBOLIG", "omsorgsbolig", "omsorgsbustad", "care home"),
        "adapted": ("TILRETTELAGT", "tilrettelagt bolig", "tilrettelagt bustad", "tilrettelagt", "adapted"),
        "shared": ("BOFELLESSKAP", "bofellesskap", "bufellesskap", "bokollektiv", "group home"),
        "transition": ("GJENNOMGANGSBOLIG", "gjennomgangsbolig", "gjennomgangsbustad", "transitional"),
        "refugee": ("FLYKTNINGBOLIG", "flyktningbolig", "flyktningebolig", "flyktningbustad", "refugee"),
        "substance_mental": ("RUS_PSYKIATRI", "rus og psykiatribolig", "rus og psykiatri", "rusbolig", "substance"),
        "staffed": ("UTLEIE_BEMANNET", "bemannet bolig", "bemanna bustad", "staffed"),
        "official": ("TJENESTEBOLIG", "tjenestebolig", "tenestebustad", "personalbolig", "service dwelling"),
        "sturdy": ("småhus", "robust bolig", "robust småhus", "sturdy small house"),
        "temporary": ("MIDLERTIDIG", "midlertidig bolig", "mellombels bustad", "midlertidig", "temporary"),
    },
    "disposal": {
        "owned": ("EID_KOMMUNE", "eid", "eigd", "eid av kommunen", "kommunalt eid", "kommunal", "kommunalt eigd", "eie",
                  "eiet", "owned"),
        "leased_in": ("INNLEID_FRAMLEIE", "leid - driftet", "innleid", "innleid for framleie", "innleigd", "leid",
                      "leid inn", "leigd",
                      "framleie", "fremleie", "leased in"),
        "right_of_allocation": ("PRIVAT_TILDELINGSRETT", "tildelingsrett", "privat tildelingsrett",
                                "right of allocation"),
        "right_of_referral": ("PRIVAT_TILVISNINGSRETT", "tilvisningsrett", "privat tilvisningsrett",
                              "tilvisingsrett", "right of referral"),
    },
}  # fmt: skip


def built_in(list_name: str) -> dict[str, str]:
    """Folded word -> code of ours."""
    return {fold(word): code for code, words in WORDS.get(list_name, {}).items() for word in (code, *words)}
