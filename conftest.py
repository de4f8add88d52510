"""What every test shares: quick hashing, plain static files, a data folder of its own."""

from __future__ import annotations

import datetime as dt
import gc
import os
import zlib
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ["boso.foundation.access.testing"]

# What is loaded stays loaded: looking through it for garbage again and again costs a fifth of the time.
gc.disable()

# Counts of examples: small, and the same each time, in `./boso test`, few where a second database is asked the same;
# large and new each time in `./boso test --long`.
hypothesis.settings.register_profile(
    "small", max_examples=15, stateful_step_count=20, deadline=None, derandomize=True
)  # fmt: skip
hypothesis.settings.register_profile(
    "long", max_examples=500, stateful_step_count=50, deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)  # fmt: skip
hypothesis.settings.register_profile(
    "few", max_examples=5, stateful_step_count=20, deadline=None, derandomize=True
)  # fmt: skip
hypothesis.settings.load_profile(os.environ.get("BOSO_HYPOTHESIS", "small"))


def pytest_configure() -> None:
    from django.conf import settings

    # Argon2 is slow on purpose; one test of its own uses the real one.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Otherwise every test client looks through all static files when it is made.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    # Every test that may use the database may use the one of the keys too.
    from django.test import TransactionTestCase

    TransactionTestCase.databases = frozenset({"default", "keys"})


@pytest.fixture
def fewer() -> hypothesis.settings:
    """For what asks a real database many times in each example: a tenth of the large counts, fewest of the small."""
    whole = hypothesis.settings.default
    return hypothesis.settings(whole, max_examples=max(min(15, whole.max_examples), whole.max_examples // 10))


@pytest.fixture(autouse=True)
def own_data_folder(settings, tmp_path: Path) -> Path:
    """Documents written by a test go with the test."""
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "documents"
    return tmp_path


@pytest.fixture(autouse=True)
def bokmal():
    """Tests read the default language unless they choose another."""
    from django.utils import translation

    with translation.override("nb"):
        yield


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()
    gc.set_threshold(100_000, 20, 20)


#: Where the tests of the whole are.
WHOLE = Path(__file__).parent / "tests"
#: Fixtures by which a test asks the database; `database` is one of its own.
DATABASES = {"db", "transactional_db", "live_server"}
#: Whether PostgreSQL is asked beside SQLite, in the short suite; of what people see, and of what else is slow, another
#: part each of so many days.
ONLY_SOME, DAYS_OF_SEEN, DAYS_OF_SLOW = os.environ.get("BOSO_HYPOTHESIS") == "few", 8, 2
#: Fixtures that load the programme of the report: slow the first time, less than half of that afterwards.
WHOLE_PROGRAMME = {"programme", "grants", "plans", "anchoring", "learning", "indicators", "the_round"}


def _is_seen(item: pytest.Item) -> bool:
    """Whether it is about pages or about the whole: it reads by queries that have tests of their own."""
    return "page" in item.path.stem or WHOLE in item.path.parents


def _is_for_postgresql(item: pytest.Item) -> bool:
    """Whether the database makes a difference: to queries, constraints, locks, imports, jobs and search it does."""
    if not ONLY_SOME:
        return True
    days = DAYS_OF_SEEN if _is_seen(item) else DAYS_OF_SLOW if item.get_closest_marker("slow") else 1
    return (zlib.crc32(item.nodeid.encode()) + dt.date.today().toordinal()) % days == 0  # noqa: DTZ011 - any day will do


def _is_slow(item: pytest.Item) -> bool:
    """Whole pages, and properties tried on many examples."""
    return "page" in item.path.stem or getattr(getattr(item, "obj", None), "is_hypothesis_test", False)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Files made for a test may hold the moment they were made: all workers are to call the test the same."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """What is slow by its kind is marked so; what is marked `long` belongs to `--long` alone.

    Whoever uses the database gets the one of the keys made too; whoever uses none is not asked again on PostgreSQL, nor
    are, in the short suite, most of what people see and half of what else is slow.
    Tests of the whole come first, since they take longest; those with a browser last, since it leaves a loop behind in
    which Django refuses to ask a database.
    """
    on_postgresql, left_out = "DATABASE_URL" in os.environ, set()
    for item in items:
        mark, fixtures = item.get_closest_marker("django_db"), set(getattr(item, "fixturenames", ()))
        if mark or DATABASES & fixtures:
            said = mark.kwargs if mark else {}
            item.add_marker(pytest.mark.django_db(**{"databases": ["default", "keys"], **said}), append=False)
        elif on_postgresql and "database" not in fixtures:
            left_out.add(item)
        if WHOLE_PROGRAMME & fixtures or _is_slow(item):
            item.add_marker(pytest.mark.slow)
        if on_postgresql and not _is_for_postgresql(item):
            left_out.add(item)
    if not os.environ.get("BOSO_LONG"):
        left_out |= {item for item in items if item.get_closest_marker("long")}
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=list(left_out))
    yield
    items.sort(key=lambda item: 2 if item.get_closest_marker("browser") else WHOLE not in item.path.parents)
