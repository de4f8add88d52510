"""What import contracts cannot see: clocks in the core, reads past queries, transactions outside acts, keys across."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

from django.apps import apps

from tests.architecture.source import PACKAGE, modules, tree

IMPURE = {"now", "today", "utcnow", "open", "input", "print", "localdate", "urandom"}
#: The modules that may read the database, write to it, and open a transaction. Every other one goes through them.
READERS = ("queries*.py", "actions*.py", "policies.py", "models*.py")
WRITERS = ("actions*.py", "models*.py")
#: Bringing in a workbook is one act that `exchange.actions` opens; the sheets read and write inside it.
SHEETS = ("importing.py", "fact_sheets.py", "upsert.py")
#: Reads and writes of their own for the tests' sake.
FIXTURES = ("testing.py",)
WRITES = {
    "save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "aupdate", "asave",
}  # fmt: skip
LONGEST = 400


def impure_calls(source: ast.AST) -> Iterator[str]:
    for node in ast.walk(source):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in IMPURE:
                yield f"line {node.lineno}: {name}()"
        if isinstance(node, ast.Attribute) and node.attr == "random":
            yield f"line {node.lineno}: random"


def reads_past_queries(source: ast.AST) -> Iterator[str]:
    for node in ast.walk(source):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager"):
            yield f"line {node.lineno}: {ast.unparse(node)}"


def writes(source: ast.AST) -> Iterator[str]:
    """Calls that write rows. `update` counts on a query only: sets and dicts have it too."""
    for node in ast.walk(source):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        asked = ast.unparse(node.func.value)
        if node.func.attr in WRITES and asked not in ("cache", "np"):
            yield f"line {node.lineno}: {ast.unparse(node.func)}"
        if node.func.attr == "update" and ("objects" in asked or "filter(" in asked):
            yield f"line {node.lineno}: {ast.unparse(node.func)}"


def but(*patterns: str) -> list[Path]:
    """The package's own modules besides those."""
    return [file for file in modules() if not any(fnmatch(file.name, pattern) for pattern in patterns)]


def transactions(source: ast.AST) -> Iterator[str]:
    for node in ast.walk(source):
        if isinstance(node, ast.Attribute) and node.attr in ("atomic", "set_autocommit"):
            yield f"line {node.lineno}: {ast.unparse(node)}"


def breaches(files: Iterable[Path], found_in: Callable[[ast.AST], Iterator[str]]) -> list[str]:
    """Each breach with its file and line."""
    return [f"{file.relative_to(PACKAGE)}, {breach}" for file in files for breach in found_in(tree(file))]


def test_the_core_asks_no_clock_no_disk_and_no_chance():
    assert breaches(modules(under=PACKAGE / "core"), impure_calls) == []


def test_what_is_read_is_read_through_queries():
    assert breaches(but(*READERS, *SHEETS, *FIXTURES), reads_past_queries) == []


def test_what_is_written_is_written_by_an_action():
    assert breaches(but(*WRITERS, *SHEETS, *FIXTURES), writes) == []


def test_only_an_action_opens_a_transaction():
    assert breaches(but("actions*.py"), transactions) == []


def test_planted_breaches_are_caught():
    assert list(impure_calls(ast.parse("import datetime\nx = datetime.datetime.now()")))
    assert list(impure_calls(ast.parse("import numpy\nx = numpy.random.rand()")))
    assert list(reads_past_queries(ast.parse("def view(request): return Award.objects.all()")))
    assert list(writes(ast.parse("def view(request): award.save()")))
    assert list(writes(ast.parse("def view(request): Award.objects.filter(pk=1).update(amount=2)")))
    assert list(writes(ast.parse("known = {}\nknown.update(a=1)"))) == []
    assert list(transactions(ast.parse("def view(request):\n with transaction.atomic(): pass")))


def test_no_key_of_the_database_crosses_the_wall():
    crossing = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model
        and {_wing(model), _wing(field.related_model)} == {"casework", "programme"}
    ]  # fmt: skip
    assert crossing == []


def test_no_file_is_longer_than_anybody_wants_to_read():
    long = {str(file.relative_to(PACKAGE)): len(file.read_text().splitlines()) for file in modules()}
    assert {name: lines for name, lines in long.items() if lines > LONGEST} == {}


def _wing(model: type) -> str:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "boso" else ""
