"""Days and times written by a pattern: `%d.%m.%Y`, with the names of months and weekdays in the language."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = {
    "nb": "jan feb mar apr mai jun jul aug sep okt nov des",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}
_WEEKDAYS = {
    "nb": "man tir ons tor fre lør søn",
    "nn": "mån tys ons tor fre lau sun",
    "en": "Mon Tue Wed Thu Fri Sat Sun",
}
_SIGN = re.compile(r"%(.)", re.DOTALL)


def formatted(moment: dt.datetime, pattern: str, language: str) -> str:
    """The moment written by the pattern; a sign that is not known stays as it is."""
    months = _MONTHS["en" if language == "en" else "nb"].split()
    weekdays = _WEEKDAYS.get(language, _WEEKDAYS["nb"]).split()
    written = {
        "Y": f"{moment.year:04}",
        "y": f"{moment.year % 100:02}",
        "m": f"{moment.month:02}",
        "n": str(moment.month),
        "b": months[moment.month - 1],
        "d": f"{moment.day:02}",
        "e": str(moment.day),
        "H": f"{moment.hour:02}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02}",
        "S": f"{moment.second:02}",
        "3": f"{moment.microsecond // 1000:03}",
        "a": weekdays[moment.weekday()],
        "W": f"{moment.isocalendar().week:02}",
        "%": "%",
    }
    return _SIGN.sub(lambda match: written.get(match.group(1), match.group()), pattern)
