"""The grants of one participant, for pages of other apps: `{% money_of participation as shown %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from boso.foundation.access.actor import NOBODY, Actor
from boso.programme.grants import queries
from boso.programme.grants.views import money_context
from boso.programme.partnership.models import Participation

register = template.Library()


@register.simple_tag(takes_context=True)
def money_of(context: Context, participation: Participation) -> dict[str, Any]:
    """What `grants/money_tab.html` shows, as far as the page's actor may see it (four queries).

    Raises Refused (hidden) for anybody who is no member.
    """
    actor: Actor = context.get("actor") or NOBODY
    return money_context(queries.for_participation(actor, participation))
