"""Text that a row carries in three languages, and time as sources say it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.db import models
from django.utils import formats, translation
from django.utils.translation import gettext as _

LANGUAGES = ("nb", "nn", "en")


def current() -> str:
    """The language of the page: nb, nn or en."""
    language = (translation.get_language() or "nb")[:2]
    return language if language in LANGUAGES else "nb"


def pick(row: Any, stem: str) -> str:
    """The row's text in the page's language, else in bokmål: `pick(goal, "label_")`."""
    return str(getattr(row, f"{stem}{current()}") or getattr(row, f"{stem}nb"))


class Worded(models.Model):
    """A row with one sentence in bokmål, nynorsk and English."""

    nb = models.TextField(blank=True)
    nn = models.TextField(blank=True)
    en = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def words(self) -> str:
        """The sentence in the page's language, else in bokmål."""
        return pick(self, "")


def when(text: str) -> str:
    """A time as a source gives it (2011, 2011-11, 2011-07-01, `autumn 2011`), for reading."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return f"{dt.date.fromisoformat(text):%d.%m.%Y}"
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return formats.date_format(dt.date.fromisoformat(f"{text}-01"), "F Y").lower()
    season, _space, year = text.partition(" ")
    if season == "autumn":
        return _("autumn %(year)s") % {"year": year}
    if season == "spring":
        return _("spring %(year)s") % {"year": year}
    return text
