"""The side menu: places by job, each shown only to those who may open it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.casework.allocation.policies import may_open_allocation
from boso.casework.dwellings.policies import may_open_stock
from boso.casework.figures.policies import may_open_figures
from boso.casework.gap.policies import may_open_gap
from boso.casework.households.policies import may_open_clearances, may_open_households
from boso.casework.instruments.policies import may_open_instruments
from boso.casework.needs.policies import may_open_needs
from boso.casework.retention.policies import may_open_retention
from boso.casework.stays.policies import may_open_stays
from boso.casework.tenancies.policies import may_open_leases
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Decision
from boso.foundation.access.policies import may_open_people
from boso.foundation.audit.policies import may_open_log
from boso.foundation.exchange.policies import may_open_imports
from boso.foundation.jobs.policies import may_manage
from boso.foundation.organisations.policies import may_read
from boso.foundation.questionnaires.policies import may_open as may_open_forms
from boso.foundation.web.pages import anybody_signed_in, members


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu. icon: a name of the icon set. phone: one of the four places at the bottom of a phone.

    wing: `casework`, `programme`, or `both` for what a person opens whatever their work is.
    """

    address: str
    label: str | Promise
    icon: str
    policy: Callable[[Actor], Decision]
    wing: str = "programme"
    phone: bool = False


PLACES = (
    Place("today", _("Today"), "Tasklist", anybody_signed_in, wing="both", phone=True),
    Place("households:list", _("Households"), "HouseHeart", may_open_households, wing="casework", phone=True),
    Place("dwellings:list", _("Dwellings"), "Buildings3", may_open_stock, wing="casework", phone=True),
    Place("tenancies:monday", _("Leases"), "KeyVertical", may_open_leases, wing="casework", phone=True),
    Place("needs:overview", _("Needs"), "HandHeart", may_open_needs, wing="casework"),
    Place("gap:overview", _("Needs and homes"), "SquareGrid", may_open_gap, wing="casework"),
    Place("allocation:runs", _("Allocation"), "Handshake", may_open_allocation, wing="casework"),
    Place("instruments:watch", _("Instruments"), "Piggybank", may_open_instruments, wing="casework"),
    Place("stays:list", _("Temporary stays"), "Bed", may_open_stays, wing="casework"),
    Place("figures:list", _("Figures that leave"), "DoorOpen", may_open_figures, wing="casework"),
    Place("households:clearances", _("Clearances"), "ShieldLock", may_open_clearances, wing="casework"),
    Place("retention:plan", _("Retention"), "Trash", may_open_retention, wing="casework"),
    Place("partnership:programme", _("The programme"), "Compass", members, phone=True),
    Place("partnership:participants", _("Participants"), "Buildings3", members, phone=True),
    Place("plans:overview", _("Plans"), "TasklistStart", members),
    Place("anchoring:overview", _("Anchoring"), "PushPin", members),
    Place("reporting:overview", _("Reports"), "FileText", members),
    Place("grants:ledger", _("Grants"), "Wallet", members),
    Place("indicators:list", _("Indicators"), "BarChart", members),
    Place("partnership:calendar", _("Annual wheel"), "Calendar", members),
    Place("learning:overview", _("Learning"), "Book", members),
    Place("surveys:list", _("Surveys"), "Clipboard", members),
    Place("interviews:overview", _("Interviews"), "Chat", members),
    Place("findings:list", _("Findings"), "LightBulb", members),
    Place("evaluation:overview", _("Evaluation"), "MagnifyingGlass", members),
    Place("documents:list", _("Documents"), "Files", members),
    Place("organisations:list", _("Organisations"), "Buildings2", may_read),
    Place("questionnaires:library", _("Forms"), "Clipboard", may_open_forms, wing="both"),
    Place("exchange:imports", _("Imports"), "Upload", may_open_imports, wing="both"),
    Place("access:people", _("People"), "PersonGroup", may_open_people, wing="both"),
    Place("audit:log", _("Log"), "Shield", may_open_log, wing="both"),
    Place("jobs:list", _("Jobs"), "Cog", may_manage, wing="both"),
)
