"""Places that are no organisation of the register: what they are called, and for whom they are shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Area:
    """label: its name. about: the slugs of those on whose fact sheets it stands; everybody's where it names none."""

    label: str | Promise
    about: tuple[str, ...] = ()


AREAS = {
    "norge": Area(_("Norway")),
    "oslo-baerum": Area(_("Oslo and Bærum together"), ("oslo", "baerum", "alna", "bjerke", "grorud", "stovner")),
    "programme": Area(_("All participants together")),
    "evaluated": Area(_("The five evaluated together"), ("baerum", "hamar", "lillehammer", "lorenskog", "moss")),
}


def label(area: str) -> str:
    """What the place is called."""
    return str(AREAS[area].label) if area in AREAS else area


def of(slug: str) -> tuple[str, ...]:
    """The places whose figures are shown with an organisation's own."""
    return tuple(name for name, area in AREAS.items() if slug in area.about)
