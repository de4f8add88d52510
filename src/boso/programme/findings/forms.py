"""Forms from finding to what happened, made from the fields of the models."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from boso.foundation.web.forms import DayField
from boso.programme.findings.checks import StoredQuery
from boso.programme.findings.models import (
    AnswerKind,
    Assessment,
    Challenge,
    Check,
    Condition,
    Decision,
    EvidenceKind,
    Finding,
    FindingState,
    Judgement,
    Outcome,
    Recommendation,
    RecommendationState,
    Strength,
    Verdict,
)
from boso.programme.learning.forms import Asked, form_of

ANY = ("", _("All"))


def _title(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200)


def _words(label: Any, *, required: bool = True, rows: int = 3, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, widget=area, help_text=help_text)


def _number(label: Any) -> forms.DecimalField:
    box = forms.TextInput(attrs={"inputmode": "decimal", "data-width": "short", "autocomplete": "off"})
    return forms.DecimalField(label=label, required=False, max_digits=20, decimal_places=4, localize=True, widget=box)


FindingForm = form_of(
    Finding, ("title_nb", "nb", "strength", "category", "touches", "loop", "owner_role", "owner"),
    title_nb=_title(_("What was found, in one sentence")), nb=_words(_("In a few more words"), required=False),
    loop=forms.TypedChoiceField(
        label=_("Which learning loop it feeds"), required=False, coerce=int, empty_value=None,
        choices=[("", _("None")), (1, _("1. Did the measures work?")), (2, _("2. Was it organised well?")),
                 (3, _("3. Were goals and actors right?"))],
    ),
)  # fmt: skip
OwnerForm = form_of(Finding, ("owner_role", "owner"))
AssessmentForm = form_of(
    Assessment, ("goal", "of_nb", "judgement", "on", "nb", "findings"),
    nb=_words(_("Why")), judgement=forms.ChoiceField(
        label=_("How it stands"), choices=Judgement.choices, widget=forms.RadioSelect),
)  # fmt: skip
ChallengeForm = form_of(
    Challenge, ("title_nb", "nb", "findings", "in_plan"),
    title_nb=_title(_("What is hard, in one sentence")), nb=_words(_("In a few more words"), required=False),
)  # fmt: skip
AdviceForm = form_of(
    Recommendation, ("title_nb", "nb", "to", "challenges", "part_of"),
    title_nb=_title(_("What is advised, in one sentence")), nb=_words(_("In a few more words"), required=False),
)  # fmt: skip
DecisionForm = form_of(
    Decision, ("words", "decided_by", "on", "activity", "lesson"),
    words=_words(_("What was decided")),
)  # fmt: skip
OutcomeForm = form_of(
    Outcome, ("kind", "words", "on"), words=_words(_("In a few words")),
    ask_again_on=DayField(label=_("When to ask again"), required=False),
)  # fmt: skip


class AnswerForm(Asked):
    """The answer to a recommendation."""

    kind = forms.ChoiceField(label=_("Answer"), choices=AnswerKind.choices, widget=forms.RadioSelect)
    reason = _words(_("Why"))
    by_when = DayField(label=_("By when"), required=False)
    on = DayField(label=_("Answered"))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("kind") != AnswerKind.REJECTED and "by_when" in given and given["by_when"] is None:
            self.add_error("by_when", ValidationError(_("Say by when it will be done.")))
        return given


class EvidenceForm(Asked):
    """What a finding rests on: one of those found."""

    ref = forms.ChoiceField(label=_("What it rests on"), widget=forms.RadioSelect)
    words = _words(_("What it shows, where that does not speak for itself"), required=False)
    against = forms.BooleanField(label=_("It speaks against the finding"), required=False)

    def __init__(self, data: Any, *, offered: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        ref = self.fields["ref"]
        assert isinstance(ref, forms.ChoiceField)  # noqa: S101 - declared above
        ref.choices = list(offered)


class EvidenceSearch(forms.Form):
    """Among what the evidence is looked for."""

    kind = forms.ChoiceField(label=_("What it is"), choices=EvidenceKind.choices)
    q = forms.CharField(label=_("Search"), required=False)


class CheckForm(Asked):
    """What a living check asks with a stored query, and what must hold."""

    nb = forms.CharField(label=_("What must hold, in one sentence"), max_length=300)
    condition = forms.ChoiceField(label=_("The number must be"), choices=Condition.choices)
    low = _number(_("At least, or exactly"))
    high = _number(_("At most"))
    tolerance = _number(_("Leeway"))
    window_days = forms.IntegerField(
        label=_("How old the number may be, in days"), required=False, min_value=1, max_value=10_000,
        help_text=_("Older numbers say that nobody measures. Leave empty for as old as it likes."),
        widget=forms.NumberInput(attrs={"data-width": "short"}),
    )  # fmt: skip

    def __init__(self, data: Any, *, query: StoredQuery, actor: Any, programme: str, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.query = query
        for one in query.arguments:
            name = f"with_{one.name}"
            if one.choices is None:
                self.fields[name] = forms.CharField(label=str(one.label), required=one.required, max_length=80)
            else:
                offered = list(one.choices(actor, programme))
                self.fields[name] = forms.ChoiceField(label=str(one.label), required=one.required, choices=offered)
        self.order_fields(["nb", *(f"with_{one.name}" for one in query.arguments)])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        condition = given.get("condition")
        low, high = given.get("low"), given.get("high")
        if condition in (Condition.AT_LEAST, Condition.EQUALS, Condition.BETWEEN) and low is None:
            self.add_error("low", ValidationError(_("Write the number it must be.")))
        if condition in (Condition.AT_MOST, Condition.BETWEEN) and high is None:
            self.add_error("high", ValidationError(_("Write the highest number it may be.")))
        if low is not None and high is not None and high < low:
            self.add_error("high", ValidationError(_("The highest number must not be below the lowest.")))
        return given

    @property
    def fields_of_check(self) -> dict[str, Any]:
        """What the check is made of."""
        given = self.cleaned_data
        arguments = {one.name: given[f"with_{one.name}"] for one in self.query.arguments if given[f"with_{one.name}"]}
        return {
            "nb": given["nb"], "nn": "", "en": "", "query": self.query.key, "arguments": arguments,
            "condition": given["condition"], "low": given["low"], "high": given["high"],
            "tolerance": given["tolerance"] or Decimal(0), "window_days": given["window_days"],
        }  # fmt: skip

    @staticmethod
    def initial_of(check: Check) -> dict[str, Any]:
        """The form as a check stands."""
        names = ("nb", "condition", "low", "high", "tolerance", "window_days")
        return {name: _tidy(getattr(check, name)) for name in names} | {
            f"with_{name}": value for name, value in check.arguments.items()
        }


class QueryForm(forms.Form):
    """Which stored query a check is to ask."""

    query = forms.ChoiceField(label=_("What is to be asked"), widget=forms.RadioSelect)

    def __init__(self, data: Any, *, queries: Iterable[StoredQuery], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        query = self.fields["query"]
        assert isinstance(query, forms.ChoiceField)  # noqa: S101 - declared above
        query.choices = [(one.key, f"{one.label}. {one.help}") for one in queries]


class FindingsFilter(forms.Form):
    """How the list of findings is narrowed."""

    q = forms.CharField(label=_("Search"), required=False)
    category = forms.ChoiceField(label=_("In the analysis model"), required=False)
    strength = forms.ChoiceField(
        label=_("Evidence"), required=False,
        choices=[ANY, *((value, str(label).partition(":")[0]) for value, label in Strength.choices)],
    )  # fmt: skip
    verdict = forms.ChoiceField(label=_("Living check"), required=False, choices=[ANY, *Verdict.choices[1:]])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ANY, *FindingState.choices])

    def __init__(self, data: Any, categories: Iterable[Any]) -> None:
        super().__init__(data)
        category = self.fields["category"]
        assert isinstance(category, forms.ChoiceField)  # noqa: S101 - declared above
        category.choices = [ANY, *((one.path, one.title) for one in categories)]


class AdviceFilter(forms.Form):
    """How the list of recommendations is narrowed."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[ANY, *RecommendationState.choices])


def _tidy(value: Any) -> Any:
    """A number without zeros nobody wrote."""
    return value.normalize() + 0 if isinstance(value, Decimal) and value == value.to_integral_value() else value
