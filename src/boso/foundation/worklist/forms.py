"""Until when a task is set aside."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.web.forms import DayField
from boso.foundation.worklist import policies
from boso.foundation.worklist.registry import Group, WorkItem
from boso.foundation.worklist.wording import weekday


class SetAsideForm(forms.Form):
    """One of the days most people mean, or another one, which then counts."""

    choice = forms.ChoiceField(label=gettext_lazy("Show it again"), required=False, widget=forms.RadioSelect)
    day = DayField(label=gettext_lazy("Or on another day"), required=False)

    def __init__(self, data: Any, *, today: dt.date, item: WorkItem) -> None:
        super().__init__(data)
        last = today + policies.LONGEST
        if item.group is Group.LAW and item.due is not None:
            last = min(last, item.due)
        choice = self.fields["choice"]
        choice.choices = [(day.isoformat(), label) for day, label in _usual_days(today) if day <= last]  # type: ignore[attr-defined]

    @property
    def until(self) -> dt.date:
        """The day chosen; only after is_valid()."""
        return self.cleaned_data["day"] or dt.date.fromisoformat(self.cleaned_data["choice"])

    def clean(self) -> dict[str, Any]:
        """One of the two must be answered."""
        data = super().clean() or {}
        if not self.errors and not data.get("day") and not data.get("choice"):
            self.add_error("choice", _("Choose when the task is to be shown again."))
        return data


def _usual_days(today: dt.date) -> list[tuple[dt.date, str]]:
    """Tomorrow, the next Monday, and in two weeks, each once."""
    monday = today + dt.timedelta(days=7 - today.weekday())
    later = today + dt.timedelta(days=14)
    days = {
        today + dt.timedelta(days=1): _("tomorrow"),
        monday: _("next week"),
        later: _("in two weeks"),
    }
    return [(day, f"{label}, {weekday(day)} {day:%d.%m.}") for day, label in sorted(days.items())]
