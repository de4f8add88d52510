"""Forms of the casework: an assessment of a household's economy, the lists, and the municipality's guideline."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boso.casework.households.cards import PersonCard
from boso.casework.households.models import MemberRole
from boso.casework.instruments import guiding
from boso.casework.instruments.facts import Known, amount, counts, person
from boso.casework.instruments.forms_money import (
    MONEY,
    Kroner,
    MoneyForm,
    Number,
    Rate,
    Section,
    YesNo,
    grounds_field,
    said,
)
from boso.casework.instruments.forms_public import GROUPS
from boso.casework.instruments.models import Verdict, WatchState
from boso.casework.instruments.sealing import Entered
from boso.core.economy.people import Group
from boso.foundation.web.forms import DayField, KronerField

#: What an assessment asks beside the shared fields of money.
ALSO = (
    "receives", "wishes_to_own", "may_lose_home", "needed_worker", "steady_income", "arrears", "payment_remarks",
    "residence_months", "grounds",
)  # fmt: skip
KINDERGARTEN_FROM, KINDERGARTEN_TO = 1, 6


class AssessForm(MoneyForm):
    """What a person of the municipality has found of a household's economy, with what is known filled in."""

    receives = YesNo(_("Do they receive bostøtte?"))
    wishes_to_own = YesNo(_("Do they want to own?"))
    may_lose_home = YesNo(_("May they lose their home?"))
    needed_worker = YesNo(_("Does the place need to keep or recruit them as workers?"))
    steady_income = YesNo(_("Is the income steady?"))
    arrears = YesNo(_("Are there arrears or debts to the municipality?"))
    payment_remarks = YesNo(_("Are there remarks on payment?"))
    residence_months = Number(_("Months lived in the municipality"), high=1200)
    grounds = grounds_field()
    on = DayField(label=_("Assessed on"))
    words = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where the numbers are from. It is sealed with the case."),
    )  # fmt: skip

    def __init__(self, known: Known, today: dt.date, *args: Any, **kwargs: Any) -> None:
        self.known, self.today = known, today
        kwargs.setdefault("initial", initial(known, today))
        super().__init__(*args, **kwargs)
        if known.lease is not None and known.lease.rent is not None:
            del self.fields["rent_month"]
        for card in known.counted:
            self._person(card)

    def _person(self, card: PersonCard) -> None:
        one = person(card, self.known)
        if one is None:
            return
        told, name = self.known.entered.persons.get(str(card.person_id), {}), f"p{card.person_id}"
        if counts(one, self.today) or card.role in (MemberRole.CO_APPLICANT, MemberRole.OTHER):
            self.fields[f"{name}_income_year"] = Kroner(
                _("Income a year, before tax"), initial=amount(told.get("income_year"))
            )
            self.fields[f"{name}_net_month"] = Kroner(
                _("Paid out a month, after tax"), initial=amount(told.get("net_month"))
            )
        if card.role == MemberRole.APPLICANT:
            self.fields[f"{name}_group"] = forms.ChoiceField(
                label=_("Belongs to one of these?"), choices=GROUPS, required=False, initial=told.get("group")
            )
        if KINDERGARTEN_FROM <= one.age < KINDERGARTEN_TO:
            self.fields[f"{name}_kindergarten"] = forms.BooleanField(
                label=_("In kindergarten"), required=False, initial=bool(told.get("kindergarten"))
            )

    def clean(self) -> dict[str, Any]:
        """The day is one that has been, and a single pensioner has no partner."""
        given = super().clean()
        on = given.get("on")
        if on is not None and on > self.today:
            self.add_error("on", _("Choose a day that has been."))
        partner = any(card.role == MemberRole.CO_APPLICANT for card in self.known.counted)
        for name, value in given.items():
            if name.endswith("_group") and value == Group.SINGLE_OLD_AGE_PENSION and partner:
                self.add_error(name, _("Who has a partner is not single."))
        return given

    def entered(self) -> Entered:
        """What was entered."""
        given = self.cleaned_data
        persons: dict[str, dict[str, Any]] = {}
        for card in self.known.counted:
            name = f"p{card.person_id}_"
            told = {
                key.removeprefix(name): str(value) if isinstance(value, Decimal) else value
                for key, value in given.items()
                if key.startswith(name) and value not in (None, "", False)
            }
            if told:
                persons[str(card.person_id)] = told
        return Entered(persons, said(given, [*MONEY, *ALSO]), given.get("words") or "")

    def sections(self) -> list[Section]:
        """Everything in the order it is asked."""
        people = [
            Section(f"{card.name}, {card.role_label.lower()}", fields)
            for card in self.known.counted
            if (fields := [self[name] for name in self.fields if name.startswith(f"p{card.person_id}_")])
        ]
        home, living, buying, asks = self.money()
        return [
            *people,
            self.section(_("Wealth and bostøtte"), "wealth", "receives", "wishes_to_own"),
            home,
            living,
            buying,
            asks,
            self.section(
                _("What the municipality's guideline may ask"), "may_lose_home", "needed_worker", "steady_income",
                "arrears", "payment_remarks", "residence_months", folded=True,
            ),
            self.section(_("The assessment"), "on", "words"),
        ]  # fmt: skip


def initial(known: Known, today: dt.date) -> dict[str, Any]:
    """What the form begins with: what was entered last."""
    told: dict[str, Any] = {}
    for name, value in known.entered.of_all.items():
        field = AssessForm.base_fields.get(name)
        told[name] = amount(value) if isinstance(field, Kroner | Rate) else value
    return {**told, "on": today, "words": ""}


class WatchFilter(forms.Form):
    """How the watch is narrowed."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    verdict = forms.ChoiceField(
        label=_("Bostøtte"), required=False,
        choices=[("", _("Likely or uncertain")), *Verdict.choices, ("all", _("All"))],
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("Not settled")), ("mine", _("With me")), *WatchState.choices, ("all", _("All"))],
    )  # fmt: skip
    lives = forms.ChoiceField(
        label=_("Who"), required=False,
        choices=[("", _("All")), ("tenant", _("Tenants of ours")), ("other", _("Others who are mapped"))],
    )  # fmt: skip


class FinderForm(forms.Form):
    """By which prices and terms tenants who could own are looked for. Nothing of anybody stands in the address."""

    price_m2 = Kroner(_("Price for each m²"), _("What homes cost here, about."), required=True)
    least_m2 = Number(_("No smaller than, m²"), low=10, high=300, required=True, initial=40)
    rate = Rate(_("Interest, percent a year"), required=True)
    years = forms.TypedChoiceField(label=_("Term"), coerce=int, choices=())
    fees_month = Kroner(_("Shared costs and electricity a month"), required=True)
    wish = forms.ChoiceField(
        label=_("Who"), required=False, choices=[("", _("All tenants")), ("wants", _("Those who want to own"))]
    )

    def __init__(self, years: tuple[int, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["years"].choices = [(str(one), _("%(count)s years") % {"count": one}) for one in years]  # type: ignore[attr-defined]


class PointForm(forms.Form):
    """What one point of the guideline says from a day on."""

    decision = forms.CharField(
        label=_("Which decision does it rest on?"), max_length=300,
        help_text=_("For example: council decision 41/26, 14.05.2026."),
    )  # fmt: skip
    starts = DayField(label=_("Holds from"))

    def __init__(self, key: str, on: dt.date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key, self.kind = key, guiding.kind_of(key, on)
        self.fields = {"value": _value_field(key, self.kind), **self.fields}

    def value(self) -> Any:
        """What the point says, in its own kind."""
        given = self.cleaned_data["value"]
        return given == "yes" if self.kind == guiding.DEMAND else tuple(given) if self.kind == guiding.LIST else given


def _value_field(key: str, kind: str) -> forms.Field:
    label: Any = guiding.POINTS[key]
    if kind == guiding.DEMAND:
        return forms.ChoiceField(label=label, choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect())
    if kind == guiding.LIST:
        names = guiding.lawful_names(key)
        return forms.MultipleChoiceField(
            label=label, choices=[(name, guiding.NAMES.get(name, name)) for name in names],
            widget=forms.CheckboxSelectMultiple(), required=False,
            help_text=_("What the municipality uses of what the regulation allows."),
        )  # fmt: skip
    return KronerField(
        label=label, min_value=0, decimal_places=3, error_messages={"invalid": _("Write a number.")}
    )  # fmt: skip


class EndForm(forms.Form):
    """From which day a point no longer holds."""

    ends = DayField(label=_("Holds no longer from"))
