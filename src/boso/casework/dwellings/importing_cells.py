"""How cells about dwellings are read: addresses, land registry numbers, unit numbers, numbers with leading zeros."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from boso.foundation.exchange.sheets import BadCell, Parser, decimal, integer, yes_no

Matrikkel = tuple[int, int, int, int]
Address = tuple[str, int | None, str]

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_PAIR = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")
_HOUSE = re.compile(r"^(?P<street>.*?\D)[\s,]+(?P<number>\d{1,5})\s?(?P<letter>[A-Za-zÆØÅæøå]?)$")


def digits(length: int, name: str | Promise) -> Parser:
    """A number of exactly so many digits; leading noughts that Excel has eaten are put back, blanks taken away."""

    def parse(cell: str) -> str:
        plain = re.sub(r"[\s\u00a0.]", "", cell)
        if not plain.isdecimal() or not plain.isascii() or len(plain) > length:
            raise BadCell(
                _("«%(cell)s» is not %(what)s.") % {"cell": cell[:60], "what": name},
                _("Write %(length)d digits.") % {"length": length},
            )
        return plain.zfill(length)

    return parse


def matrikkel(cell: str) -> Matrikkel:
    """Farm, title, leasehold and section number: 118/507, 118/507/0/12, 3403-118/507.

    Raises BadCell for a date: Excel makes one of 1/5.
    """
    plain_pair = _PAIR.fullmatch(cell)
    if plain_pair is not None:
        return (int(plain_pair[1]), int(plain_pair[2]), 0, 0)
    if _DATE.fullmatch(cell):
        raise BadCell(
            _("Excel has made a date of the land registry number (%(cell)s).") % {"cell": cell},
            _("Make the column text in Excel and write it again, for example 118/507."),
        )
    plain = re.sub(r"\s", "", cell).strip("/")
    plain = re.sub(r"^\d{4}-(?=\d+/)", "", plain)
    parts = re.split(r"[/.-]", plain)
    if not 2 <= len(parts) <= 4 or not all(re.fullmatch(r"[0-9]{1,6}", part) for part in parts):
        raise BadCell(
            _("«%(cell)s» is not a land registry number.") % {"cell": cell[:60]},
            _("Write farm number / title number, for example 118/507."),
        )
    numbers = [int(part) for part in parts] + [0, 0]
    return (numbers[0], numbers[1], numbers[2], numbers[3])


def registry_number(cell: str) -> int:
    """One part of the land registry number: a whole number from 0."""
    number = integer(cell)
    if not 0 <= number <= 999_999:
        raise BadCell(_("%(value)d is out of range.") % {"value": number}, _("Write a number from 0 to 999999."))
    return number


def unit_number(cell: str) -> str:
    """H0101; small letters and blanks are forgiven.

    Raises BadCell for anything else, and says when the letter has gone.
    """
    plain = re.sub(r"[\s-]", "", cell).upper()
    if re.fullmatch(r"[LHUK]\d{4}", plain) and plain.isascii():
        return plain
    advice = _("Write L, H, U or K and four digits, for example H0101.")
    if re.fullmatch(r"\d{3,4}", plain) and plain.isascii():
        advice = _("The letter is missing. Write for example H%(digits)s.") % {"digits": plain.zfill(4)}
    raise BadCell(_("«%(cell)s» is not a unit number.") % {"cell": cell[:60]}, advice)


def looks_like_unit(cell: str) -> bool:
    """H0101."""
    return re.fullmatch(r"[LHUKlhuk]\d{4}", cell) is not None


def looks_like_matrikkel(cell: str) -> bool:
    """118/507."""
    return re.fullmatch(r"(\d{4}-)?\d{1,4}/\d{1,5}(/\d+){0,2}", cell.replace(" ", "")) is not None


def looks_like_address(cell: str) -> bool:
    """Prøvegata 4 B."""
    return _HOUSE.match(cell.split(",")[0].strip()) is not None


def address(cell: str) -> Address:
    """Street, house number and letter: «Prøvegata 4 B», «Prøvegata 4b, H0101». Without a number all is street."""
    first = re.sub(r"\s+", " ", cell.split(",")[0]).strip()
    found = _HOUSE.match(first)
    if found is None:
        return (_short(first, 120), None, "")
    return (_short(found["street"].strip(" ,"), 120), int(found["number"]), found["letter"].upper())


def house_number(cell: str) -> tuple[int, str]:
    """4, or 4 B: number and letter."""
    found = re.fullmatch(r"([0-9]{1,5})\s?([A-Za-zÆØÅæøå]?)", cell.strip())
    if found is None:
        raise BadCell(_("«%(cell)s» is not a house number.") % {"cell": cell[:60]}, _("Write it like 4 or 4 B."))
    return (int(found[1]), found[2].upper())


def postal(cell: str) -> tuple[str, str]:
    """«2000 Lillestrøm»: postcode and place."""
    found = re.fullmatch(r"([0-9]{3,4})[\s,]*(.*)", cell)
    if found is None:
        raise BadCell(_("«%(cell)s» has no postcode.") % {"cell": cell[:60]}, _("Write it like 2000 Lillestrøm."))
    return (found[1].zfill(4), _short(found[2], 60))


def kroner(cell: str) -> Decimal:
    """Kroner a month or in all: «8 500», «8.500,00», «kr 8500,-»."""
    plain = re.sub(r"(?i)kr\.?|nok|pr\.? ?m(nd|åned)\.?|,-|,–|\s|\u00a0", "", cell)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d{1,2})?", plain):
        plain = plain.replace(".", "")
    value = decimal(plain) if plain else decimal(cell)
    return _between(round(value, 2), 0, 9_999_999)


def square_metres(cell: str) -> Decimal:
    """«54», «54,5 m²»."""
    return _between(round(decimal(re.sub(r"(?i)\s*(m2|m²|kvm)\.?$", "", cell)), 1), 0, 99_999)


def count_up_to(most: int) -> Parser:
    """How many there are: «2», «2 soverom», «2,0»."""

    def parse(cell: str) -> int:
        plain = re.sub(r"(?i)\s*(soverom|rom|roms|stk|-?roms leilighet)\.?$", "", cell)
        value = _between(decimal(plain), 0, most)
        if value != int(value):
            raise BadCell(_("«%(cell)s» is not a whole number.") % {"cell": cell[:60]}, _("Write for example 2."))
        return int(value)

    return parse


def floor(cell: str) -> int:
    """«2», «2. etasje», «U1» (below the ground: -1), «Kjeller», «1 etg»."""
    plain = re.sub(r"(?i)[\s.]*(etasje|etg|et|floor)\.?$", "", cell).strip().rstrip(".")
    if plain.lower() in ("kjeller", "kjellar", "sokkel", "u", "u1", "underetasje"):
        return -1
    if plain.lower() in ("loft",):
        return 99
    return int(_between(Decimal(integer(plain)), -9, 99))


def some_yes_no(cell: str) -> bool:
    """Yes and no in the ways people mark them: ja, nei, x, true, 1, J, N."""
    plain = cell.strip().lower()
    if plain in ("x", "true", "sann", "1", "j", "y", "✓", "har"):
        return True
    if plain in ("false", "usann", "0", "n", "-", "ingen"):
        return False
    return bool(yes_no(cell))


def several(cell: str) -> tuple[str, ...]:
    """Words with a semicolon or a comma between."""
    words = re.split(r"[;,]", _short(cell, 250))
    return tuple(dict.fromkeys(_short(word.strip(), 60) for word in words if word.strip()))


def short(length: int) -> Parser:
    """Text of at most so many characters."""

    def parse(cell: str) -> str:
        return _short(cell, length)

    return parse


def _short(cell: str, length: int) -> str:
    if len(cell) > length:
        raise BadCell(
            _("The text has %(count)d characters.") % {"count": len(cell)},
            _("Make it at most %(limit)d.") % {"limit": length},
        )
    if any(ord(character) < 32 and character not in "\n\t\r" for character in cell):
        raise BadCell(_("The text holds signs that cannot be shown."), _("Write it again in that cell."))
    return cell


def _between(value: Decimal, lowest: int, highest: int) -> Decimal:
    if not lowest <= value <= highest:
        raise BadCell(
            _("%(value)s is out of range.") % {"value": f"{value:f}"},
            _("Write a number from %(lowest)d to %(highest)d.") % {"lowest": lowest, "highest": highest},
        )
    return value


def part(value: Any, place: int, empty: Any) -> Any:
    """One part of what a cell with several gave."""
    return value[place] if value is not None else empty
