"""What narrows the pages of needs and homes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boso.casework.gap import wording
from boso.casework.gap.exporting import in_time
from boso.core.values.numbers import MINUS
from boso.foundation.access.decisions import NotNow
from boso.foundation.web.forms import DayField


class DayForm(forms.Form):
    """Which day."""

    date = DayField(label=_("Day"), required=False)

    def clean_date(self) -> dt.date | None:
        """A day that has been."""
        return self._that_has_been("date")

    def _that_has_been(self, name: str) -> dt.date | None:
        day: dt.date | None = self.cleaned_data[name]
        try:
            return day and in_time(day)
        except NotNow as error:
            raise forms.ValidationError(str(error)) from error


class DaysForm(DayForm):
    """Which day, and which other day it is compared with."""

    against = DayField(label=_("Compare with"), required=False)

    def clean_against(self) -> dt.date | None:
        """A day that has been."""
        return self._that_has_been("against")


class GapFilter(DaysForm):
    """The days, and which cells."""

    area = forms.ChoiceField(label=_("Part of town"), required=False)
    group = forms.ChoiceField(label=_("Target group"), required=False)

    def __init__(self, data: Any, areas: Iterable[str] = (), groups: Iterable[str] = ()) -> None:
        super().__init__(data)
        whole = [("", _("All"))]
        parts = [("any", wording.area("any")), *((one, one) for one in areas)]
        self.fields["area"] = forms.ChoiceField(label=_("Part of town"), required=False, choices=[*whole, *parts])
        named = [(one, wording.group(one)) for one in groups]
        self.fields["group"] = forms.ChoiceField(label=_("Target group"), required=False, choices=[*whole, *named])


class PercentField(forms.DecimalField):
    """A percentage, with comma or point."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"data-width": "short", "inputmode": "decimal", "autocomplete": "off"})
        kwargs |= {"min_value": Decimal(-20), "max_value": Decimal(20), "max_digits": 5, "decimal_places": 2}
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        """1,5 or 1.5."""
        return super().to_python(value.replace(MINUS, "-").replace(",", ".") if isinstance(value, str) else value)


class AheadForm(DayForm):
    """The day, and how fast needs are taken to grow from it, in percent a year."""

    low = PercentField(label=_("Low growth, percent a year"))
    middle = PercentField(label=_("Middle"))
    high = PercentField(label=_("High"))

    def __init__(self, data: Any, usual: dict[str, float]) -> None:
        told = data.copy()
        for name, percent in usual.items():
            told.setdefault(name, f"{percent:g}".replace(".", ","))
        super().__init__(told)

    def clean(self) -> dict[str, Any]:
        """Low is no more than the middle, and the middle no more than high."""
        told = super().clean() or {}
        if {"low", "middle", "high"} <= told.keys() and not told["low"] <= told["middle"] <= told["high"]:
            self.add_error("middle", _("Low, middle, high: each at least as much as the one before."))
        return told

    def growth(self, usual: dict[str, float]) -> tuple[float, float, float]:
        """The three, or the usual ones where something is wrong."""
        told = self.cleaned_data if self.is_valid() else usual
        return float(told["low"]), float(told["middle"]), float(told["high"])
