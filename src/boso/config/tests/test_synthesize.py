"""`boso synthesize`: what it makes, what it refuses, and what it says meanwhile."""

from __future__ import annotations

import argparse

import pytest

from boso.casework.dwellings.models import Dwelling
from boso.casework.synthesis.actions import NEEDED
from boso.casework.synthesis.models import Making
from boso.config import invented_country
from boso.config.commands import CommandFailed, synthesize
from boso.core.synthetic.description import Place
from boso.foundation.access.actions import found
from boso.foundation.access.decisions import Refused
from boso.foundation.access.testing import make_organisation, make_unit
from boso.foundation.exchange.imports import Outcome
from boso.foundation.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def options(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    synthesize.arguments(parser)
    return parser.parse_args(words)


@pytest.fixture
def town(db):
    place = make_organisation("provedal", name="Prøvedal", invented=True)
    place.codes.create(system="ssb", code="9901", starts="2000-01-01", source="Oppdiktet")
    for kind in NEEDED:
        make_unit(place, kind)
    return place


def test_a_municipality_is_made_by_its_code(town, capsys):
    found(demo=True)
    words = ("--municipality", "9901", "--households", "5", "--dwellings", "8", "--years", "1", "--seed", "x")
    assert synthesize.run(options(*words)) == 0
    assert Dwelling.objects.count() == 8
    assert Making.objects.get().seed == "x"
    assert "1 of 1" in capsys.readouterr().err


def test_on_a_terminal_one_line_grows(town, capsys, monkeypatch):
    found(demo=True)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert synthesize.run(options("--municipality", "provedal", "--households", "1", "--dwellings", "1")) == 0
    assert capsys.readouterr().err == "\rPrøvedal: 1 of 1 parts\n"


@pytest.mark.parametrize(
    "words",
    [(), ("--country", "--municipality", "9901"), ("--municipality", "hamar"), ("--municipality", "nowhere")],
    ids=["nothing", "both", "a real one", "an unknown one"],
)
def test_what_cannot_be_made_is_said(town, words):
    found(demo=True)
    make_organisation("hamar")
    with pytest.raises(CommandFailed):
        synthesize.run(options(*words))
    assert not Dwelling.objects.exists()


@pytest.mark.parametrize("words", [("--years", "0"), ("--households", "-1"), ("--dwellings", "many")])
def test_numbers_that_are_none_are_wrong_use(words):
    with pytest.raises(SystemExit):
        options("--municipality", "9901", *words)


def test_a_country_is_brought_in_and_made(monkeypatch):
    found(demo=False)
    places = [Place(f"{9000 + n}", f"Prøvekommune {n}", 2, 3, 1, None) for n in (1, 2)]
    monkeypatch.setattr(invented_country, "country", lambda on, years: iter(places))
    with pytest.raises(CommandFailed, match="--trial"):
        synthesize.run(options("--country"))
    assert synthesize.run(options("--country", "--trial")) == 0
    assert synthesize.run(options("--country", "--trial")) == 0
    assert Organisation.objects.filter(invented=True, slug__startswith="prove-").count() == 2
    assert Dwelling.objects.count() == 6


def test_a_country_that_does_not_go_in_stops_it(monkeypatch):
    monkeypatch.setattr(
        invented_country, "run_import", lambda *words, **more: Outcome("refused", "organisations", "organisations")
    )
    with pytest.raises(RuntimeError, match="does not go in"):
        next(invented_country.municipalities(1, trial=True))
    with pytest.raises(Refused):
        next(invented_country.municipalities(1, trial=False))
