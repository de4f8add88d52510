"""The cells of a package as a list: what has left, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from boso.casework.figures import making, policies, queries
from boso.casework.figures.models import State
from boso.foundation.access.actor import Actor
from boso.foundation.exchange.exports import Export, Record

COLUMNS = (
    "municipality", "definition", "version", "number", "date", "table", "dimension_1", "code_1", "dimension_2",
    "code_2", "count", "mark",
)  # fmt: skip


def records(actor: Actor, package: str = "") -> Iterator[Record]:
    """The cells of the packages that have left, or of one by its number here."""
    rows = queries.visible(actor).filter(state=State.LEFT)
    for one in rows.filter(pk=int(package)) if package.isdecimal() and len(package) < 18 else rows:
        for cell in making.cells(one.document):
            codes = [*cell["codes"].items(), ("", ""), ("", "")]
            yield {
                "municipality": one.organisation.slug, "definition": one.definition, "version": one.version,
                "number": one.number, "date": one.on, "table": cell["table"],
                "dimension_1": codes[0][0] or None, "code_1": codes[0][1] or None,
                "dimension_2": codes[1][0] or None, "code_2": codes[1][1] or None,
                "count": cell.get("count"), "mark": cell.get("mark"),
            }  # fmt: skip


CELLS = Export(
    "figures", _("Figures that have left"), COLUMNS, records, policies.may_open_figures, filters=("package",),
    filename="tall-ut",
)  # fmt: skip
