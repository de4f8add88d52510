"""Writes the controls of forms without a template each: a choice among a hundred was a hundred templates a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

TEMPLATES = "django/forms/widgets/"
#: What Django writes for «nothing chosen», and what BoSo does.
DASHES, DASH = "---------", "–"
#: Django's templates that are one `<input>` and nothing more.
LINES = ("text", "number", "date", "email", "hidden", "checkbox", "password", "search", "tel", "url")


class Renderer(DjangoTemplates):
    """Django's own, but for the controls that every list and form has: the same text, written at once."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        """The control as HTML."""
        write = WRITTEN.get(template_name)
        if write is None:
            return mark_safe(super().render(template_name, context, request))  # noqa: S308 - made by a template
        # Each part is escaped where it is put in.
        return mark_safe("".join(write(context["widget"])))  # noqa: S308


def _line(widget: Mapping[str, Any]) -> Iterator[str]:
    yield f'<input type="{escape(widget["type"])}" name="{escape(widget["name"])}"'
    if widget["value"] is not None:
        yield f' value="{escape(str(widget["value"]))}"'
    yield from _attributes(widget)
    yield ">"


def _choice(widget: Mapping[str, Any]) -> Iterator[str]:
    yield f'<select name="{escape(widget["name"])}"'
    yield from _attributes(widget)
    yield ">"
    for group, options, _number in widget["optgroups"]:
        if group:
            yield f'<optgroup label="{escape(group)}">'
        for option in options:
            yield f'<option value="{escape(str(option["value"]))}"'
            yield from _attributes(option)
            label = DASH if option["label"] == DASHES else localize(option["label"])
            yield f">{conditional_escape(label)}</option>"
        if group:
            yield "</optgroup>"
    yield "</select>"


def _attributes(widget: Mapping[str, Any]) -> Iterator[str]:
    for name, value in widget["attrs"].items():
        if value is not False:
            yield f" {escape(name)}" if value is True else f' {escape(name)}="{escape(str(value))}"'


WRITTEN = {f"{TEMPLATES}select.html": _choice, **{f"{TEMPLATES}{name}.html": _line for name in LINES}}
