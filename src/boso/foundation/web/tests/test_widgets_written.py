"""Controls written at once say what Django's own templates say."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy

from boso.foundation.access.models import User
from boso.foundation.web.widgets import WRITTEN, Renderer

HARD = "a \"b\" <c> & 'd' æøå"
CHOICES = [("", "-"), (HARD, HARD), (1000, 1000), ("g<", [("x", gettext_lazy("Save")), ("y", HARD)])]
WIDGETS = [
    (forms.TextInput, HARD), (forms.TextInput, None), (forms.NumberInput, 12345), (forms.EmailInput, "a@b"),
    (forms.HiddenInput, HARD), (forms.CheckboxInput, True), (forms.CheckboxInput, False), (forms.PasswordInput, "x"),
    (forms.URLInput, "x"), (forms.DateInput, dt.date(2026, 1, 2)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), WIDGETS)
@pytest.mark.parametrize("attributes", [{}, {"id": HARD, "required": True, "disabled": False, "maxlength": 40000}])
def test_a_line_is_what_django_writes(kind, value, attributes):
    same = [kind(attributes).render("n&m", value, renderer=one()) for one in (Renderer, DjangoTemplates)]
    assert same[0].strip() == same[1].strip()


@pytest.mark.parametrize("value", ["", HARD, "1000", "y", None])
def test_a_choice_is_what_django_writes(value):
    widget = forms.Select({"class": "ds-input", "required": True}, CHOICES)
    same = [widget.render("n&m", value, renderer=one()) for one in (Renderer, DjangoTemplates)]
    assert same[0] == re.sub(r"\s*(<[/a-z]+|$)", r"\1", same[1])


def test_every_other_control_is_django_s():
    assert "django/forms/widgets/textarea.html" not in WRITTEN
    assert forms.Textarea().render("n", HARD, renderer=Renderer()) == forms.Textarea().render(
        "n", HARD, renderer=DjangoTemplates()
    )


def test_nothing_chosen_is_one_dash_and_not_django_s_nine():
    field = forms.ModelChoiceField(queryset=User.objects.none(), required=False)
    assert field.widget.render("n", None, renderer=Renderer()) == (
        '<select name="n"><option value="" selected>–</option></select>'
    )
