"""The forms of indicators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from boso.core.indicators.spans import span
from boso.programme.indicators.models import Indicator, Target
from boso.programme.partnership.models import Participation


class NumberField(forms.DecimalField):
    """A number as people write it: 1 234,5."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 18)
        kwargs.setdefault("decimal_places", 4)
        kwargs.setdefault("widget", forms.TextInput(attrs={"data-width": "short", "inputmode": "decimal"}))
        kwargs.setdefault("error_messages", {"invalid": _("Write a number, for example 1 234,5.")})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The number. Raises ValidationError."""
        text = "".join(str(value or "").replace("−", "-").replace(",", ".").split())
        return super().to_python(text.replace("\u00a0", ""))


class PeriodField(forms.CharField):
    """2026, 2026H1, 2026Q3 or 2026M09; gives the code."""

    def clean(self, value: Any) -> str:
        """The period's code. Raises ValidationError."""
        text = super().clean(value)
        try:
            return span(text.strip().upper()).code
        except ValueError:
            raise ValidationError(_("Write the period as 2026, 2026H1, 2026Q3 or 2026M09.")) from None


class ValueForm(forms.Form):
    """A value of the municipality's own."""

    period = PeriodField(
        label=_("Period"), max_length=7, help_text=_("2026, 2026H1, 2026Q3 or 2026M09"),
        widget=forms.TextInput(attrs={"data-width": "short", "autocomplete": "off"}),
    )  # fmt: skip
    numerator = NumberField(label=_("Counted"))
    denominator = NumberField(label=_("Of how many"), required=False, min_value=0)
    origin = forms.CharField(label=_("Where the figure comes from"), max_length=200)
    note = forms.CharField(label=_("What one should know of it"), max_length=300, required=False)

    def __init__(self, indicator: Indicator, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["numerator"].label = indicator.numerator
        if indicator.is_ratio:
            self.fields["denominator"].label = indicator.denominator
            self.fields["denominator"].required = True
        else:
            del self.fields["denominator"]
        self.indicator = indicator

    def clean(self) -> dict[str, Any]:
        """A share is never above one hundred per cent."""
        found: dict[str, Any] = super().clean() or {}
        above, below = found.get("numerator"), found.get("denominator")
        if self.indicator.measure == "share" and above is not None and below is not None and above > below:
            self.add_error("numerator", _("More than all: the share would be above 100 per cent."))
        return found


class TargetForm(forms.Form):
    """What the municipality wants to reach."""

    year = forms.IntegerField(
        label=_("By the end of"), min_value=2000, max_value=2100, widget=forms.TextInput(attrs={"data-width": "short"})
    )
    value = NumberField(label=_("Target"))
    baseline = NumberField(label=_("Where it started"), required=False)
    baseline_year = forms.IntegerField(
        label=_("In the year"), required=False, min_value=1990, max_value=2100,
        widget=forms.TextInput(attrs={"data-width": "short"}),
    )  # fmt: skip
    basis = forms.CharField(
        label=_("Why this target"), max_length=300, help_text=_("Who has decided it, and what it builds on.")
    )

    @classmethod
    def of(cls, target: Target) -> dict[str, Any]:
        """What stands, for the form."""
        return {name: getattr(target, name) for name in ("year", "value", "baseline", "baseline_year", "basis")}


class CompareForm(forms.Form):
    """What to compare."""

    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    group = forms.ChoiceField(label=_("Group"), required=False)
    axis = forms.ChoiceField(label=_("Along"), required=False)

    def __init__(
        self, indicators: list[tuple[str, str]], groups: list[tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        axes = [("calendar", _("Calendar years")), ("programme", _("Years in the programme"))]
        for name, choices in (("indicator", indicators), ("group", groups), ("axis", axes)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what it is
            field.choices = choices


class GroupForm(forms.Form):
    """Participants to compare with."""

    name = forms.CharField(label=_("Name"), max_length=80)
    why = forms.CharField(label=_("Why these belong together"), max_length=300)
    members = forms.MultipleChoiceField(label=_("Participants"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, participants: list[Participation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["members"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker what it is
        field.choices = [(str(one.pk), one.organisation.name) for one in participants]


class YearForm(forms.Form):
    """The year of a fact sheet."""

    year = forms.ChoiceField(label=_("Year"))

    def __init__(self, years: Sequence[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what it is
        field.choices = [(str(one), str(one)) for one in years]


class ReasonForm(forms.Form):
    """Why a value goes back."""

    reason = forms.CharField(label=_("What must be corrected?"), widget=forms.Textarea(attrs={"rows": 3}))


class PackageForm(forms.Form):
    """A package of figures as a municipality has let it out."""

    file = forms.FileField(label=_("Package"), max_length=200, help_text=_("The file that left, ending in .json."))

    def clean_file(self) -> bytes:
        """The content; at most 5 MB. Raises ValidationError."""
        file = self.cleaned_data["file"]
        if file.size > 5 * 1024 * 1024:
            raise ValidationError(_("The file is larger than a package of figures can be."))
        content: bytes = file.read()
        return content


class KeyForm(forms.Form):
    """Whose key it is."""

    organisation = forms.ChoiceField(label=_("Municipality"))
    public = forms.CharField(
        label=_("The public key"), max_length=60, help_text=_("44 signs, as the municipality sends it.")
    )

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what it is
        field.choices = choices
