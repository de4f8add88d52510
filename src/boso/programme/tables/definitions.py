"""How a table is made: which questions, by which groups, of whom, and how its numbers are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from boso.core.surveys.answers import SAID, Absent
from boso.core.surveys.rounding import Way
from boso.programme.tables.models_saved import Figure, Percent


@dataclass(frozen=True, slots=True)
class Definition:
    """questions: one, or several of one scale (a row each). rows: at most one group, for one question. filters: the
    codes that are let through, by group. within: the reasons for no answer that stand in the base. merged: answers put
    together. weight: its name, empty where each counts for one. turned: answers down, groups along.
    """

    questions: tuple[str, ...]
    rows: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    percent: str = Percent.ROW.value
    within: tuple[str, ...] = tuple(reason.value for reason in SAID)
    merged: bool = False
    decimals: int = 0
    rounding: str = Way.PLAIN.value
    weight: str = ""
    figure: str = Figure.GROUPED.value
    turned: bool = False

    @property
    def reasons(self) -> tuple[Absent, ...]:
        """The reasons for no answer that stand in the base, in their order."""
        return tuple(reason for reason in Absent if reason.value in self.within)

    def as_dict(self) -> dict[str, Any]:
        """For keeping."""
        return asdict(self)


def definition(kept: Mapping[str, Any]) -> Definition:
    """From what was kept. Raises ValueError for a percentage, a way of rounding or a reason there is not."""
    found = Definition(
        questions=tuple(kept["questions"]),
        rows=kept.get("rows", ""),
        filters=tuple((name, tuple(codes)) for name, codes in kept.get("filters", ())),
        percent=Percent(kept.get("percent", Percent.ROW)).value,
        within=tuple(Absent(reason).value for reason in kept.get("within", SAID)),
        merged=bool(kept.get("merged", False)),
        decimals=int(kept.get("decimals", 0)),
        rounding=Way(kept.get("rounding", Way.PLAIN)).value,
        weight=kept.get("weight", ""),
        figure=Figure(kept.get("figure", Figure.GROUPED)).value,
        turned=bool(kept.get("turned", False)),
    )
    if not found.questions or not 0 <= found.decimals <= 2:
        raise ValueError("a table has a question, and at most two decimals")
    return found
