"""What a survey begins with when it is to evaluate an arena: a form that comes with BoSo, and words about the arena."""

from __future__ import annotations

import csv
from importlib import resources
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from boso.core.questionnaires.xlsform import SheetRow
from boso.foundation.access.actor import SYSTEM
from boso.foundation.questionnaires import actions as form_actions
from boso.foundation.questionnaires.models import FormVersion, Purpose
from boso.programme.learning.models import Arena
from boso.programme.partnership.wording import LANGUAGES, pick

ARENA_FORM = "arena-evaluation"


def arena_form() -> FormVersion:
    """The form for arenas, in force; when it stands already, nothing happens."""
    return form_actions.install_builtin(SYSTEM, ARENA_FORM, Purpose.SURVEY, sheets())


def sheets() -> dict[str, list[SheetRow]]:
    """The form for arenas as the sheets of a workbook."""
    folder = resources.files("boso.programme.surveys.arena_form")
    found = {}
    for name in ("survey", "choices", "settings"):
        lines = folder.joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()
        found[name] = [SheetRow(number, dict(row)) for number, row in enumerate(csv.DictReader(lines), start=2)]
    return found


def words_about(arena: Arena) -> dict[str, Any]:
    """Title and purpose of the survey, in each language."""
    found: dict[str, Any] = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[f"title_{language}"] = (_("Evaluation: %(arena)s") % {"arena": pick(arena, "title_")})[:200]
            found[language] = _("Those who arranged it want to know what was useful, and what to do differently.")
    return found
