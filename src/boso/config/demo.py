"""The demo: the programme of the report with its real facts, and invented people who work in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from boso.config import paths
from boso.config.installing import is_up_to_date, migrate
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.models import Membership, User
from boso.foundation.access.queries import is_demo
from boso.foundation.access.roles import Role
from boso.foundation.exchange.actions import run_import
from boso.foundation.organisations.queries import by_slug

#: What the demo loads, by the importer that a user would use, in this order.
WORKBOOKS: tuple[tuple[str, Path], ...] = (
    ("organisations", paths.PACKAGE / "foundation" / "organisations" / "register"),
    ("facts", paths.PACKAGE / "programme" / "partnership" / "workbook"),
    ("grants", paths.PACKAGE / "programme" / "grants" / "workbook"),
)

BEGINNING = dt.date(2009, 9, 1)


class NotADemo(Exception):
    """The database here was made for real; a demo never touches it."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An invented person, with a name that nobody has: words for plants, weather and things."""

    username: str
    name: str
    role: Role
    organisation: str


PEOPLE = (
    DemoPerson("koordinator", "Sindig Rugkjerne", Role.COORDINATOR, "husbanken-ost"),
    DemoPerson("kontakt", "Varm Lyngtue", Role.CONTACT, "husbanken-ost"),
    DemoPerson("kontakt2", "Blid Havregrøt", Role.CONTACT, "husbanken-ost"),
    DemoPerson("leder-hamar", "Klar Morgendugg", Role.PROGRAMME_LEADER, "hamar"),
    DemoPerson("leder-moss", "Kvikk Fjellbekk", Role.PROGRAMME_LEADER, "moss"),
    DemoPerson("leder-baerum", "Stødig Granstubbe", Role.PROGRAMME_LEADER, "baerum"),
    DemoPerson("leder-lillehammer", "Lun Ullvott", Role.PROGRAMME_LEADER, "lillehammer"),
    DemoPerson("leder-lorenskog", "Rolig Myrull", Role.PROGRAMME_LEADER, "lorenskog"),
    DemoPerson("eier-hamar", "Myk Mosetue", Role.PROGRAMME_OWNER, "hamar"),
    DemoPerson("styring-hamar", "Frisk Nordavind", Role.STEERING_GROUP, "hamar"),
    DemoPerson("saksbehandler-hamar", "Rank Gåsefjær", Role.CASEWORKER, "hamar"),
    DemoPerson("leder-alna", "Glad Blåklokke", Role.PROGRAMME_LEADER, "alna"),
    DemoPerson("evaluator", "Nøye Notatblokk", Role.EVALUATOR, "moreforsking"),
    DemoPerson("politiker-hamar", "Rask Løvetann", Role.POLITICIAN, "hamar"),
    DemoPerson("statsforvalter", "Taktfast Bjørkeløv", Role.COUNTY_GOVERNOR, "fylkesmannen-hedmark"),
    DemoPerson("leier-hamar", "Stille Kveldssol", Role.APPLICANT, "hamar"),
    DemoPerson("administrator", "Ryddig Verktøykasse", Role.ADMINISTRATOR, "husbanken-ost"),
)


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
    if not User.objects.exists():
        say("Loading the programme from the report ...")
        load()


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
    with transaction.atomic():
        for person in PEOPLE:
            user = User(username=person.username, name=person.name, email=f"{person.username}@example.invalid")
            user.set_unusable_password()
            user.save()
            Membership.objects.create(
                user=user, organisation=by_slug(person.organisation), role=person.role, starts=BEGINNING
            )


def _throw_away() -> None:
    """Remove the demo's database and files; never those of a real installation."""
    if "access_installation" in connection.introspection.table_names() and not is_demo():
        raise NotADemo("the database here was not made as a demo, so it is not thrown away")
    if connection.vendor == "sqlite":
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{settings.DATABASES['default']['NAME']}{ending}").unlink(missing_ok=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
