"""Walks along every link as a person of the demo, without a browser: which pages there are, and which lead nowhere."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from django.utils import timezone

from tests.running import Running, once
from tests.visiting import Visitor

#: Who walks through which wing: all of them in the long suite, in the short one every second, and tomorrow the others.
#: Their pages overlap: an address is looked at for the first who comes there, and in the long suite every path of it.
PEOPLE = {
    "programme": ("koordinator", "leder-hamar", "administrator", "leier-hamar"),
    "casework": ("fullmakt-provedal", "bolig-provedal", "forvalter-provedal", "planlegger-provedal", "leder-provedal"),
}
LONG = bool(os.environ.get("BOSO_LONG"))
WALKERS = {
    wing: people if LONG else people[timezone.localdate().toordinal() % 2 :: 2] for wing, people in PEOPLE.items()
}
SAMPLES_OF_ONE_ADDRESS = 2 if LONG else 1
LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"')
BY_ITSELF = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: Bytes of HTML, before compression.
LARGEST = 100_000


@dataclass
class Walk:
    """What one person came upon: each page's kind, path and the page that led there, in order; and what was wrong."""

    pages: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


Walks = Callable[[str], Walk]


@pytest.fixture(scope="session")
def walks(demo: Running, shared: Path) -> Walks:
    """The walk of that person; each is made once, by whichever worker asks first."""

    @cache
    def of(username: str) -> Walk:
        file = shared / f"walk-{username}.json"
        with once(shared, file.stem) as first:
            if first:
                walk = walked(Visitor(demo.address).become(username))
                file.write_text(json.dumps({"pages": walk.pages, "faults": walk.faults}), encoding="utf-8")
        return Walk(**json.loads(file.read_text(encoding="utf-8")))

    return of


def walked(visitor: Visitor, start: str = "/today/") -> Walk:
    """Every link from the start; of one address (`/facts/<id>/`) a few samples are enough."""
    walk, waiting, seen, samples = Walk(), [(start, start)], set(), Counter[str]()
    while waiting:
        path, found_on = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        try:
            kind = kind_of(path)
        except Resolver404:
            walk.faults.append(f"a link leads nowhere: {path}")
            continue
        if samples[kind] >= SAMPLES_OF_ONE_ADDRESS:
            continue
        samples[kind] += 1
        answer = visitor.open(path)
        if answer.status != 200:
            walk.faults.append(f"{path} answers {answer.status}")
        elif "text/html" in answer.kind:
            if len(answer.body) > LARGEST:
                walk.faults.append(f"{path} has {len(answer.body)} bytes of HTML")
            walk.pages.append((kind, path, found_on))
            waiting += [(link, path) for link in links(path, answer.text)]
    return walk


def kind_of(path: str) -> str:
    """The name of its address, and in the long suite whether it is asked with words after `?`."""
    parts = urlsplit(path)
    return resolve(parts.path).view_name + ("?" if LONG and parts.query else "")


def here(visitor: Visitor, kind: str, path: str, found_on: str) -> str:
    """That page in the visitor's own demo: rows that BoSo makes by itself have another number in each."""
    if not BY_ITSELF.search(path) or visitor.open(path).status == 200:
        return path
    text = visitor.open(found_on).text
    return next(link for link in links(found_on, text) if BY_ITSELF.search(link) and kind_of(link) == kind)


def links(path: str, text: str) -> Iterator[str]:
    """Where a page leads to in this very place."""
    for link in LINK.findall(text):
        target = urljoin(path, unescape(link)).partition("#")[0]
        if target.startswith("/"):
            yield target
