"""Large instances as arrays: the columns of `boso-instance/1` in one NumPy file (.npz).

An array is named after its place in the document: `households.class`, `pairs.fit`. A household, or dwelling, is
referred to by its number in the file, from 0; -1 says none.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from boso.core.matching.instance import (
    FORMAT,
    TENANT,
    BadInstance,
    Columns,
    Fault,
    Instance,
    Kind,
    instance,
)
from boso.core.matching.reading import terms, terms_faults

TERMS = "terms"
#: Array -> the field of Columns, and the letters of the kinds of numbers it may hold.
_ARRAYS = {
    "households.id": ("households", "U"),
    "households.class": ("standing", "iu"),
    "households.since": ("since", "iu"),
    "households.lives_in": ("lives_in", "iu"),
    "households.tenant": ("tenant", "iu"),
    "dwellings.id": ("dwellings", "U"),
    "dwellings.vacant": ("vacant", "b"),
    "pairs.household": ("pair_household", "iu"),
    "pairs.dwelling": ("pair_dwelling", "iu"),
    "pairs.fit": ("fit", "iu"),
}
_SAID = {"U": "texts", "iu": "whole numbers", "b": "true and false"}
#: Array of numbers -> the array they number, and the smallest number.
_REFERS = {
    "households.lives_in": ("dwellings.id", -1),
    "pairs.household": ("households.id", 0),
    "pairs.dwelling": ("dwellings.id", 0),
}
_LAST_DAY = 3_652_059


def read_arrays(file: IO[bytes]) -> Instance:
    """The instance in a file of arrays.

    Raises BadInstance naming every unknown array, wrong kind and contradiction.
    """
    try:
        with np.load(file, allow_pickle=False) as held:
            found = {name: held[name] for name in held.files}
    except (ValueError, OSError, EOFError, zipfile.BadZipFile, AttributeError):
        raise BadInstance([Fault(Kind.NOT_READABLE, "the file", "is no file of arrays (.npz)")]) from None
    declared, faults = _declared(found)
    faults += _kinds_faults(found)
    if not faults:
        faults = _numbers_faults(found)
    if faults:
        raise BadInstance(faults)
    return instance(terms(declared), Columns(**{field: _column(found[name]) for name, (field, _) in _ARRAYS.items()}))


def write_arrays(asked: Instance, file: IO[bytes]) -> None:
    """The instance as a file of arrays."""
    declared, columns = asked.terms, asked.columns
    head = {"format": FORMAT, **{key: getattr(declared, key) for key in ("classes", "max_moves", "seed", "cycles")}}
    arrays: dict[str, Any] = {name: np.asarray(getattr(columns, field)) for name, (field, _) in _ARRAYS.items()}
    for name in ("households.id", "dwellings.id"):
        arrays[name] = arrays[name].astype(np.str_)
    np.savez_compressed(file, **{TERMS: np.asarray(json.dumps(head)), **arrays})


def _column(array: NDArray[Any]) -> Any:
    if array.dtype.kind == "U":
        return tuple(array.tolist())
    return array if array.dtype.kind == "b" else array.astype(np.int64)


def _declared(found: Mapping[str, NDArray[Any]]) -> tuple[Any, list[Fault]]:
    """What the text `terms` declares, and what is wrong with it."""
    if TERMS not in found:
        return {}, [Fault(Kind.MISSING, TERMS, "the array is lacking")]
    try:
        declared = json.loads(str(found[TERMS]))
    except ValueError:
        return {}, [Fault(Kind.WRONG_TYPE, TERMS, "must be one JSON object as text")]
    faults = terms_faults(declared)
    if not faults and declared["format"] != FORMAT:
        faults = [Fault(Kind.WRONG_FORMAT, f"{TERMS}.format", f"must be «{FORMAT}»")]
    return declared, faults


def _kinds_faults(found: Mapping[str, NDArray[Any]]) -> list[Fault]:
    """Unknown, missing, of the wrong kind, or not as long as the others of the same part."""
    faults = [
        Fault(Kind.UNKNOWN_KEY, name, f"unknown array «{name}»") for name in found if name not in {TERMS, *_ARRAYS}
    ]
    length: dict[str, int] = {}
    for name, (_field, kinds) in _ARRAYS.items():
        if name not in found:
            faults.append(Fault(Kind.MISSING, name, "the array is lacking"))
            continue
        array = found[name]
        if array.ndim != 1 or array.dtype.kind not in kinds:
            faults.append(Fault(Kind.WRONG_TYPE, name, f"must be a row of {_SAID[kinds]}"))
        elif length.setdefault(name.split(".")[0], len(array)) != len(array):
            faults.append(Fault(Kind.CONTRADICTION, name, "must be as long as the other arrays of its part"))
    return faults


def _numbers_faults(found: Mapping[str, NDArray[Any]]) -> list[Fault]:
    """Numbers that refer to nothing, and numbers that stand for nothing."""
    limits = {name: (least, len(found[other])) for name, (other, least) in _REFERS.items()}
    limits |= {"households.tenant": (0, len(TENANT)), "households.since": (0, _LAST_DAY + 1)}
    faults = []
    for name, (least, end) in limits.items():
        part, key = name.split(".")
        for index in np.flatnonzero((found[name] < least) | (found[name] >= end)):
            kind = Kind.UNKNOWN_ID if name in _REFERS else Kind.OUT_OF_RANGE
            faults.append(Fault(kind, f"{part}[{index}].{key}", f"must be from {least} to {end - 1}"))
    return faults
