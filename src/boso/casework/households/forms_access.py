"""Forms about who sees a household, on what ground, and what is written about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boso.casework.households import law
from boso.casework.households.forms import choose, long
from boso.casework.households.models import (
    Channel,
    ConsentForm,
    EmergencyReason,
    EngagementGround,
    RecusalGround,
    SharingGround,
    Use,
    Verdict,
)
from boso.core.values.periods import add_months
from boso.foundation.access.models import User
from boso.foundation.organisations.models import Organisation, Unit
from boso.foundation.web.forms import DayField

Choices = Iterable[tuple[str, Any]]


def with_statutes(choices: Choices, kind: str, on: dt.date) -> list[tuple[str, str]]:
    """Each choice with its statute; those whose law was not in force that day are left out."""
    told = [(value, label, law.statute(kind, value, on)) for value, label in choices]
    return [(value, f"{label} ({statute})") for value, label, statute in told if statute]


class UnitForm(forms.Form):
    """Another unit that works with the household."""

    unit = forms.ChoiceField(label=_("Unit"))
    ground = forms.ChoiceField(label=_("How"), choices=EngagementGround.choices, initial=EngagementGround.TOGETHER)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "unit", [(str(unit.pk), unit.name) for unit in units])


class WorkerForm(forms.Form):
    """Who in the unit is responsible."""

    worker = forms.ChoiceField(label=_("Responsible"), required=False)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "worker", [("", _("nobody by name")), *((str(user.pk), user.name) for user in people)])


class ShareForm(forms.Form):
    """Which unit is to see the household, on what ground, until when."""

    unit = forms.ChoiceField(label=_("Unit"))
    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    ends = DayField(label=_("Until"), help_text=_("The first day they no longer see it."))

    def __init__(self, data: Any = None, *, units: Iterable[Unit], may_consent: bool, today: dt.date) -> None:
        super().__init__(data, initial={"ends": add_months(today, 3)})
        choose(self, "unit", [(str(unit.pk), unit.name) for unit in units])
        grounds = [one for one in SharingGround.choices if may_consent or one[0] != SharingGround.CONSENT]
        choose(self, "ground", with_statutes(grounds, "sharing", today))


class ExtendForm(forms.Form):
    """Share until another day."""

    ends = DayField(label=_("Until"), help_text=_("The first day they no longer see it."))


class RecuseForm(forms.Form):
    """Who has a conflict of interest, and of what kind."""

    user = forms.ChoiceField(label=_("Who"))
    ground = forms.ChoiceField(label=_("Tie"), choices=RecusalGround.choices)
    text = forms.CharField(label=_("In words"), required=False, max_length=300, widget=long(2))

    def __init__(self, *args: Any, people: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "user", people)


class BasisForm(forms.Form):
    """One use more of the household's data."""

    use = forms.ChoiceField(label=_("What for"))
    starts = DayField(label=_("From"))

    def __init__(self, data: Any = None, *, today: dt.date, standing: Iterable[str]) -> None:
        super().__init__(data, initial={"starts": today})
        known = set(standing)
        choose(self, "use", with_statutes([one for one in Use.choices if one[0] not in known], "use", today))


class AgreeForm(forms.Form):
    """Somebody agrees that services tell each other."""

    member = forms.ChoiceField(label=_("Who agrees"))
    text = forms.CharField(
        label=_("What to"), max_length=500, widget=long(),
        help_text=_("Which services may tell each other what, and what for."),
    )  # fmt: skip
    how = forms.ChoiceField(label=_("How"), choices=ConsentForm.choices)
    given_on = DayField(label=_("Day"))

    def __init__(self, data: Any = None, *, people: Choices, today: dt.date) -> None:
        super().__init__(data, initial={"given_on": today})
        choose(self, "member", people)


class NoteForm(forms.Form):
    """A note, and who may read it."""

    text = forms.CharField(label=_("Note"), max_length=5000, widget=long(6))
    units = forms.MultipleChoiceField(
        label=_("Who may read it"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen: everybody who sees the case."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, units: Iterable[Unit], **more: Any) -> None:
        super().__init__(data, **more)
        field = self.fields["units"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [(str(unit.pk), unit.name) for unit in units]


class ContactForm(NoteForm):
    """A contact with the household."""

    on = DayField(label=_("Day"))
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices)
    field_order = ("on", "channel", "text", "units")

    def __init__(self, data: Any = None, *, units: Iterable[Unit], today: dt.date) -> None:
        super().__init__(data, units=units, initial={"on": today})
        self.fields["text"].label = _("What was said and agreed")


class FindForm(forms.Form):
    """Whose number is looked for."""

    national_id = forms.CharField(
        label=_("National id"), max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-width": "medium"}),
    )  # fmt: skip
    place = forms.ChoiceField(label=_("Municipality or district"))

    def __init__(self, *args: Any, places: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = list(places)
        choose(self, "place", told)
        if len(told) == 1:
            self.fields["place"].widget = forms.HiddenInput()
            self.fields["place"].initial = told[0][0]


class EmergencyForm(FindForm):
    """Why what others have on the person must be opened now."""

    reason = forms.ChoiceField(label=_("What is the emergency?"), choices=EmergencyReason.choices)
    text = forms.CharField(
        label=_("What has happened"), max_length=500, widget=long(),
        help_text=_("A decision maker reads this and says whether it was justified."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("national_id", "place"):
            self.fields[name].widget = forms.HiddenInput()


class ReviewForm(forms.Form):
    """Whether an emergency access was justified."""

    verdict = forms.ChoiceField(label=_("Was it justified?"), choices=Verdict.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("What you have considered"), max_length=500, widget=long())


class ClearanceForm(forms.Form):
    """Who is to see protected households, and until when."""

    who = forms.ChoiceField(label=_("Who"))
    ends = DayField(label=_("Until"), help_text=_("The first day it no longer holds. At most a year."))

    def __init__(
        self, data: Any = None, *, people: Iterable[tuple[User, int]], places: Iterable[Organisation], today: dt.date
    ) -> None:
        super().__init__(data, initial={"ends": add_months(today, 6)})
        names = {place.pk: place.name for place in places}
        choose(
            self,
            "who",
            [
                ("", _("choose")),
                *(
                    (f"{user.pk}-{place}", user.name if len(names) == 1 else f"{user.name}, {names[place]}")
                    for user, place in people
                ),
            ],
        )
