"""Forms of learning, made from the fields of the models, with days and kroner as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import fields_for_model
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import BANK, CASEWORK, MEMBERS, MUNICIPAL_PROGRAMME, Role
from boso.foundation.web.forms import DayField, KronerField
from boso.programme.learning.models import (
    Arena,
    ArenaKind,
    Experience,
    Invitation,
    KnowledgePlan,
    LearningMeasure,
    LedgerEntry,
    Matter,
    Meeting,
    Network,
    NetworkMember,
    Participant,
    Position,
    ResultFigure,
    Ring,
    Session,
    Signal,
    Size,
    Use,
)
from boso.programme.partnership.models import Participation
from boso.programme.plans.models_shared import Theme

ANY = ("", _("All"))
_capfirst = lazy(capfirst, str)
_SHORT = forms.NumberInput(attrs={"data-width": "short"})


class Asked(forms.Form):
    """A form made by `form_of`. in_order: pairs of fields of which the second is not before the first."""

    in_order: Sequence[tuple[str, str]] = ()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for first, last in self.in_order:
            if given.get(first) and given.get(last) and given[last] < given[first]:
                self.add_error(last, ValidationError(_("This must not be before the first.")))
        return given

    def offer(self, **querysets: Any) -> Asked:
        """Which rows may be chosen in each field."""
        for name, rows in querysets.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - fields of foreign keys are
            field.queryset = rows
            if rows.model is Participation:
                field.label_from_instance = _name_of  # type: ignore[method-assign, assignment]
        return self


def _numbered(session: Session) -> str:
    """An item with its number: the same number runs at the same time."""
    return f"{session.slot}. {session.title}"


def _name_of(row: Any) -> str:
    """A participant by the name of its municipality."""
    return str(row.organisation.name)


def _field(field: Any, **_more: Any) -> forms.Field:
    """The form field of a model's field."""
    if isinstance(field, models.DateField):
        return DayField(label=_capfirst(field.verbose_name), required=not field.blank)
    if isinstance(field, models.DecimalField) and field.name == "cost":
        return KronerField(label=_capfirst(field.verbose_name), required=not field.blank, min_value=0)
    if isinstance(field, models.TextField):
        area = forms.Textarea(attrs={"rows": 3})
        return forms.CharField(label=_capfirst(field.verbose_name), required=not field.blank, widget=area)
    more: dict[str, Any] = {"help_text": ""}
    if isinstance(field, models.ManyToManyField):
        more["widget"] = forms.CheckboxSelectMultiple
    if isinstance(field, models.URLField):
        more["assume_scheme"] = "https"
    if isinstance(field, models.IntegerField) and not field.choices:
        more["widget"] = _SHORT
    made: forms.Field | None = field.formfield(**more)
    assert made is not None  # noqa: S101 - every field named below has one
    return made


def form_of(
    model: type[models.Model], names: Sequence[str], in_order: Sequence[tuple[str, str]] = (), **fields: forms.Field
) -> type[Asked]:
    """A form with those fields of a model, in that order, and fields of its own after them."""
    made = fields_for_model(model, fields=names, formfield_callback=_field)
    return type(f"{model.__name__}Form", (Asked,), {**made, **fields, "in_order": in_order})


def _title(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=200, help_text=help_text)


def _words(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, help_text=help_text, widget=area)


def _role(help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Role"), choices=[(role.value, role.label) for role in MEMBERS], help_text=help_text
    )


PlanForm = form_of(KnowledgePlan, ("year", "aim"))
MeasureForm = form_of(LearningMeasure, ("title_nb", "kind", "knowledge", "responsible", "due"))
ArenaForm = form_of(Arena, ("title_nb", "kind", "host", "starts", "ends", "place", "purpose"), (("starts", "ends"),))
SessionForm = form_of(Session, ("title_nb", "slot", "starts_at", "theme", "told_by", "room"))
InvitationForm = form_of(
    Invitation,
    ("organisation",),
    role=_role(_("Without a place, whoever holds the role in any of the municipalities.")),
)
ParticipantsForm = form_of(Participant, ("organisation", "people"), role=_role())
NetworkForm = form_of(
    Network, ("title_nb", "kind", "theme", "initiator", "meetings_a_year"),
    mandate=_words(_("Mandate"), _("One point a line."), required=False, rows=6),
)  # fmt: skip
MemberForm = form_of(NetworkMember, ("organisation", "party_nb", "position", "joined"))
MeetingForm = form_of(Meeting, ("on", "place", "agenda", "present", "minutes"))
MatterForm = form_of(Matter, ("title_nb", "nb", "raised_by", "raised_on", "meeting"), nb=_words(_("What it is about")))
ExperienceForm = form_of(
    Experience,
    (
        "title_nb", "organisation", "tool", "theme", "nb", "state", "tried_in", "ended_in", "result", "advice", "cost",
        "cost_note", "contact_role", "link", "builds_on", "activity", "challenges", "shared",
    ),
    (("tried_in", "ended_in"),),
    nb=_words(_("What was tried")),
)  # fmt: skip
FigureForm = form_of(ResultFigure, ("label", "before", "after", "unit", "period", "source"))
UseForm = form_of(Use, ("organisation", "taken_from", "state", "since"))
VerdictForm = form_of(Use, ("state", "verdict", "why"))
LessonForm = form_of(
    LedgerEntry, ("loop", "title_nb", "evidence", "learned_on", "arena", "experience", "activity", "shared")
)
SignalForm = form_of(Signal, ("title_nb", "seen_in", "seen_words", "evidence"))
SizeForm = form_of(Size, ("year", "inhabitants", "source"))


class AnswerForm(Asked):
    """Coming or not, as whom, and to which of the sessions."""

    reply = forms.ChoiceField(
        label=_("Answer"), choices=[("coming", _("I am coming")), ("not_coming", _("I am not coming"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    seat = forms.ChoiceField(label=_("As"))
    sessions: forms.ModelMultipleChoiceField[Session] = forms.ModelMultipleChoiceField(
        label=_("Sessions"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose one where several run at the same time."),
    )  # fmt: skip

    def __init__(self, data: Any, *, actor: Actor, sessions: Any, offered: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        seat = self.fields["seat"]
        assert isinstance(seat, forms.ChoiceField)  # noqa: S101 - declared above
        seat.choices = seats(actor)
        self.offer(sessions=sessions)
        offered_sessions = self.fields["sessions"]
        assert isinstance(offered_sessions, forms.ModelChoiceField)  # noqa: S101 - declared above
        offered_sessions.label_from_instance = _numbered  # type: ignore[method-assign, assignment]
        if not sessions or offered:
            del self.fields["sessions"]
        if offered:
            reply = self.fields["reply"]
            assert isinstance(reply, forms.ChoiceField)  # noqa: S101 - declared above
            reply.choices = [("coming", _("I want this")), ("not_coming", _("I do not want it"))]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        slots = [session.slot for session in given.get("sessions", ())]
        if len(slots) != len(set(slots)):
            self.add_error("sessions", ValidationError(_("Two of these run at the same time.")))
        return given


class WordsForm(Asked):
    """A few words that a step asks for."""

    words = _words(_("Why"))

    def __init__(self, data: Any, *, label: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["words"].label = label
        self.fields["words"].required = required


class SendForm(Asked):
    """To whom a signal was sent, and when."""

    sent_to = forms.CharField(label=_("Sent to"), max_length=160)
    on = DayField(label=_("When"))


class DayForm(Asked):
    """From which day."""

    on = DayField(label=_("The first day it is no longer so"))


class PlaceForm(Asked):
    """Where actors stand on a day."""

    on = DayField(label=_("On which day"))
    words = _words(_("How we know"))

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        choices = [("", _("not said")), *((str(value), label) for value, label in Ring.choices)]
        for group in Position:
            self.fields[f"ring_{group.value}"] = forms.ChoiceField(label=group.label, choices=choices, required=False)

    def rings(self) -> dict[str, int]:
        """The ring of each group that was given one."""
        found = {group.value: self.cleaned_data[f"ring_{group.value}"] for group in Position}
        return {group: int(ring) for group, ring in found.items() if ring}


def _choice(label: Any, choices: Iterable[tuple[Any, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[ANY, *choices])


class ArenaFilter(forms.Form):
    """How the list of arenas is narrowed."""

    q = forms.CharField(label=_("Search"), required=False)
    kind = _choice(_("Kind"), ArenaKind.choices)


class LibraryFilter(forms.Form):
    """How the library is narrowed."""

    q = forms.CharField(label=_("Search"), required=False)
    theme = _choice(_("Theme"), Theme.choices)
    tool = _choice(_("What it is"), Experience._meta.get_field("tool").choices or ())
    where = _choice(_("Where"), ())

    def __init__(self, data: Any, places: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        where = self.fields["where"]
        assert isinstance(where, forms.ChoiceField)  # noqa: S101 - declared above
        where.choices = [ANY, *places]


class LedgerFilter(forms.Form):
    """How the ledger is narrowed."""

    loop = _choice(_("Loop"), LedgerEntry._meta.get_field("loop").choices or ())
    state = _choice(_("State"), LedgerEntry._meta.get_field("state").choices or ())


class AlikeForm(forms.Form):
    """For whom likeness is worked out, and which challenge must be shared."""

    participant = forms.ChoiceField(label=_("Municipality"))
    theme = _choice(_("Challenge"), Theme.choices)

    def __init__(self, data: Any, places: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        choice = self.fields["participant"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = list(places)


def seats(actor: Actor) -> list[tuple[str, str]]:
    """The roles the actor may answer as: `role@organisation`."""
    known = (*BANK, *MUNICIPAL_PROGRAMME, *CASEWORK)
    mine = [seat for seat in actor.seats if seat.role in known] or list(actor.seats)
    return [
        (f"{seat.role}@{seat.municipality_id}", f"{Role(seat.role).label}, {seat.organisation_name}") for seat in mine
    ]
