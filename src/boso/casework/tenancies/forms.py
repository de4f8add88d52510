"""Forms of leases."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.casework.dwellings.codes import CodeBook
from boso.casework.dwellings.models import CodeList, Dwelling, Status
from boso.casework.tenancies import queries
from boso.casework.tenancies.models import EndReason, Ground, NoticeBy, Tenancy
from boso.foundation.access.actor import Actor
from boso.foundation.web.forms import DayField, KronerField

TERMS = (
    "starts", "ends", "ground", "informed_in_writing", "rent", "deposit_agreed", "deposit_paid", "deposit_paid_on",
    "guarantee", "guaranteed_until",
)  # fmt: skip
_MONEY = ("deposit_agreed", "deposit_paid", "guarantee")


class TermsForm(forms.Form):
    """What a lease says."""

    starts = DayField(label=gettext_lazy("From"))
    ends = DayField(
        label=gettext_lazy("To and with"), required=False,
        help_text=gettext_lazy("The last day of the term. Empty for a lease without end."),
    )  # fmt: skip
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"), choices=Ground.choices, widget=forms.RadioSelect,
        help_text=gettext_lazy("A term shorter than three years needs husleieloven § 11-1."),
    )  # fmt: skip
    informed_in_writing = forms.BooleanField(
        label=gettext_lazy("The tenant was told in writing, before or when signing, that § 11-1 applies"),
        required=False,
    )
    rent = KronerField(label=gettext_lazy("Rent a month"), required=False, min_value=0)
    deposit_agreed = KronerField(label=gettext_lazy("Deposit agreed"), required=False, min_value=0)
    deposit_paid = KronerField(label=gettext_lazy("Deposit paid"), required=False, min_value=0)
    deposit_paid_on = DayField(label=gettext_lazy("Paid on"), required=False)
    guarantee = KronerField(
        label=gettext_lazy("Guarantee"), required=False, min_value=0,
        help_text=gettext_lazy("Deposit and guarantee together are at most six months' rent."),
    )  # fmt: skip
    guaranteed_until = DayField(label=gettext_lazy("Guaranteed until"), required=False)

    def clean(self) -> dict[str, Any]:
        """No amount is 0; a deposit that is paid has a day."""
        asked = super().clean() or self.cleaned_data
        for name in _MONEY:
            asked[name] = asked.get(name) or 0
        if asked["deposit_paid"] and not asked.get("deposit_paid_on") and "deposit_paid_on" not in self.errors:
            self.add_error("deposit_paid_on", _("When was it paid?"))
        return asked

    def terms(self) -> dict[str, Any]:
        """The terms as the actions take them."""
        return {name: self.cleaned_data[name] for name in TERMS}

    @staticmethod
    def values(tenancy: Tenancy) -> dict[str, Any]:
        """What stands now; 0 kroner is shown as nothing."""
        found = {name: getattr(tenancy, name) for name in TERMS}
        return {**found, **{name: found[name] or None for name in _MONEY}}


class OpenForm(TermsForm):
    """Letting a dwelling to a household: which, and to whom."""

    dwelling = forms.CharField(
        label=gettext_lazy("Dwelling"), max_length=160,
        help_text=gettext_lazy("Its reference (B-417), or enough of the address to be the only one."),
    )  # fmt: skip
    household = forms.CharField(
        label=gettext_lazy("Household"), max_length=20, required=False,
        help_text=gettext_lazy("Its reference, such as H-000123. It stands in the household's case."),
    )  # fmt: skip

    field_order = ["dwelling", "household"]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.household_found: Any = None

    def clean_dwelling(self) -> Dwelling:
        """The one dwelling that is meant."""
        found = list(queries.dwellings_named(self.actor, self.cleaned_data["dwelling"]))
        if not found:
            raise forms.ValidationError(_("No dwelling answers this. Look it up in the list of dwellings."))
        if len(found) > 1:
            names = "; ".join(f"{one.reference} {one.title}" for one in found)
            raise forms.ValidationError(_("Which of these? %(names)s") % {"names": names})
        return found[0]

    def clean_household(self) -> str:
        """The household, which the person must see."""
        asked = str(self.cleaned_data["household"]).strip()
        if asked:
            self.household_found = queries.household_named(self.actor, asked)
            if self.household_found is None:
                raise forms.ValidationError(_("There is no household of that reference that you may see."))
        return asked


class DayForm(forms.Form):
    """One day on which something happened."""

    on = DayField(label=gettext_lazy("Day"))


class NoticeForm(DayForm):
    """Notice: when, and by whom."""

    by = forms.ChoiceField(label=gettext_lazy("Notice by"), choices=NoticeBy.choices, widget=forms.RadioSelect)


class DepositForm(forms.Form):
    """What is paid or guaranteed."""

    deposit_paid = KronerField(label=gettext_lazy("Deposit paid, in all"), required=False, min_value=0)
    deposit_paid_on = DayField(label=gettext_lazy("Paid on"), required=False)
    guarantee = KronerField(label=gettext_lazy("Guarantee"), required=False, min_value=0)
    guaranteed_until = DayField(label=gettext_lazy("Guaranteed until"), required=False)

    def clean(self) -> dict[str, Any]:
        """No amount is 0; a deposit that is paid has a day."""
        asked = super().clean() or self.cleaned_data
        for name in ("deposit_paid", "guarantee"):
            asked[name] = asked.get(name) or 0
        if asked["deposit_paid"] and not asked.get("deposit_paid_on") and "deposit_paid_on" not in self.errors:
            self.add_error("deposit_paid_on", _("When was it paid?"))
        return asked


class EndForm(DayForm):
    """The end of a lease, and what happens to the dwelling."""

    reason = forms.ChoiceField(label=gettext_lazy("Why it ended"))
    next_status = forms.ChoiceField(
        label=gettext_lazy("The dwelling then"),
        choices=[
            (Status.MAINTENANCE, gettext_lazy("is looked over and put in order")),
            (Status.READY, gettext_lazy("is ready to move in")),
            (Status.UNAVAILABLE, gettext_lazy("is out of use")),
        ],
        widget=forms.RadioSelect,
    )
    empty_reason = forms.ChoiceField(label=gettext_lazy("Why it stands empty"), required=False)

    def __init__(self, *args: Any, book: CodeBook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Keys handed in")
        self.fields["on"].help_text = _("From that day the dwelling is not let. A day to come is fine.")
        reasons = [(code, label) for code, label in EndReason.choices if code != EndReason.RENEWED]
        self.fields["reason"].choices = [("", _("Choose")), *reasons]  # type: ignore[attr-defined]
        self.fields["empty_reason"].choices = [("", _("not stated")), *book.choices(CodeList.EMPTY_REASON)]  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    """What the list of leases is asked for."""

    q = forms.CharField(
        label=gettext_lazy("Address or reference"), required=False, max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    show = forms.ChoiceField(label=gettext_lazy("Show"), required=False)
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"), required=False, choices=[("", gettext_lazy("All")), *Ground.choices]
    )

    def __init__(self, data: Any, *, kinds: list[tuple[str, Any]]) -> None:
        super().__init__(data)
        self.fields["show"].choices = [  # type: ignore[attr-defined]
            ("", _("All that run")), *kinds, ("ended", _("Ended")), ("all", _("All, ended too")),
        ]  # fmt: skip
