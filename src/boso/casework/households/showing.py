"""What the pages of households show, ready for the templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.casework.households import law, marks, panels, queries_case
from boso.casework.households.cards import HouseholdCard, PersonCard
from boso.casework.households.languages import language
from boso.casework.households.models import Engagement, Household, Protection, Sharing
from boso.casework.households.panels import Case, Fact, Panel, Piece, Tag
from boso.foundation.history.models import Change
from boso.foundation.history.showing import Told, told
from boso.foundation.web.budget import ask
from boso.foundation.web.templatetags.words import day
from boso.foundation.worklist.registry import WorkItem

#: Statements the panels of the overview may send together; the rest of the page needs the others.
FOR_PANELS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One household as a row of the list."""

    household: Household
    card: HouseholdCard
    units: str
    workers: str

    @property
    def is_closed(self) -> bool:
        """Whether the case is closed."""
        return self.household.closed_on is not None


@dataclass(frozen=True, slots=True)
class Overview:
    """What the apps say of the household. rest: panels that did not fit, to be asked for by themselves."""

    facts: tuple[Fact, ...]
    tags: tuple[Tag, ...]
    tasks: tuple[WorkItem, ...]
    drawn: tuple[tuple[Panel, Piece], ...]
    rest: tuple[Panel, ...]


def rows(
    households: Iterable[Household],
    cards: Mapping[int, HouseholdCard],
    engagements: Mapping[int, Sequence[Engagement]],
    text: str = "",
) -> list[Row]:
    """The rows of one page. Where a name was typed, those it does not answer after all are left out."""
    found = []
    for household in households:
        card = cards.get(household.pk)
        if card is None or (text and not _answers(text, card)):
            continue
        working = engagements.get(household.pk, ())
        people = dict.fromkeys(row.worker.name for row in working if row.worker is not None)
        found.append(Row(household, card, ", ".join(row.unit.name for row in working), ", ".join(people)))
    return found


def _answers(text: str, card: HouseholdCard) -> bool:
    by_number = any(letter.isdigit() for letter in text)
    return by_number or any(marks.answers(text, person.name) for person in card.persons)


def overview(case: Case) -> Overview:
    """What the panels say, as many as the page has statements for."""
    known = {panel.key: panel for panel in panels.panels()}
    answers = ask({key: lambda panel=panel: panel.read(case) for key, panel in known.items()}, FOR_PANELS)  # type: ignore[misc]
    pieces = [(known[key], piece) for key, piece in answers.found.items()]
    return Overview(
        facts=tuple(fact for _panel, piece in pieces for fact in piece.facts),
        tags=tuple(tag for _panel, piece in pieces for tag in piece.tags),
        tasks=tuple(task for _panel, piece in pieces for task in piece.tasks),
        drawn=tuple((panel, piece) for panel, piece in pieces if panel.template and piece.context is not None),
        rest=tuple(known[key] for key in answers.rest),
    )


def ages(card: HouseholdCard, today: dt.date) -> str:
    """«2, 6 and 9 years», of the children whose birth is known."""
    years = sorted(age for person in card.persons if person.is_child and (age := person.age(today)) is not None)
    if not years:
        return ""
    *first, last = [str(year) for year in years]
    if not first:
        return ngettext("%(years)d year", "%(years)d years", years[0]) % {"years": years[0]}
    return _("%(first)s and %(last)s years") % {"first": ", ".join(first), "last": last}


def facts(case: Case) -> list[Fact]:
    """The facts of the head that households know themselves."""
    workers = [row for row in case.engagements if row.worker is not None]
    responsible = workers[0] if workers else None
    found = [Fact(_("Household"), case.card.size or _("Nobody lives here now"), ages(case.card, case.today))]
    found.append(
        Fact(_("Responsible"), responsible.worker.name, responsible.unit.name)
        if responsible is not None and responsible.worker is not None
        else Fact(_("Responsible"), _("nobody by name"), ", ".join(row.unit.name for row in case.engagements))
    )
    if case.household.closed_on is not None:
        found.append(Fact(_("Closed"), day(case.household.closed_on), case.household.get_closed_reason_display()))
    else:
        found.append(Fact(_("With us since"), day(case.household.opened_on)))
    return found


def tags(case: Case) -> list[Tag]:
    """The words under the name that households know themselves."""
    found = []
    if case.household.closed_on is not None:
        found.append(Tag(_("Closed")))
    if case.household.is_protected:
        levels = [person.protection for person in case.card.persons if person.is_protected]
        strictest = max(levels, key=Protection.values.index, default=Protection.CONFIDENTIAL)
        found.append(Tag(_("Protected address: %(level)s") % {"level": Protection(strictest).label}, "danger"))
    spoken = sorted({language(one.words.language) for one in case.card.persons if one.words.interpreter})
    if spoken:
        found.append(Tag(_("Interpreter: %(languages)s") % {"languages": ", ".join(spoken)}, "fjord"))
    return found


def people(case: Case) -> list[dict[str, Any]]:
    """Who lives there, with age and who speaks for each."""
    speakers = queries_case.speakers(case)
    return [
        {
            "person": person,
            "age": person.age(case.today),
            "language": language(person.words.language),
            "speakers": speakers.get(person.person_id, []),
        }
        for person in case.card.persons
    ]


def with_ages(card: HouseholdCard, today: dt.date) -> list[tuple[PersonCard, int | None]]:
    """Who lives there, each with the age where the birth is known."""
    return [(person, person.age(today)) for person in card.persons]


def history(case: Case, changes: Iterable[Change], shared: Iterable[Sharing] = ()) -> list[Told]:
    """What has happened, as lines that say whom or which unit it was about; sealed words stay sealed."""
    about = {("households.engagement", str(row.pk)): row.unit.name for row in case.engagements}
    about |= {("households.sharing", str(row.pk)): row.unit.name for row in shared}
    about |= {("households.member", str(one.member_id)): one.name for one in case.card.persons}
    return [told(change, about.get((change.object_type, change.object_id), "")) for change in changes]


def statutes(case: Case) -> list[tuple[Any, str]]:
    """What the household's data is used for, each with its statute."""
    return [(basis, law.statute("use", basis.use, basis.starts)) for basis in queries_case.bases(case)]


def sharing_ground(sharing: Sharing) -> str:
    """The ground of a sharing with its statute."""
    statute = law.statute("sharing", sharing.ground, sharing.starts)
    return f"{sharing.get_ground_display()} ({statute})" if statute else sharing.get_ground_display()
