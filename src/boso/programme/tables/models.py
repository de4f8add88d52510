"""What answers say: data sets, the protected cubes that every table is made of, saved tables, published figures."""

from __future__ import annotations

from boso.programme.tables.models_answers import Answered, Cube, Release
from boso.programme.tables.models_data import DataSet, DataState, Kind, Purpose, Scale, Variable
from boso.programme.tables.models_published import How, Known, Measure, Published, Shares
from boso.programme.tables.models_saved import Figure, Percent, Table, TableVersion

__all__ = [
    "Answered", "Cube", "DataSet", "DataState", "Figure", "How", "Kind", "Known", "Measure", "Percent", "Published",
    "Purpose", "Release", "Scale", "Shares", "Table", "TableVersion", "Variable",
]  # fmt: skip
