"""Forms of the administrator's pages: letting people in, seats, the way in, passwords."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from boso.foundation.access import queries
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Denied
from boso.foundation.access.models import Membership, User
from boso.foundation.access.policies import may_fill, roles_at
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Organisation
from boso.foundation.web.forms import DayField

#: Letters and digits that nobody takes for another when they are read aloud or written by hand.
CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"
ONE_DAY = dt.timedelta(days=1)
STATES = [
    ("", gettext_lazy("All")),
    (queries.OPEN, gettext_lazy("Way in open")),
    (queries.CLOSED, gettext_lazy("Way in closed")),
    (queries.WITHOUT, gettext_lazy("No seat today")),
]


def suggested_password() -> str:
    """A password to begin with: four groups of four, some 79 bits of chance."""
    return "-".join("".join(secrets.choice(CLEAR) for _letter in range(4)) for _group in range(4))


def tell(form: forms.Form, error: ValidationError, **names: str) -> None:
    """Put what an act found wrong where it can be mended; `names` says what a field is called in this form."""
    found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, texts in found.items():
        field = names.get(name, name)
        form.add_error(field if field in form.fields else None, texts)


class PeopleFilter(forms.Form):
    """What the list of people is narrowed to; it stands in the address."""

    q = forms.CharField(
        label=gettext_lazy("Name"), required=False, max_length=80, widget=forms.TextInput(attrs={"size": 10})
    )
    organisation = forms.ChoiceField(label=pgettext_lazy("body", "Organisation"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=STATES)

    def __init__(self, data: Any, *, places: Iterable[Organisation]) -> None:
        super().__init__(data)
        places = list(places)
        everything: list[tuple[str, Any]] = [("", gettext_lazy("All"))]
        _choices(self, "organisation", [*everything, *((place.slug, place.name) for place in places)])
        _choices(self, "role", [*everything, *_roles(places)])
        if len(places) == 1:
            del self.fields["organisation"]

    def wish(self) -> dict[str, str]:
        """The filters as `queries.people` takes them; one that is not understood narrows nothing."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name, "") for name in ("organisation", "role", "state")}
        return {"text": self.cleaned_data.get("q", ""), **chosen}


class SeatForm(forms.Form):
    """In which organisation and unit, as what, from when, perhaps to when."""

    organisation = forms.ChoiceField(label=pgettext_lazy("body", "Organisation"))
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    starts = DayField(label=gettext_lazy("First day"))
    last = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Leave it empty while no end is set.")
    )

    def __init__(
        self, data: Any, *, actor: Actor, places: Sequence[Organisation], today: dt.date, at: str = ""
    ) -> None:
        first = next((place.pk for place in places if place.slug == at), "")
        super().__init__(data, initial={"starts": today, "organisation": first})
        self.actor = actor
        self.places = {str(place.pk): place for place in places}
        nothing = ("", gettext_lazy("Choose"))
        _choices(self, "organisation", [nothing, *((place.pk, place.name) for place in places)])
        _choices(self, "unit", [("", gettext_lazy("None in particular")), *_units(places)])
        _choices(self, "role", [nothing, *_roles(places)])
        if len(places) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.initial["organisation"] = places[0].pk
        if len(self.fields["unit"].choices) == 1:  # type: ignore[attr-defined]
            del self.fields["unit"]

    def clean(self) -> dict[str, Any]:
        """The role and the unit belong in the organisation, and the last day does not come before the first."""
        data = super().clean() or {}
        place = self.places.get(data.get("organisation", ""))
        if place is not None:
            self._check_place(place, data)
        if data.get("starts") and data.get("last") and data["last"] < data["starts"]:
            self.add_error("last", _("The last day comes before the first."))
        return data

    def _check_place(self, place: Organisation, data: dict[str, Any]) -> None:
        if data.get("role") and isinstance(no := may_fill(self.actor, place, Role(data["role"])), Denied):
            self.add_error("role", str(no.reason))
        if data.get("unit") and data["unit"] not in {str(unit.pk) for unit in place.units.all()}:
            said = {"organisation": place.name}
            self.add_error("unit", _("That unit does not belong to %(organisation)s. Choose another, or none.") % said)

    def seat(self) -> dict[str, Any]:
        """What was chosen, as `actions.seat` takes it; only after is_valid()."""
        data = self.cleaned_data
        return {
            "organisation_id": int(data["organisation"]),
            "unit_id": int(data["unit"]) if data.get("unit") else None,
            "role": Role(data["role"]),
            "starts": data["starts"],
            "ends": data["last"] + ONE_DAY if data.get("last") else None,
        }


class PersonForm(SeatForm):
    """A new person with their first seat."""

    field_order = ("name", "username", "email", "organisation", "unit", "role", "starts", "password")

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    username = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=60,
        validators=[
            RegexValidator(r"^[\w.@+-]+$", gettext_lazy("Use letters, digits, full stop and hyphen, without spaces."))
        ],
        help_text=gettext_lazy("Small letters, without spaces. The person signs in with it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        error_messages={"invalid": gettext_lazy("Write the address as name@example.no.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    password = forms.CharField(
        label=gettext_lazy("First password"),
        required=False,
        strip=False,
        max_length=128,
        help_text=gettext_lazy(
            "A suggestion. Give it to the person by telephone or face to face; it is not shown again. "
            "Leave it empty if you set a password later: until then they cannot sign in with one."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "data-width": "medium"}),
    )
    last = None  # type: ignore[assignment]

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.initial["password"] = suggested_password()

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"]).lower()
        if queries.is_taken(username):
            raise ValidationError(
                _("Somebody has this sign-in name. Choose another, or look for the person in the list.")
            )
        return username

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("password"):
            owner = User(username=data.get("username", ""), name=data.get("name", ""), email=data.get("email", ""))
            _check_password(self, owner, data["password"])
        return data

    def person(self) -> dict[str, Any]:
        """What was written, as `actions.admit` takes it; only after is_valid()."""
        seat = {name: value for name, value in self.seat().items() if name != "ends"}
        return {**{name: self.cleaned_data[name] for name in ("name", "username", "email", "password")}, **seat}


class EndSeatForm(forms.Form):
    """The last day of a seat, and why it ends."""

    last = DayField(label=gettext_lazy("Last day"))
    reason = forms.CharField(
        label=gettext_lazy("Why does the seat end?"),
        max_length=500,
        help_text=gettext_lazy("A few words. They stand in the history."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, *, seat: Membership, today: dt.date) -> None:
        super().__init__(data, initial={"last": max(today, seat.starts)})
        self.starts = seat.starts

    def clean_last(self) -> dt.date:
        last: dt.date = self.cleaned_data["last"]
        if last < self.starts:
            said = {"day": f"{self.starts:%d.%m.%Y}"}
            raise ValidationError(_("The seat began %(day)s. Choose that day or a later one.") % said)
        return last

    @property
    def ends(self) -> dt.date:
        """The first day without the seat; only after is_valid()."""
        last: dt.date = self.cleaned_data["last"]
        return last + ONE_DAY


class ReasonForm(forms.Form):
    """Why the way in is closed or opened again."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=500,
        help_text=gettext_lazy("A few words. They stand in the history."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NewPasswordForm(forms.Form):
    """A password set for somebody else."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        max_length=128,
        help_text=gettext_lazy(
            "A suggestion. Give it to the person by telephone or face to face; it is not shown again."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "data-width": "medium"}),
    )

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data, initial={"password": suggested_password()})
        self.user = user

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password"):
            _check_password(self, self.user, data["password"])
        return data


def _check_password(form: forms.Form, owner: User, password: str) -> None:
    try:
        validate_password(password, owner)
    except ValidationError as error:
        form.add_error("password", error)


def _choices(form: forms.Form, name: str, choices: list[Any]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def _roles(places: Iterable[Organisation]) -> list[tuple[str, Any]]:
    """The roles that belong in any of the organisations, in their usual order."""
    possible = {role for kind in {place.kind for place in places} for role in roles_at(kind)}
    return [(role.value, role.label) for role in Role if role in possible]


def _units(places: Iterable[Organisation]) -> list[tuple[str, list[tuple[int, str]]]]:
    found = [(place.name, [(unit.pk, unit.name) for unit in place.units.all()]) for place in places]
    return [(name, units) for name, units in found if units]
