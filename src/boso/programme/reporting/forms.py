"""Forms of the reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boso.foundation.questionnaires.models import FormVersion
from boso.foundation.web.forms import DayField, KronerField
from boso.programme.partnership.models import Programme
from boso.programme.reporting.figures import NUMERIC, STATES, Shown
from boso.programme.reporting.models import ReportRound, RoundKind

FIRST_YEAR, LAST_YEAR = 2009, 2099


def _long(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OpenForm(forms.Form):
    """What is asked for, about which year, by when, with which form."""

    kind = forms.ChoiceField(label=_("What do you ask for?"), choices=RoundKind.choices, widget=forms.RadioSelect)
    year = forms.IntegerField(
        label=_("About the year"), min_value=FIRST_YEAR, max_value=LAST_YEAR,
        widget=forms.NumberInput(attrs={"data-width": "short"}),
        help_text=_("A half-year report covers January to June, an annual report the whole year."),
    )  # fmt: skip
    due_on = DayField(label=_("Last day to hand in"))
    programme = forms.ChoiceField(label=_("Whom do you ask?"), choices=Programme.choices)
    form = forms.ChoiceField(
        label=_("With which form?"), required=False,
        help_text=_("Leave it at BoSo's own unless you have made another among the forms."),
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Iterable[FormVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["form"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        own = [(str(one.pk), one.form.said) for one in offered if not one.form.is_built_in]
        field.choices = [("", _("The built-in form")), *own]
        if not own:
            del self.fields["form"]


class ExtendForm(forms.Form):
    """More time, and why."""

    due_on = DayField(label=_("New last day"))
    reason = forms.CharField(label=_("Why?"), widget=_long(), max_length=500)


class MeetingForm(forms.Form):
    """When and where the reports are talked about."""

    on = DayField(label=_("Day of the meeting"), required=False)
    place = forms.CharField(label=_("Where"), required=False, max_length=120)


class ItemForm(forms.Form):
    """A matter for the agenda."""

    title = forms.CharField(label=_("What is it about?"), max_length=160)
    note = forms.CharField(label=_("What should come of it?"), required=False, widget=_long(), max_length=500)
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=1, max_value=480,
        widget=forms.NumberInput(attrs={"data-width": "short"}),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why something is sent back."""

    reason = forms.CharField(label=_("Why?"), widget=_long(), max_length=500)


class CorrectForm(forms.Form):
    """Another value than the one that was fetched. Blank: it is not known."""

    value = forms.CharField(label=_("The right value"), required=False, max_length=60)
    why = forms.CharField(label=_("Why is it another?"), widget=_long(), max_length=500)

    def __init__(self, data: Any, *, figure: Shown) -> None:
        super().__init__(data, initial={"value": figure.value, "why": figure.why})
        unit = figure.figure.unit
        words: dict[str, Any] = {"label": _("The right value"), "required": False}
        known = figure.number
        if unit in NUMERIC and unit != "homes":
            wrong: dict[str, Any] = {} if unit == "kr" else {"error_messages": {"invalid": _("Write a number.")}}
            self.fields["value"] = KronerField(min_value=Decimal(0), **words, **wrong)
            self.initial["value"] = known if known is not None else ""
        elif unit == "state":
            choices = [("", STATES["not_stated"]), *(pair for pair in STATES.items() if pair[0] != "not_stated")]
            self.fields["value"] = forms.ChoiceField(choices=choices, **words)
        self.fields["value"].help_text = _("Leave it empty if nobody knows. What was fetched stays beside it.")

    @property
    def given(self) -> str:
        """The value as it is kept."""
        value = self.cleaned_data["value"]
        if isinstance(value, Decimal):
            return f"{value:f}".removesuffix(".00")
        return str(value or "").strip()


def first_due(today: dt.date, kind: str, year: int) -> dt.date:
    """A last day to begin with: 1 September for the half-year, 1 March after the year; later when that lies behind."""
    wished = dt.date(year, 9, 1) if kind == RoundKind.HALF_YEAR else dt.date(year + 1, 3, 1)
    return wished if wished > today else today + dt.timedelta(days=30)


def wished_round(today: dt.date) -> dict[str, Any]:
    """What a coordinator most likely opens now: in the first half of the year the annual report of the last one."""
    annual = today.month <= 5
    kind = RoundKind.ANNUAL if annual else RoundKind.HALF_YEAR
    year = today.year - 1 if annual else today.year
    return {"kind": kind, "year": year, "due_on": first_due(today, kind, year), "programme": Programme.REPORT}


def meeting_of(the_round: ReportRound) -> dict[str, Any]:
    """What stands about the meeting."""
    return {"on": the_round.meeting_on, "place": the_round.meeting_place}
