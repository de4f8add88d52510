"""Every address, asked by every role and by nobody, answers as `policy_table.csv` says.

The table is read by people: one row an address and method, one column a persona, each cell the status.
`BOSO_SHOW_POLICY_TABLE=FILE` writes the rows as they are now, for a person to judge.

The long suite asks everybody everything. The short one asks of each address nobody, and of a third of the addresses
a third of the personas; which ones changes from day to day.
"""

from __future__ import annotations

import csv
import os
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.utils.safestring import SafeString

from boso.foundation.web import pdf
from tests.access.asking import Browser, know_the_people
from tests.access.world import World, build

TABLE = Path(__file__).with_name("policy_table.csv")
Answers = dict[str, dict[str, int]]


def addresses(patterns: list[object] | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named address, with its namespace."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield f"{prefix}{pattern.name}", pattern


def test_every_address_has_a_name_and_says_who_may_open_it():
    unmarked = [name for name, pattern in addresses() if not pattern.name or not hasattr(pattern.callback, "policy")]
    assert unmarked == []


#: Who is asked in one test: several tests may run side by side.
SHARES = 3
#: In how many days the short suite comes round to every address.
DAYS = 3
SHOWN_IN = os.environ.get("BOSO_SHOW_POLICY_TABLE")
EVERYBODY = bool(os.environ.get("BOSO_LONG") or SHOWN_IN)


@pytest.mark.slow
@pytest.mark.outside
@pytest.mark.django_db
@pytest.mark.parametrize("share", range(SHARES))
def test_every_address_answers_every_role_as_the_table_says(share, monkeypatch, caplog):
    caplog.set_level("CRITICAL", "django.request")
    world = build(monkeypatch)
    _show_each_page_once(monkeypatch)
    know_the_people(monkeypatch)
    asking = dict(list(world.people.items())[share::SHARES])
    now = _asked(replace(world, people=asking), share)
    if SHOWN_IN:
        _show(now, Path(SHOWN_IN), list(world.people))
    assert _differences(now) == []


def _show_each_page_once(monkeypatch) -> None:
    """A page or paper is made for the first who asks; what the others are answered is settled before it is made."""
    made: set[tuple[str, str]] = set()
    page = Template.render

    def render(self, context=None, request=None):
        kind = (str(self.template.name), request.path if request else "")
        if kind in made:
            return SafeString("<html lang='nb'><title></title></html>")
        made.add(kind)
        return page(self, context, request)

    monkeypatch.setattr(Template, "render", render)
    monkeypatch.setattr(pdf, "as_pdf", cache(pdf.as_pdf))


class _Undo(Exception):
    """Leave the world as it was."""


def _asked(world: World, share: int) -> Answers:
    found: Answers = {}
    for persona, user in world.people.items():
        browser = Browser(user)
        for name, pattern in addresses():
            path = world.path(name, pattern)
            for method in ("get", "post"):
                answers = found.setdefault(f"{name} {method.upper()}", {})
                if user is None or _is_dealt(share, name):
                    answers[persona] = _status(browser, method, path)
    return found


def _is_dealt(share: int, name: str) -> bool:
    turn = zlib.crc32(name.encode()) + timezone.localdate().toordinal()
    return EVERYBODY or turn % (DAYS * SHARES) == share


def _status(browser: Browser, method: str, path: str) -> int:
    """What that person gets; whatever the request did is undone."""
    try:
        with transaction.atomic():
            status = browser.ask(method, path).status_code
            raise _Undo
    except _Undo:
        return status


def _differences(now: Answers) -> list[str]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        wanted = {row.pop("address"): row for row in csv.DictReader(stream)}
    found = [f"{address} stands in the table and nowhere else" for address in wanted if address not in now]
    for address, statuses in now.items():
        if address not in wanted:
            found.append(f"{address} is not in the table: {statuses}")
            continue
        found += [
            f"{address} as {persona}: {status}, the table says {wanted[address].get(persona)}"
            for persona, status in statuses.items()
            if str(status) != wanted[address].get(persona)
        ]
    return found


def _show(now: Answers, file: Path, personas: list[str]) -> None:
    """Put these personas' answers into the file, beside what stands there."""
    rows: Answers = {}
    if file.exists():
        with file.open(encoding="utf-8", newline="") as stream:
            rows = {row.pop("address"): {k: v for k, v in row.items() if v} for row in csv.DictReader(stream)}  # type: ignore[misc]
    for address, statuses in now.items():
        rows.setdefault(address, {}).update(statuses)
    with file.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(["address", *personas])
        table.writerows([address, *(rows[address].get(p, "") for p in personas)] for address in sorted(now))
