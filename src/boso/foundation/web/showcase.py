"""Made-up content for the page that shows every component."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest

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
    return {}
