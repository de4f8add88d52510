"""Sentences about needs: sizes, rules, and what a mapping comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boso.casework.needs.models_codes import Urgency
from boso.core.needs.size_norm import Norm, Rule, Size
from boso.foundation.web.templatetags.words import number

if TYPE_CHECKING:
    from boso.casework.needs.figures import Figures
    from boso.casework.needs.queries_campaigns import Progress

NORMS: dict[str, str | Promise] = {
    Norm.BOSO: gettext_lazy("BoSo's proposal"),
    Norm.BEDROOM_STANDARD: gettext_lazy("The English bedroom standard"),
}

RULES: dict[str, str | Promise] = {
    Rule.COUPLE: gettext_lazy("one for the couple"),
    Rule.ADULT: gettext_lazy("one for each adult"),
    Rule.SAME_SEX: gettext_lazy("one for two of the same sex"),
    Rule.YOUNG: gettext_lazy("one for two small children"),
    Rule.LEFT_OVER: gettext_lazy("one for each who is left"),
    Rule.EACH_PERSON: gettext_lazy("one room for each person"),
    Rule.NOT_ONE_ROOM: gettext_lazy("and nobody lives in one room only"),
}


def bedrooms(count: int | None) -> str:
    """«2 bedrooms»; said when nobody knows."""
    if count is None:
        return _("size not known")
    if count == 0:
        return _("one room")
    return ngettext("%(count)s bedroom", "%(count)s bedrooms", count) % {"count": count}


def size_sentence(size: Size) -> str:
    """What the norm came to, and why, in one or two sentences."""
    said = {"norm": NORMS[size.norm], "rooms": size.rooms, "bedrooms": bedrooms(size.bedrooms), "area": size.area_m2}
    if size.norm is Norm.BOSO:
        first = _("%(norm)s: %(rooms)s rooms with %(bedrooms)s, and at least %(area)s m².") % said
        return f"{first} {_('One room for each, never one room only, and 20 m² for each. The living room counts, the kitchen does not.')}"  # noqa: E501
    first = _("%(norm)s: %(bedrooms)s.") % said
    return f"{first} {rules(size)}"


def rules(size: Size) -> str:
    """The rules that gave the number, in the order they were used."""
    used = dict.fromkeys(group.rule for group in size.groups)
    said = ", ".join(str(RULES[rule]) for rule in used)
    return said[:1].upper() + said[1:] + "."


def size_choices() -> list[tuple[str, str]]:
    """The sizes to choose among, as a filter."""
    named = [(str(count), bedrooms(count)) for count in range(4)]
    return [*named, ("4", _("4 bedrooms or more")), ("unknown", bedrooms(None))]


def households(count: int | None) -> str:
    """«37 households»; said where the number is hidden."""
    if count is None:
        return _("fewer than five households")
    return ngettext("%(count)s household", "%(count)s households", count) % {"count": count}


def overview_sentence(told: Figures) -> str:
    """What a mayor could read aloud."""
    if not told.mapped:
        return _("Nobody is mapped yet. The overview grows with every household that is.")
    if told.total == 0:
        return _("Nobody of those mapped needs another home.")
    said = _("%(households)s need another home, or help to keep the one they have.") % {
        "households": households(told.total).capitalize()
    }
    parts = []
    if told.now:
        parts.append(
            ngettext("%(count)s must have it now", "%(count)s must have it now", told.now) % {"count": told.now}
        )
    if told.staffed:
        parts.append(
            ngettext("%(count)s needs staff where they live", "%(count)s need staff where they live", told.staffed)
            % {"count": told.staffed}
        )
    if len(parts) == 2:
        parts = [_("%(first)s and %(second)s") % {"first": parts[0], "second": parts[1]}]
    return f"{said} {parts[0]}." if parts else said


def list_sentence(total: int, most: int) -> str:
    """How many stand in the list."""
    if total > most:
        return _("More than %(most)s mappings.") % {"most": number(most)}
    return ngettext("%(count)s mapping.", "%(count)s mappings.", total) % {"count": number(total)}


def urgency(code: str) -> str:
    """What an urgency is called."""
    return str(Urgency(code).label)


def campaign_sentence(whole: Progress, title: str) -> str:
    """How far a campaign has come, aloud."""
    said = {"done": whole.done, "total": whole.total, "left": whole.left}
    if not whole.total:
        return _("No household is chosen yet. They are when the campaign starts.")
    if not whole.left:
        return _("All %(total)s households are followed up: %(done)s are mapped.") % said
    return _("%(done)s of %(total)s households are mapped, and %(left)s are left.") % said


def count_sentence(total: int | None, week: int, year: int, *, frozen: bool) -> str:
    """What the count came to, aloud."""
    said = {"week": week, "year": year, "total": total}
    if total is None:
        return _("Fewer than five persons were without a home in week %(week)s of %(year)s.") % said
    if frozen:
        return ngettext(
            "%(total)s person was without a home in week %(week)s of %(year)s.",
            "%(total)s persons were without a home in week %(week)s of %(year)s.",
            total,
        ) % said  # fmt: skip
    return ngettext(
        "%(total)s person is found so far for week %(week)s of %(year)s.",
        "%(total)s persons are found so far for week %(week)s of %(year)s.",
        total,
    ) % said  # fmt: skip
