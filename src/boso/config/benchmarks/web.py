"""Lists, searches and case pages over a very large invented municipality, beside a list read by deep offset.

The municipality is made anew in a folder of its own, or once in the folder that BOSO_BENCH_DATA names.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

from boso.config import paths
from boso.config.benchmarks import Row

CASES = int(os.environ.get("BOSO_BENCH_CASES", "100000"))
RUNS = 200
BACKEND = "boso.foundation.access.backends.SeatedBackend"
BEGINNING = dt.date(2009, 9, 1)


def rows() -> Iterator[Row]:
    """What a process of its own measures, on a database of its own."""
    with tempfile.TemporaryDirectory(prefix="boso-bench-") as made:
        data = os.environ.get("BOSO_BENCH_DATA") or made
        environment = {**os.environ, "BOSO_DATA": data, "PYTHONPATH": str(paths.PACKAGE.parent)}
        command = [sys.executable, "-m", "boso.config.benchmarks.web"]
        running = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    for line in running.stdout.splitlines():
        yield Row(**json.loads(line))


def measure() -> Iterator[Row]:
    """Make the municipality, sit down as a caseworker of its housing office, and turn pages."""
    began = time.perf_counter()
    client, fresh = _prepared()
    if fresh:
        yield Row(f"making {CASES} of each", "boso", time.perf_counter() - began)
    for case, engine, addresses in _questions():
        yield _measured(case, engine, client, addresses)
    yield _deep_offset()


def _prepared() -> tuple[Any, bool]:
    """A browser signed in in the large municipality; and whether it had to be made first."""
    from boso.config.commands import with_django

    Path(os.environ["BOSO_DATA"]).mkdir(parents=True, exist_ok=True)
    with_django()
    from django.test import Client

    from boso.casework.synthesis.actions import Order, make
    from boso.config import installing
    from boso.config.demo import WORKBOOKS
    from boso.foundation.access.actions import admit
    from boso.foundation.access.actor import SYSTEM
    from boso.foundation.access.queries import actor_named, seated
    from boso.foundation.access.roles import Role
    from boso.foundation.exchange.actions import run_import
    from boso.foundation.organisations.queries import by_slug, units

    fresh = installing.migrate(demo=True)
    if fresh:
        run_import(SYSTEM, *WORKBOOKS[0], dry_run=False)
        place = by_slug("provedal")
        make(SYSTEM, place, Order(CASES, CASES, 5, "bench"))
        office = next(unit.pk for unit in units(place, BEGINNING) if unit.kind == "housing")
        admit(
            SYSTEM, username="bench", name="Rask Stoppeklokke", organisation_id=place.pk, role=Role.CASEWORKER,
            starts=BEGINNING, unit_id=office,
        )  # fmt: skip
    # Outside of tests nothing listens to templates: what is timed is what a server does.
    client = Client(SERVER_NAME="127.0.0.1")
    user = seated(actor_named("bench", dt.date.today()).user_id or 0)  # noqa: DTZ011 - any day will do
    if user is None:
        raise RuntimeError("The folder holds another municipality than the benchmark's")
    client.force_login(user, backend=BACKEND)
    return client, fresh


def _questions() -> Iterator[tuple[str, str, list[str]]]:
    """Case, engine and the addresses that are asked in turn."""
    from boso.casework.dwellings import queries as dwellings
    from boso.casework.households.queries import open_cards, visible
    from boso.foundation.access.queries import actor_named

    actor = actor_named("bench", dt.date.today())  # noqa: DTZ011 - any day will do
    seen = visible(actor)
    some = list(seen.order_by("pk").values_list("pk", flat=True)[:: max(1, seen.count() // 40)])[:40]
    names = [card.name.split()[-1] for card in open_cards(actor, some).values()]
    homes = list(dwellings.visible(actor).order_by("address_key", "pk")[:: CASES // 40][:40])
    streets = sorted({home.street for home in homes})
    yield "households: list", "boso", ["/households/"]
    yield "households: on and on", "boso", [f"/households/?after={pk}" for pk in some]
    yield "households: search", "boso", [f"/households/?q={name}" for name in names]
    yield "household: case page, look logged", "boso", [f"/households/{pk}/" for pk in some]
    yield "dwellings: list", "boso", ["/dwellings/"]
    yield "dwellings: on and on", "boso", [f"/dwellings/?after={home.pk}" for home in homes]
    yield "dwellings: search", "boso", [f"/dwellings/?q={street}" for street in streets]
    yield "dwelling: page", "boso", [f"/dwellings/{home.pk}/" for home in homes]
    yield "tenancies: Monday", "boso", ["/tenancies/monday/"]
    yield "today", "boso", ["/today/"]


def _measured(case: str, engine: str, client: Any, addresses: list[str]) -> Row:
    for address in addresses[:3]:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
    turn = cycle(addresses)
    seconds = [_timed(lambda: client.get(next(turn))) for _ in range(RUNS)]
    return _row(case, engine, seconds, kilobytes=round(len(answer.content) / 1000, 1))


def _deep_offset() -> Row:
    """The baseline: the last pages of the dwellings by OFFSET, with a count, and a search inside the text."""
    from boso.casework.dwellings import queries as dwellings
    from boso.foundation.access.actor import SYSTEM

    def ask(number: int) -> None:
        found = dwellings.visible(SYSTEM).filter(street__icontains="a").order_by("street", "number", "pk")
        found.count()
        list(found[CASES - 50 * (number + 2) : CASES - 50 * (number + 1)])

    seconds = [_timed(partial(ask, number)) for number in range(20)]
    return _row("dwellings: on and on", "deep-offset", seconds)


def _timed(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def _row(case: str, engine: str, seconds: list[float], **more: Any) -> Row:
    ordered = sorted(seconds)
    return Row(
        case, engine, statistics.median(ordered), result={"p95": round(ordered[int(len(ordered) * 0.95)], 4), **more}
    )


if __name__ == "__main__":
    from dataclasses import asdict

    for row in measure():
        print(json.dumps(asdict(row), ensure_ascii=False), flush=True)  # noqa: T201 - the parent reads it
