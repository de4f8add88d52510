"""The bytes of documents, in the data folder: each file once, under its own digest, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


class Missing(Exception):
    """The bytes of a document are not in the store, or are no longer what they were."""


def keep(content: bytes) -> str:
    """Put the bytes in the store; gives their SHA-256. They are on the disk when this returns."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = path_of(sha256)
    if place.is_file() and place.stat().st_size == len(content):
        return sha256
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, waiting = tempfile.mkstemp(dir=place.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(waiting).replace(place)
    except BaseException:
        Path(waiting).unlink(missing_ok=True)
        raise
    for folder in (place.parent, place.parent.parent, place.parent.parent.parent):
        _settle(folder)
    return sha256


def fetch(sha256: str) -> bytes:
    """The bytes of that digest.

    Raises Missing when they are not there or have changed.
    """
    try:
        content = path_of(sha256).read_bytes()
    except OSError as error:
        raise Missing(sha256) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Missing(sha256)
    return content


def path_of(sha256: str) -> Path:
    """Where the bytes of that digest lie: documents/ab/cd/abcd..."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def _settle(folder: Path) -> None:
    """Have the folder's entries on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
