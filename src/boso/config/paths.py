"""Where things lie on this machine. Plain Python, so that a command can ask before Django is loaded."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = Path(os.environ.get("BOSO_ROOT") or PACKAGE.parent.parent)

#: What the set-up made and can make again: front-end packages, collected files, compiled translations.
MADE = Path(sys.prefix) / "share" / "boso"
FRONT_END = MADE / "front-end"
STATIC = MADE / "static"
LOCALE = MADE / "locale"


def data() -> Path:
    """The folder that holds the installation's own data: database, documents, keys."""
    return Path(os.environ.get("BOSO_DATA") or ROOT / "var").resolve()
