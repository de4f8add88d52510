"""Answers between the database and the core: packed columns, what stands in them, and the axes of a cube."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from boso.core.surveys.answers import ABSENT, Absent, Column, Small
from boso.core.surveys.cells import Axis, answers_axis
from boso.core.tabulation.system import Ints
from boso.programme.tables.models import Answered, Cube, Release, Variable

Words = dict[str, Any]


def packed(values: Iterable[str]) -> tuple[list[str], bytes, int]:
    """Everything that stands in a column, the places packed, and how many there are."""
    place: dict[str, int] = {}
    data = [place.setdefault(value, len(place)) for value in values]
    kind = np.min_scalar_type(max(0, len(place) - 1))
    return list(place), zlib.compress(np.array(data, dtype=kind).tobytes(), 6), len(data)


def unpacked(answered: Answered) -> Small:
    """For each respondent the place among the values."""
    kind = np.min_scalar_type(max(0, len(answered.values) - 1))
    found: Small = np.frombuffer(zlib.decompress(answered.data), dtype=kind)
    return found


def raw(answered: Answered) -> list[str]:
    """What stands in each row, as it came."""
    return [answered.values[at] for at in unpacked(answered).tolist()]


def column(variable: Variable, answered: Answered) -> Column:
    """The answers for the core: by code, with the reasons for none after them. What no code says is not answered."""
    codes = tuple(each["code"] for each in variable.codes)
    places = {code: at for at, code in enumerate(codes)}
    reasons = {each["code"]: len(codes) + ABSENT.index(Absent(each["reason"])) for each in variable.missing}
    otherwise = len(codes) + ABSENT.index(Absent.NOT_ANSWERED)
    kind = np.min_scalar_type(len(codes) + len(ABSENT) - 1)
    turned = np.array([reasons.get(value, places.get(value, otherwise)) for value in answered.values], dtype=kind)
    return Column(codes, turned[unpacked(answered)] if len(turned) else turned)


def absent(variable: Variable) -> Mapping[str, Absent]:
    """The reason that each of the file's own codes stands for."""
    return {each["code"]: Absent(each["reason"]) for each in variable.missing}


def answers(variable: Variable) -> Axis:
    """Along the answers to a question, with those put together."""
    codes = [each["code"] for each in variable.codes]
    return answers_axis(variable.name, codes, [(each["code"], each["codes"]) for each in variable.merged])


def groups(release: Release) -> tuple[Axis, ...]:
    """Along the groups it was opened with."""
    return tuple(Axis(each["name"], tuple(each["leaves"])) for each in release.groups)


def pack_counts(counts: Ints) -> bytes:
    """Counts for keeping."""
    return zlib.compress(np.ascontiguousarray(counts, dtype=np.int64).tobytes(), 6)


def counts_of(cube: Cube, axes: Sequence[Axis]) -> Ints:
    """The protected counts of a question, with every sum."""
    found = np.frombuffer(zlib.decompress(cube.counts), dtype=np.int64)
    return found.reshape(tuple(len(axis.names) for axis in axes))


def seen(variable: Variable) -> list[str]:
    """Everything that stands in a column, where it is kept."""
    answered = getattr(variable, "answered", None)
    return [] if answered is None else [value or "(empty)" for value in answered.values]
