"""Made-up content for the page that shows every component."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest

from boso.foundation.web.charts import Bar, Lane, Point, Series, Span, bars, line, timeline
from boso.foundation.web.forms import DayField, KronerField
from boso.foundation.web.lists import Chip, Head, Listing


class ExampleForm(forms.Form):
    """One of each kind of field."""

    name = forms.CharField(label="Navn på tiltaket", max_length=80)
    why = forms.CharField(label="Begrunnelse", widget=forms.Textarea, required=False, help_text="Med egne ord.")
    on = DayField(label="Vedtatt dato")
    amount = KronerField(label="Beløp")
    phase = forms.ChoiceField(label="Fase", choices=[("", "Velg"), ("plan", "Planlegging"), ("do", "Gjennomføring")])
    kind = forms.ChoiceField(
        label="Slags midler", choices=[("grant", "Tilskudd"), ("own", "Egenandel")], widget=forms.RadioSelect
    )
    goals = forms.MultipleChoiceField(
        label="Mål", choices=[("1", "Oversikt over behov"), ("2", "Integrert i planer")],
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    shared = forms.BooleanField(label="Delt med de andre kommunene", required=False)
    hidden = forms.CharField(widget=forms.HiddenInput, initial="x")


class ExampleFilter(forms.Form):
    """A filter bar."""

    county = forms.ChoiceField(
        label="Fylke", choices=[("", "Alle"), ("hedmark", "Hedmark"), ("ostfold", "Østfold")], required=False
    )
    q = forms.CharField(label="Navn", required=False)


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything the page of components draws."""
    now = dt.datetime(2026, 11, 20, 14, 5, tzinfo=dt.UTC)
    wrong = ExampleForm({"name": "", "on": "31.11.2026", "amount": "mange", "kind": "x"})
    heads = [Head("Kommune", False, "?sort=-name", "ascending"), Head("Fylke", False, "?sort=county", ""),
             Head("Tilskudd", True, "?sort=sum", ""), Head("", False, "", "")]  # fmt: skip
    rows = [("Hamar", "Hedmark", 3_200_000, "Gjennomføring"), ("Bærum", "Akershus", 2_100_000, "Gjennomføring"),
            ("Moss", "Østfold", None, "Fra plan")]  # fmt: skip
    return {
        "form": ExampleForm(),
        "wrong": wrong,
        "filter": ExampleFilter({"county": "hedmark"}),
        "chips": [Chip("Fylke: Hedmark", "?")],
        "heads": heads,
        "rows": rows,
        "pages": Listing(rows=list(rows), heads=heads, previous="?before=1", next="?after=3", total=14),
        "now": now,
        "entries": [SimpleNamespace(at=now, what="Fase satt til gjennomføring", change="Før: planlegging",
                                    reason="Vedtatt i styringsgruppen", who="Sindig Bekkasin")],
        **charts(),
    }  # fmt: skip


def charts() -> dict[str, Any]:
    """One of each kind of chart."""
    share = bars(
        [Bar("1. år", (1_000_000, None, None), "Tildelt 2009", "0 %"),
         Bar("2. år", (2_200_000, None, 942_857), "Tildelt 2010", "30 %"),
         Bar("3. år", (None, 1_500_000, 1_000_000), "Ventet 2011", "40 %"),
         Bar("4. år", (None, 1_500_000, 1_500_000), "Ventet 2012", "50 %")],
        [Series("Tilskudd, tildelt"), Series("Tilskudd, ventet", "planned"), Series("Krav til egeninnsats", "hatch")],
        title="Egenandelen går i trapp", unit="mill. kr", scale=1_000_000, category="År",
    )  # fmt: skip
    pairs = bars(
        [Bar("Hamar", (12, 9)), Bar("Moss", (7, 11)), Bar("Bærum", (15, 6))],
        [Series("Tildelt", "d1"), Series("Brukt", "d2")], title="Hamar bruker minst", unit="mill. kr",
        category="Kommune", side_by_side=True,
    )  # fmt: skip
    intakes = timeline(
        [Lane("Programplaner", (Span(dt.date(2009, 9, 1), dt.date(2011, 1, 1), "stone", "2009–2010"),
                                Span(dt.date(2011, 1, 1), dt.date(2018, 1, 1), "main", "2011–2017"))),
         Lane("Pulje 2009", (Span(dt.date(2009, 9, 1), dt.date(2012, 9, 1)),
                             Span(dt.date(2012, 9, 1), dt.date(2014, 9, 1), "hatch")), "4: Bærum, Hamar med flere"),
         Lane("Pulje 2010", (Span(dt.date(2010, 1, 1), dt.date(2013, 1, 1)),
                             Span(dt.date(2013, 1, 1), dt.date(2015, 1, 1), "hatch")), "6: Moss og fem til")],
        start=2009, end=2017, title="Tre puljer på vei mot 2017", now=dt.date(2012, 1, 10), now_label="Delrapport 2",
        legend=[Series("Tre år i programmet", "range"), Series("Inntil fem år", "hatch")],
        category="Løp", heads=["Tid", "Merknad"],
    )  # fmt: skip
    need = line(
        [(Series("Behov"), [Point(2012 + year, 100 + year * 6, 100 + year * 4, 100 + year * 8) for year in range(9)]),
         (Series("Boliger", "d3"), [Point(2012 + year, 96 + year * 2) for year in range(9)])],
        title="Gapet vokser", unit="husstander", category="År",
    )  # fmt: skip
    return {"all_charts": [share, pairs, intakes, need]}
