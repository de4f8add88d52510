"""The built-in forms of a report, and how a report's answers stand."""

from __future__ import annotations

import csv
from collections.abc import Mapping as Map
from importlib import resources
from io import StringIO
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from boso.core.questionnaires import xlsform
from boso.core.questionnaires.answering import Standing
from boso.foundation.questionnaires import queries as forms
from boso.foundation.questionnaires.models import FormVersion
from boso.foundation.questionnaires.review import Review, review_of

SHEETS = ("survey", "choices", "settings")


def slug_of(kind: str) -> str:
    """What the built-in form of a kind of report is called among the forms."""
    return f"report-{kind.replace('_', '-')}"


def sheets(kind: str) -> dict[str, list[xlsform.SheetRow]]:
    """The built-in form of a kind of report as the sheets of a workbook."""
    return {name: _sheet(kind, name) for name in SHEETS}


def standing(form: FormVersion, answers: Map[str, Any], language: str = "") -> Standing:
    """How a form stands with these answers, in the page's language unless said."""
    now = timezone.localtime().replace(tzinfo=None)
    spoken = language or get_language() or ""
    return forms.ready(form).assess(answers, today=now.date(), now=now, language=spoken)


def review(form: FormVersion, content: Map[str, Any], language: str = "") -> Review:
    """Question by question what was answered. content: of an edition, or what is being written in the same shape."""
    return review_of(standing(form, content["answers"], language), content["reasons"])


def _sheet(kind: str, name: str) -> list[xlsform.SheetRow]:
    text = (resources.files(f"{__package__}.{kind}") / f"{name}.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(StringIO(text))
    return [xlsform.SheetRow(number, dict(row)) for number, row in enumerate(rows, start=2)]
