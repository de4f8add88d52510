"""Who takes over which case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boso.casework.households.forms import choose, long
from boso.casework.households.models import Engagement
from boso.foundation.access.models import User

#: With more choices than this on a page, each case does not have a receiver of its own.
MOST_CHOICES = 180


class HandOverForm(forms.Form):
    """One receiver for all that are ticked, or another for a single case; a note that follows each."""

    receiver = forms.ChoiceField(label=_("Who takes over"))
    note = forms.CharField(
        label=_("Note to each case"), required=False, max_length=2000, widget=long(3),
        help_text=_("Stands in each case you hand over, for the unit to read."),
    )  # fmt: skip

    def __init__(self, data: Any, *, cases: Sequence[Engagement], people: Iterable[User]) -> None:
        super().__init__(data)
        self.cases = cases
        named = [(str(user.pk), user.name) for user in people]
        choose(self, "receiver", [("", _("choose a colleague")), *named])
        self.singly = len(cases) * len(named) <= MOST_CHOICES
        for case in cases:
            self.fields[f"case-{case.pk}"] = forms.BooleanField(
                label=case.household.reference, required=False, initial=True
            )
            if not self.singly:
                continue
            self.fields[f"to-{case.pk}"] = forms.ChoiceField(
                label=_("Who takes over %(reference)s") % {"reference": case.household.reference}, required=False,
                choices=[("", _("as above")), *named],
            )  # fmt: skip

    def chosen(self) -> dict[int, int]:
        """Who takes each case that is ticked, by the engagement's id."""
        given = self.cleaned_data
        return {
            case.pk: int(given.get(f"to-{case.pk}") or given["receiver"])
            for case in self.cases
            if given.get(f"case-{case.pk}")
        }
