"""What both the page for everybody and an assessment ask of money, the home of today and the home one looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from boso.casework.instruments.guiding import GROUNDS, NAMES
from boso.core.economy.people import Tenure
from boso.core.law.listing import largest
from boso.foundation.web.forms import KronerField

Words = str | Promise
#: More kroner than anybody has, the highest rate and the longest terms that may be typed.
MOST, HIGHEST, LONGEST = 1_000_000_000, 30, largest("loans", "term.most_years_startlan")
INTEREST_ONLY = largest("loans", "term.interest_only_most_years")
YES_NO = (("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not known")))
TENURES = (
    (Tenure.COOPERATIVE, _("A flat with shared costs (borettslag, sameie)")),
    (Tenure.OWN, _("A house or flat without shared costs")),
)


def _with_words(more: dict[str, Any], invalid: Words, outside: Words) -> dict[str, Any]:
    """The field's own words for what it cannot read and what is too small or large, beside those that are given."""
    bounds = dict.fromkeys(("min_value", "max_value", "max_digits", "max_whole_digits"), outside)
    return {**more, "error_messages": {"invalid": invalid, **bounds, **more.get("error_messages", {})}}


class Kroner(KronerField):
    """An amount that may be left open, never below zero."""

    def __init__(self, label: Words, help_text: Words = "", *, below: bool = False, **more: Any) -> None:
        more.setdefault("required", False)
        low = -MOST if below else 0
        bounds = {
            "invalid": _("Write the amount in kroner, for example 1 500 000."),
            "min_value": _("Write an amount of 0 or more."), "max_value": _("That is more than a thousand million."),
        }  # fmt: skip
        more["error_messages"] = {**bounds, **more.get("error_messages", {})}
        super().__init__(label=label, help_text=help_text, min_value=low, max_value=MOST, **more)


class Decimals(forms.DecimalField):
    """A number with decimals that may be left open, written 5,4 or 5.4 in any language."""

    def __init__(self, label: Words, help_text: Words = "", **more: Any) -> None:
        more.setdefault("required", False)
        attrs = {"data-width": "short", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(label=label, help_text=help_text, widget=forms.TextInput(attrs=attrs), **more)  # type: ignore[arg-type]

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The number. Raises ValidationError for what is none."""
        text = str(value).replace("%", "").replace(",", ".").strip() if value not in self.empty_values else ""
        return super().to_python(text)

    def prepare_value(self, value: Any) -> Any:
        return str(value).replace(".", ",") if isinstance(value, Decimal) else value


class Rate(Decimals):
    """Percent a year."""

    def __init__(self, label: Words, help_text: Words = "", **more: Any) -> None:
        super().__init__(
            label, help_text, min_value=0, max_value=HIGHEST, max_digits=5, decimal_places=3,
            **_with_words(
                {**more, "error_messages": {"max_decimal_places": _("Write three decimals at the most."),
                                            **more.get("error_messages", {})}},
                _("Write the rate in percent, for example 5,4."),
                format_lazy(_("Write a rate from 0 to {high} percent."), high=HIGHEST),
            ),
        )  # fmt: skip


class Number(forms.IntegerField):
    """A whole number that may be left open."""

    def __init__(self, label: Words, help_text: Words = "", *, low: int = 0, high: int = 99, **more: Any) -> None:
        more.setdefault("required", False)
        attrs = {"data-width": "short", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            label=label, help_text=help_text,  # type: ignore[arg-type]
            min_value=low, max_value=high, widget=forms.TextInput(attrs=attrs),
            **_with_words(
                more, _("Write a whole number."),
                format_lazy(_("Write a whole number from {low} to {high}."), low=low, high=high),
            ),
        )  # fmt: skip


class YesNo(forms.ChoiceField):
    """Yes, no, or not known, which is how it begins."""

    def __init__(self, label: Words, help_text: Words = "", **more: Any) -> None:
        more.setdefault("initial", "unknown")
        super().__init__(
            label=label, help_text=help_text,  # type: ignore[arg-type]
            choices=YES_NO, required=False, widget=forms.Select(), **more
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields under one heading. folded: stands closed until somebody opens it, or something in it is to mend."""

    title: Words
    fields: Sequence[BoundField]
    help: Words = ""
    folded: bool = False

    @property
    def opens(self) -> bool:
        """Whether a folded section stands open."""
        return any(field.errors or _has_said(field) for field in self.fields)


def _has_said(field: BoundField) -> bool:
    value = field.value()
    return value not in (None, "", False, [], "unknown") and value != field.field.initial


class MoneyForm(forms.Form):
    """The shared fields; `sections` puts them in order."""

    wealth = Kroner(
        _("Net wealth"),
        _("Bank deposits and other wealth less debts, for all together. Write 0 where there is none."),
        below=True,
    )
    rent_month = Kroner(_("Rent a month"), _("What is paid for the home today."))
    heating_beside = forms.BooleanField(
        label=_("Heating is paid beside the rent"),
        required=False,
        help_text=_("Bostøtte then counts a fixed sum more."),
    )
    rent_running_month = Kroner(_("Electricity and insurance a month"), _("Of the home today."))
    adapted = forms.BooleanField(label=_("The home is specially adapted"), required=False)
    living_month = Kroner(
        _("Living costs seen, a month"),
        _("What the household has used over a time. Left open, the reference budget is reckoned with."),
    )
    student_loan_month = Kroner(_("Student loan a month"))
    consumer_debt_month = Kroner(_("Other loans and credit a month"))
    child_support_month = Kroner(_("Child support paid a month"))
    after_school_month = Kroner(_("After-school care a month"))
    other_month = Kroner(_("Other fixed costs a month"))
    buffer_month = Kroner(_("To set aside a month"), _("What shall be left for what nobody foresees."))
    cars_petrol = Number(_("Cars on petrol or diesel"), high=9)
    cars_electric = Number(_("Electric cars"), high=9)
    price = Kroner(_("Price of the home"), _("Left open, buying is not reckoned."))
    tenure = forms.ChoiceField(label=_("Kind of home"), choices=TENURES, required=False)
    costs = Kroner(_("Costs of the purchase"), _("Duty and fees, where they are not in the price."))
    fees_month = Kroner(_("Shared costs or municipal fees a month"))
    electricity_month = Kroner(_("Electricity and insurance of that home a month"))
    own = Kroner(_("Own means"), _("What can be put into the home. Write 0 where there is nothing."))
    rate = Rate(
        _("Interest on startlån, percent a year"),
        _("Husbanken's rate with what the municipality adds. See their page."),
    )
    stress_rate = Rate(
        _("Interest that must be borne as well"), _("The municipality's own. Left open, none is asked for.")
    )
    interest_only_years = Number(_("Years without instalments at the start"), high=INTEREST_ONLY)
    bank_refused = YesNo(_("Has a bank said no?"), _("Startlån is for who gets no loan, or not enough, in a bank."))
    bank_most = Kroner(_("The most a bank lends"), _("Where one has said yes to some."))
    bank_rate = Rate(_("The bank's interest, percent a year"))
    bank_years = Number(_("Years of the bank's loan"), low=1, high=LONGEST)
    long_term_problem = YesNo(_("Will it last that no bank lends enough?"))
    saving_used = YesNo(_("Is what could be saved, saved?"))
    dwelling_suitable_and_reasonable = YesNo(_("Does the home suit the household, at a reasonable price?"))
    lasting_low_income = YesNo(_("Is the income low for good, and documented?"))
    fits_for_long = YesNo(_("Does the home fit for a long time?"))
    renting_is_no_way = YesNo(_("Is renting unsuitable, or clearly dearer?"))
    shorter_is_unsound = YesNo(_("Does the municipality find a shorter term unsound?"))

    def clean(self) -> dict[str, Any]:
        """Buying needs a rate; a bank that lends some must say how much and by which rate."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("price") and given.get("rate") is None and "rate" not in self.errors:
            self.add_error("rate", _("Write the interest of a startlån, so that the loan can be reckoned."))
        if given.get("bank_most") and given.get("bank_rate") is None and "bank_rate" not in self.errors:
            self.add_error("bank_rate", _("Write the bank's interest too."))
        only, years = given.get("interest_only_years"), given.get("price")
        if only and not years:
            self.add_error("interest_only_years", _("This belongs to a home that is bought. Write its price."))
        return given

    def section(self, title: Words, *names: str, help: Words = "", folded: bool = False) -> Section:  # noqa: A002
        """Some of the fields under a heading."""
        return Section(title, [self[name] for name in names if name in self.fields], help, folded)

    def money(self) -> list[Section]:
        """The shared sections: the home of today, what it costs to live, the home one looks at, what a loan asks."""
        return [
            self.section(
                _("The home today"), "rent_month", "heating_beside", "rent_running_month", "adapted",
            ),
            self.section(
                _("What it costs to live"), "living_month", "student_loan_month", "consumer_debt_month",
                "child_support_month", "after_school_month", "other_month", "buffer_month", "cars_petrol",
                "cars_electric", folded=True,
            ),
            self.section(
                _("A home to buy"), "price", "tenure", "costs", "fees_month", "electricity_month", "own", "rate",
                "stress_rate", "interest_only_years",
                help=_("Leave it open to see bostøtte and what can be paid only."),
            ),
            self.section(
                _("What a startlån asks for"), "bank_refused", "bank_most", "bank_rate", "bank_years",
                "long_term_problem", "saving_used", "dwelling_suitable_and_reasonable", "lasting_low_income",
                "fits_for_long", "renting_is_no_way", "shorter_is_unsound", "grounds",
                help=_("The municipality decides. What is not known is said in the answer."), folded=True,
            ),
        ]  # fmt: skip


def said(given: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """What was said under those names, as plain values; what was left open is left out."""
    return {
        name: plain(given[name]) for name in names if given.get(name) not in (None, "", False, [], "unknown")
    }  # fmt: skip


def plain(value: Any) -> Any:
    """As JSON keeps it: amounts as text, so that none is changed on the way."""
    return str(value) if isinstance(value, Decimal) else value


def grounds_field() -> forms.MultipleChoiceField:
    """The grounds on which the municipality waives conditions."""
    return forms.MultipleChoiceField(
        label=_("The municipality waives conditions because of"),
        choices=[(name, NAMES[name]) for name in GROUNDS],
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )


MONEY = tuple(name for name in MoneyForm.base_fields)


def need(form: forms.BaseForm, name: str, words: Words) -> None:
    """Say at the field what it needs, unless something is said there already."""
    if name not in form.errors:
        form.add_error(name, ValidationError(str(words)))
