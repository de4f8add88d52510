"""Forms about households, persons and who speaks for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.casework.households.checking import readable
from boso.casework.households.filling import Asking
from boso.casework.households.languages import LANGUAGES
from boso.casework.households.models import (
    ClosedBecause,
    EngagementGround,
    GuardianKind,
    GuardianScope,
    MemberRole,
    Protection,
    Use,
)
from boso.casework.households.queries_list import ALL, CLOSED, OPEN
from boso.casework.households.sealing import GuardianWords, HouseholdWords, PersonWords
from boso.foundation.access.decisions import NotNow
from boso.foundation.organisations.models import Unit
from boso.foundation.web.forms import DayField

ANY = ("", _("all"))
NONE = ("", _("not stated"))


def long(rows: int = 3) -> forms.Textarea:
    """A field for a few sentences."""
    return forms.Textarea(attrs={"rows": rows})


def choose(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give a field of choices what there is to choose."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so
    field.choices = list(choices)


class HouseholdFilter(forms.Form):
    """How the list of households is narrowed."""

    q = forms.CharField(
        label=_("Name, reference, national id or phone"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    mine = forms.ChoiceField(label=_("Responsible"), required=False, choices=[ANY, ("me", _("me"))])
    state = forms.ChoiceField(
        label=_("Case"), required=False, choices=[("", _("open")), (CLOSED, _("closed")), (ALL, _("all"))]
    )

    def __init__(self, data: Any, units: Iterable[Unit]) -> None:
        super().__init__(data)
        choose(self, "unit", [ANY, *((str(unit.pk), unit.name) for unit in units)])

    def clean_state(self) -> str:
        return self.cleaned_data["state"] or OPEN


class PersonForm(Asking):
    """What is known of a person."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    national_id = forms.CharField(
        label=_("National id"), required=False, max_length=20,
        help_text=_("Fødselsnummer or D-number, eleven digits."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-width": "medium"}),
    )  # fmt: skip
    born = DayField(label=_("Born"), required=False, help_text=_("Only where there is no number."))
    role = forms.ChoiceField(label=_("In the household"), choices=MemberRole.choices)
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=20,
        validators=[RegexValidator(r"^\+?[\d ()-]{3,}$", _("Write the number with digits, for example 22 33 44 55."))],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "data-width": "medium"}),
    )  # fmt: skip
    email = forms.EmailField(label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[NONE, *LANGUAGES.items()])
    interpreter = forms.BooleanField(label=_("Needs an interpreter"), required=False)
    protection = forms.ChoiceField(
        label=_("Protected address"), choices=Protection.choices, initial=Protection.NONE,
        help_text=_("The whole household is then hidden from everybody without clearance."),
    )  # fmt: skip

    def clean_national_id(self) -> str:
        """The number, when it can be one; whether it belongs in this organisation is asked when it is kept."""
        given: str = self.cleaned_data["national_id"]
        if given:
            try:
                readable(given, today=timezone.localdate())
            except NotNow as wrong:
                raise forms.ValidationError(str(wrong)) from wrong
        return given

    def words(self, before: PersonWords | None = None) -> PersonWords:
        """What was written; a number that is left empty stays as it was."""
        given, known = self.cleaned_data, before or PersonWords()
        return PersonWords(
            name=given["name"], national_id=given["national_id"] or known.national_id, born=given["born"],
            sex=known.sex if not given["national_id"] else "", phone=given["phone"], email=given["email"],
            language=given["language"], interpreter=given["interpreter"],
        )  # fmt: skip


class NewHouseholdForm(PersonForm):
    """A new household and its main person."""

    unit = forms.ChoiceField(label=_("Unit"))
    ground = forms.ChoiceField(label=_("How the contact came about"), choices=EngagementGround.choices)
    use = forms.ChoiceField(
        label=_("What it is about"), choices=Use.choices, help_text=_("It says which law the case rests on.")
    )
    field_order = ("name", "national_id", "born", "phone", "unit", "ground", "use")

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["role"]
        choose(self, "unit", units)


class LeaveForm(forms.Form):
    """When somebody left."""

    ends = DayField(label=_("Day"))

    def __init__(self, data: Any = None, *, today: dt.date) -> None:
        super().__init__(data, initial={"ends": today})


class NumberForm(forms.Form):
    """Why a national id is to be shown."""

    WHY = (
        ("identity", _("To be sure who it is")),
        ("register", _("To look up or register elsewhere")),
        ("letter", _("For a letter or a contract")),
        ("payment", _("For a payment")),
    )
    why = forms.ChoiceField(label=_("Why do you need it?"), choices=WHY, widget=forms.RadioSelect)

    @property
    def reason(self) -> str:
        """The reason in words, for the log."""
        return str(dict(self.WHY)[self.cleaned_data["why"]])


class ReachForm(forms.Form):
    """Where and how the household is reached."""

    address = forms.CharField(label=_("Where they stay now"), required=False, max_length=200, widget=long(2))
    reach = forms.CharField(
        label=_("How to reach them"), required=False, max_length=500, widget=long(),
        help_text=_("The best time to call, whom to ask, what to be careful about."),
    )  # fmt: skip

    def words(self, closing: str) -> HouseholdWords:
        """What was written."""
        return HouseholdWords(self.cleaned_data["address"], self.cleaned_data["reach"], closing)


class GuardianForm(forms.Form):
    """Who speaks for a person."""

    kind = forms.ChoiceField(label=_("Kind"), choices=GuardianKind.choices)
    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    scope = forms.ChoiceField(label=_("Speaks for them on"), choices=GuardianScope.choices)
    starts = DayField(label=_("From"))
    ends = DayField(label=_("To"), required=False, help_text=_("The first day it no longer holds."))
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=20,
        validators=[RegexValidator(r"^\+?[\d ()-]{3,}$", _("Write the number with digits, for example 22 33 44 55."))],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "data-width": "medium"}),
    )  # fmt: skip
    email = forms.EmailField(label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    address = forms.CharField(label=_("Address"), required=False, max_length=200, widget=long(2))

    def words(self) -> GuardianWords:
        """Name and contact."""
        return GuardianWords(**{name: self.cleaned_data[name] for name in ("name", "phone", "email", "address")})

    def fields_given(self) -> dict[str, Any]:
        """Kind, scope and period."""
        return {name: self.cleaned_data[name] for name in ("kind", "scope", "starts", "ends")}


class CloseForm(forms.Form):
    """Why and from when the case is closed."""

    reason = forms.ChoiceField(
        label=_("Why"), choices=[one for one in ClosedBecause.choices if one[0] != ClosedBecause.MERGED]
    )
    on = DayField(label=_("Day"))
    text = forms.CharField(label=_("In words"), required=False, max_length=500, widget=long())

    def __init__(self, data: Any = None, *, today: dt.date) -> None:
        super().__init__(data, initial={"on": today})


class ReasonForm(forms.Form):
    """Why, in words."""

    text = forms.CharField(label=_("Why"), max_length=500, widget=long(), help_text=_("The reason follows the case."))
