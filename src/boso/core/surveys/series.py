"""A question over the waves: where its answers may be compared, and why not where the series is broken.

The digests of words, scale and filter are those of `core.questionnaires.fingerprints`; they stand with the answers, so
that waves can be compared without their forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from boso.core.questionnaires.fingerprints import Break, Fingerprint, breaks, fingerprint
from boso.core.questionnaires.form import Form

#: The sign of a broken series in a table, as Statistics Norway sets it.
MARK = "|"


@dataclass(frozen=True, slots=True)
class Asked:
    """How a question was asked in a wave; no digests where that wave did not ask it."""

    wave: str
    fingerprint: Fingerprint | None


@dataclass(frozen=True, slots=True)
class Link:
    """A wave in the series. run: which run of comparable waves it is in, from 1; none where it did not ask. broken:
    why it cannot be compared with the run before, where a new one begins.
    """

    wave: str
    run: int | None
    broken: tuple[Break, ...] = ()


def asked(wave: str, form: Form, name: str) -> Asked:
    """From the form of the wave. A question it has not was not asked."""
    try:
        return Asked(wave, fingerprint(form, name))
    except KeyError:
        return Asked(wave, None)


def series(waves: Sequence[Asked]) -> tuple[Link, ...]:
    """The waves in their order, cut into runs in which every two can be compared. Not asking breaks nothing.

    Raises ValueError for two waves of one name.
    """
    if len({each.wave for each in waves}) != len(waves):
        raise ValueError("two waves have the same name")
    links: list[Link] = []
    run: list[Fingerprint] = []
    number = 0
    for each in waves:
        if each.fingerprint is None:
            links.append(Link(each.wave, None))
            continue
        broken = next((found for earlier in reversed(run) if (found := breaks(earlier, each.fingerprint))), ())
        if broken or not run:
            run, number = [], number + 1
        run.append(each.fingerprint)
        links.append(Link(each.wave, number, broken))
    return tuple(links)


def comparable(links: Sequence[Link], first: str, second: str) -> bool:
    """Whether a change between the two may be reckoned. Raises KeyError for a wave there is not."""
    runs = {link.wave: link.run for link in links}
    return runs[first] is not None and runs[first] == runs[second]
