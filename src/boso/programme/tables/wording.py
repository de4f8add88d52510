"""What reasons, ways and tests are called, for people."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.core.questionnaires.fingerprints import Break
from boso.core.surveys.answers import Absent
from boso.core.surveys.rounding import Way

Text = str | Promise

REASONS: dict[Absent, Text] = {
    Absent.DONT_KNOW: _("Don't know"),
    Absent.REFUSED: _("Will not say"),
    Absent.NOT_ANSWERED: _("Not answered"),
    Absent.NOT_ASKED: _("Not asked"),
}

ROUNDED: dict[Way, Text] = {
    Way.PLAIN: _("Each percentage is rounded for itself, so they may not add up to 100."),
    Way.LARGEST_REMAINDER: _("Percentages are rounded so that they add up to 100 (largest remainder)."),
}

TESTS: dict[str, Text] = {
    "chi_square": _("chi-square"),
    "fisher": _("Fisher's exact test"),
    "drawn": _("chi-square with drawn tables, since cells are small"),
    "rao_scott": _("Rao and Scott's test, since answers have weights"),
}

BREAKS: dict[Break, Text] = {
    Break.WORDING: _("the question was worded otherwise"),
    Break.SCALE: _("the answers to choose from were others"),
    Break.FILTER: _("it was asked of others"),
    Break.LANGUAGE: _("it was asked in another language"),
}


def reason(code: str) -> str:
    """What a reason for no answer is called."""
    return str(REASONS[Absent(code)])
