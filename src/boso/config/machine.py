"""What this machine has that no Python package brings."""

from __future__ import annotations

import ctypes.util
import shutil

#: Mends a missing Pango on Debian.
PANGO = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def has_pango() -> bool:
    """Whether pages can be printed as PDF."""
    return all(ctypes.util.find_library(name) for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"))


def chromium() -> str | None:
    """The browser that tests and screenshots use."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
