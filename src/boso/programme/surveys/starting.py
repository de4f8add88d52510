"""What a survey may begin with: forms that come with BoSo, and words about the arena it evaluates."""

from __future__ import annotations

import csv
from importlib import resources
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from boso.core.questionnaires.xlsform import SheetRow
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.organisations.models import Kind
from boso.foundation.questionnaires import actions as form_actions
from boso.foundation.questionnaires.models import FormVersion, Purpose
from boso.programme.learning import queries as learning
from boso.programme.learning.models import Answer, Arena
from boso.programme.partnership.wording import LANGUAGES, pick
from boso.programme.surveys.lists import Person

#: The forms that come with BoSo, and what each is called among all: for arenas, and for those who do the work.
FORMS = {"arena": "arena-evaluation", "programme": "programme-survey"}


def form(name: str) -> FormVersion:
    """One of the forms, in force; when it stands already, nothing happens."""
    return form_actions.install_builtin(SYSTEM, FORMS[name], Purpose.SURVEY, sheets(name))


def sheets(of: str) -> dict[str, list[SheetRow]]:
    """One of the forms as the sheets of a workbook."""
    folder = resources.files(f"boso.programme.surveys.{of}_form")
    found = {}
    for name in ("survey", "choices", "settings"):
        lines = folder.joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()
        found[name] = [SheetRow(number, dict(row)) for number, row in enumerate(csv.DictReader(lines), start=2)]
    return found


def people_of(actor: Actor, arena: Arena) -> list[Person]:
    """Those who were there and have an address in BoSo, by municipality and role."""
    came = [each for each in learning.participants(actor, arena) if each.answer == Answer.CAME]
    return [
        Person(
            number, each.user.name, each.user.email,
            each.organisation if each.organisation.kind == Kind.MUNICIPALITY else None,
            each.get_role_display(), each.user.language,
        )
        for number, each in enumerate(came, start=1)
        if each.user is not None and each.user.email
    ]  # fmt: skip


def words_about(arena: Arena) -> dict[str, Any]:
    """Title and purpose of the survey, in each language."""
    found: dict[str, Any] = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[f"title_{language}"] = (_("Evaluation: %(arena)s") % {"arena": pick(arena, "title_")})[:200]
            found[language] = _("Those who arranged it want to know what was useful, and what to do differently.")
    return found
