"""What the smaller calculators ask: from renting to owning, grants to persons, and grants for dwellings to let."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from boso.casework.instruments.forms_money import LONGEST, Decimals, Kroner, Number, Rate, Section, YesNo, need
from boso.casework.instruments.law_values import number, worded
from boso.core.economy import rent_to_own
from boso.core.economy.grants import ELSEWHERE, OTHERS
from boso.core.economy.rent_to_own import PriceRule, RentRule
from boso.core.economy.write_down import AREA as RENTAL
from boso.core.law.parameters import value
from boso.foundation.web.forms import DayField

#: Kinds of dwelling of one project that can be typed.
KINDS_OF_HOME = 4
NEW, BEFORE = "new", "before"
ELSE = "?"
#: More of one kind of dwelling, and larger ones, than anybody builds at once.
MOST_HOMES, LARGEST = 999, 999


class Reckoner(forms.Form):
    """What they share: sections, and the day whose law holds."""

    def __init__(self, on: dt.date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def section(self, title: Any, *names: str, help: Any = "", folded: bool = False) -> Section:  # noqa: A002
        """Some of the fields under a heading."""
        return Section(title, [self[name] for name in names], help, folded)

    def sections(self) -> list[Section]:
        """Everything in the order it is asked."""
        raise NotImplementedError


class OwnForm(Reckoner):
    """From renting to owning."""

    price = Kroner(
        _("Price of the home today"), required=True,
        error_messages={"required": _("Write the price of the home. Everything is reckoned from it.")},
    )  # fmt: skip
    years = forms.TypedChoiceField(label=_("Bought after"), coerce=int)
    price_rule = forms.ChoiceField(label=_("Which price is agreed?"))
    growth_percent = Rate(_("How much prices rise, percent a year"), _("Needed where the price is that of the day."))
    rent_month = Kroner(
        _("Rent a month until then"), required=True,
        error_messages={"required": _("Write the rent a month. 0 is an answer.")},
    )  # fmt: skip
    rent_rule = forms.ChoiceField(label=_("Which rent is agreed?"))
    cost_month = Kroner(_("What the home costs the municipality a month"), _("Needed where the rent is the going one."))
    own = Kroner(_("Own means now"))
    saved_month = Kroner(_("Saved a month until then"))
    costs = Kroner(_("Costs of the purchase"), _("Duty and fees, where they are not in the price."))
    grant = Kroner(_("Grant from the municipality"))
    rate = Rate(
        _("Interest of the loan, percent a year"), required=True,
        error_messages={"required": _("Write the interest, so that the loan can be reckoned.")},
    )  # fmt: skip
    loan_years = Number(
        _("Years of the loan"), low=1, high=LONGEST, required=True,
        error_messages={"required": _("Write how many years the loan is to be paid over.")},
    )  # fmt: skip
    able_month = Kroner(
        _("What can be paid on the loan a month"), _("Left open, the highest interest is not looked for.")
    )
    entitled_to_municipal_dwelling = YesNo(_("Has the household the right to a municipal home?"))
    loan_refused_now = YesNo(_("Is it refused a loan today?"))
    could_own_in_time = YesNo(_("Could it own in time?"))
    wants_to_own = YesNo(_("Does it want to own?"))

    def __init__(self, on: dt.date, *args: Any, **kwargs: Any) -> None:
        super().__init__(on, *args, **kwargs)
        years = rent_to_own.usual_years(on)
        self._choose("years", [(str(one), gettext("%(count)s years") % {"count": one}) for one in years])
        area = rent_to_own.AREA
        self._choose("price_rule", [(one.value, _first(worded(area, one.value))) for one in PriceRule])
        self._choose("rent_rule", [(one.value, _first(worded(area, one.value))) for one in RentRule])

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields[name].initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        """A price of the day needs how prices rise; a going rent needs what the home costs."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("price_rule") == PriceRule.MARKET and given.get("growth_percent") is None:
            need(self, "growth_percent", _("Write how much prices rise a year. 0 is an answer."))
        if given.get("rent_rule") == RentRule.GOING and given.get("cost_month") is None:
            need(
                self, "cost_month", _("Write what the home costs the municipality, so that the rest can be taken off.")
            )
        return given

    def sections(self) -> list[Section]:
        """Home, rent, own means, loan, and who may be chosen."""
        return [
            self.section(_("The home"), "price", "years", "price_rule", "growth_percent", "costs"),
            self.section(_("Until then"), "rent_month", "rent_rule", "cost_month", "own", "saved_month", "grant"),
            self.section(_("The loan"), "rate", "loan_years", "able_month"),
            self.section(
                _("Who may be chosen"), *value(rent_to_own.AREA, "eligible", self.on),
                help=_("The municipality decides. What is not known is said in the answer."), folded=True,
            ),
        ]  # fmt: skip


class BuyGrantForm(Reckoner):
    """A grant for getting a home."""

    price = Kroner(
        _("Price of the home"), required=True,
        error_messages={"required": _("Write the price of the home. Everything is reckoned from it.")},
    )  # fmt: skip
    costs = Kroner(_("Costs of the purchase"), _("Duty and fees, where they are not in the price."))
    own = Kroner(_("Own means"), required=True, error_messages={"required": _("Write your own means. 0 is an answer.")})
    loans = Kroner(
        _("The largest startlån and bank loan that can be paid"), _("With a long term, where that is lawful."),
        required=True, error_messages={"required": _("Write the largest loan. A grant comes when it is used up.")},
    )  # fmt: skip
    most = Kroner(_("The most the municipality gives"), _("It stands in the municipality's guideline."))
    years = Number(_("Years in which it is written down"), _("The municipality says. It stands in the letter."), low=1)

    def sections(self) -> list[Section]:
        """What is lacking, and what the municipality gives."""
        return [
            self.section(_("A home to buy"), "price", "costs", "own", "loans"),
            self.section(_("What the municipality gives"), "most", "years"),
        ]


class AdaptGrantForm(Reckoner):
    """A grant to adapt a home."""

    costs = Kroner(
        _("What adapting costs"), _("Planning and design too."), required=True,
        error_messages={"required": _("Write what adapting costs.")},
    )  # fmt: skip
    reduced_function = YesNo(_("Has somebody in the household reduced function?"))
    preparing_for_old_age = YesNo(_("Does somebody prepare for old age?"))
    most = Kroner(_("The most the municipality gives"), _("It stands in the municipality's guideline."))
    years = Number(_("Years in which it is written down"), _("The municipality says. It stands in the letter."), low=1)

    def sections(self) -> list[Section]:
        """What is to be done and for whom, and what the municipality gives."""
        return [
            self.section(_("What is to be done, and for whom"), "costs", "reduced_function", "preparing_for_old_age"),
            self.section(_("What the municipality gives"), "most", "years"),
        ]


class LetGrantForm(Reckoner):
    """A grant for dwellings to let: how much, and what is left of it year by year."""

    place = forms.ChoiceField(label=_("Where are the dwellings?"), required=False)
    rate_m2 = Kroner(
        _("Rate for each m², kr"), _("As the letter of award says, or where the rate of the place is not known here.")
    )
    grant = Kroner(_("Grant that is awarded already"), _("Instead of the dwellings."))
    awarded = DayField(label=_("Day of the award"), required=False)
    rule = forms.ChoiceField(
        label=_("Written down over"), required=False, help_text=_("The letter of award says which holds.")
    )

    def __init__(self, on: dt.date, *args: Any, **kwargs: Any) -> None:
        super().__init__(on, *args, **kwargs)
        for number_ in range(1, KINDS_OF_HOME + 1):
            self.fields[f"homes{number_}"] = Number(_("Dwellings"), low=1, high=MOST_HOMES)
            self.fields[f"area{number_}"] = Decimals(
                _("m² of primary rooms each"), min_value=1, max_value=LARGEST, decimal_places=1,
                error_messages=dict.fromkeys(
                    ("invalid", "min_value", "max_value", "max_decimal_places"),
                    _("Write the area in m², for example 62 or 62,5."),
                ),
            )  # fmt: skip
        self.fields["place"].choices = [("", _("Choose")), *_places(on), (ELSE, _("Another municipality"))]  # type: ignore[attr-defined]
        self.fields["rule"].choices = [("", _("By the day of the award")), *_rules(on)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Dwellings with a place, or a grant; and which rule holds for an older one."""
        given: dict[str, Any] = super().clean() or {}
        for number_ in range(1, KINDS_OF_HOME + 1):
            homes, area = given.get(f"homes{number_}"), given.get(f"area{number_}")
            if homes and area is None:
                need(self, f"area{number_}", _("Write the area of each."))
            if area is not None and not homes:
                need(self, f"homes{number_}", _("Write how many there are."))
        if given.get("grant") is None and not self.errors:
            if not self.homes():
                need(self, "homes1", _("Write the dwellings, or the grant that is awarded."))
            elif not given.get("place") and given.get("rate_m2") is None:
                need(self, "place", _("Choose the municipality. The rate depends on it."))
        return given

    def homes(self) -> list[tuple[int, Decimal]]:
        """How many dwellings of which area."""
        given = self.cleaned_data
        rows = [(given.get(f"homes{one}"), given.get(f"area{one}")) for one in range(1, KINDS_OF_HOME + 1)]
        return [(homes, area) for homes, area in rows if homes and area is not None]

    def sections(self) -> list[Section]:
        """The dwellings, or a grant that stands; and how it is written down."""
        names = [f"{name}{one}" for one in range(1, KINDS_OF_HOME + 1) for name in ("homes", "area")]
        return [
            self.section(_("Dwellings to let"), "place", "rate_m2", *names[:4]),
            self.section(_("More dwellings, of other sizes"), *names[4:], folded=True),
            self.section(_("Written down"), "grant", "awarded", "rule"),
        ]


def _places(on: dt.date) -> list[tuple[str, str]]:
    """Municipalities whose rate is known, by name."""
    rates = value(RENTAL, "rate.by_place", on)
    named = [one for names in rates if names != ELSEWHERE for one in names.removesuffix(OTHERS).split(", ")]
    return [(one, one) for one in sorted({*named, *value(RENTAL, "rate.elsewhere_places", on)}, key=_alphabet)]


def _alphabet(name: str) -> str:
    """Æ, Ø and Å last."""
    return name.translate(str.maketrans("ÆØÅæøå", "{|}{|}"))


def _rules(on: dt.date) -> list[tuple[str, str]]:
    told = ((NEW, value(RENTAL, "write_down", on)), (BEFORE, value(RENTAL, "write_down.before", on)))
    return [
        (name, gettext("%(years)s years, %(percent)s percent a year") % {
            "years": rule["years"], "percent": number(rule["percent"]),
        })
        for name, rule in told
    ]  # fmt: skip


def _first(words: str) -> str:
    return words[:1].upper() + words[1:]
