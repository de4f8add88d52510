"""Answers that Hamar's programme leader has brought: a data set being prepared, and one that is open with a table."""

from __future__ import annotations

import datetime as dt

from boso.foundation.access.actor import Actor
from boso.programme.partnership.models import Participation
from boso.programme.tables import actions
from boso.programme.tables.definitions import Definition
from boso.programme.tables.testing import as_csv, raw_export

Parts = dict[str, dict[str, object]]


def build(leader: Actor, hamar: Participation, wave: object) -> Parts:
    """The parts of the addresses of tables."""
    about = {"asked_on": dt.date(2012, 11, 1), "source": "Prøve", "organisation_id": hamar.organisation_id}
    content = as_csv([row[2:4] for row in raw_export(40)[2:]])
    draft, opened = (
        actions.load_file(leader, {**about, "key": key, "nb": key, "series": "proeve"}, "svar.csv", content)[0]
        for key in ("forberedt", "aapen")
    )
    actions.set_purposes(leader, opened, {"kommune": "question"})
    actions.open_data_set(leader, opened, [])
    table = actions.save_table(leader, opened, "proeve", {"nb": "Prøve"}, Definition(("kommune",)))
    of_draft, of_table = {"pk": draft.pk}, {"pk": table.pk}
    return {
        **{f"tables:{name}": of_draft for name in ("data", "about", "withdraw", "data-out")},
        **{f"tables:{name}": of_table for name in ("table", "out", "archive")},
        "tables:variable": {"pk": draft.variables.get(name="rolle").pk},
        "tables:build": {"pk": opened.pk},
        "tables:waves": {"series": "proeve"},
        "tables:take": {"wave": wave},
    }
