"""How long each page takes inside the server, how much it asks the database, and how large it is."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.utils import timezone

from boso.config import demo
from boso.config.benchmarks import Row
from boso.foundation.access.queries import people_to_be

RUNS = 30
BASELINE = "/healthy/"
PAGES = (
    "/today/", "/programme/", "/participants/", "/participants/hamar/", "/facts/", "/grants/", "/grants/table-1/",
    "/grants/hamar/", "/calendar/", "/documents/", "/search/?q=hamar", "/messages/",
)  # fmt: skip


def rows() -> Iterator[Row]:
    """Baseline `empty-page`: the shortest answer through the same middleware."""
    demo.make(fresh=False, say=lambda _words: None)
    setup_test_environment()
    coordinator = next(m.user for m in people_to_be(timezone.localdate()) if m.user.username == "koordinator")
    client = Client()
    client.force_login(coordinator, backend="boso.foundation.access.backends.SeatedBackend")
    yield _measured(client, BASELINE, "empty-page")
    for page in PAGES:
        yield _measured(client, page, "boso")


def _measured(client: Client, page: str, engine: str) -> Row:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page)
    queries = len(asked)
    if answer.status_code != 200:
        raise RuntimeError(f"{page} answered {answer.status_code}")
    seconds = []
    for _ in range(RUNS):
        began = time.perf_counter()
        client.get(page)
        seconds.append(time.perf_counter() - began)
    result = {
        "p95": round(sorted(seconds)[int(RUNS * 0.95)], 4),
        "queries": queries,
        "kilobytes": round(len(answer.content) / 1000, 1),
    }
    return Row(page, engine, statistics.median(seconds), result=result)
