"""What import contracts cannot see: clocks in the core, reads past queries, transactions outside acts, keys across."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.source import PACKAGE, modules, tree

IMPURE = {"now", "today", "utcnow", "open", "input", "print", "localdate", "urandom"}
#: Where a read or a write past queries and actions would go unseen by the policies.
EDGES = (
    "views.py",
    "forms.py",
    "tasks.py",
    "tables.py",
    "urls.py",
    "context.py",
    "middleware.py",
    "worklist.py",
    "search.py",
)
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


def transactions(source: ast.AST) -> Iterator[str]:
    for node in ast.walk(source):
        if isinstance(node, ast.Attribute) and node.attr in ("atomic", "set_autocommit"):
            yield f"line {node.lineno}: {ast.unparse(node)}"


@pytest.mark.parametrize("file", list(modules(under=PACKAGE / "core")), ids=str)
def test_the_core_asks_no_clock_no_disk_and_no_chance(file: Path):
    assert list(impure_calls(tree(file))) == []


@pytest.mark.parametrize("file", [*modules(*EDGES), *modules(under=PACKAGE / "config")], ids=str)
def test_pages_and_commands_read_through_queries(file: Path):
    assert list(reads_past_queries(tree(file))) == []


@pytest.mark.parametrize("file", list(modules(*EDGES, "queries.py", "policies.py")), ids=str)
def test_a_page_never_opens_a_transaction(file: Path):
    assert list(transactions(tree(file))) == []


def test_planted_breaches_are_caught():
    assert list(impure_calls(ast.parse("import datetime\nx = datetime.datetime.now()")))
    assert list(impure_calls(ast.parse("import numpy\nx = numpy.random.rand()")))
    assert list(reads_past_queries(ast.parse("def view(request): return Award.objects.all()")))
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
