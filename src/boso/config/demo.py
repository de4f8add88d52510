"""The demo: the report's programme with its real facts, invented people, and two invented municipalities' casework."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import connection, connections

from boso.config import demo_casework, demo_programme, paths
from boso.config.demo_people import PEOPLE
from boso.config.installing import is_up_to_date, migrate
from boso.foundation.access.actions import admit
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.queries import actor_named, is_demo
from boso.foundation.exchange.actions import run_import
from boso.foundation.organisations.models import Organisation
from boso.foundation.organisations.queries import by_slug, units

#: What the demo loads, by the importer that a user would use, in this order.
WORKBOOKS: tuple[tuple[str, Path], ...] = (
    ("organisations", paths.PACKAGE / "foundation" / "organisations" / "register"),
    ("facts", paths.PACKAGE / "programme" / "partnership" / "workbook"),
    ("grants", paths.PACKAGE / "programme" / "grants" / "workbook"),
    ("indicators", paths.PACKAGE / "programme" / "indicators" / "workbook"),
    ("plans", paths.PACKAGE / "programme" / "plans" / "workbook"),
    ("anchoring", paths.PACKAGE / "programme" / "anchoring" / "workbook"),
    ("learning", paths.PACKAGE / "programme" / "learning" / "workbook"),
    ("evaluation", paths.PACKAGE / "programme" / "evaluation" / "workbook"),
    ("interviews", paths.PACKAGE / "programme" / "interviews" / "workbook"),
    ("findings", paths.PACKAGE / "programme" / "findings" / "workbook"),
)

BEGINNING = dt.date(2009, 9, 1)


class NotADemo(Exception):
    """The database here was made for real; a demo never touches it."""


def make(*, fresh: bool, say: Callable[[str], None]) -> None:
    """Make the demo, or leave the one that stands as it is.

    Raises NotADemo where the database holds real work.
    """
    if fresh:
        _throw_away()
    if not is_up_to_date():
        say("Making the database ...")
        migrate(demo=True)
    if not is_demo():
        raise NotADemo(
            "the database here was not made as a demo, so it is left alone. "
            "Choose another folder: BOSO_DATA=/a/folder ./boso demo"
        )
    if not _stands():
        say("Loading the programme from the report ...")
        load()
    if not (demo_programme.stands() and demo_casework.stands()):
        say("Inventing the homes and households of two municipalities ...")
        demo_casework.load()
        demo_programme.load()


def introduction() -> Iterator[str]:
    """The people one can be, for the terminal."""
    yield "\nPeople of the demo (all invented). Open the address and choose one:"
    for person in PEOPLE:
        yield f"  {person.username:<22}{person.name:<24}{person.role.label}, {person.organisation}"


def load() -> None:
    """The report's facts through the importer, and the invented people."""
    for kind, folder in WORKBOOKS:
        outcome = run_import(SYSTEM, kind, folder, dry_run=False)
        if not outcome.ok:
            raise RuntimeError(f"The demo's own {kind} workbook has faults: {outcome.problems[:3]}")
    for person in PEOPLE:
        if not actor_named(person.username, BEGINNING).is_somebody:
            organisation = by_slug(person.organisation)
            admit(
                SYSTEM,
                username=person.username,
                name=person.name,
                email=f"{person.username}@example.invalid",
                organisation_id=organisation.pk,
                role=person.role,
                unit_id=_unit(organisation, person.unit),
                starts=BEGINNING,
            )


def _unit(organisation: Organisation, kind: str) -> int | None:
    """The organisation's unit of that kind; none for a seat in no unit."""
    return next((unit.pk for unit in units(organisation, BEGINNING) if unit.kind == kind), None)


def _stands() -> bool:
    """Whether the last of the people is there: they come after everything else, in order."""
    return actor_named(PEOPLE[-1].username, BEGINNING).is_somebody


def _throw_away() -> None:
    """Remove the demo's database and files; never those of a real installation."""
    if "access_installation" in connection.introspection.table_names() and not is_demo():
        raise NotADemo("the database here was not made as a demo, so it is not thrown away")
    for database in connections.all():
        if database.vendor == "sqlite":
            database.close()
            for ending in ("", "-wal", "-shm"):
                Path(f"{database.settings_dict['NAME']}{ending}").unlink(missing_ok=True)
        else:
            with database.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
