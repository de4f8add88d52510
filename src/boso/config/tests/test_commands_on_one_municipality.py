"""`boso import` and `boso export` for one municipality alone."""

from __future__ import annotations

import argparse
import json

import pytest

from boso.config.commands import CommandFailed, export, import_
from boso.foundation.access.testing import make_organisation
from boso.foundation.exchange import registry
from boso.foundation.exchange.exports import Export
from boso.foundation.web.pages import anybody_signed_in

pytestmark = pytest.mark.django_db


def options(command, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    return parser.parse_args(words)


@pytest.fixture
def homes(monkeypatch):
    monkeypatch.setattr(registry, "_exports", {})
    for name, filters in {"homes": ("organisation",), "all-of-it": ("year",)}.items():
        rows = [{"organisation": slug} for slug in ("hamar", "moss")]
        registry.register_export(
            Export(
                name, name, ("organisation",),
                lambda actor, organisation="", rows=rows: [r for r in rows if organisation in ("", r["organisation"])],
                anybody_signed_in, filters=filters,
            )
        )  # fmt: skip
    hamar = make_organisation("hamar")
    hamar.codes.create(system="ssb", code="3403", starts="2020-01-01", source="SSB")
    return hamar


@pytest.mark.parametrize("word", ["hamar", "3403"])
def test_a_list_is_narrowed_to_one_municipality_by_name_or_code(homes, tmp_path, word):
    out = tmp_path / "homes.json"
    assert export.run(options(export, "homes", "--out", str(out), "--municipality", word)) == 0
    assert json.loads(out.read_text()) == [{"organisation": "hamar"}]


@pytest.mark.parametrize(
    "words",
    [("all-of-it", "--municipality", "hamar"), ("homes", "--municipality", "nowhere"), ("nonsense",)],
    ids=["no such filter", "no such municipality", "no such list"],
)
def test_what_cannot_be_narrowed_so_is_said_and_leaves_no_file(homes, tmp_path, words):
    with pytest.raises(CommandFailed):
        export.run(options(export, *words, "--out", str(tmp_path / "out.json")))
    assert list(tmp_path.iterdir()) == []


def test_an_import_is_told_whose_data_it_is(homes, tmp_path, monkeypatch):
    from boso.foundation.exchange import actions
    from boso.foundation.exchange.imports import Outcome

    asked = []

    def run_import(actor, what, file, **more):
        asked.append(more)
        return Outcome("previewed", what, file.name)

    monkeypatch.setattr(actions, "run_import", run_import)
    assert import_.run(options(import_, "homes", "homes.csv", "--municipality", "3403", "--dry-run")) == 0
    assert import_.run(options(import_, "facts", "facts.csv")) == 0
    assert asked == [
        {"organisation_id": homes.pk, "dry_run": True},
        {"organisation_id": None, "dry_run": False},
    ]
    with pytest.raises(CommandFailed):
        import_.run(options(import_, "homes", "homes.csv", "--municipality", "nowhere"))
