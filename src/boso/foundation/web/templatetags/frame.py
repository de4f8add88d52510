"""Tags of the frame and the components: parts of a page, icons, form controls."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BoundField, Form
from django.template.base import NodeList, Parser, Token
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString, mark_safe

from boso.foundation.web import controls, icons

register = template.Library()


class PartNode(template.Node):
    """Renders a block of the page that extends, wherever and as often as the frame needs it."""

    def __init__(self, name: str, target: str) -> None:
        self.name = name
        self.target = target

    def render(self, context: template.Context) -> SafeString:
        text = mark_safe(BlockNode(self.name, NodeList()).render(context).strip())  # noqa: S308 - rendered above
        if not self.target:
            return text
        context[self.target] = text
        return mark_safe("")


@register.tag
def part(parser: Parser, token: Token) -> PartNode:
    """`{% part title %}` writes the block `title`; `{% part side as x %}` keeps it, empty when no page fills it."""
    words = token.split_contents()
    if len(words) == 4 and words[2] == "as":
        return PartNode(words[1], words[3])
    if len(words) != 2:
        raise template.TemplateSyntaxError("Write {% part name %} or {% part name as variable %}")
    return PartNode(words[1], "")


@register.simple_tag
def draw_icon(name: str) -> SafeString:
    """The icon of that name, inline."""
    return icons.icon(name)


@register.filter
def shape(field: BoundField) -> str:
    """How a field is laid out: `group` (radios, several boxes), `check` (one box), `hidden` or `line`."""
    return controls.shape(field)


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's own control with Designsystemet's class, its description and its error tied to it."""
    return controls.control(field)


@register.filter
def options(field: BoundField) -> list[controls.Option]:
    """The choices of a group, each with its own label and control."""
    return controls.options(field)


@register.filter
def faults(form: Form) -> list[controls.Fault]:
    """What is wrong in a form, in the order of the page, with the id of the control to mend it in."""
    return controls.faults(form)


@register.filter
def initials(name: str) -> str:
    """Sindig Bekkasin -> SB."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


@register.filter
def given(value: Any) -> bool:
    """Whether a value is known: zero and False are, None and the empty text are not."""
    return value is not None and value != ""
