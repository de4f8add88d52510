"""Form fields that take what people write (23.11.2026, 1 500 000 kr), and carrying out what a form asks for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from boso.core.values.numbers import MINUS, SPACE, grouped
from boso.foundation.access.decisions import NotNow

DAY_FORMATS = ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y", "%d %m %Y"]
T = TypeVar("T")
_NOISE = re.compile(r"(kr|nok|,-|\s|\u00a0|\u202f)", re.IGNORECASE)


class DayField(forms.DateField):
    """A day, written 23.11.2026 (other common ways are understood)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DAY_FORMATS)
        kwargs.setdefault(
            "widget",
            forms.DateInput(
                format="%d.%m.%Y", attrs={"data-width": "short", "autocomplete": "off", "inputmode": "numeric"}
            ),
        )
        kwargs.setdefault("error_messages", {"invalid": _("Write the day as 23.11.2026.")})
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d.%m.%Y}" if isinstance(value, dt.date) else value


class KronerField(forms.DecimalField):
    """An amount in kroner: 1500000, 1 500 000 kr or 642 857,14 all do."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"data-width": "medium", "inputmode": "decimal", "autocomplete": "off"})
        )
        kwargs.setdefault("error_messages", {"invalid": _("Write the amount in kroner, for example 1 500 000.")})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The amount as a decimal number.

        Raises ValidationError when it is not a number.
        """
        text = _NOISE.sub("", str(value)) if value not in self.empty_values else ""
        if not text:
            return None
        try:
            amount = Decimal(text.replace(MINUS, "-").replace(",", "."))
        except InvalidOperation:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if not amount.is_finite():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return amount

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal | int):
            return value
        return grouped(value if Decimal(value) % 1 else int(value)).replace(SPACE, " ")


def tried(form: forms.BaseForm, act: Callable[[], T], field: str | None = None) -> T | None:
    """What the act gives; none when something is in the way, which then stands in the form (at the field).

    What the policy denies goes on to be a page of its own.
    """
    try:
        return act()
    except NotNow as obstacle:
        form.add_error(field, str(obstacle))
    return None


def done(form: forms.BaseForm, act: Callable[[], object], field: str | None = None) -> bool:
    """Whether the act is carried out; what is in the way stands in the form."""
    tried(form, act, field)
    return not form.errors
