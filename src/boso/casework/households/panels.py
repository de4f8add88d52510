"""Where other apps put what they know on a household's case page. Each registers in its AppConfig.ready().

    panels.register(Panel("needs", order=10, read=showing.panel, template="needs/panel.html"))
    panels.register_tab(Tab("needs", _("Needs"), order=10, read=showing.tab, template="needs/tab.html"))

A panel may add facts to the head, tags under the name, tasks, and a part of the overview; a tab has the page to itself.
Whoever sees the household has been asked already: `case` holds one that the actor may see, with who lives there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from boso.casework.households.cards import HouseholdCard
from boso.casework.households.models import Engagement, Household
from boso.foundation.access.actor import Actor
from boso.foundation.vault.sealing import Keyring
from boso.foundation.worklist.registry import WorkItem

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Case:
    """One household as the actor sees it today: the row, who lives there, who works with it, and whether they write.

    ring: the keys of the household's own words and of who lives there. Never kept longer than the request.
    """

    actor: Actor
    household: Household
    card: HouseholdCard
    engagements: Sequence[Engagement]
    may_write: bool
    today: dt.date
    ring: Keyring = field(default_factory=lambda: Keyring({}), repr=False)

    @property
    def is_erased(self) -> bool:
        """Whether the key of the household's own words is thrown away: nothing more can be written here."""
        return self.household.key_id not in self.ring.keys


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the head: «Lives in», «Testbakken 9, H0303», «municipal, until 31.03.2028»."""

    label: Words
    value: Words
    note: Words = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """One word about the household under its name, in the colour of its state."""

    words: Words
    color: str = "neutral"


@dataclass(frozen=True, slots=True)
class Piece:
    """What one app says of the household on its overview. context: for the panel's template; none draws nothing."""

    facts: tuple[Fact, ...] = ()
    tags: tuple[Tag, ...] = ()
    tasks: tuple[WorkItem, ...] = ()
    context: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """An app's part of the overview. read: in at most two queries. template gets `case`, `piece` and the context.

    order: lower stands higher (needs 10, tenancies 20, stays 30). label: what it is about, where only a link to it
    stands. happened: what it keeps of a household by `household`; acts on it belong to the story of the case.
    """

    key: str
    read: Callable[[Case], Piece]
    template: str = ""
    order: int = 100
    label: Words = ""
    happened: type[Model] | None = None


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the case. read: what its template gets beside `case`."""

    key: str
    label: Words
    read: Callable[[Case], Mapping[str, Any]]
    template: str
    order: int = 100
    shown: Callable[[Case], bool] = field(default=lambda case: True)


_panels: dict[str, Panel] = {}
_tabs: dict[str, Tab] = {}


def register(panel: Panel) -> None:
    """Add a part of the overview. Registering the same key again replaces it."""
    _panels[panel.key] = panel


def register_tab(tab: Tab) -> None:
    """Add a tab. Registering the same key again replaces it."""
    _tabs[tab.key] = tab


def panels() -> tuple[Panel, ...]:
    """Every part of the overview, in order."""
    return tuple(sorted(_panels.values(), key=lambda panel: (panel.order, panel.key)))


def tabs(case: Case) -> tuple[Tab, ...]:
    """Every tab the actor may open on this case, in order."""
    return tuple(sorted((tab for tab in _tabs.values() if tab.shown(case)), key=lambda tab: (tab.order, tab.key)))
