"""A Django form field as Designsystemet draws it. The components ask here, so that any form looks the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a group: its control, its label and the id that ties them together."""

    id: str
    label: str
    control: SafeString


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: what is wrong and the id of the control; the empty id concerns the whole form."""

    id: str
    text: str


def shape(field: BoundField) -> str:
    """`group`, `check`, `hidden` or `line`."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, GROUPS):
        return "group"
    return "check" if isinstance(widget, forms.CheckboxInput) else "line"


def control(field: BoundField) -> SafeString:
    """The control with class, description and error tied to it."""
    return field.as_widget(attrs=_attributes(field))


def options(field: BoundField) -> list[Option]:
    """The choices of a group with a control each."""
    extra = {"class": "ds-input"} | ({"aria-invalid": "true"} if field.errors else {})
    found = []
    for choice in field.subwidgets:
        choice.data["attrs"].update(extra)
        # Django wraps the control in its label; here the label stands beside it.
        choice.data["wrap_label"] = False
        found.append(Option(choice.id_for_label, str(choice.choice_label), mark_safe(choice.tag(wrap_label=False))))  # noqa: S308
    return found


def faults(form: forms.BaseForm) -> list[Fault]:
    """What is wrong, the whole form's own faults first."""
    found = [Fault("", str(text)) for text in form.non_field_errors()]
    for field in form:
        found += [Fault(_first_id(field), _named(field, text)) for text in field.errors]
    return found


def _named(field: BoundField, text: object) -> str:
    """«When: write the day like this»; a label that asks needs no colon."""
    label = str(field.label)
    return f"{label} {text}" if label.endswith("?") else f"{label}: {text}"


def _first_id(field: BoundField) -> str:
    if shape(field) != "group":
        return field.id_for_label
    return next((choice.id_for_label for choice in field.subwidgets), "")


def _attributes(field: BoundField) -> dict[str, Any]:
    described = [f"{field.auto_id}-help"] if field.help_text else []
    attributes: dict[str, Any] = {"class": "ds-input"}
    if isinstance(field.field.widget, forms.Textarea) and field.field.widget.attrs.get("rows") == "10":
        attributes["rows"] = "4"
    if field.errors:
        attributes["aria-invalid"] = "true"
        described.append(f"{field.auto_id}-error")
    attributes["aria-describedby"] = " ".join(described) or None
    return {name: value for name, value in attributes.items() if value is not None}
