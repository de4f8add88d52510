"""Forms of the grants. What is odd but possible is asked about once and can be confirmed; nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boso.core.economy.own_share import Rate, rate_for, requirement
from boso.core.values.numbers import kroner
from boso.foundation.web.forms import DayField, KronerField
from boso.programme.grants.models import Award, ContributionKind
from boso.programme.partnership.forms import SoftForm

ANY = ("", _("All"))
FIRST_YEAR, LAST_YEAR = 2009, 2099
ORE = Decimal("0.01")


def _long(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _year(label: Any, **more: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"data-width": "short"})
    return forms.IntegerField(label=label, min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=widget, **more)


def _amount(label: Any, **more: Any) -> KronerField:
    return KronerField(label=label, min_value=ORE, **more)


def _choose(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
    field.choices = list(choices)


def _left(pots: Mapping[int, Decimal]) -> list[tuple[str, str]]:
    """The pots with what is left in each, to choose among."""
    words = _("%(year)d: %(left)s left")
    return [(str(year), words % {"year": year, "left": kroner(left)}) for year, left in pots.items()]


class LedgerFilter(forms.Form):
    """How the ledger is narrowed."""

    intake = forms.ChoiceField(label=_("Intake"), required=False)
    known = forms.ChoiceField(
        label=_("Amounts"), required=False, choices=[ANY, ("yes", _("stated")), ("no", _("not stated"))]
    )

    def __init__(self, data: Any, years: Iterable[int]) -> None:
        super().__init__(data)
        _choose(self, "intake", [ANY, *((str(year), str(year)) for year in years), ("none", _("not stated"))])


class WorkOutForm(forms.Form):
    """An amount and a year, to see what would be asked for."""

    amount = _amount(_("Grant"))
    year = forms.ChoiceField(label=_("Year in the programme"))

    def __init__(self, data: Any, years: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        _choose(self, "year", years)


class AwardForm(SoftForm):
    """An award that is being drafted."""

    amount = _amount(_("Amount"))
    work_year = _year(_("For work in the year"))
    programme_year = forms.TypedChoiceField(
        label=_("Year in the programme"), coerce=int,
        help_text=_("It sets the own share."),
    )  # fmt: skip
    conditions = forms.CharField(
        label=_("Conditions"),
        widget=_long(6),
        required=False,
        max_length=5000,
        help_text=_("They stand in the letter."),
    )

    def __init__(
        self, *args: Any, years: Iterable[tuple[str, str]], others: Iterable[Award], today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.others, self.today = list(others), today
        _choose(self, "programme_year", years)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        year = given.get("work_year")
        if year is not None and any(other.work_year == year for other in self.others):
            self.doubt(_("There is already an award for work in %(year)d.") % {"year": year})
        if year is not None and not self.today.year - 1 <= year <= self.today.year + 2:
            self.doubt(_("%(year)d is not close to this year.") % {"year": year})
        return given


class PaymentForm(SoftForm):
    """A request for a part of an award."""

    work_year = forms.TypedChoiceField(label=_("From the money for"), coerce=int)
    period_start = DayField(label=_("From"))
    period_end = DayField(label=_("To"))
    amount = _amount(_("Amount asked for"))
    costs = _amount(_("What the programme cost in the period"))
    note = forms.CharField(label=_("Remark to the bank"), widget=_long(), required=False, max_length=500)

    def __init__(
        self, *args: Any, award: Award, pots: Mapping[int, Decimal], rates: list[Rate], **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.award, self.pots, self.rates = award, pots, rates
        _choose(self, "work_year", _left(pots))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, end, year = given.get("period_start"), given.get("period_end"), given.get("work_year")
        if start and end and end < start:
            self.add_error("period_end", _("The period ends before it begins."))
        amount, costs = given.get("amount"), given.get("costs")
        left = self.pots.get(year) if year is not None else None
        if amount is not None and left is not None and amount > left:
            self.add_error("amount", _("No more than %(left)s is left.") % {"left": kroner(left)})
        if start and end and year and (start.year != year or end.year != year):
            self.doubt(_("The period does not lie in %(year)d.") % {"year": year})
        if amount is not None and costs is not None:
            self._doubt_costs(amount, costs)
        return given

    def _doubt_costs(self, amount: Decimal, costs: Decimal) -> None:
        rate = rate_for(self.rates, self.award.programme_year or 0)
        payable = requirement(self.award.amount, rate, costs).payable
        if payable is not None and amount > payable:
            words = {"costs": kroner(costs), "payable": kroner(payable)}
            self.doubt(_("Costs of %(costs)s pay for %(payable)s, and you ask for more.") % words)


class ApproveForm(forms.Form):
    """The bank approves: which costs it accepts, and why it pays ahead of them where it does."""

    accepted_costs = _amount(_("Costs the bank accepts"))
    reason = forms.CharField(
        label=_("Why, if you pay ahead of the costs"), widget=_long(), required=False, max_length=500
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Why"), widget=_long(), max_length=500, help_text=_("The reason follows the case.")
    )


class DayForm(forms.Form):
    """On which day; not one that has not come."""

    on = DayField(label=_("Day"))

    def __init__(self, data: Any = None, *, today: dt.date) -> None:
        super().__init__(data, initial={"on": today})
        self.today = today

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("That day has not come yet."))
        return on


class RepaymentForm(DayForm):
    """Money the municipality gave back."""

    work_year = forms.TypedChoiceField(label=_("Drawn for work in"), coerce=int)
    amount = _amount(_("Amount given back"))
    reason = forms.CharField(label=_("Why"), widget=_long(), max_length=500)
    field_order = ("work_year", "amount", "on", "reason")

    def __init__(self, data: Any = None, *, today: dt.date, drawn: Mapping[int, Decimal]) -> None:
        super().__init__(data, today=today)
        self.drawn = drawn
        words = _("%(year)d: %(drawn)s drawn")
        _choose(
            self, "work_year", [(str(year), words % {"year": year, "drawn": kroner(drawn[year])}) for year in drawn]
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        amount, drawn = given.get("amount"), self.drawn.get(given.get("work_year", 0))
        if amount is not None and drawn is not None and amount > drawn:
            self.add_error("amount", _("No more than %(drawn)s is drawn.") % {"drawn": kroner(drawn)})
        return given


class CarryOverForm(SoftForm):
    """Unused money that may be used in a later year."""

    from_year = forms.TypedChoiceField(label=_("From the money for"), coerce=int)
    to_year = _year(_("To be used in"))
    amount = _amount(_("Amount"))
    reason = forms.CharField(label=_("Why"), widget=_long(), max_length=500)

    def __init__(self, *args: Any, pots: Mapping[int, Decimal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pots = pots
        _choose(self, "from_year", _left(pots))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, end, amount = given.get("from_year"), given.get("to_year"), given.get("amount")
        if start and end and end <= start:
            self.add_error("to_year", _("Money is carried to a later year."))
        if start and end and end > start + 1:
            self.doubt(_("Money is mostly carried to the next year."))
        left = self.pots.get(start) if start is not None else None
        if amount is not None and left is not None and amount > left:
            self.add_error("amount", _("No more than %(left)s is left.") % {"left": kroner(left)})
        return given


_NEEDED: dict[str, tuple[str, ...]] = {ContributionKind.CASH: ("amount",), ContributionKind.HOURS: ("hours", "rate")}


class ContributionForm(SoftForm):
    """What the municipality puts in: cash, or hours times what an hour costs."""

    work_year = _year(_("For work in the year"))
    kind = forms.ChoiceField(label=_("How"), choices=ContributionKind.choices, widget=forms.RadioSelect)
    amount = _amount(_("Cash"), required=False, help_text=_("Only for cash."))
    hours = _amount(_("Hours"), required=False, help_text=_("Only for own effort."))
    rate = _amount(_("What an hour costs"), required=False, help_text=_("Only for own effort."))
    evidence = forms.CharField(
        label=_("What shows it"), widget=_long(), max_length=500, help_text=_("Time sheets, vouchers, a decision.")
    )

    def __init__(self, *args: Any, known_years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_years = set(known_years)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind, year = given.get("kind"), given.get("work_year")
        for name in _NEEDED.get(kind or "", ()):
            if given.get(name) is None and name not in self.errors:
                self.add_error(name, _("Fill this in."))
        if year is not None and year not in self.known_years:
            self.doubt(_("No grant is known to be for work in %(year)d.") % {"year": year})
        return given
