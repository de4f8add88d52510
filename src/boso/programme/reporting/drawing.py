"""A document as HTML that stands by itself, and as a tagged PDF."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from boso.foundation.web import pdf
from boso.programme.reporting.blocks import Document

EPOCH = "SOURCE_DATE_EPOCH"

#: Rules of the paper that a browser has no use for, or whose files it would not find.
_OF_PAPER = re.compile(r"@(?:font-face|page)\s*\{(?:[^{}]|\{[^{}]*\})*\}")
#: What a page on a screen needs besides.
_ON_SCREEN = "body{max-width:54rem;margin:2rem auto;padding:0 1rem}.running{position:static}"


def as_pdf(document: Document) -> bytes | None:
    """A document as a tagged PDF; none where this machine makes none (see `pdf.why_not`).

    The same document gives the same bytes: the typefaces inside would else carry the clock.
    """
    with _clock_of(document):
        return pdf.as_pdf(_html(document))


@contextmanager
def _clock_of(document: Document) -> Iterator[None]:
    """Let what writes typefaces take the document's own moment for now, by the variable that is agreed on for it."""
    before = os.environ.get(EPOCH)
    os.environ[EPOCH] = str(int(dt.datetime.fromisoformat(f"{document.dated}+00:00").timestamp()))
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(EPOCH, None)
        else:
            os.environ[EPOCH] = before


def standing_alone(document: Document) -> str:
    """A document as one HTML file with its style inside, to be kept or sent."""
    made = _html(document)
    for sheet, besides in (("boso/paper.css", _ON_SCREEN), ("reporting/paper.css", "")):
        found = finders.find(sheet)
        style = Path(found).read_text(encoding="utf-8") if isinstance(found, str) else ""
        linked = f'<link rel="stylesheet" href="static:{sheet}">'
        made = made.replace(linked, f"<style>{_OF_PAPER.sub('', style)}{besides}</style>")
    return made


def _html(document: Document) -> str:
    return render_to_string("reporting/paper.html", {"document": document})
