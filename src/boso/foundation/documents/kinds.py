"""What a file is, by its content and not by its name."""

from __future__ import annotations

import io
import zipfile

from django.utils.translation import gettext as _

SIZE_LIMIT = 20 * 1024 * 1024

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_ZIPPED = {
    "word/": f"{_OFFICE}wordprocessingml.document",
    "xl/": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/": f"{_OFFICE}presentationml.presentation",
}

#: Media type -> the ending a file of it gets.
ENDINGS = {
    "application/pdf": ".pdf",
    _ZIPPED["word/"]: ".docx",
    _ZIPPED["xl/"]: ".xlsx",
    _ZIPPED["ppt/"]: ".pptx",
    f"{_OPEN}text": ".odt",
    f"{_OPEN}spreadsheet": ".ods",
    f"{_OPEN}presentation": ".odp",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "text/plain; charset=utf-8": ".txt",
}


class NotTaken(Exception):
    """A file that BoSo does not keep, and why."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def media_type_of(content: bytes) -> str:
    """The media type of a file.

    Raises NotTaken for an empty, too large, unknown or dangerous one.
    """
    if not content:
        raise NotTaken(_("The file is empty."))
    if len(content) > SIZE_LIMIT:
        said = {"size": f"{len(content) / 1024 / 1024:.0f}", "limit": f"{SIZE_LIMIT // 1024 // 1024}"}
        raise NotTaken(_("The file has %(size)s MB. At most %(limit)s MB is taken.") % said)
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    return _text(content)


def _zipped(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(name.endswith("vbaProject.bin") for name in names):
                raise NotTaken(_("The file has macros. Save it without macros, as .docx, .xlsx or .pptx."))
            if "[Content_Types].xml" in names:
                for beginning, media_type in _ZIPPED.items():
                    if any(name.startswith(beginning) for name in names):
                        return media_type
            if "mimetype" in names:
                told = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
                if told in ENDINGS:
                    return told
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise NotTaken(_("The file is damaged or locked with a password.")) from error
    raise _unknown()


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise _unknown() from None
    beginning = text.lstrip("\ufeff \t\r\n").lower()
    if "\0" in text or beginning.startswith(("<", "{\\rtf")):
        raise _unknown()
    return "text/plain; charset=utf-8"


def _unknown() -> NotTaken:
    return NotTaken(
        _("This kind of file is not taken. Save it as PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG or text.")
    )
