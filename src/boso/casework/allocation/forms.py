"""Forms: what a run is asked for, and what is declared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.casework.allocation import declaring, wording
from boso.casework.allocation.declaring import MOST_CLASSES
from boso.casework.allocation.gathering import Wish
from boso.casework.allocation.models import Reply
from boso.casework.needs.models import Situation, Urgency
from boso.casework.needs.models_codes import IN_NEED
from boso.core.law import parameters
from boso.core.matching import rules
from boso.core.matching.rules import CRITERIA, FULL, RULES
from boso.foundation.organisations.models import Organisation
from boso.foundation.web.forms import DayField

UNBOUNDED = "any"
MOVES = (
    ("0", gettext_lazy("None: vacant dwellings only to those who have no municipal dwelling")),
    ("1", gettext_lazy("One: a tenant may move to a vacant dwelling and free another")),
    ("2", gettext_lazy("Two: takes longer to reckon, and may not be the best there is")),
    (UNBOUNDED, gettext_lazy("Any number: shows the most there is to gain")),
)


class RunForm(forms.Form):
    """What a proposal is to be made of."""

    organisation = forms.ChoiceField(label=gettext_lazy("Municipality"))
    title = forms.CharField(label=gettext_lazy("What the proposal is called"), max_length=120)
    moves = forms.ChoiceField(
        label=gettext_lazy("How many tenants may move in one chain"), choices=MOVES, widget=forms.RadioSelect
    )
    seed = forms.CharField(
        label=gettext_lazy("Seed of the lot"), max_length=60,
        help_text=gettext_lazy("Draws lots between households of the same class that have waited as long. Publish it."),
    )  # fmt: skip

    def __init__(self, data: Any, places: Iterable[Organisation], today: dt.date) -> None:
        bound = str(parameters.value(rules.AREA, "moves.in_a_chain", today))
        start = {
            "title": _("Proposal %(day)s") % {"day": f"{today:%d.%m.%Y}"},
            "moves": bound,
            "seed": f"{today:%Y-%m}",
        }
        super().__init__(data, initial=start)
        choices = [(str(place.pk), place.name) for place in places]
        self.fields["organisation"] = forms.ChoiceField(label=_("Municipality"), choices=choices)
        if len(choices) == 1:
            self.fields["organisation"].initial = choices[0][0]
            self.fields["organisation"].widget = forms.HiddenInput()

    def wish(self, today: dt.date) -> Wish:
        """What was asked for."""
        told = self.cleaned_data
        return Wish(today, None if told["moves"] == UNBOUNDED else int(told["moves"]), told["seed"])


class AnswerForm(forms.Form):
    """What a tenant said when asked to move."""

    reply = forms.ChoiceField(label=gettext_lazy("Their answer"), choices=Reply.choices, widget=forms.RadioSelect)
    on = DayField(label=gettext_lazy("Day they answered"))


class DeclareForm(forms.Form):
    """All that is declared, as fields; `data` gives it back as it is kept."""

    starts = DayField(label=gettext_lazy("Holds from"))
    basis = forms.CharField(
        label=gettext_lazy("Decided where"), max_length=300,
        help_text=gettext_lazy("The decision, regulation or minutes it rests on."),
    )  # fmt: skip
    waiting = forms.BooleanField(
        label=gettext_lazy("In the same class, whoever has waited longest comes first"), required=False
    )
    tenants = forms.ChoiceField(
        label=gettext_lazy("Tenants who may be asked to move"),
        choices=list(wording.TENANTS.items()),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("They are asked before anything is decided, and never get a home that fits worse."),
    )
    cycles = forms.BooleanField(label=gettext_lazy("Tenants may change homes with each other"), required=False)

    def __init__(self, data: Any, standing: dict[str, Any]) -> None:
        super().__init__(data, initial={"starts": timezone.localdate(), **_flat(standing)})
        self.standing = standing
        for key in RULES:
            label, asks = wording.RULES[key]
            self.fields[f"rule_{key}"] = forms.BooleanField(label=label, help_text=asks, required=False)
            for name in _numbers(standing, key):
                self.fields[f"rule_{key}_{name}"] = forms.IntegerField(
                    label=wording.NUMBERS[key, name], min_value=0, max_value=200, widget=_short()
                )
        for key in CRITERIA:
            self.fields[f"fit_{key}"] = forms.IntegerField(
                label=wording.CRITERIA[key], min_value=0, max_value=FULL, widget=_short()
            )
        situations = [(str(code), Situation(code).label) for code in IN_NEED]
        for number in range(1, MOST_CLASSES + 1):
            self.fields[f"class_{number}_situations"] = forms.MultipleChoiceField(
                label=_("Situation"), choices=situations, required=False, widget=forms.CheckboxSelectMultiple
            )
            self.fields[f"class_{number}_urgency"] = forms.MultipleChoiceField(
                label=_("When they need it (none chosen: whenever)"), choices=Urgency.choices, required=False,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
            self.fields[f"class_{number}_children"] = forms.BooleanField(
                label=_("Only households with children"), required=False
            )

    def clean(self) -> dict[str, Any]:
        """Points within what there is to give, and at least one class."""
        told = super().clean() or {}
        if sum(told.get(f"fit_{key}") or 0 for key in CRITERIA) > FULL:
            raise ValidationError(_("Points come to at most 100 together."))
        if not any(told.get(f"class_{number}_situations") for number in range(1, MOST_CLASSES + 1)):
            raise ValidationError(_("Choose a situation for at least one class."))
        return told

    def data_declared(self) -> dict[str, Any]:
        """The declaration as it is kept."""
        told = self.cleaned_data
        return {
            "rules": {
                key: {"on": told[f"rule_{key}"]}
                | {number: told[f"rule_{key}_{number}"] for number in _numbers(self.standing, key)}
                for key in RULES
            },
            "fit": {key: told[f"fit_{key}"] for key in CRITERIA},
            "classes": [
                {
                    "situations": told[f"class_{number}_situations"],
                    "urgency": told[f"class_{number}_urgency"],
                    "children": told[f"class_{number}_children"],
                }
                for number in range(1, MOST_CLASSES + 1)
                if told[f"class_{number}_situations"]
            ],
            **{name: told[name] for name in ("waiting", "tenants", "cycles")},
        }

    @property
    def rule_rows(self) -> Iterator[tuple[forms.BoundField, list[forms.BoundField]]]:
        """Each rule's box with its numbers."""
        for key in RULES:
            yield self[f"rule_{key}"], [self[f"rule_{key}_{number}"] for number in _numbers(self.standing, key)]

    @property
    def fit_rows(self) -> list[forms.BoundField]:
        """The points."""
        return [self[f"fit_{key}"] for key in CRITERIA]

    @property
    def class_rows(self) -> Iterator[tuple[int, str, list[forms.BoundField]]]:
        """Each class with what it is now, and its fields."""
        now = [wording.standing(declaring.StandingClass(**one)) for one in self.standing["classes"]]
        for number in range(1, MOST_CLASSES + 1):
            words = now[number - 1] if number <= len(now) else _("not used")
            yield number, words, [self[f"class_{number}_{name}"] for name in ("situations", "urgency", "children")]


def _short() -> forms.NumberInput:
    return forms.NumberInput(attrs={"data-width": "short"})


def _numbers(standing: dict[str, Any], key: str) -> list[str]:
    return [name for name in standing["rules"][key] if name != "on"]


def _flat(standing: dict[str, Any]) -> dict[str, Any]:
    """What is declared now, by field."""
    found: dict[str, Any] = {name: standing[name] for name in ("waiting", "tenants", "cycles")}
    for key, numbers in standing["rules"].items():
        found[f"rule_{key}"] = numbers["on"]
        found |= {f"rule_{key}_{name}": value for name, value in numbers.items() if name != "on"}
    found |= {f"fit_{key}": points for key, points in standing["fit"].items()}
    for place, one in enumerate(standing["classes"], start=1):
        found |= {f"class_{place}_{name}": value for name, value in one.items()}
    return found
