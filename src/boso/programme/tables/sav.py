"""Files of SPSS (.sav), in and out, with labels and codes for no answer.

The library that reads and writes them wants a table of another library to write from; `_Frame` is as much of one as it
asks for, so that neither of those libraries is needed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import pyreadstat
from django.utils.translation import gettext as _
from narwhals.utils import Implementation, Version
from pyreadstat import PyreadstatError, ReadstatError

from boso.foundation.exchange.imports import Problem, Unreadable

MARK = b"$FL"
#: A text longer than this is cut off in a file.
LONGEST_LABEL = 255


@dataclass(frozen=True, slots=True)
class SavColumn:
    """One column. values: numbers, texts, or none. labels: of codes. missing: codes that stand for no answer, each a
    single one. measure: nominal, ordinal or scale.
    """

    name: str
    values: Sequence[float | str | None]
    label: str = ""
    labels: Mapping[float | str, str] = field(default_factory=dict)
    missing: tuple[float | str, ...] = ()
    measure: str = "nominal"


@dataclass(frozen=True, slots=True)
class SavFile:
    """A whole file. bundles: columns that are the choices of one question, by its words."""

    columns: tuple[SavColumn, ...]
    label: str = ""
    bundles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def is_sav(content: bytes) -> bool:
    """Whether it is such a file."""
    return content.startswith(MARK)


def read(name: str, content: bytes) -> SavFile:
    """The file, its codes for no answer too.

    Raises Unreadable.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        path.write_bytes(content)
        try:
            # Without `user_missing` the codes for no answer come as empty cells, and what they are is not told at all.
            data, about = pyreadstat.read_sav(
                path, user_missing=True, output_format="dict", disable_datetime_conversion=True
            )
        except (PyreadstatError, ReadstatError, UnicodeDecodeError):
            raise Unreadable(
                Problem(name, "", 0, "", _("The SPSS file is damaged."), _("Save it anew from SPSS, as .sav."))
            ) from None
    columns = []
    for each, values in data.items():
        there = {value for value in values if value is not None}
        labels: dict[float | str, str] = dict(about.variable_value_labels.get(each, {}).items())
        missing = tuple(
            sorted(value for value in there | set(labels) if _among(value, about.missing_ranges.get(each, [])))
        )
        columns.append(
            SavColumn(
                each, values, about.column_names_to_labels.get(each) or "", labels, missing,
                about.variable_measure.get(each, "unknown"),
            )
        )  # fmt: skip
    sets = {found.get("label") or key: tuple(found["variable_list"]) for key, found in about.mr_sets.items()}
    return SavFile(tuple(columns), about.file_label or "", sets)


def _among(value: float | str, ranges: Sequence[Any]) -> bool:
    return any(isinstance(value, type(each["lo"])) and each["lo"] <= value <= each["hi"] for each in ranges)


def write(file: SavFile) -> bytes:
    """The file's bytes. A column has at most three codes for no answer, as SPSS allows; the rest keep their labels."""
    columns = file.columns
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        pyreadstat.write_sav(
            _Frame({each.name: list(each.values) for each in columns}),
            path,
            file_label=file.label[:64],
            column_labels={each.name: each.label[:LONGEST_LABEL] for each in columns},
            variable_value_labels={each.name: _plain(each.labels) for each in columns if each.labels},
            missing_ranges={each.name: list(each.missing[:3]) for each in columns if each.missing},
            variable_measure={each.name: each.measure for each in columns},
        )
        return path.read_bytes()


def _plain(labels: Mapping[float | str, str]) -> dict[Any, str]:
    return dict(labels)


class _Series:
    """One column, as the writer looks at it."""

    _implementation = Implementation.POLARS
    _version = Version.V2

    def __init__(self, name: str, values: list[Any]) -> None:
        self.name, self.values = name, values
        self.dtype = nw.String() if any(isinstance(value, str) for value in values) else nw.Float64()

    def __narwhals_series__(self) -> _Series:
        return self

    def null_count(self) -> int:
        return sum(value is None for value in self.values)

    def drop_nulls(self) -> _Series:
        return _Series(self.name, [value for value in self.values if value is not None])

    def __iter__(self) -> Iterator[Any]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)


class _Frame:
    """A table of columns, as the writer looks at it."""

    _implementation = Implementation.POLARS
    _version = Version.V2

    def __init__(self, columns: dict[str, list[Any]]) -> None:
        self._columns = columns

    def __narwhals_dataframe__(self) -> _Frame:
        return self

    def __native_namespace__(self) -> Any:
        return sys.modules[__name__]

    def _with_version(self, version: Version) -> _Frame:
        return self

    @property
    def columns(self) -> list[str]:
        return list(self._columns)

    def iter_columns(self) -> Iterator[_Series]:
        return (_Series(name, values) for name, values in self._columns.items())

    def iter_rows(self, *, named: bool, buffer_size: int) -> Iterator[tuple[Any, ...]]:
        return zip(*self._columns.values(), strict=True)

    def __len__(self) -> int:
        return len(next(iter(self._columns.values()), []))
