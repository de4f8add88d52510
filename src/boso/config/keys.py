"""The installation's secrets, made at the first start and kept outside the database."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(folder: Path) -> str:
    """The key that signs sessions and forms: BOSO_SECRET_KEY, or a file only the owner can read.

    Where the folder does not exist yet (linters, `--help`) a key for this process alone is good enough.
    """
    given = os.environ.get("BOSO_SECRET_KEY")
    if given:
        return given
    file = folder / "secret.key"
    if file.is_file():
        return file.read_text(encoding="ascii")
    key = secrets.token_urlsafe(48)
    if not folder.is_dir():
        return key
    try:
        # Exclusive and whole: of two processes that start together one wins, the other reads.
        waiting = folder / f".secret.{os.getpid()}"
        waiting.touch(mode=0o600)
        waiting.write_text(key, encoding="ascii")
        os.link(waiting, file)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    finally:
        waiting.unlink(missing_ok=True)
    return key
