"""Need against stock in words: what cells, reasons and misfits are called, and sentences a mayor could read aloud."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boso.casework.dwellings.codes import BUILT_IN
from boso.casework.dwellings.models import CodeList, Status
from boso.casework.needs.models import Adaptation, MainGround, Staffing
from boso.casework.needs.wording import bedrooms
from boso.core.gap.cells import ANY, Cell
from boso.core.gap.misfits import Misfit
from boso.core.gap.table import Line, Table
from boso.core.values.numbers import grouped

#: Kinds of homes as the picture has them: staff tells more than adaptation.
TYPES: dict[str, str | Promise] = {
    "ordinary": gettext_lazy("Ordinary"),
    "step_free": gettext_lazy("Step-free"),
    "wheelchair": gettext_lazy("Wheelchair"),
    "part": gettext_lazy("Staff by day"),
    "all_day": gettext_lazy("Staff around the clock"),
}

MISFITS: dict[str, str | Promise] = {
    Misfit.NOT_ACCESSIBLE: gettext_lazy("Cannot get in or about"),
    Misfit.TOO_SMALL: gettext_lazy("Too small"),
    Misfit.TOO_LITTLE_STAFF: gettext_lazy("Too little staff"),
    Misfit.NEIGHBOURS: gettext_lazy("Too near neighbours"),
    Misfit.WRONG_PLACE: gettext_lazy("Wrong part of town"),
    Misfit.TOO_BIG: gettext_lazy("Too big"),
    Misfit.TOO_MUCH_STAFF: gettext_lazy("More staff than needed"),
    Misfit.FOR_OTHERS: gettext_lazy("Meant for others"),
    Misfit.SAID: gettext_lazy("Unsuitable, says the mapping"),
}

STATES: dict[str, str | Promise] = {
    "waits": gettext_lazy("Wait without a home of ours"),
    "unsuitable": gettext_lazy("Live in a home of ours that does not fit"),
    "fits": gettext_lazy("Live in a home of ours that fits"),
}

Link = Callable[[str, str], SafeString | str]


def type_of(cell: Cell) -> str:
    """Which kind of home a cell is of: a key of `TYPES`."""
    if cell.staffing != "none":
        return cell.staffing
    return "ordinary" if cell.adaptation == "none" else cell.adaptation


def size(count: int | None) -> str:
    """«2 bedrooms»."""
    words = bedrooms(count)
    return words[:1].upper() + words[1:]


def adaptation(code: str) -> str:
    """How a home is adapted."""
    return str(Adaptation(code).label)


def staffing(code: str) -> str:
    """Whether there is staff."""
    return str(Staffing(code).label)


def area(code: str) -> str:
    """Where; `any` for needs that say no part of town."""
    return _("Anywhere") if code == ANY else code.replace("|", ", ")


def group(code: str) -> str:
    """For whom: main grounds, as few words as will do."""
    if code == ANY:
        return _("Anybody")
    known = code.split("|")
    if MainGround.PSYCH_ADDICTION in known:
        return str(MainGround.PSYCH_ADDICTION.label)
    return ", ".join(str(MainGround(one).label) if one in MainGround.values else one for one in known)


def cell(one: Cell) -> str:
    """A whole cell: «2 bedrooms · Step-free · Nordsida · Refugee»."""
    said = [size(one.size), str(TYPES[type_of(one)])]
    said += [area(one.area)] if one.area != ANY else []
    said += [group(one.group)] if one.group != ANY else []
    return " · ".join(said)


def out_of_use(code: str) -> str:
    """Why a home is out of use: a reason for standing empty, or the status where nobody said."""
    if code in Status.values:
        return str(Status(code).label)
    known = {one.code: one.label for one in BUILT_IN[CodeList.EMPTY_REASON]}
    return str(known.get(code, code))


def households(count: int) -> str:
    """«37 households»."""
    return ngettext("%(count)s household", "%(count)s households", count) % {"count": grouped(count)}


def homes(count: int) -> str:
    """«23 homes»."""
    return ngettext("%(count)s home", "%(count)s homes", count) % {"count": grouped(count)}


def plain(_name: str, words: str) -> str:
    """No link."""
    return words


def sentence(line: Line, small: int, link: Link = plain) -> SafeString:
    """What is missing and what is left over. small: how many of those left over have one room.

    link: makes the numbers links, by what they are of (`missing`, `free`).
    """
    return format_html("{} {}", _missing(line, link), _left(line, small, link))


def _missing(line: Line, link: Link) -> str:
    if not line.need:
        return _("Nobody who is mapped needs a home from the municipality.")
    if not line.missing:
        return _("There is a home for everybody who needs one.")
    who = link("missing", households(line.missing))
    return format_html(
        ngettext(
            "{who} needs a home that does not exist.", "{who} need a home that does not exist.", line.missing
        ),
        who=who,
    )  # fmt: skip


def _left(line: Line, small: int, link: Link) -> str:
    if not line.free:
        return _("When all are matched no home is left over.")
    what = link("free", homes(line.free))
    if not small:
        return format_html(
            ngettext(
                "When all are matched {what} is left over.", "When all are matched {what} are left over.", line.free
            ),
            what=what,
        )
    if small == line.free:
        return format_html(
            ngettext(
                "When all are matched {what} is left over, of one room.",
                "When all are matched {what} are left over, all of one room.",
                line.free,
            ),
            what=what,
        )
    return format_html(
        ngettext(
            "When all are matched {what} are left over, {small} of them of one room.",
            "When all are matched {what} are left over, {small} of them of one room.",
            small,
        ),
        what=what,
        small=grouped(small),
    )


def one_room(table: Table) -> int:
    """How many of the homes left over have one room."""
    return sum(line.free for line in table.lines if line.cell.size == 0)


def since(now: int, then: int, day: str) -> str:
    """How the shortage has changed since a day."""
    said = {"day": day, "then": grouped(then), "now": grouped(now)}
    if now == then:
        return _("As many are missing as on %(day)s: %(now)s.") % said
    if now < then:
        return _("Since %(day)s the shortage has shrunk from %(then)s to %(now)s.") % said
    return _("Since %(day)s the shortage has grown from %(then)s to %(now)s.") % said


def worst(line: Line) -> str:
    """What most are missing of: «Most are missing of: 2 bedrooms, wheelchair. 7 of 12 needs cannot be met.»"""
    kind = str(TYPES[type_of(line.cell)]).lower()
    said = {"size": size(line.cell.size), "kind": kind, "missing": grouped(line.missing), "need": grouped(line.need)}
    return _("%(size)s, %(kind)s: %(missing)s of %(need)s needs cannot be met.") % said
