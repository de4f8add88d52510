"""Forms of single acts on plans: a step, a new period, a result, what answers and what waits."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boso.foundation.web.forms import DayField, KronerField
from boso.programme.plans.forms import RowField, long, offer
from boso.programme.plans.models import Group, State, Theme

ANY = ("", _("All"))


class StepForm(forms.Form):
    """A step: on which day, why where it must be said, and how much where it is about money."""

    on = DayField(label=_("Day"))
    amount = KronerField(label=_("Amount"), required=False, min_value=1, help_text=_("Empty: not known."))
    reason = forms.CharField(label=_("Why"), widget=long(), max_length=500, help_text=_("The reason follows the case."))

    def __init__(self, data: Any, *, today: dt.date, reasoned: bool, money: bool, dated: bool = True) -> None:
        super().__init__(data, initial={"on": today})
        self.today = today
        for name, wanted in (("reason", reasoned), ("amount", money), ("on", dated)):
            if not wanted:
                del self.fields[name]

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("That day has not come yet."))
        return on


class AdoptForm(StepForm):
    """The adoption: when, and in which case."""

    case_number = forms.CharField(label=_("Case number"), max_length=60, required=False)


class VersionForm(forms.Form):
    """What a version holds."""

    words = forms.CharField(
        label=_("What it holds, or what is new"), widget=long(6), required=False,
        help_text=_("The measures of the plan are kept with it when it is adopted."),
    )  # fmt: skip


class ReleaseForm(forms.Form):
    """What is paid out so far."""

    amount = KronerField(label=_("Paid out so far"), min_value=0)


class RescheduleForm(forms.Form):
    """A new period, and why."""

    starts = DayField(label=_("Is to begin"), required=False)
    ends = DayField(label=_("Is to be done by"), required=False)
    reason = forms.CharField(label=_("Why"), widget=long(), max_length=500, help_text=_("The reason follows the case."))


class ResultForm(forms.Form):
    """What came of it."""

    on = DayField(label=_("Day"))
    words = forms.CharField(label=_("What came of it"), widget=long())
    figure = forms.DecimalField(
        label=_("As a figure"), required=False, max_digits=14, decimal_places=2, localize=True,
        widget=forms.TextInput(attrs={"data-width": "short", "inputmode": "decimal"}),
    )  # fmt: skip
    unit = forms.CharField(
        label=_("What the figure counts"), max_length=40, required=False, help_text=_("Households, homes, days …")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("figure") is not None and not given.get("unit"):
            self.add_error("unit", _("Say what the figure counts."))
        return given


class LinkForm(forms.Form):
    """Which challenge a measure answers."""

    challenge = RowField(_("Challenge"), required=True)
    why = forms.CharField(label=_("How it answers it"), max_length=300, required=False, widget=long(2))

    def __init__(self, data: Any, challenges: Any) -> None:
        super().__init__(data)
        offer(self, challenge=challenges)


class NeedsForm(forms.Form):
    """What a measure waits for."""

    needs = RowField(_("Waits for"), required=True)
    why = forms.CharField(label=_("Why"), max_length=300, required=False, widget=long(2))

    def __init__(self, data: Any, activities: Any) -> None:
        super().__init__(data)
        offer(self, needs=activities)


class ListFilter(forms.Form):
    """How the lists are narrowed."""

    participant = forms.ChoiceField(label=_("Municipality"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False, choices=[ANY, *Theme.choices])
    group = forms.ChoiceField(label=_("For"), required=False, choices=[ANY, *Group.choices])

    def __init__(self, data: Any, participants: list[tuple[str, str]], *, without: tuple[str, ...] = (),
                 states: Any = State) -> None:  # fmt: skip
        super().__init__(data)
        self.fields["participant"].choices = [ANY, *participants]  # type: ignore[attr-defined]
        self.fields["state"].choices = [ANY, *states.choices]  # type: ignore[attr-defined]
        for name in without:
            del self.fields[name]
