"""A page on paper as an accessible PDF (PDF/UA-1, type embedded).

The HTML extends `web/paper.html`. It may name files by `static:` and data in place; nothing else is fetched.
"""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)
KINDS = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png"}


def as_pdf(html: str) -> bytes | None:
    """The document as PDF, or None where this machine cannot make one; `why_not` then says why.

    Raises ValueError when the HTML has no title or no language, since nobody could then read it aloud.
    """
    if "<title>" not in html or "lang=" not in html:
        raise ValueError("A document needs a title and a language")
    if why_not():
        return None
    from weasyprint import HTML

    document = HTML(string=html, base_url="static:", url_fetcher=_fetcher())
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


def paper(template: str, context: dict[str, Any]) -> bytes | None:
    """A template as PDF; see `as_pdf`."""
    return as_pdf(render_to_string(template, context))


@cache
def why_not() -> str | Promise:
    """Why this machine makes no PDF, in a sentence; empty when it does."""
    try:
        import weasyprint  # noqa: F401 - whether it loads is the question
    except (ImportError, OSError) as error:
        log.warning("No PDF: %s", error)
        return _(
            "No PDF can be made here: Pango is missing. On Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0"
        )
    return ""


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Own files only: no network, no path of the machine."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            found = finders.find(url.removeprefix("static:").lstrip("/")) if url.startswith("static:") else None
            kind = KINDS.get(Path(url).suffix)
            if not isinstance(found, str) or kind is None:
                raise ValueError(f"A document may not fetch {url}")
            return URLFetcherResponse(url, Path(found).read_bytes(), {"Content-Type": kind})

    return Fetcher(allowed_protocols={"data", "static"})
