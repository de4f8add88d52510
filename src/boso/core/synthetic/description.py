"""What an invented municipality is made of: plain values, no database. Whoever writes it down decides how.

Codes here are the drawing's own words (`distributions.toml`); days are [starts, ends). A home and a family are named by
their place in their part (`Part`): parts stand on their own, so that a large municipality is made piece by piece.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Which municipality, how much there is to be of it, and the day that is today there."""

    code: str
    name: str
    households: int
    dwellings: int
    years: int
    """How far back the letting goes."""
    on: dt.date


@dataclass(frozen=True, slots=True)
class House:
    """A building with one home or many. A section is one flat among others' in a housing cooperative."""

    form: str
    name: str
    street: str
    number: int
    postcode: str
    area: str
    gnr: int
    bnr: int
    built: int
    floors: int
    has_lift: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of making an emptied home ready; no end while it is under way."""

    name: str
    starts: dt.date
    ends: dt.date | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a home's life: in one status, and why where it is empty."""

    status: str
    starts: dt.date
    ends: dt.date | None
    reason: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Bond:
    """What a grant binds a home to."""

    kind: str
    starts: dt.date
    ends: dt.date
    amount: int


@dataclass(frozen=True, slots=True)
class Home:
    """One dwelling as it is today, with its life so far."""

    number: int
    """Its number in the municipality, from 1."""
    house: int
    unit_number: str
    section: int | None
    kind: str
    disposal: str
    owner: str
    area_m2: int
    rooms: int
    bedrooms: int
    floor: int
    adaptations: tuple[str, ...]
    staffing: str
    rent: int
    deposit: int
    condition: str
    bond: Bond | None
    life: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Lease:
    """One lease of a home: by a known family, or by someone only the property system knows (`family` none)."""

    home: int
    family: int | None
    starts: dt.date
    ends: dt.date | None
    """The day agreed as the end; none for a lease without end."""
    ended_on: dt.date | None
    end_reason: str
    ground: str
    rent: int
    deposit_agreed: int
    deposit_paid: int
    move_out_requested_on: dt.date | None
    notice_given_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Human:
    """An invented person. Roles: applicant, co_applicant, child, child_visiting, other."""

    role: str
    name: str
    national_id: str
    born: dt.date
    woman: bool
    phone: str
    email: str
    language: str
    needs_interpreter: bool
    protection: str
    guardian: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A mapping: the family's situation on a day, and the home it needs."""

    mapped_on: dt.date
    unit: str
    situation: str
    homeless: str
    unsuitable: str
    """What makes the home unsuitable, where it is."""
    ground: str
    applied: bool
    """Whether the household has asked for help itself."""
    bedrooms: int
    ground_floor: bool
    adaptation: str
    staffing: str
    area: str
    neighbours: str
    follow_up: str
    urgency: str
    certainty: str


@dataclass(frozen=True, slots=True)
class ShortStay:
    """Nights in temporary accommodation."""

    place: str
    starts: dt.date
    ends: dt.date | None
    cost_a_night: int


@dataclass(frozen=True, slots=True)
class Word:
    """A note or a contact: harmless invented words, on a day, by a unit."""

    kind: str
    on: dt.date
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Family:
    """One household as the municipality knows it."""

    ground: str
    unit: str
    """The unit that works with it first."""
    second_unit: str
    """Another unit that works with it too, or sees it because it is shared; empty for none."""
    is_shared: bool
    opened_on: dt.date
    closed_on: dt.date | None
    closed_reason: str
    address: str
    members: tuple[Human, ...]
    needs: tuple[Need, ...]
    stays: tuple[ShortStay, ...]
    words: tuple[Word, ...]
    same_as: int | None = None
    """The family in this part that it is a double of, registered by another unit."""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a municipality, complete in itself."""

    number: int
    houses: tuple[House, ...]
    homes: tuple[Home, ...]
    families: tuple[Family, ...]
    leases: tuple[Lease, ...]


def as_bytes(part: Part) -> bytes:
    """The part as one line of JSON, the same bytes for the same part."""
    plain = dataclasses.asdict(part)
    return json.dumps(plain, default=str, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def digest(parts: Iterable[Part]) -> str:
    """SHA-256 of all parts, to compare whole municipalities by."""
    running = hashlib.sha256()
    for part in parts:
        running.update(as_bytes(part))
    return running.hexdigest()
