"""Draws what other apps say of a household on its case page."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.template.loader import get_template

from boso.casework.households.panels import Panel, Piece

register = template.Library()


@register.simple_tag(takes_context=True)
def draw(context: Context, panel: Panel, piece: Piece) -> Any:
    """An app's part of the overview: its own template, with what it has read beside the page's own context."""
    drawn: Any = get_template(panel.template)
    with context.push(piece=piece, **(piece.context or {})):
        return drawn.template.render(context)
