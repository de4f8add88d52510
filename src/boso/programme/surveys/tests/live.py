"""Many answer at once: `python -m boso.programme.surveys.tests.live <how many> <threads>` on a database of its own.

Each opens the link, answers and sends in; a quarter of them press the button once more while another thread does the
same. Prints one line of JSON at its end.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import django

#: A browser for each thread.
_own = threading.local()


def main(many: int, threads: int) -> dict[str, Any]:
    """How many were asked, how many answers stand, how long it took in seconds, and what went wrong."""
    wave = _begin(many)
    links = [_link(person) for person in wave.respondents.order_by("pk")]
    start = time.monotonic()
    with ThreadPoolExecutor(threads) as pool:
        # The same link twice in a row: two threads hold it at the same time.
        work = [link for at, link in enumerate(links) for _press in range(2 if at % 4 == 0 else 1)]
        statuses = set(pool.map(_answer, work))
        taken = time.monotonic() - start
        for _each in range(threads):
            pool.submit(_close)
    return {"asked": many, "seconds": round(taken, 1), "statuses": sorted(statuses), **_count(wave)}


def _begin(many: int) -> Any:
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    settings.MIGRATION_MODULES = dict.fromkeys(app.label for app in apps.get_app_configs())
    settings.STORAGES = {
        **settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }  # fmt: skip
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    from boso.foundation.access.actor import SYSTEM
    from boso.foundation.access.testing import make_organisation
    from boso.programme.surveys.testing import an_open_wave, people

    owner = make_organisation("moreforsking", "evaluator")
    return an_open_wave(SYSTEM, owner, "anonymous", listed=people(*[None] * many))


def _link(person: Any) -> str:
    from boso.programme.surveys.testing import link_of

    return f"/answer/{link_of(person)}/"


def _answer(link: str) -> int:
    """As a phone without JavaScript: two pages kept, the last one sent."""
    from django.test import Client

    if not hasattr(_own, "client"):
        _own.client = Client(SERVER_NAME="127.0.0.1")
    client = _own.client
    status = client.get(f"{link}form/").status_code
    first = {"page": "knows", "on": ["knows", "part"], "q-knows": "yes", "q-part": ["plan"], "go": "next"}
    client.post(f"{link}form/", first)
    last = {
        "page": "belief", "on": ["overview", "together", "belief"], "q-overview": "4", "q-together": "3",
        "q-belief": "4", "go": "submit",
    }  # fmt: skip
    return max(status, client.post(f"{link}form/", last).status_code)


def _close() -> None:
    from django.db import connections

    connections.close_all()


def _count(wave: Any) -> dict[str, int]:
    from boso.programme.surveys.models import Ballot, Unsent

    return {
        "ballots": Ballot.objects.filter(wave=wave).count(),
        "answered": wave.respondents.filter(answered=True).count(),
        "unsent": Unsent.objects.count(),
    }


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))) + "\n")
