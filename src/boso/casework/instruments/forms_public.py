"""The calculator for everybody: who lives there, what they live on, and the shared fields of money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boso.casework.instruments.forms_money import MONEY, Kroner, MoneyForm, Number, Section, Words, need, said
from boso.core.economy.people import BadHousehold, Group, Household, Person, Role, Sex
from boso.core.law.listing import largest
from boso.core.law.parameters import history

#: You, a partner, two other adults; and so many children.
ADULTS = (("you", Role.APPLICANT), ("partner", Role.PARTNER), ("other1", Role.OTHER), ("other2", Role.OTHER))
CHILDREN = 8
#: Children that stand open on the page.
SHOWN = 3
OLDEST, ADULT = 110, largest("bostotte", "weight.adult_from")
GROWN = ADULT - 1
SEXES = (("", _("Choose")), (Sex.FEMALE, _("Woman")), (Sex.MALE, _("Man")))
GIRL_OR_BOY = (("", _("Choose")), (Sex.FEMALE, _("Girl")), (Sex.MALE, _("Boy")))
GROUPS = (
    (Group.ORDINARY, _("None of these")),
    (Group.YOUNG_DISABLED, _("Young disabled (ung ufør)")),
    (Group.SINGLE_OLD_AGE_PENSION, _("Single with old-age pension")),
)
PLACES = (
    ("", _("Choose")),
    ("4", _("Another municipality")),
    ("1", _("Oslo")),
    ("2", _("Bergen, Bærum, Stavanger, Tromsø or Trondheim")),
    ("3", _("Asker, Frogn, Kristiansand, Lørenskog, Nesodden, Nordre Follo, Sandnes, Sola, or what was Skedsmo")),
)
NAMES: dict[str, Words] = {
    "you": _("You"), "partner": _("Husband, wife or partner"), "other1": _("Another adult in the household"),
    "other2": _("One more adult"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What was typed, as the core takes it. place: the group of municipality."""

    household: Household
    said: dict[str, Any]
    place: int


class CalculatorForm(MoneyForm):
    """The whole page. Nothing typed here is kept."""

    place = forms.ChoiceField(
        label=_("Where do you live?"), choices=PLACES,
        error_messages={"required": _("Choose where you live. Bostøtte depends on it.")},
    )  # fmt: skip
    group = forms.ChoiceField(label=_("Do you belong to one of these?"), choices=GROUPS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, _role in ADULTS:
            self._adult(name)
        for number in range(1, CHILDREN + 1):
            self.fields[f"child{number}_age"] = Number(_("Age in years"), high=GROWN)
            self.fields[f"child{number}_sex"] = forms.ChoiceField(
                label=_("Girl or boy"), choices=GIRL_OR_BOY, required=False
            )
            self.fields[f"child{number}_kindergarten"] = forms.BooleanField(label=_("In kindergarten"), required=False)

    def _adult(self, name: str) -> None:
        self.fields[f"{name}_age"] = Number(
            _("Age in years"), low=ADULT, high=OLDEST, required=name == "you",
            error_messages={"required": _("Write how old you are. The living costs depend on it.")},
        )  # fmt: skip
        self.fields[f"{name}_sex"] = forms.ChoiceField(
            label=_("Woman or man"), choices=SEXES, required=False,
            help_text=_("The reference budget has different amounts."),
        )  # fmt: skip
        self.fields[f"{name}_income"] = Kroner(
            _("Income a year, before tax"), _("Wages, benefits and pensions. Write 0 where there is none."),
            required=name == "you",
            error_messages={
                "required": _("Write the income of a year before tax. Bostøtte depends on it. 0 is an answer."),
                "invalid": _("Write the amount in kroner, for example 280 000."),
            },
        )  # fmt: skip
        self.fields[f"{name}_net"] = Kroner(
            _("Paid out a month, after tax"), _("All that comes in, child benefit too."), required=name == "you",
            error_messages={
                "required": _("Write what is paid out a month after tax. What can be paid depends on it."),
                "invalid": _("Write the amount in kroner, for example 21 500."),
            },
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Whoever is there has what is needed of them."""
        given = super().clean()
        budget = given.get("living_month") is None
        for name, _role in ADULTS:
            if self._is_there(given, name):
                self._needs(given, name, budget=budget)
        for number in self._children(given):
            if (
                budget
                and not given.get(f"child{number}_sex")
                and (given.get(f"child{number}_age") or 0) >= SEX_MATTERS_FROM
            ):
                need(self, f"child{number}_sex", _("Choose. From that age the reference budget divides by it."))
        if given.get("wealth") is None:
            need(self, "wealth", _("Write the wealth. Bostøtte depends on it. 0 is an answer."))
        if given.get("rent_month") is None and not given.get("price"):
            need(self, "rent_month", _("Write the rent, or the price of a home to buy."))
        if self._is_there(given, "partner") and given.get("group") == Group.SINGLE_OLD_AGE_PENSION:
            need(self, "group", _("Who has a partner is not single."))
        if given.get("price") and given.get("own") is None:
            need(self, "own", _("Write your own means. 0 is an answer."))
        return given

    def _needs(self, given: dict[str, Any], name: str, *, budget: bool) -> None:
        words: tuple[tuple[str, Words], ...] = (
            ("age", _("Write how old the person is.")),
            ("income", _("Write the income of a year before tax. 0 is an answer.")),
            ("net", _("Write what is paid out a month after tax. 0 is an answer.")),
        )
        for field, sentence in words:
            if given.get(f"{name}_{field}") is None:
                need(self, f"{name}_{field}", sentence)
        if budget and not given.get(f"{name}_sex"):
            need(self, f"{name}_sex", _("Choose. The reference budget has different amounts."))

    def _is_there(self, given: dict[str, Any], name: str) -> bool:
        typed = any(given.get(f"{name}_{field}") not in (None, "") for field in ("age", "income", "net", "sex"))
        return name == "you" or typed or any(f"{name}_{field}" in self.errors for field in ("age", "income", "net"))

    def _children(self, given: dict[str, Any]) -> Iterator[int]:
        for number in range(1, CHILDREN + 1):
            if given.get(f"child{number}_age") is not None:
                yield number
            elif given.get(f"child{number}_sex") or given.get(f"child{number}_kindergarten"):
                need(self, f"child{number}_age", _("Write the child's age, or leave the whole line open."))

    def told(self) -> Told | None:
        """What was typed; none where the persons contradict each other, which then stands in the form."""
        given = self.cleaned_data
        try:
            household = Household(
                tuple(self._persons(given)),
                wealth=given["wealth"],
                cars_petrol=given.get("cars_petrol") or 0,
                cars_electric=given.get("cars_electric") or 0,
            )
        except BadHousehold as error:
            self.add_error(None, str(error))
            return None
        return Told(household, said(given, MONEY), int(given["place"]))

    def _persons(self, given: dict[str, Any]) -> Iterator[Person]:
        for name, role in ADULTS:
            if self._is_there(given, name):
                yield Person(
                    age=Decimal(given[f"{name}_age"]),
                    role=role,
                    sex=Sex(given[f"{name}_sex"]) if given.get(f"{name}_sex") else None,
                    income_year=given[f"{name}_income"],
                    net_month=given[f"{name}_net"],
                    group=Group(given.get("group") or Group.ORDINARY) if name == "you" else Group.ORDINARY,
                )
        for number in self._children(given):
            age, sex = given[f"child{number}_age"], given.get(f"child{number}_sex")
            yield Person(
                age=Decimal(age) if age else HALF,
                role=Role.CHILD,
                sex=Sex(sex) if sex else None,
                kindergarten=bool(given.get(f"child{number}_kindergarten")),
            )

    def sections(self) -> list[Section]:
        """Everything in the order it is asked."""
        people = [self._section_of(name, folded=name != "you") for name, _role in ADULTS]
        first = [name for number in range(1, SHOWN + 1) for name in self._of_child(number)]
        more = [name for number in range(SHOWN + 1, CHILDREN + 1) for name in self._of_child(number)]
        living, *others = self.money()
        return [
            people[0],
            *people[1:],
            self.section(_("Children"), *first, help=_("Under 18 years. Leave open what is not needed.")),
            self.section(_("More children"), *more, folded=True),
            self.section(living.title, "place", *(field.name for field in living.fields), "wealth", "group"),
            *others,
        ]

    def _section_of(self, name: str, *, folded: bool) -> Section:
        names = [f"{name}_{field}" for field in ("age", "sex", "income", "net")]
        return self.section(NAMES[name], *names, folded=folded)

    @staticmethod
    def _of_child(number: int) -> list[str]:
        return [f"child{number}_{field}" for field in ("age", "sex", "kindergarten")]


#: A child under one year is reckoned as half a year.
HALF = Decimal("0.5")
#: The youngest whose sex the reference budget asks for.
SEX_MATTERS_FROM = min(
    row["from"]
    for one in history("living_costs", "person.food")
    if one.mark != "unknown"
    for row in one.value
    if "sex" in row
)
