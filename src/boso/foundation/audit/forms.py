"""What of the log is asked for, in the address."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.models import EntryKind
from boso.foundation.audit.queries import Wish
from boso.foundation.audit.verbs import labels
from boso.foundation.web.forms import DayField


class LogForm(forms.Form):
    """Narrow the log by person, kind, act, thing and period. What cannot be understood is told and left out."""

    person = forms.TypedChoiceField(label=_("Person"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *EntryKind.choices])
    verb = forms.ChoiceField(label=_("Act"), required=False)
    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("To and including"), required=False)
    thing = forms.RegexField(label=_("Thing"), regex=r"^[\w.]+:[\w-]+$", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, people: list[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["person"].choices = [("", _("All")), *people]  # type: ignore[attr-defined]
        named = sorted((str(label), verb) for verb, label in labels().items())
        self.fields["verb"].choices = [("", _("All")), *((verb, label) for label, verb in named)]  # type: ignore[attr-defined]

    def wish(self) -> Wish:
        """What is asked for, as far as it was understood."""
        self.is_valid()
        said = self.cleaned_data
        object_type, _colon, object_id = (said.get("thing") or "").partition(":")
        last = said.get("last")
        return Wish(
            person=said.get("person"),
            kind=said.get("kind") or "",
            verb=said.get("verb") or "",
            object_type=object_type,
            object_id=object_id,
            first=_midnight(said.get("first")),
            before=_midnight(last + dt.timedelta(days=1)) if last else None,
        )


def _midnight(day: dt.date | None) -> dt.datetime | None:
    if day is None:
        return None
    return dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_default_timezone())
