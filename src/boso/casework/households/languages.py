"""The languages people are asked about, by ISO 639 code: those a housing office meets most."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LANGUAGES: dict[str, str | Promise] = {
    "nb": _("Norwegian, bokmål"),
    "nn": _("Norwegian, nynorsk"),
    "se": _("Northern Sámi"),
    "nsl": _("Norwegian sign language"),
    "en": pgettext_lazy("language", "English"),
    "am": _("Amharic"),
    "ar": _("Arabic"),
    "prs": _("Dari"),
    "fr": _("French"),
    "ku": _("Kurdish"),
    "lt": _("Lithuanian"),
    "ps": _("Pashto"),
    "fa": _("Persian"),
    "pl": _("Polish"),
    "ro": _("Romanian"),
    "ru": _("Russian"),
    "so": _("Somali"),
    "es": _("Spanish"),
    "sw": _("Swahili"),
    "ti": _("Tigrinya"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "ur": _("Urdu"),
    "vi": _("Vietnamese"),
    "other": _("Another language"),
}


def language(code: str) -> str:
    """What the language is called; empty for none."""
    return str(LANGUAGES.get(code, code))
