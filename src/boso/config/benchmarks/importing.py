"""A stock of dwellings from Excel: looked through, brought in, changed, and refused with its faults by row and column.

The baseline is what one writes first: openpyxl, and each row saved for itself. It is measured on fewer rows and
counted up to as many; the row says so.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, cast

from boso.config import paths
from boso.config.benchmarks import Row

CASES = int(os.environ.get("BOSO_BENCH_CASES", "100000"))
#: Rows the baseline saves, and one in how many rows is changed, or has a fault.
SAVED = min(2_000, CASES)
EVERY = 10
FAULTY = 50

HEADS = (
    "Objektnr", "Kommunenr", "Gnr/bnr", "Bruksenhet", "Adresse", "Postnr", "Poststed", "Type", "Rom", "Soverom", "BRA",
    "Etasje", "Heis", "Husleie pr mnd", "Status", "Ledig fra", "Eid/innleid", "Bydel",
)  # fmt: skip
KINDS = ("Ordinær bolig", "Flyktningbolig", "Omsorgsbolig", "Bofellesskap")


def rows() -> Iterator[Row]:
    """What a process of its own measures, on an SQLite database of its own."""
    with tempfile.TemporaryDirectory(prefix="boso-bench-") as data:
        environment = {**os.environ, "BOSO_DATA": data, "PYTHONPATH": str(paths.PACKAGE.parent)}
        for name in ("DATABASE_URL", "BOSO_KEYS_URL"):
            environment.pop(name, None)
        command = [sys.executable, "-m", "boso.config.benchmarks.importing"]
        running = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    for line in running.stdout.splitlines():
        yield Row(**json.loads(line))


def measure(folder: Path) -> Iterator[Row]:
    """Each case once, in the order a municipality would meet them."""
    from boso.config.installing import migrate
    from boso.foundation.access.actor import SYSTEM
    from boso.foundation.exchange.actions import run_import
    from boso.foundation.organisations.models import Kind, Organisation

    migrate(demo=False)
    place = Organisation.objects.create(slug="benk", name="Benk", kind=Kind.MUNICIPALITY, invented=True)
    books = {name: folder / f"{name}.xlsx" for name in ("stock", "changed", "faulty")}
    seconds = sum(_seconds(partial(_write, path, name)) for name, path in books.items())
    yield Row(f"write three workbooks of {CASES} rows", "set-up", seconds)

    def bring(name: str, **options: Any) -> Row:
        said: list[Any] = []

        def run() -> None:
            said.append(run_import(SYSTEM, "dwellings", books[name], organisation_id=place.pk, **options))

        before = _processor()
        seconds = _seconds(run)
        outcome = said[0]
        sums = {mark: sum(getattr(sheet, mark) for sheet in outcome.sheets) for mark in ("new", "changed", "unchanged")}
        result = {"state": outcome.state, **sums, "faults": len(outcome.problems)}
        result |= {"processor": round(_processor() - before, 2), "reader_mb": _peak()[1]}
        return Row(f"{name} {CASES}", "boso", seconds, _peak()[0], result)

    for case, name, options in (
        ("refused with every fault", "faulty", {}),
        ("looked through", "stock", {"dry_run": True}),
        ("brought in", "stock", {}),
        ("one in ten changed", "changed", {}),
    ):
        done = bring(name, **cast("dict[str, Any]", options))
        yield Row(f"{CASES} dwellings {case}", "boso", done.seconds, done.memory_mb, done.result)
    yield _baseline(books["stock"])


def _baseline(path: Path) -> Row:
    """openpyxl reads all; `save()` writes some, counted up."""
    from openpyxl import load_workbook

    from boso.casework.dwellings.models import Dwelling
    from boso.foundation.organisations.models import Kind, Organisation

    place = Organisation.objects.create(slug="grunn", name="Grunn", kind=Kind.MUNICIPALITY, invented=True)
    table: list[tuple[Any, ...]] = []

    def read() -> None:
        table.extend(load_workbook(path, read_only=True).worksheets[0].iter_rows(min_row=2, values_only=True))

    def save() -> None:
        for line in table[:SAVED]:
            street, _blank, number = str(line[4]).rpartition(" ")
            Dwelling(
                organisation=place, fdv_id=line[0], municipality_number=line[1], unit_number=line[3], street=street,
                number=int(number[:-1]), letter=number[-1], postcode=line[5], place=line[6], kind="ordinary",
                rooms=line[8], bedrooms=line[9], area_m2=line[10], floor=line[11], has_lift=line[12] == "Ja",
                rent=line[13], status="let", status_since=dt.date(2026, 1, 1), area=line[17],
            ).save()  # fmt: skip

    reading, saving = _seconds(read), _seconds(save)
    return Row(
        f"{CASES} dwellings brought in",
        "openpyxl-and-save",
        reading + saving * CASES / SAVED,
        _peak()[0],
        {
            "read": round(reading, 2),
            "saved_rows": SAVED,
            "save": round(saving, 2),
            "counted_up": True,
            "checks": "none",
        },
    )


def _write(path: Path, name: str) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Boliger")
        sheet.write_row(0, 0, HEADS)
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for number in range(CASES):
            for place, value in enumerate(_line(number, name)):
                if isinstance(value, dt.date):
                    sheet.write_datetime(number + 1, place, value, day)
                else:
                    sheet.write(number + 1, place, value)


def _line(number: int, name: str) -> list[Any]:
    rooms = 1 + number % 4
    rent: Any = 6000 + 900 * rooms + (7 if name == "changed" and number % EVERY == 0 else 0)
    if name == "faulty" and number % FAULTY == 0:
        rent = "etter avtale"
    return [
        f"F{number:06d}", "9901", f"{1 + number // 9000}/{1 + number % 9000}",
        f"H0{1 + number % 4}{1 + number % 12:02d}", f"Prøvegata {1 + number // 400}{'ABCD'[number % 4]}",
        f"{9000 + number // 1000 % 1000}", "Prøvedal", KINDS[number % 4], rooms, rooms - 1,
        25 + rooms * 15 + number % 9, 1 + number % 4, ("Ja", "Nei")[number % 2], rent,
        ("Utleid", "Ledig", "Utleid", "Utleid")[number % 4],
        dt.date(2026, 1, 1) + dt.timedelta(days=number % 300), ("Eid", "Innleid")[number % 7 == 0],
        ("Sentrum", "Nord", "Sør")[number % 3],
    ]  # fmt: skip


def _seconds(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def _processor() -> float:
    """Seconds of processor this process, and those it started, have had: what the machine's other work cannot stretch
    as it stretches the clock.
    """
    return sum(os.times()[:4])


def _peak() -> tuple[float, float]:
    """The most memory this process, and any it started, has held so far, in MB."""
    import resource

    return (
        round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, 1),
    )


if __name__ == "__main__":
    from boso.config.commands import with_django

    with_django()
    with tempfile.TemporaryDirectory(prefix="boso-bench-files-") as made:
        for row in measure(Path(made)):
            sys.stdout.write(json.dumps(asdict(row)) + "\n")
            sys.stdout.flush()
