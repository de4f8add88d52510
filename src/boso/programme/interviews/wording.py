"""Sentences about interviews: faults of files, how places were counted, who said something."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.core.coding.offsets import Lines, Reading, Unit
from boso.core.coding.refi import Fault, NotRead, ProjectShape
from boso.programme.interviews.actions_exchange import Brought
from boso.programme.interviews.models import Attribution, Quotation

_FAULTS: dict[Fault, str | Promise] = {
    Fault.TOO_LARGE: gettext_lazy("The file, or something in it, is too large."),
    Fault.TOO_MUCH: gettext_lazy("The file holds too many files, or they become too large."),
    Fault.BOMB: gettext_lazy("Something in the file grows out of all proportion when it is opened. It is refused."),
    Fault.NOT_A_ZIP: gettext_lazy("The file is damaged. Export it again."),
    Fault.LOCKED: gettext_lazy("The file is locked with a password. Export it without."),
    Fault.NO_PROJECT: gettext_lazy("There is no project (.qde) in the file."),
    Fault.NOT_XML: gettext_lazy("The project in the file cannot be read."),
    Fault.DOCTYPE: gettext_lazy("The project asks for other files (a document type). It is refused."),
    Fault.TOO_DEEP: gettext_lazy("The project is too large or too deep."),
    Fault.NOT_QDA: gettext_lazy("This is not a REFI-QDA project."),
    Fault.NO_TEXT: gettext_lazy("The text of a source is not in the file."),
    Fault.NOT_UTF8: gettext_lazy("A text is not written in UTF-8."),
    Fault.BAD_GUID: gettext_lazy("Something lacks a proper id (guid)."),
    Fault.TWICE: gettext_lazy("The same id (guid) stands twice."),
    Fault.NO_SUCH_CODE: gettext_lazy("A place carries a code that is not in the code book."),
    Fault.BAD_NUMBER: gettext_lazy("The beginning or the end of a place is not a number."),
    Fault.NOT_A_PLACE: gettext_lazy(
        "A place lies outside its text, or within a character. Say how places are counted."
    ),
    Fault.NO_NAME: gettext_lazy("Something has no name."),
}


def fault(told: NotRead) -> str:
    """What is wrong with a file, and where."""
    where = " ".join(part for part in (told.where, told.detail) if part)
    return f"{_FAULTS[told.fault]} ({where[:200]})" if where else str(_FAULTS[told.fault])


def counted(reading: Reading) -> str:
    """How places were counted."""
    unit = _("characters") if reading.unit is Unit.POINTS else _("UTF-16, an emoji as two")
    lines = {
        Lines.AS_WRITTEN: _("line ends as in the file"), Lines.ONE: _("a line end as one"),
        Lines.TWO: _("a line end as two"),
    }[reading.lines]  # fmt: skip
    return f"{unit}, {lines}"


#: What a project may hold that BoSo does not take, by the name of its element.
_LEFT: dict[str, str | Promise] = {
    "TextSource": gettext_lazy("texts that are only a Word file: save them as plain text, and bring them in by hand"),
    "PDFSource": gettext_lazy("PDF files"),
    "PictureSource": gettext_lazy("pictures"),
    "AudioSource": gettext_lazy("sound"),
    "VideoSource": gettext_lazy("films"),
    "Graph": gettext_lazy("drawings"),
    "Link": gettext_lazy("links"),
    "Set": gettext_lazy("sets"),
}


def held(project: ProjectShape) -> str:
    """What a file holds."""
    return _("The file holds %(sources)d texts, %(codes)d codes, %(codings)d coded places and %(memos)d memos.") % {
        "sources": len(project.sources), "codes": len(project.codes),
        "codings": sum(len(one.codings) for one in project.sources), "memos": len(project.notes),
    }  # fmt: skip


def left(project: ProjectShape) -> list[tuple[str | Promise, int]]:
    """What a project holds that is not taken, in words, with how many."""
    return [(_LEFT.get(name, name), count) for name, count in sorted(project.left.items())]


def brought(found: Brought) -> str:
    """What came in, and what a person must do by hand."""
    told = _("Brought in. Texts: %(sources)d, codes: %(codes)d, coded places: %(codings)d, memos: %(memos)d.") % {
        "sources": found.sources, "codes": found.codes, "codings": found.codings, "memos": found.memos,
    }  # fmt: skip
    if found.unnamed:
        told += " " + _("Cases that are no informant here: %(count)d. Choose who speaks on each text.") % {
            "count": found.unnamed
        }
    return told


def attributed(quotation: Quotation) -> str:
    """Who said it, as a reader is told."""
    material = quotation.material
    if material.informant is None:
        return material.get_kind_display()
    if quotation.attribution == Attribution.NOBODY:
        return _("Informant")
    role = material.informant.get_role_display()
    place = material.informant.organisation
    if quotation.attribution == Attribution.PLACE and place is not None:
        return f"{role}, {place.name}"
    return role
