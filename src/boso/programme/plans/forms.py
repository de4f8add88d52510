"""Forms of the plans. What is odd but possible is asked about once and can be confirmed; nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from boso.foundation.web.forms import DayField, KronerField
from boso.programme.partnership.forms import SoftForm
from boso.programme.plans.models import (
    Activity,
    Body,
    Degree,
    DwellingProject,
    Funder,
    Group,
    Level,
    Means,
    Plan,
    Theme,
)
from boso.programme.plans.models_analysis import PreAnalysis

NONE = ("", "—")
FIRST_YEAR, LAST_YEAR = 2009, 2099


@dataclass(frozen=True, slots=True)
class Lists:
    """What there is to choose among in one municipality. people, units: (number, name)."""

    people: list[tuple[str, str]] = field(default_factory=list)
    steerers: list[tuple[str, str]] = field(default_factory=list)
    units: list[Any] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    homes: list[DwellingProject] = field(default_factory=list)
    analyses: list[PreAnalysis] = field(default_factory=list)


def long(rows: int = 3) -> forms.Textarea:
    """A box of some lines."""
    return forms.Textarea(attrs={"rows": rows})


def _year(label: Any, **more: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"data-width": "short"})
    return forms.IntegerField(label=label, min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=widget, **more)


def _number(label: Any, **more: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"data-width": "short"})
    return forms.IntegerField(label=label, min_value=1, max_value=99_999, required=False, widget=widget, **more)


class RowField(forms.ChoiceField):
    """One of some rows, or none; gives the row itself."""

    def __init__(self, label: Any, *, required: bool = False, **more: Any) -> None:
        super().__init__(label=label, required=required, **more)
        self.rows: dict[str, Any] = {}

    def offer(self, rows: Iterable[Any]) -> None:
        """Offer these rows."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [NONE, *((key, str(row)) for key, row in self.rows.items())]

    def prepare_value(self, value: Any) -> Any:
        """The row's number, for the control."""
        return getattr(value, "pk", value)

    def clean(self, value: Any) -> Any:
        """The row, none where nothing is chosen.

        Raises ValidationError where it is not among those offered.
        """
        return self.rows.get(super().clean(value))


def offer(form: forms.Form, **rows: Iterable[Any]) -> None:
    """Let the fields offer these rows."""
    for name, offered in rows.items():
        chosen = form.fields[name]
        assert isinstance(chosen, RowField)  # noqa: S101 - declared above
        chosen.offer(offered)


def _people(form: forms.Form, lists: Lists) -> None:
    chosen = form.fields["responsible_id"]
    assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - declared above
    chosen.choices = [NONE, *lists.people, *lists.steerers]


def _responsible() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Responsible"), required=False, coerce=int, empty_value=None,
        help_text=_("Is asked when it slips. Nobody chosen: the programme leader."),
    )  # fmt: skip


class PlannedForm(SoftForm):
    """What has a period: it ends after it begins."""

    def __init__(self, *args: Any, lists: Lists, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lists = lists

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        starts, ends = given.get("starts"), given.get("ends")
        if isinstance(starts, dt.date) and isinstance(ends, dt.date):
            if ends < starts:
                self.add_error("ends", _("It ends before it begins."))
            elif (ends - starts).days > 365 * 6:
                self.doubt(_("This lasts more than six years."))
        return given


class ActivityForm(PlannedForm):
    """A sub-project or a measure."""

    offers: ClassVar[tuple[str, ...]] = ("people", "units", "activities", "plans")

    title_nb = forms.CharField(label=_("What"), max_length=200)
    nb = forms.CharField(label=_("More about it"), widget=long(), required=False)
    level = forms.ChoiceField(label=_("Kind"), choices=Level.choices, initial=Level.MEASURE, widget=forms.RadioSelect)
    parent = RowField(_("Part of the sub-project"))
    plan = RowField(_("In the plan"))
    theme = forms.ChoiceField(label=_("Theme"), choices=[NONE, *Theme.choices])
    groups = forms.MultipleChoiceField(
        label=_("Whom it is for"), choices=Group.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    owner_unit = RowField(_("Unit that owns it"))
    owner_nb = forms.CharField(
        label=_("Owner, where it is no unit of the list"), max_length=120, required=False
    )  # fmt: skip
    partners_nb = forms.CharField(label=_("Who else takes part"), max_length=200, required=False)
    responsible_id = _responsible()
    starts = DayField(label=_("Is to begin"), required=False)
    ends = DayField(label=_("Is to be done by"), required=False)
    shared = forms.BooleanField(
        label=_("Share with the other municipalities"), required=False,
        help_text=_("Without this only your municipality and the bank see it."),
    )  # fmt: skip

    def __init__(self, *args: Any, lists: Lists, **kwargs: Any) -> None:
        super().__init__(*args, lists=lists, **kwargs)
        offer(
            self, plan=lists.plans, owner_unit=lists.units,
            parent=[one for one in lists.activities if one.level == Level.SUB_PROJECT],
        )  # fmt: skip
        _people(self, lists)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given.get("ends"):
            self.doubt(_("Without an end nobody is asked when it slips."))
        return given


class HomesForm(PlannedForm):
    """Homes to be got."""

    offers: ClassVar[tuple[str, ...]] = ("people", "activities")

    title_nb = forms.CharField(label=_("What"), max_length=200)
    nb = forms.CharField(label=_("More about it"), widget=long(), required=False)
    low = _number(_("Number of homes, at least"))
    high = _number(_("At most"), help_text=_("Empty: exactly the number above."))
    yearly = forms.BooleanField(label=_("So many each year"), required=False)
    means = forms.ChoiceField(label=_("How"), choices=Means.choices, initial=Means.NEW)
    groups = forms.MultipleChoiceField(
        label=_("Whom they are for"), choices=Group.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    conditions_nb = forms.CharField(label=_("What it hangs on"), max_length=300, required=False)
    activity = RowField(_("Part of the measure"))
    responsible_id = _responsible()
    starts = DayField(label=_("Is to begin"), required=False)
    ends = DayField(label=_("Is to be ready by"), required=False)
    shared = forms.BooleanField(
        label=_("Share with the other municipalities"), required=False,
        help_text=_("Without this only your municipality and the bank see it."),
    )  # fmt: skip

    def __init__(self, *args: Any, lists: Lists, **kwargs: Any) -> None:
        super().__init__(*args, lists=lists, **kwargs)
        offer(self, activity=lists.activities)
        _people(self, lists)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        low, high = given.get("low"), given.get("high")
        if low is None and high is not None:
            given["low"] = high
        elif low is not None and high is None:
            given["high"] = low
        elif low is not None and high is not None and high < low:
            self.add_error("high", _("The upper end is below the lower."))
        return given


class FundingForm(SoftForm):
    """Who is to pay for what."""

    offers: ClassVar[tuple[str, ...]] = ("activities", "homes")

    title_nb = forms.CharField(label=_("What the money is for"), max_length=200)
    source = forms.ChoiceField(
        label=_("Who pays"), choices=[NONE, *(one for one in Funder.choices if one[0] != Funder.NOT_STATED)]
    )
    source_name = forms.CharField(label=_("Scheme or office"), max_length=120, required=False)
    year = _year(_("Budget year"), required=False)
    applied = KronerField(label=_("Amount"), required=False, min_value=1)
    activity = RowField(_("For the measure"))
    dwelling_project = RowField(_("For the homes"))
    nb = forms.CharField(label=_("Remark"), widget=long(), required=False)
    shared = forms.BooleanField(label=_("Share with the other municipalities"), required=False)

    def __init__(self, *args: Any, lists: Lists, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, activity=lists.activities, dwelling_project=lists.homes)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        activity = given.get("activity")
        if activity is not None and activity.theme == Theme.FOLLOW_UP and given.get("source") == Funder.BANK:
            self.doubt(
                _("Follow-up in the home is the county governors' to fund. The bank does not pay for it.")
            )  # fmt: skip
        return given


class ChallengeForm(SoftForm):
    """What is hard."""

    offers: ClassVar[tuple[str, ...]] = ("analyses",)

    title_nb = forms.CharField(label=_("What is hard"), max_length=200)
    theme = forms.ChoiceField(label=_("Theme"), choices=[NONE, *Theme.choices])
    nb = forms.CharField(label=_("More about it"), widget=long(), required=False, help_text=_("What shows it?"))
    analysis = RowField(_("Found by the pre-analysis"))
    shared = forms.BooleanField(label=_("Share with the other municipalities"), required=False)

    def __init__(self, *args: Any, lists: Lists, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, analysis=lists.analyses)


class AnalysisForm(SoftForm):
    """Who makes the pre-analysis, and how."""

    offers: ClassVar[tuple[str, ...]] = ()

    made_by = forms.CharField(label=_("Who makes it"), max_length=200, required=False)
    methods = forms.CharField(
        label=_("How it is made"), widget=long(), required=False,
        help_text=_("Interviews, surveys, registers, who was asked."),
    )  # fmt: skip
    users_took_part = forms.NullBooleanField(label=_("Users take part"), required=False)
    nb = forms.CharField(label=_("What it says, in short"), widget=long(5), required=False)

    def __init__(self, *args: Any, lists: Lists, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class PlanForm(SoftForm):
    """A programme plan."""

    offers: ClassVar[tuple[str, ...]] = ()

    title_nb = forms.CharField(label=_("Title"), max_length=200)
    starts = _year(_("First year"))
    ends = _year(_("Last year"))
    body = forms.ChoiceField(label=_("Who adopts it"), choices=Body.choices, widget=forms.RadioSelect)
    under = forms.CharField(
        label=_("Builds on the plan"), max_length=200, required=False,
        help_text=_("For a plan of the administration: the adopted plan above it."),
    )  # fmt: skip
    nb = forms.CharField(label=_("What it is to reach"), widget=long(5), required=False)

    def __init__(self, *args: Any, lists: Lists, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        starts, ends = given.get("starts"), given.get("ends")
        if starts is not None and ends is not None and ends < starts:
            self.add_error("ends", _("It ends before it begins."))
        if given.get("body") == Body.ADMINISTRATION and not given.get("under"):
            self.doubt(_("A plan of the administration mostly builds on an adopted plan. You name none."))
        return given


class RiskForm(SoftForm):
    """What may go wrong."""

    offers: ClassVar[tuple[str, ...]] = ("steerers", "activities")

    title = forms.CharField(label=_("What may go wrong"), max_length=200)
    likelihood = forms.TypedChoiceField(
        label=_("How likely"), coerce=int, choices=Degree.choices, widget=forms.RadioSelect, initial=Degree.MEDIUM
    )
    consequence = forms.TypedChoiceField(
        label=_("How bad"), coerce=int, choices=Degree.choices, widget=forms.RadioSelect, initial=Degree.MEDIUM
    )
    response = forms.CharField(label=_("What is done about it"), widget=long(), required=False)
    activity = RowField(_("For the measure"))
    responsible_id = _responsible()
    look_again_on = DayField(label=_("Look at it again"), required=False)

    def __init__(self, *args: Any, lists: Lists, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, activity=lists.activities)
        _people(self, lists)


class DecisionForm(SoftForm):
    """What was decided."""

    offers: ClassVar[tuple[str, ...]] = ("activities", "plans")

    title = forms.CharField(label=_("What was decided"), max_length=200)
    on = DayField(label=_("Day"))
    body = forms.ChoiceField(label=_("Who decided"), choices=Body.choices, widget=forms.RadioSelect)
    why = forms.CharField(label=_("Why"), widget=long(), required=False)
    case_number = forms.CharField(label=_("Case number"), max_length=60, required=False)
    activity = RowField(_("About the measure"))
    plan = RowField(_("About the plan"))

    def __init__(self, *args: Any, lists: Lists, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, activity=lists.activities, plan=lists.plans)
