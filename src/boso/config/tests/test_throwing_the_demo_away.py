"""`./boso demo --fresh` removes the demo and nothing else."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from boso.config import demo
from boso.foundation.access.actions import found

pytestmark = pytest.mark.django_db


class Recording:
    """A PostgreSQL that writes down what it is told."""

    vendor = "postgresql"

    def __init__(self) -> None:
        self.told: list[str] = []

    def cursor(self) -> Recording:
        return self

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, *_words: object) -> None:
        pass

    def execute(self, sql: str) -> None:
        self.told.append(sql)


def sqlite_in(folder: Path, name: str, closed: list[str]) -> SimpleNamespace:
    settings = {"NAME": str(folder / name)}
    return SimpleNamespace(vendor="sqlite", settings_dict=settings, close=lambda: closed.append(name))


@pytest.fixture
def databases(monkeypatch):
    """`databases(one, two)` puts these in place of the installation's own."""

    def put(*those: object) -> None:
        monkeypatch.setattr(demo, "connections", SimpleNamespace(all=lambda: those))

    return put


def test_every_file_of_the_demos_databases_goes_and_others_stay(databases, tmp_path):
    found(demo=True)
    for name in ("boso.sqlite3", "boso.sqlite3-wal", "boso.sqlite3-shm", "keys.sqlite3", "secret.key", "boso.sqlite3x"):
        (tmp_path / name).write_text("x")
    closed: list[str] = []
    databases(sqlite_in(tmp_path, "boso.sqlite3", closed), sqlite_in(tmp_path, "keys.sqlite3", closed))
    demo._throw_away()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["boso.sqlite3x", "secret.key"]
    assert closed == ["boso.sqlite3", "keys.sqlite3"]


def test_on_postgresql_the_schema_is_made_anew(databases):
    found(demo=True)
    database = Recording()
    databases(database)
    demo._throw_away()
    assert database.told == ["DROP SCHEMA public CASCADE; CREATE SCHEMA public"]


@pytest.mark.parametrize("founded", [True, False])
def test_nothing_of_real_work_is_removed(databases, tmp_path, founded):
    if founded:
        found(demo=False)
    file = tmp_path / "boso.sqlite3"
    file.write_text("real")
    databases(sqlite_in(tmp_path, file.name, []))
    with pytest.raises(demo.NotADemo):
        demo._throw_away()
    assert file.read_text() == "real"


def test_where_no_database_has_been_made_there_is_nothing_to_refuse(databases, tmp_path, monkeypatch):
    nothing = SimpleNamespace(introspection=SimpleNamespace(table_names=list))
    monkeypatch.setattr(demo, "connection", nothing)
    databases(sqlite_in(tmp_path, "boso.sqlite3", []))
    demo._throw_away()
    assert list(tmp_path.iterdir()) == []


def test_a_fresh_demo_is_thrown_away_before_it_is_made(monkeypatch):
    found(demo=True)
    steps: list[str] = []
    monkeypatch.setattr(demo, "_throw_away", lambda: steps.append("thrown away"))
    monkeypatch.setattr(demo, "is_up_to_date", lambda: False)
    monkeypatch.setattr(demo, "migrate", lambda *, demo: steps.append("made"))
    monkeypatch.setattr(demo, "load", lambda: steps.append("loaded"))
    for part in (demo.demo_casework, demo.demo_programme):
        monkeypatch.setattr(part, "stands", lambda: False)
        monkeypatch.setattr(part, "load", lambda: steps.append("invented"))
    demo.make(fresh=True, say=lambda words: None)
    assert steps == ["thrown away", "made", "loaded", "invented", "invented"]
