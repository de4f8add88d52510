"""The text in a file that somebody brings: plain text or a Word document."""

from __future__ import annotations

import io
import zipfile

from django.utils.translation import gettext as _

from boso.core.coding.offsets import plain

LIMIT = 20 * 1024 * 1024


class TextFault(Exception):
    """A file whose text BoSo does not take, and why."""


def text_of(content: bytes) -> str:
    """The text, its lines ended by one line feed.

    Raises TextFault where the file is too large, or of a kind that is not taken.
    """
    if len(content) > LIMIT:
        raise TextFault(_("At most 20 MB is taken."))
    if content.startswith(b"PK"):
        return _of_word(content)
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8", "cp1252"):
        try:
            text = plain(content.decode(encoding))
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TextFault(_("This is not a text. Save it as .txt or .docx."))


def _of_word(content: bytes) -> str:
    from docx import Document

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > 10 * LIMIT:
                raise TextFault(_("The file holds too much."))
        return "\n".join(plain(paragraph.text) for paragraph in Document(io.BytesIO(content)).paragraphs)
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError) as error:
        raise TextFault(_("This is not a Word document that can be read.")) from error
