"""Line icons, read from the unpacked icon package and drawn into the page."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

#: Where the set-up unpacks the front-end packages.
FOLDER = Path(sys.prefix) / "share/boso/front-end/node_modules/@navikt/aksel-icons/dist/svg"
_NAME = re.compile(r"[A-Za-z0-9]+")
_INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@cache
def icon(name: str) -> SafeString:
    """The icon of that name as an SVG that screen readers pass over.

    Raises LookupError when the set has no such icon.
    """
    file = FOLDER / f"{name}.svg"
    if not _NAME.fullmatch(name) or not file.is_file():
        raise LookupError(f"There is no icon called {name!r}")
    found = _INNER.search(file.read_text(encoding="utf-8"))
    drawing = found.group(1).strip() if found else ""
    # The text is the package's own file and the name was checked: nothing of a user is in it.
    return mark_safe(  # noqa: S308
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false" fill="none">{drawing}</svg>'
    )
