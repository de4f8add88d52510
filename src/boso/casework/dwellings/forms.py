"""Forms of the stock: what the list is asked for, and a dwelling with all that is known of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.casework.dwellings.codes import CodeBook
from boso.casework.dwellings.models import CodeList, Dwelling, Staffing, Status
from boso.casework.dwellings.models_stock import municipality_number_shape, unit_number_shape
from boso.casework.dwellings.queries_lists import MOST_ROOMS
from boso.foundation.web.forms import DayField, KronerField

ALL = ("", gettext_lazy("All"))
UNKNOWN = ("", gettext_lazy("not stated"))
#: The fields of a dwelling that hold a code, and their list.
CODED = {
    "kind": CodeList.KIND, "sub_kind": CodeList.SUB_KIND, "disposal": CodeList.DISPOSAL,
    "ownership": CodeList.OWNERSHIP, "condition": CodeList.CONDITION,
}  # fmt: skip
EMPTY_DAYS = (30, 60, 90, 180, 365)


class FilterForm(forms.Form):
    """What the list of dwellings is asked for."""

    q = forms.CharField(
        label=gettext_lazy("Address, matrikkel or reference"), required=False, max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False)
    rooms = forms.TypedChoiceField(label=gettext_lazy("Rooms"), required=False, coerce=int, empty_value=None)
    area = forms.ChoiceField(label=gettext_lazy("Part of town"), required=False)
    adaptation = forms.ChoiceField(label=gettext_lazy("Adaptation"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    disposal = forms.ChoiceField(label=gettext_lazy("Disposal"), required=False)
    empty = forms.TypedChoiceField(label=gettext_lazy("Empty for"), required=False, coerce=int, empty_value=None)
    reason = forms.ChoiceField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, book: CodeBook, areas: Iterable[str], organisations: list[tuple[int, str]]
    ) -> None:
        super().__init__(data)
        rooms = [(number, str(number)) for number in range(1, MOST_ROOMS)]
        choices: dict[str, list[tuple[Any, Any]]] = {
            "status": [("empty", _("Empty, all together")), *Status.choices],
            "rooms": [*rooms, (MOST_ROOMS, _("%(count)d or more") % {"count": MOST_ROOMS})],
            "area": [(area, area) for area in areas],
            "adaptation": list(book.choices(CodeList.ADAPTATION)),
            "kind": _met(book, CodeList.KIND),
            "disposal": _met(book, CodeList.DISPOSAL),
            "empty": [(days, _("more than %(days)d days") % {"days": days}) for days in EMPTY_DAYS],
            "reason": _met(book, CodeList.EMPTY_REASON),
        }
        for name, found in choices.items():
            self.fields[name].choices = [ALL, *found]  # type: ignore[attr-defined]
        if not choices["area"]:
            del self.fields["area"]
        if len(organisations) > 1:
            self.fields["organisation"] = forms.TypedChoiceField(
                label=_("Organisation"), required=False, coerce=int, empty_value=None, choices=[ALL, *organisations]
            )


def _met(book: CodeBook, which: str) -> list[tuple[Any, Any]]:
    """The codes of a list, with those met in files that nobody has explained."""
    found = list(book.choices(which))
    return found + [(one.code, one.code) for one in book.entries if one.list == which and one.is_unknown]


def _label(name: str) -> Any:
    """What a field of a dwelling is called."""
    return getattr(Dwelling._meta.get_field(name), "verbose_name", name)


class YesNo(forms.NullBooleanField):
    """Yes, no or not stated."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            widget=forms.Select(choices=[UNKNOWN, ("true", gettext_lazy("yes")), ("false", gettext_lazy("no"))]),
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "true", False: "false"}.get(value, value)


_YES_NO = ("has_lift", "has_staff_base", "ordinary_stock", "rent_to_own", "vat_compensation")
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (gettext_lazy("Address"), ("street", "number", "letter", "postcode", "place", "area")),
    (
        gettext_lazy("Matrikkel"),
        ("municipality_number", "gnr", "bnr", "fnr", "snr", "unit_number", "extra_reference"),
    ),
    (
        gettext_lazy("The dwelling"),
        ("kind", "sub_kind", "area_m2", "rooms", "bedrooms", "floor", "has_lift", "adaptations"),
    ),
    (gettext_lazy("Staff and group home"), ("staffing", "has_staff_base", "is_group_home", "ordinary_stock")),
    (
        gettext_lazy("Whose it is"),
        ("disposal", "ownership", "owner_name", "owner_number", "owner_phone", "leased_in_until"),
    ),
    (gettext_lazy("Rent"), ("rent", "deposit", "rent_to_own", "vat_compensation")),
    (gettext_lazy("Condition"), ("condition", "condition_note")),
    (
        gettext_lazy("Schools, meters and other systems"),
        (
            "primary_school", "lower_secondary_school", "power_meter", "water_meter", "fdv_id", "kobo_id",
            "other_information",
        ),
    ),
)  # fmt: skip


class DwellingForm(forms.ModelForm[Dwelling]):
    """All that is written of a dwelling, in groups."""

    area_m2 = KronerField(
        label=_label("area_m2"),
        required=False,
        min_value=1,
        max_digits=6,
        decimal_places=1,
        error_messages={"invalid": gettext_lazy("Write the area in square metres, for example 54 or 54,5.")},
    )
    unit_number = forms.CharField(label=_label("unit_number"), required=False, max_length=8)
    rent = KronerField(label=_label("rent"), required=False, min_value=0)
    deposit = KronerField(label=_label("deposit"), required=False, min_value=0)
    leased_in_until = DayField(label=_label("leased_in_until"), required=False)

    class Meta:
        model = Dwelling
        fields = [name for _title, names in GROUPS for name in names]

    def __init__(self, *args: Any, book: CodeBook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, which in CODED.items():
            self.fields[name] = forms.ChoiceField(
                label=_label(name), required=False,
                choices=self._choices(book, which, getattr(self.instance, name)),
            )  # fmt: skip
        self.fields["adaptations"] = forms.MultipleChoiceField(
            label=_("Adaptations"), required=False, choices=book.choices(CodeList.ADAPTATION),
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        self.initial["adaptations"] = self.instance.adaptation_codes
        for name in _YES_NO:
            self.fields[name] = YesNo(label=_label(name))
        self.fields["staffing"] = forms.ChoiceField(
            label=_("Staff"), required=False, choices=[UNKNOWN, *Staffing.choices]
        )
        for name in ("gnr", "bnr", "fnr", "snr"):
            self.fields[name].required = False
            self.initial[name] = getattr(self.instance, name) or ""
        for name in ("number", "letter", "postcode", "gnr", "bnr", "fnr", "snr", "unit_number", "rooms", "bedrooms",
                     "floor", "municipality_number"):  # fmt: skip
            self.fields[name].widget.attrs["data-width"] = "short"

    @staticmethod
    def _choices(book: CodeBook, which: str, now: str) -> list[tuple[str, Any]]:
        """The list's codes, and the one it carries though nobody knows it."""
        found: list[tuple[str, Any]] = [UNKNOWN, *book.choices(which)]
        return found if now in dict(found) else [*found, (now, book.label(which, now))]

    def groups(self) -> list[tuple[Any, list[BoundField]]]:
        """The fields under their headings."""
        return [(title, [self[name] for name in names]) for title, names in GROUPS]

    def clean_adaptations(self) -> str:
        """The codes as they are kept."""
        codes = self.cleaned_data["adaptations"]
        return f",{','.join(codes)}," if codes else ""

    def clean_unit_number(self) -> str:
        """The unit number in capital letters."""
        number = str(self.cleaned_data["unit_number"]).replace(" ", "").upper()
        if number:
            unit_number_shape(number)
        return number

    def clean_municipality_number(self) -> str:
        """Four digits."""
        if number := str(self.cleaned_data["municipality_number"]):
            municipality_number_shape(number)
        return number

    def clean(self) -> dict[str, Any]:
        """Empty matrikkel numbers are 0; more bedrooms than rooms cannot be."""
        asked = super().clean() or self.cleaned_data
        for name in ("gnr", "bnr", "fnr", "snr"):
            asked[name] = asked.get(name) or 0
        rooms, bedrooms = asked.get("rooms"), asked.get("bedrooms")
        if rooms is not None and bedrooms is not None and bedrooms > rooms:
            self.add_error("bedrooms", _("There are more bedrooms than rooms. Rooms count the bedrooms too."))
        return asked

    def _post_clean(self) -> None:
        """Left to the action, which tells what stands in the way in words."""

    def given(self) -> dict[str, Any]:
        """The fields as the action takes them."""
        return {name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data}


class NewDwellingForm(DwellingForm):
    """A new dwelling, with where it stands now."""

    status = forms.ChoiceField(
        label=gettext_lazy("Status now"),
        choices=[(one.value, one.label) for one in (Status.READY, Status.MAINTENANCE, Status.UNAVAILABLE, Status.LET)],
    )
    status_since = DayField(label=gettext_lazy("Since"))

    def groups(self) -> list[tuple[Any, list[BoundField]]]:
        """The fields under their headings, status first after the address."""
        first, *rest = super().groups()
        return [first, (_("Status"), [self["status"], self["status_since"]]), *rest]


def day_not_to_come(day: dt.date, today: dt.date) -> dt.date:
    """The day.

    Raises ValidationError for one to come.
    """
    if day > today:
        raise ValidationError(_("The day has not come yet. Write it down when it happens."))
    return day
