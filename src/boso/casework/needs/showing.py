"""What the pages show of a mapping: its facts in words, and what is different from the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.casework.households.panels import Case, Fact, Piece, Tag
from boso.casework.needs import queries, wording
from boso.casework.needs.models import Mapping, MappingState, Situation, Unsuitable
from boso.core.values.numbers import grouped
from boso.foundation.web.templatetags.words import day

SITUATIONS = {
    Situation.WITHOUT_OWN: "danger",
    Situation.AT_RISK: "warning",
    Situation.UNSUITABLE: "rav",
    Situation.SUITABLE: "success",
    Situation.UNKNOWN: "neutral",
}
STATES = {MappingState.DRAFT: "rav", MappingState.DONE: "success", MappingState.CORRECTED: "neutral"}

#: Shown by their label, in this order, under these headings.
HOW = ("main_ground", "applied")
HOME = ("adaptation", "floor", "staffing", "neighbours", "area")
HELP = ("urgency", "follow_up", "certainty")


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of a mapping. unknown: nobody knows, which is shown as such."""

    label: str
    value: str
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """What another mapping says of the same thing."""

    label: str
    before: str
    after: str


def rows(mapping: Mapping) -> list[tuple[str, list[Row]]]:
    """The facts of a mapping by heading."""
    return [
        (_("How they live"), [*_living(mapping), *(_row(mapping, name) for name in HOW), *_settled(mapping)]),
        (_("The home they need"), [*_size(mapping), *(_row(mapping, name) for name in HOME), *_place(mapping)]),
        (_("When, and with what help"), [_row(mapping, name) for name in HELP]),
    ]


def differences(old: Mapping, new: Mapping) -> list[Difference]:
    """What the new one says otherwise."""
    before = {row.label: row.value for _heading, line in rows(old) for row in line}
    after = {row.label: row.value for _heading, line in rows(new) for row in line}
    nothing = _("not asked")
    labels = dict.fromkeys([*before, *after])
    return [
        Difference(label, before.get(label, nothing), after.get(label, nothing))
        for label in labels
        if before.get(label) != after.get(label)
    ]


def with_differences(mappings: Sequence[Mapping]) -> list[tuple[Mapping, list[Difference]]]:
    """Mappings newest first, each with what it says otherwise than the one before it that was not corrected."""
    told = []
    for number, mapping in enumerate(mappings):
        older = next((one for one in mappings[number + 1 :] if one.state == MappingState.DONE), None)
        changed = differences(older, mapping) if older is not None and mapping.state == MappingState.DONE else []
        told.append((mapping, changed))
    return told


def need(mapping: Mapping) -> str:
    """The home in one line: «2 bedrooms, step-free, staff all day and night»."""
    parts = [wording.bedrooms(mapping.bedrooms)]
    if mapping.adaptation not in ("none", "unknown"):
        parts.append(mapping.get_adaptation_display())
    if mapping.staffing not in ("none", "unknown"):
        parts.append(mapping.get_staffing_display())
    if mapping.neighbours not in ("any", "unknown"):
        parts.append(mapping.get_neighbours_display())
    return ", ".join([parts[0], *(part[:1].lower() + part[1:] for part in parts[1:])])


def panel(case: Case) -> Piece:
    """What the case page says of needs: the mapping that holds, what changed, and mapping again."""
    mappings = queries.of_household(case.actor, case.household)
    done = [one for one in mappings if one.state == MappingState.DONE]
    draft = next((one for one in mappings if one.state == MappingState.DRAFT), None)
    newest = done[0] if done else None
    context = {
        "mapping": newest,
        "need": need(newest) if newest is not None else "",
        "colour": SITUATIONS[Situation(newest.situation)] if newest is not None else "",
        "changes": differences(done[1], newest) if newest is not None and len(done) > 1 else [],
        "before": done[1] if len(done) > 1 else None,
        "draft": draft,
        "may_map": bool(case.may_write and case.household.closed_on is None),
        "count": len(done),
    }
    if newest is None:
        return Piece(context=context)
    fact = Fact(gettext_lazy("Needs"), need(newest), note=_("mapped %(day)s") % {"day": day(newest.mapped_on)})
    tags = (Tag(newest.get_situation_display(), SITUATIONS[Situation(newest.situation)]),) if newest.is_need else ()
    return Piece(facts=(fact,), tags=tags, context=context)


def _living(mapping: Mapping) -> Iterator[Row]:
    told = [
        label
        for name, label in (
            ("without_own", Situation.WITHOUT_OWN.label),
            ("at_risk", Situation.AT_RISK.label),
            ("unsuitable", Situation.UNSUITABLE.label),
        )
        if getattr(mapping, name) == "yes"
    ]
    unknown = mapping.situation == Situation.UNKNOWN
    yield Row(_("Situation"), "; ".join(map(str, told)) or mapping.get_situation_display(), unknown)
    if mapping.without_own == "yes":
        yield _row(mapping, "homeless")
    if mapping.unsuitable_because:
        labels = dict(Unsuitable.choices)
        yield Row(
            _("Makes it unsuitable"), ", ".join(str(labels.get(code, code)) for code in mapping.unsuitable_because)
        )


def _settled(mapping: Mapping) -> Iterator[Row]:
    if mapping.settled_on is not None:
        yield Row(_("Settled"), day(mapping.settled_on))


def _place(mapping: Mapping) -> Iterator[Row]:
    if mapping.district:
        yield Row(_("Part of the municipality"), mapping.district)
    if mapping.rent_most is not None:
        yield Row(_("Rent at most"), _("%(amount)s kr a month") % {"amount": grouped(mapping.rent_most)})


def _size(mapping: Mapping) -> Iterator[Row]:
    if mapping.bedrooms is None:
        yield Row(_("Size"), _("Not known"), unknown=True)
        return
    said = wording.bedrooms(mapping.bedrooms)
    if mapping.area_m2:
        said = _("%(bedrooms)s, at least %(area)s m²") % {"bedrooms": said, "area": mapping.area_m2}
    yield Row(_("Size"), said)
    if mapping.overridden and mapping.norm_bedrooms is not None:
        yield Row(_("The norm came to"), wording.bedrooms(mapping.norm_bedrooms))


def _row(mapping: Mapping, name: str) -> Row:
    value = getattr(mapping, name)
    field = Mapping._meta.get_field(name)
    return Row(
        str(getattr(field, "verbose_name", name)), str(getattr(mapping, f"get_{name}_display")()), value == "unknown"
    )
