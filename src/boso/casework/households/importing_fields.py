"""The columns a list of households may have, the words headers use for them, and how their cells are read.

What tells of a person is never quoted when it cannot be read: only what is wrong with it, and what to write.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.casework.households import queries_importing as queries
from boso.casework.households.languages import LANGUAGES
from boso.casework.households.models import EngagementGround, MemberRole, Protection, Use
from boso.core.values import national_id as ids
from boso.core.values.folding import fold
from boso.foundation.exchange.sheets import BadCell, Codes, Column, Parser, date, yes_no

WHO, REACH, CASE = gettext_lazy("Who it is"), gettext_lazy("How they are reached"), gettext_lazy("The case")

#: Our code -> words for it in lists, in both languages and as our own pages say it.
ROLES: Mapping[str, tuple[str, ...]] = {
    MemberRole.APPLICANT: ("hovedperson", "søker", "søkjar", "hovedsøker", "hovudsøkjar", "leietaker", "applicant"),
    MemberRole.CO_APPLICANT: ("medsøker", "medsøkjar", "partner", "ektefelle", "samboer", "sambuar", "spouse"),
    MemberRole.CHILD: ("barn", "sønn", "son", "datter", "dotter", "child"),
    MemberRole.CHILD_VISITING: ("samværsbarn", "barn deler av tiden", "barn delar av tida", "delt bosted", "samvær"),
    MemberRole.OTHER: ("annen voksen", "annan vaksen", "annen", "annet", "anna", "mor", "far", "forelder", "other"),
}
PROTECTIONS: Mapping[str, tuple[str, ...]] = {
    Protection.NONE: ("nei", "ingen", "ugradert", "no", "none", "0"),
    Protection.CONFIDENTIAL: ("fortrolig", "fortruleg", "kode 7", "7", "confidential"),
    Protection.STRICTLY_CONFIDENTIAL: (
        "strengt fortrolig", "strengt fortruleg", "kode 6", "6", "ja", "x", "sperret", "sperra", "skjermet", "skjerma",
        "hemmelig adresse", "yes", "strictly confidential",
    ),
}  # fmt: skip


def _words(codes: Mapping[str, tuple[str, ...]], labels: Mapping[str, object]) -> Codes:
    def known(_organisation_id: int | None) -> dict[str, str]:
        own: dict[str, str] = {}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                own |= {fold(str(label)): str(code) for code, label in labels.items()}
        return own | {fold(word): str(code) for code, words in codes.items() for word in (code, *words)}

    def said(_organisation_id: int | None) -> dict[str, str]:
        return {str(code): str(label) for code, label in labels.items()}

    return Codes(known, said, keep=False)


def plain(length: int) -> Parser:
    """Text of one line of at most so many characters; it is not quoted."""

    def parse(cell: str) -> str:
        text = " ".join(cell.split())
        if len(text) > length:
            raise BadCell(
                _("The text has %(count)d characters.") % {"count": len(text)},
                _("Make it at most %(limit)d.") % {"limit": length},
            )
        if any(ord(character) < 32 for character in text):
            raise BadCell(_("The text holds signs that cannot be shown."), _("Write it again in that cell."))
        return text

    return parse


def person_name(cell: str) -> str:
    """«Lun Vadmel», and «Vadmel, Lun» the right way round."""
    name: str = plain(120)(cell)
    family, comma, first = name.partition(",")
    return f"{first.strip()} {family.strip()}".strip() if comma else name


def national_id(cell: str) -> str:
    """Eleven digits. The first nought that Excel has eaten is put back; the number is never quoted."""
    digits = ids.compact(cell)
    if len(digits) == ids.LENGTH - 1 and digits.isdecimal():
        digits = f"0{digits}"
    if not ids.looks_like(digits):
        raise BadCell(_("The cell is not a national id."), _("Write eleven digits, or leave the cell empty."))
    return digits


def birth(cell: str) -> dt.date:
    """A day of birth."""
    try:
        born = date(cell)
    except BadCell:
        raise BadCell(_("The cell is not a date."), _("Write it like 22.11.2026 or 2026-11-22.")) from None
    if born.year < 1900:
        raise BadCell(_("Nobody alive was born then."), _("Look at the year again."))
    return born


def phone(cell: str) -> str:
    """A phone number: digits, with blanks and a country code."""
    number = re.sub(r"\s", " ", cell).strip()
    digits = re.sub(r"[ ().+-]", "", number)
    if not (digits.isdecimal() and digits.isascii() and 3 <= len(digits) <= 15 and len(number) <= 20):
        raise BadCell(_("The cell is not a phone number."), _("Write digits only, or leave the cell empty."))
    return number


def email(cell: str) -> str:
    """An e-mail address."""
    if not re.fullmatch(r"[^@\s]{1,100}@[^@\s]{1,100}\.[^@\s.]{2,40}", cell):
        raise BadCell(_("The cell is not an e-mail address."), _("Write it like navn@example.no."))
    return cell


def looks_like_id(cell: str) -> bool:
    """Eleven digits with the right check digits' shape."""
    return ids.looks_like(ids.compact(cell))


def _column(
    name: str, parse: Parser, label: object, group: object, *words: str,
    codes: Codes | None = None, private: bool = False, names: bool = False,
    seems: Callable[[str], bool] | None = None, telling: bool = False,
) -> Column:  # fmt: skip
    return Column(
        name, parse, label=label, group=group, words=words, codes=codes, private=private, names=names, seems=seems,  # type: ignore[arg-type]
        telling=telling,
    )  # fmt: skip


_code = plain(60)
COLUMNS: tuple[Column, ...] = (
    _column("household", plain(60), gettext_lazy("Household (the same in the rows of those who live together)"), WHO,
            "husstand", "husstandsnummer", "husstandsnr", "husstand nr", "husstandsid", "husstand id", "familie",
            "familienummer", "hushald", "husstandsnamn", "saksnummer", "saksnr", "sak", "household"),
    _column("name", person_name, gettext_lazy("Name"), WHO, "navn", "namn", "fullt navn", "navn på person", "person",
            "fullt namn", "søker", "name", names=True),
    _column("first_name", plain(60), gettext_lazy("First name"), WHO, "fornavn", "førenamn", "first name", names=True),
    _column("family_name", plain(60), gettext_lazy("Family name"), WHO, "etternavn", "etternamn", "slektsnavn",
            "last name", "family name", "surname", names=True),
    _column("national_id", national_id, gettext_lazy("National id"), WHO, "fødselsnummer", "fødselsnr", "fodselsnummer",
            "fnr", "dnr", "d-nummer", "personnummer", "fødselsnummer dnummer", "fnr dnr", "national id", private=True,
            seems=looks_like_id, telling=True),
    _column("born", birth, gettext_lazy("Born"), WHO, "født", "fødd", "fødselsdato", "fødselsdag", "date of birth",
            "born", private=True),
    _column("role", _code, gettext_lazy("In the household"), WHO, "rolle", "rolle i husstanden", "relasjon", "forhold",
            "role", codes=_words(ROLES, dict(MemberRole.choices))),
    _column("protection", _code, gettext_lazy("Protected address"), WHO, "adressebeskyttelse", "adressevern",
            "gradering", "sperret adresse", "kode 6 7", "diskresjonskode", "skjermet", "beskyttet adresse",
            "adressesperre", "protected address", codes=_words(PROTECTIONS, dict(Protection.choices))),
    _column("phone", phone, gettext_lazy("Phone"), REACH, "telefon", "tlf", "mobil", "mobilnummer", "mobiltelefon",
            "telefonnummer", "tlf nr", "phone", private=True),
    _column("email", email, gettext_lazy("E-mail"), REACH, "epost", "e-post", "epostadresse", "mail", "e-mail",
            "email", private=True),
    _column("language", _code, gettext_lazy("Language"), REACH, "språk", "morsmål", "språkform", "language",
            codes=_words({"nb": ("norsk", "bokmål"), "nn": ("nynorsk",)}, LANGUAGES)),
    _column("interpreter", yes_no, gettext_lazy("Needs an interpreter"), REACH, "tolk", "tolkebehov", "trenger tolk",
            "treng tolk", "behov for tolk", "interpreter"),
    _column("address", plain(200), gettext_lazy("Where they stay now"), REACH, "adresse", "bosted", "oppholdssted",
            "nåværende adresse", "oppholdsadresse", "bor nå", "address", private=True),
    _column("unit", _code, gettext_lazy("Unit"), CASE, "enhet", "eining", "tjeneste", "teneste", "avdeling",
            "ansvarlig enhet", "unit",
            codes=Codes(queries.unit_words, queries.unit_labels, keep=False)),
    _column("opened_on", date, gettext_lazy("With us since"), CASE, "opprettet", "oppretta", "registrert",
            "sak opprettet", "søknadsdato", "mottatt", "dato", "opened"),
    _column("ground", _code, gettext_lazy("How the contact came about"), CASE, "henvist fra", "kontakt",
            "hvordan kom kontakten", "ground", codes=_words({}, dict(EngagementGround.choices))),
    _column("use", _code, gettext_lazy("What it is about"), CASE, "gjelder", "gjeld", "sakstype", "formål", "use",
            codes=_words({}, dict(Use.choices))),
)  # fmt: skip
