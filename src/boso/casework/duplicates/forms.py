"""Why two cases are merged, are two again, or are not the same."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class WhyForm(forms.Form):
    """Why, in words."""

    why = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: registered by us and by the refugee service."),
    )  # fmt: skip


class ApartForm(forms.Form):
    """How somebody knows that two are not the same."""

    how = forms.CharField(
        label=_("How you know"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: two cousins with the same name, I have met both."),
    )  # fmt: skip


class UndoForm(forms.Form):
    """Why a merging is undone."""

    why = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
