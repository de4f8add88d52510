"""Forms of anchoring. Offices and units, never names of people."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from boso.foundation.web.forms import DayField
from boso.programme.anchoring.models import (
    ActorGroup,
    Degree,
    FieldTask,
    InvolvementPhase,
    Place,
    PlanDocument,
    ScopeKind,
    Standing,
    Still,
    UnitFunction,
)
from boso.programme.anchoring.models_hearing import LONGEST
from boso.programme.plans.models import Activity, PlanVersion

_LONG = forms.Textarea(attrs={"rows": 4})
_ANY = ("", _("All"))
_OFFICE = _("An office, a group or a unit. No names of people.")


class Dated(forms.Form):
    """A form with a day that cannot lie ahead."""

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("decided_on", "done_on", "on"):
            if given.get(name) and given[name] > self.today:
                self.add_error(name, ValidationError(_("This day lies ahead.")))
        return given


class ScopeFilter(forms.Form):
    """How the register is narrowed."""

    q = forms.CharField(label=_("Search"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[_ANY, *ScopeKind.choices], required=False)
    place = forms.ChoiceField(label=_("Belongs"), choices=[_ANY, *Place.choices], required=False)


class DecisionForm(Dated):
    """Where it belongs, and who decided when and why."""

    place = forms.ChoiceField(label=_("Where it belongs"), choices=Place.choices, widget=forms.RadioSelect)
    decided_on = DayField(
        label=_("Decided on"), required=False, help_text=_("A decision has a day, a reason and who decided.")
    )
    decided_by = forms.CharField(label=_("Who decided"), max_length=200, required=False, help_text=_OFFICE)
    nb = forms.CharField(label=_("Why"), widget=_LONG, max_length=1000, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("place") in (Place.PROGRAMME, Place.LINE):
            for name, told in (
                ("decided_on", _("Say which day it was decided.")),
                ("decided_by", _("Say who decided.")),
                ("nb", _("Say why.")),
            ):
                if name not in self.errors and not given.get(name):
                    self.add_error(name, ValidationError(told))
        return given


class ScopeForm(DecisionForm):
    """A service, a target group or a measure, and where it belongs."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ScopeKind.choices, widget=forms.RadioSelect)
    name_nb = forms.CharField(label=_("Its name"), max_length=200, required=False)
    activity: forms.ModelChoiceField[Activity] = forms.ModelChoiceField(
        label=_("Measure in the plan"), queryset=None, required=False, help_text=_("Where the plan has it.")
    )
    field_order = ("kind", "name_nb", "activity", "place", "decided_on", "decided_by", "nb")

    def __init__(self, *args: Any, activities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _rows(self, "activity", activities)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("activity") and not given.get("name_nb"):
            given["name_nb"] = given["activity"].title_nb
        if not given.get("name_nb"):
            self.add_error("name_nb", ValidationError(_("Give it a name, or choose a measure.")))
        return given


class PlaceForm(forms.Form):
    """Under which task of the field one of the municipality's own tasks stands."""

    field_task = forms.ChoiceField(label=_("It is a piece of"), choices=FieldTask.choices)


class PartForm(forms.Form):
    """A unit's part in a task."""

    field_task = forms.ChoiceField(label=_("Task"), choices=FieldTask.choices)
    function = forms.ChoiceField(label=_("What the unit does"), choices=UnitFunction.choices, widget=forms.RadioSelect)
    unit = forms.CharField(label=_("Unit"), max_length=200, help_text=_OFFICE)
    starts = DayField(label=_("From"))


class EndForm(forms.Form):
    """From which day it is no longer so."""

    on = DayField(label=_("The first day it is no longer so"))


class MentionForm(forms.Form):
    """How an activity stands in a document."""

    activity: forms.ModelChoiceField[Activity] = forms.ModelChoiceField(
        label=_("What"), queryset=None, required=False, empty_label=_("The programme as a whole")
    )
    document = forms.ChoiceField(label=_("Where"), choices=PlanDocument.choices)
    standing = forms.ChoiceField(
        label=_("How it stands there"), choices=[one for one in Standing.choices if one[0] != Standing.NOT_STATED],
        widget=forms.RadioSelect,
    )  # fmt: skip
    edition = forms.CharField(
        label=_("Which plan"), max_length=60, required=False, help_text=_("Its years, or the day it was adopted.")
    )
    nb = forms.CharField(
        label=_("Where in it, and in what words"), widget=_LONG, max_length=1000, required=False,
        help_text=_("Chapter, page or post, so that others can find it."),
    )  # fmt: skip

    def __init__(self, *args: Any, activities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _rows(self, "activity", activities)


class ReanchoringForm(Dated):
    """How the programme was anchored anew."""

    done_on = DayField(label=_("When"))
    how = forms.CharField(
        label=_("How"), widget=_LONG, max_length=500,
        help_text=_("In what meeting, and with whom. Offices, not names of people."),
    )  # fmt: skip


class InvolvementForm(Dated):
    """How much a group takes part, and how one knows."""

    group = forms.ChoiceField(label=_("Who"), choices=ActorGroup.choices)
    phase = forms.ChoiceField(label=_("In which phase"), choices=InvolvementPhase.choices)
    degree = forms.ChoiceField(
        label=_("How much they take part"), choices=[one for one in Degree.choices if one[0] != Degree.NOT_STATED],
        widget=forms.RadioSelect,
    )  # fmt: skip
    on = DayField(label=_("As of"))
    nb = forms.CharField(
        label=_("How one knows"), widget=_LONG, max_length=1000,
        help_text=_("Meetings, papers, counts. No names of people."),
    )  # fmt: skip


class HandOverForm(forms.Form):
    """Who owns an activity afterwards."""

    owner = forms.CharField(label=_("Who owns it afterwards"), max_length=200, help_text=_OFFICE)
    budget = forms.CharField(
        label=_("Where in the budget"), max_length=200, required=False,
        help_text=_("Chapter or post. Empty: it stands in no budget yet."),
    )  # fmt: skip
    starts = DayField(label=_("From"))
    note = forms.CharField(label=_("What else is agreed"), widget=_LONG, max_length=500, required=False)


class CheckForm(Dated):
    """What has become of it."""

    on = DayField(label=_("Asked on"))
    still = forms.ChoiceField(label=_("What has become of it"), choices=Still.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("In words"), widget=_LONG, max_length=500)


class HearingForm(forms.Form):
    """A hearing on a version of a plan."""

    version: forms.ModelChoiceField[PlanVersion] = forms.ModelChoiceField(label=_("Plan"), queryset=None)
    title = forms.CharField(label=_("Title"), max_length=160)
    about = forms.CharField(
        label=_("What it is about, and what you ask for"), widget=_LONG, max_length=2000,
        help_text=_("Short and plain: people read it on a phone."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("The plan"), widget=forms.Textarea(attrs={"rows": 16}), max_length=40_000,
        help_text=_("The words people are to comment on. They stand from the day the hearing opens."),
    )  # fmt: skip
    closes = DayField(label=_("Last day for comments"))

    def __init__(self, *args: Any, versions: Any, today: dt.date, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        _rows(self, "version", versions)
        if fixed:
            del self.fields["version"]

    def clean_closes(self) -> dt.date:
        day: dt.date = self.cleaned_data["closes"]
        if day < self.today:
            raise ValidationError(_("The last day has passed."))
        return day


class CommentForm(forms.Form):
    """What anybody may write. `site` is left empty by people: what fills in everything is not one."""

    words = forms.CharField(
        label=_("Your comment"), widget=forms.Textarea(attrs={"rows": 8}), max_length=LONGEST,
        help_text=_("At most 4 000 characters. Do not write about other people's health or life."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Name or organisation"), max_length=80, required=False,
        help_text=_("Only if you wish. It is shown with your comment."),
    )  # fmt: skip
    site = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_site(self) -> str:
        if self.cleaned_data["site"]:
            raise ValidationError(_("This was not sent by a person."))
        return ""


class ReasonForm(forms.Form):
    """Why a comment is not shown; the writer reads it."""

    reason = forms.CharField(label=_("Why it is not shown"), max_length=300, help_text=_("The writer reads this."))


class AnswerForm(forms.Form):
    """The municipality's answer."""

    answer = forms.CharField(label=_("The municipality's answer"), widget=_LONG, max_length=4000)


def _rows(form: forms.Form, name: str, rows: Any) -> None:
    choice = form.fields[name]
    assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 - declared above
    choice.queryset = rows
