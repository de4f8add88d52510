"""Forms of the acts on dwellings: status, steps, bindings, buildings, sites and codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.casework.dwellings.codes import FIXED, CodeBook
from boso.casework.dwellings.forms import UNKNOWN, YesNo, day_not_to_come
from boso.casework.dwellings.models import (
    EMPTY,
    BindingKind,
    Building,
    CodeEntry,
    CodeList,
    Leases,
    PlanStatus,
    Site,
    StepKind,
)
from boso.core.law.parameters import value
from boso.core.values.periods import add_months
from boso.foundation.web.forms import DayField, KronerField
from boso.foundation.workflow.states import Transition


class StatusForm(forms.Form):
    """One change of status: from which day, why it stands empty, and a reason where one is needed."""

    on = DayField(label=gettext_lazy("From"), help_text=gettext_lazy("The day belongs to the new status."))
    empty_reason = forms.ChoiceField(label=gettext_lazy("Why it stands empty"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), required=False,
        help_text=gettext_lazy("Nothing about persons: everybody who works with the homes reads this."),
    )  # fmt: skip

    def __init__(self, *args: Any, transition: Transition, book: CodeBook, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["reason"].required = transition.needs_reason
        if transition.target in EMPTY and transition.target not in ("ready", "reserved", "assigned"):
            self.fields["empty_reason"].choices = [UNKNOWN, *book.choices(CodeList.EMPTY_REASON)]  # type: ignore[attr-defined]
        else:
            del self.fields["empty_reason"]

    def clean_on(self) -> dt.date:
        """No day to come."""
        return day_not_to_come(self.cleaned_data["on"], self.today)


class StepForm(forms.Form):
    """A step between two tenants."""

    kind = forms.ChoiceField(label=gettext_lazy("Step"), choices=StepKind.choices)
    on = DayField(label=gettext_lazy("From"))
    planned_end = DayField(label=gettext_lazy("Promised by"), required=False)
    responsible = forms.CharField(
        label=gettext_lazy("Responsible"), max_length=120, required=False,
        help_text=gettext_lazy("A unit or a firm."),
    )  # fmt: skip
    note = forms.CharField(label=gettext_lazy("Note"), max_length=500, required=False)

    def __init__(self, *args: Any, today: dt.date, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if known:
            del self.fields["kind"], self.fields["on"]

    def clean_on(self) -> dt.date:
        """No day to come."""
        return day_not_to_come(self.cleaned_data["on"], self.today)

    def clean(self) -> dict[str, Any]:
        """What is promised lies after it began."""
        asked = super().clean() or self.cleaned_data
        if asked.get("on") and asked.get("planned_end") and asked["planned_end"] < asked["on"]:
            self.add_error("planned_end", _("It cannot be promised by a day before it begins."))
        return asked

    def given(self) -> dict[str, Any]:
        """What the action keeps of a step."""
        return {name: self.cleaned_data[name] for name in ("planned_end", "responsible", "note")}


class BindingForm(forms.Form):
    """What binds a dwelling or a building."""

    kind = forms.ChoiceField(label=gettext_lazy("Binding"), choices=BindingKind.choices)
    whole_building = forms.BooleanField(label=gettext_lazy("Binds the whole building"), required=False)
    grantor = forms.CharField(label=gettext_lazy("Who gave it"), max_length=120, required=False)
    reference = forms.CharField(label=gettext_lazy("Their reference"), max_length=60, required=False)
    amount = KronerField(label=gettext_lazy("Amount"), required=False, min_value=0)
    starts = DayField(label=gettext_lazy("From"))
    ends = DayField(
        label=gettext_lazy("To"), required=False,
        help_text=gettext_lazy("The first day it no longer binds. Left empty, BoSo fills in the usual years."),
    )  # fmt: skip
    terms = forms.CharField(
        label=gettext_lazy("Terms"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    #: Which years bind where the agreement does not say otherwise.
    YEARS: Mapping[str, str] = {
        BindingKind.LETTING_GRANT: "binding.letting_grant_years",
        BindingKind.RIGHT_OF_ALLOCATION: "binding.allocation_years",
        BindingKind.RIGHT_OF_REFERRAL: "binding.referral_years",
    }

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["whole_building"]

    def clean(self) -> dict[str, Any]:
        """The end after the beginning; the usual years where no end is given."""
        asked = super().clean() or self.cleaned_data
        starts, ends = asked.get("starts"), asked.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("The end must come after the beginning."))
        if starts and not ends and "ends" not in self.errors and asked.get("kind") in self.YEARS:
            asked["ends"] = add_months(starts, 12 * int(value("tenancy", self.YEARS[asked["kind"]], starts)))
        return asked

    def given(self) -> dict[str, Any]:
        """The fields of the binding."""
        names = ("kind", "grantor", "reference", "amount", "starts", "ends", "terms")
        return {name: self.cleaned_data[name] for name in names}


class BuildingForm(forms.Form):
    """What is known of a building."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)
    has_lift = YesNo(label=gettext_lazy("Lift"))
    floors = forms.IntegerField(label=gettext_lazy("Floors"), required=False, min_value=1, max_value=60)
    built_year = forms.IntegerField(label=gettext_lazy("Year built"), required=False, min_value=1500, max_value=2100)
    is_group_home = forms.BooleanField(label=gettext_lazy("Group home"), required=False)
    leases = forms.ChoiceField(
        label=gettext_lazy("Leases"), choices=Leases.choices, widget=forms.RadioSelect,
        help_text=gettext_lazy("Each lease counts as one dwelling in a group home, as KOSTRA counts."),
    )  # fmt: skip

    @staticmethod
    def values(building: Building) -> dict[str, Any]:
        """What stands now."""
        return {name: getattr(building, name) for name in BuildingForm.base_fields}


class SiteForm(forms.Form):
    """A piece of land where dwellings could stand."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    area = forms.CharField(label=gettext_lazy("Part of town"), max_length=60, required=False)
    municipality_number = forms.RegexField(
        r"^\d{4}$", label=gettext_lazy("Municipality number"), required=False,
        error_messages={"invalid": gettext_lazy("A municipality number has four digits.")},
    )  # fmt: skip
    gnr = forms.IntegerField(label=gettext_lazy("Farm number (gnr.)"), required=False, min_value=0, max_value=99999)
    bnr = forms.IntegerField(label=gettext_lazy("Title number (bnr.)"), required=False, min_value=0, max_value=99999)
    owner_name = forms.CharField(label=gettext_lazy("Owner"), max_length=120, required=False)
    area_m2 = forms.IntegerField(
        label=gettext_lazy("Area of the site, m²"), required=False, min_value=1, max_value=9_999_999
    )
    plan_status = forms.ChoiceField(label=gettext_lazy("How far the plan has come"), choices=PlanStatus.choices)
    plan_name = forms.CharField(label=gettext_lazy("Plan"), max_length=120, required=False)
    could_stand = forms.CharField(
        label=gettext_lazy("What could stand there"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For example: eight small two-room flats with a base for staff."),
    )  # fmt: skip
    dwellings_from = forms.IntegerField(
        label=gettext_lazy("Dwellings, at least"), required=False, min_value=0, max_value=9999
    )
    dwellings_to = forms.IntegerField(
        label=gettext_lazy("Dwellings, at most"), required=False, min_value=0, max_value=9999
    )
    ready_year = forms.IntegerField(
        label=gettext_lazy("Could be ready in"), required=False, min_value=2000, max_value=2100
    )
    hindrances = forms.CharField(
        label=gettext_lazy("What stands in the way"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    @staticmethod
    def values(site: Site) -> dict[str, Any]:
        """What stands now; 0 is shown as nothing."""
        return {name: getattr(site, name) or "" for name in SiteForm.base_fields}

    def clean(self) -> dict[str, Any]:
        """The most is not less than the least."""
        asked = super().clean() or self.cleaned_data
        for name in ("gnr", "bnr"):
            asked[name] = asked.get(name) or 0
        least, most = asked.get("dwellings_from"), asked.get("dwellings_to")
        if least is not None and most is not None and most < least:
            self.add_error("dwellings_to", _("The most cannot be less than the least."))
        return asked


class ExplainForm(forms.Form):
    """What a code nobody knew means."""

    means = forms.ChoiceField(label=gettext_lazy("It means"), required=False)
    nb = forms.CharField(label=gettext_lazy("Or a name of its own, bokmål"), max_length=120, required=False)
    nn = forms.CharField(label=gettext_lazy("Nynorsk"), max_length=120, required=False)
    en = forms.CharField(label=gettext_lazy("English"), max_length=120, required=False)

    def __init__(self, *args: Any, entry: CodeEntry, book: CodeBook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, label) for code, label in book.choices(entry.list) if code != entry.code]
        self.fields["means"].choices = [("", _("none of these")), *choices]  # type: ignore[attr-defined]
        if entry.list in FIXED:
            for name in ("nb", "nn", "en"):
                del self.fields[name]


class CodeForm(forms.Form):
    """A code of the municipality's own."""

    code = forms.SlugField(
        label=gettext_lazy("Code"), max_length=60,
        help_text=gettext_lazy("Small letters, digits and hyphens. It stands in files that are taken out."),
    )  # fmt: skip
    nb = forms.CharField(label=gettext_lazy("Name, bokmål"), max_length=120)
    nn = forms.CharField(label=gettext_lazy("Nynorsk"), max_length=120, required=False)
    en = forms.CharField(label=gettext_lazy("English"), max_length=120, required=False)
