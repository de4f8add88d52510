"""The code lists: those built in, what the municipality has added, and what other systems call each code.

A `CodeBook` is read once and asked in memory. Kobo's values for status and ordinary dwellings are known; the rest of
Kobo's lists is not public, so the municipality maps them as they turn up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from boso.casework.dwellings.models import CodeEntry, CodeList, Disposal, Status

Label = str | Promise


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A code of ours, what it is called, and what other systems call it."""

    code: str
    label: Label
    external: Mapping[str, str] = field(default_factory=dict)


def _kobo(code: str, label: Label, value: str) -> BuiltIn:
    return BuiltIn(code, label, {"kobo": value})


def _choices(pairs: Iterable[tuple[str, Label]]) -> tuple[BuiltIn, ...]:
    return tuple(BuiltIn(str(code), label) for code, label in pairs)


BUILT_IN: dict[str, tuple[BuiltIn, ...]] = {
    CodeList.KIND: (
        _kobo("ordinary", _("Ordinary dwelling"), "ORDINAR_BOLIG"),
        BuiltIn("care", _("Care home")),
        BuiltIn("adapted", _("Adapted dwelling")),
        BuiltIn("shared", _("Group home")),
        BuiltIn("transition", _("Transitional dwelling")),
        BuiltIn("refugee", _("Dwelling for refugees")),
        BuiltIn("substance_mental", _("Dwelling for people with addiction or mental illness")),
        BuiltIn("staffed", _("Dwelling with staff")),
        BuiltIn("sturdy", _("Sturdy small house")),
        BuiltIn("official", _("Official residence")),
        BuiltIn("temporary", _("Temporary dwelling")),
    ),
    CodeList.SUB_KIND: (),
    CodeList.DISPOSAL: _choices(Disposal.choices),
    CodeList.OWNERSHIP: (
        BuiltIn("freehold", _("Freehold")),
        BuiltIn("section", _("Owner-occupied section")),
        BuiltIn("cooperative", _("Housing cooperative")),
        BuiltIn("company", _("Municipal company")),
        BuiltIn("foundation", _("Foundation")),
        BuiltIn("private", _("Private owner")),
    ),
    CodeList.STATUS: (
        _kobo(Status.READY, Status.READY.label, "KLAR_FOR_INNFLYTTING"),
        _kobo(Status.LET, Status.LET.label, "UTLEID"),
        _kobo(Status.MAINTENANCE, Status.MAINTENANCE.label, "VEDLIKEHOLD"),
        _kobo(Status.UNAVAILABLE, Status.UNAVAILABLE.label, "IKKE_TILGJENGELIG"),
        BuiltIn(Status.RESERVED, Status.RESERVED.label),
        BuiltIn(Status.ASSIGNED, Status.ASSIGNED.label),
        BuiltIn(Status.UNDER_NOTICE, Status.UNDER_NOTICE.label),
        BuiltIn(Status.BEING_SOLD, Status.BEING_SOLD.label),
    ),
    CodeList.ADAPTATION: (
        BuiltIn("wheelchair", _("Wheelchair")),
        BuiltIn("step_free", _("Step-free")),
        BuiltIn("wide_doors", _("Wide doors")),
        BuiltIn("adapted_bathroom", _("Adapted bathroom")),
        BuiltIn("adapted_kitchen", _("Adapted kitchen")),
        BuiltIn("ceiling_hoist", _("Ceiling hoist")),
        BuiltIn("sensory", _("For impaired sight or hearing")),
        BuiltIn("alarm", _("Alarm")),
        BuiltIn("sheltered", _("No near neighbours")),
        BuiltIn("pets", _("Pets allowed")),
    ),
    CodeList.CONDITION: (
        BuiltIn("good", _("Good")),
        BuiltIn("worn", _("Worn")),
        BuiltIn("needs_work", _("Needs renovation")),
        BuiltIn("unfit", _("Unfit to live in")),
    ),
    CodeList.EMPTY_REASON: (
        BuiltIn("turnover", _("Between two tenants")),
        BuiltIn("waits_for_work", _("Waits for work")),
        BuiltIn("damage", _("Damage")),
        BuiltIn("no_suitable_household", _("No household that fits")),
        BuiltIn("offer_refused", _("Offer turned down")),
        BuiltIn("renovation", _("Large renovation")),
        BuiltIn("to_be_converted", _("To be rebuilt or joined with another")),
        BuiltIn("waits_for_sale", _("Waits to be sold")),
        BuiltIn("kept_free", _("Kept free for a purpose")),
    ),
}

#: Lists whose codes decide how BoSo counts: a municipality maps other systems' values to them, and adds none.
FIXED = (CodeList.STATUS, CodeList.DISPOSAL)


class CodeBook:
    """Every code of one municipality, or of several together."""

    def __init__(self, entries: Iterable[CodeEntry] = ()) -> None:
        self.entries = list(entries)
        self._own: dict[tuple[str, str], CodeEntry] = {(entry.list, entry.code): entry for entry in self.entries}
        self._built_in = {(which, one.code): one for which, codes in BUILT_IN.items() for one in codes}

    def label(self, which: str, code: str) -> str:
        """What a code is called; one nobody has explained as it was written, empty for none."""
        if not code:
            return ""
        entry = self._own.get((which, code))
        if entry is not None and entry.means:
            return self.label(which, entry.means)
        if entry is not None and (word := _word(entry)):
            return word
        built_in = self._built_in.get((which, code))
        return str(built_in.label) if built_in is not None else code

    def is_known(self, which: str, code: str) -> bool:
        """Whether somebody has said what the code is; the empty code is."""
        entry = self._own.get((which, code))
        return not code or (which, code) in self._built_in or (entry is not None and not entry.is_unknown)

    def choices(self, which: str) -> list[tuple[str, str]]:
        """What a person may choose from: codes of ours, then own ones; not those that only point to another."""
        own = [entry for entry in self.entries if entry.list == which and not entry.means and _word(entry)]
        codes = [one.code for one in BUILT_IN[which]]
        codes += [entry.code for entry in own if entry.code not in codes]
        return [(code, self.label(which, code)) for code in codes]

    def from_external(self, system: str, which: str, value: str) -> str | None:
        """The code that another system's value stands for; None when nobody knows it."""
        wanted = value.strip()
        entry = self._own.get((which, wanted))
        if entry is not None and entry.means:
            return entry.means
        for one in self.entries:
            if one.list == which and one.external.get(system) == wanted:
                return one.code
        for built_in in BUILT_IN[which]:
            if built_in.external.get(system) == wanted or built_in.code == wanted:
                return built_in.code
        return wanted if entry is not None and not entry.is_unknown else None

    def to_external(self, system: str, which: str, code: str) -> str:
        """What the other system calls the code; the code itself where nobody has said."""
        entry = self._own.get((which, code))
        if entry is not None and system in entry.external:
            return str(entry.external[system])
        for one in self.entries:
            if one.list == which and one.means == code and one.seen_in == system:
                return one.code
        built_in = self._built_in.get((which, code))
        return built_in.external.get(system, code) if built_in is not None else code


def _word(entry: CodeEntry) -> str:
    """The entry's word in the language of the page, or in the one it has."""
    language = (get_language() or "nb")[:2]
    return next((word for word in (getattr(entry, language, ""), entry.nb, entry.nn, entry.en) if word), "")
