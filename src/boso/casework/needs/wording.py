"""Sentences about needs: sizes, rules, and what a mapping comes to."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boso.core.needs.size_norm import Norm, Rule, Size

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
