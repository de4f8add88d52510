"""The common core of a form: questions that an adaptation keeps as they are, so that figures stay comparable.

A form names them in a column `core` of its sheet `settings`: `situation=situation rooms=bedrooms_needed`, question and
field of the core, with blanks between. A name alone is a field of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from boso.core.questionnaires.form import Form, Question

SETTING = "core"


class Breach(StrEnum):
    """What was done to a question of the core."""

    REMOVED = "removed"
    UNMARKED = "unmarked"
    KIND = "kind"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class CoreFault:
    """A question of the core that was not kept as it was. label: what the question asks."""

    name: str
    label: str
    breach: Breach


def core_of(form: Form) -> dict[str, str]:
    """Question to field of the common core, in the order the form says."""
    said = dict(form.settings).get(SETTING, "")
    pairs = (part.partition("=") for part in said.replace(",", " ").split())
    return {name: field or name for name, _, field in pairs if name}


def breaches(base: Form, new: Form) -> list[CoreFault]:
    """What keeps `new` from standing as an adaptation of `base`."""
    kept = core_of(new)
    found = []
    for name, field in core_of(base).items():
        before = base.find(name)
        if not isinstance(before, Question):
            continue
        breach = _breach(base, new, before, marked=kept.get(name) == field)
        if breach is not None:
            found.append(CoreFault(name, before.label.said(base.default_language) or name, breach))
    return found


def _breach(base: Form, new: Form, before: Question, *, marked: bool) -> Breach | None:
    after = new.find(before.name)
    if not isinstance(after, Question):
        return Breach.REMOVED
    if not marked:
        return Breach.UNMARKED
    if after.kind is not before.kind:
        return Breach.KIND
    return Breach.CHOICES if _choices(base, before) != _choices(new, after) else None


def _choices(form: Form, question: Question) -> tuple[tuple[str, str], ...]:
    """The choices in order, and which of them mean no answer; what they are called may be said in other words."""
    found = form.choice_list(question.list_name) if question.list_name else None
    return tuple((each.name, str(each.missing or "")) for each in found.choices) if found else ()
