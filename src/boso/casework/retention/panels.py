"""What retention says on a household's case page: that the case is erased, or held back from erasure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from boso.casework.households.panels import Case, Panel, Piece, Tag
from boso.casework.retention import queries


def piece(case: Case) -> Piece:
    """A tag under the name. One query, of closed cases only."""
    if case.household.closed_on is None:
        return Piece()
    erased, held = queries.erased_or_held(case.actor, case.household, case.today)
    if erased:
        return Piece(tags=(Tag(_("Erased"), "success"),))
    return Piece(tags=(Tag(_("Held back from erasure"), "warning"),) if held else ())


#: First: it is one word, and nothing may crowd it out.
HOUSEHOLD = Panel("retention", piece, order=1)
