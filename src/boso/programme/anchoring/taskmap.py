"""The task map: for each task of the field which unit decides, does and is asked; where nobody or several are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from boso.programme.anchoring.models import FieldTask, TaskPart, UnitFunction
from boso.programme.partnership.models import Function, TaskAssignment

#: Keys of the partnership's tasks -> the task of the field they are a piece of. Our own reading.
KEYS: Mapping[str, FieldTask] = {
    "allocate-dwelling": FieldTask.ALLOCATION,
    "decide-allocation": FieldTask.ALLOCATION,
    "contracts-rent": FieldTask.LEASE,
    "collect-rent": FieldTask.LEASE,
    "evictions": FieldTask.EVICTION,
    "housing-allowance": FieldTask.ALLOWANCE,
    "start-loan": FieldTask.START_LOAN,
    "grants": FieldTask.START_LOAN,
    "decide-start-loan": FieldTask.START_LOAN,
    "manage-dwellings": FieldTask.MANAGEMENT,
    "maintenance": FieldTask.MANAGEMENT,
    "empty-and-clean": FieldTask.MANAGEMENT,
    "follow-up": FieldTask.FOLLOW_UP,
    "analyse-need": FieldTask.ANALYSIS,
    "help-seekers": FieldTask.INFORMATION,
    "information": FieldTask.INFORMATION,
    "order-dwelling": FieldTask.PURCHASE,
    "deliver-dwelling": FieldTask.PURCHASE,
    "order-purchase": FieldTask.PURCHASE,
    "cooperate": FieldTask.COORDINATION,
    "instruments": FieldTask.COORDINATION,
    "programme": FieldTask.COORDINATION,
    "coordinate-property-office": FieldTask.COORDINATION,
    "coordinate-allocation-office": FieldTask.COORDINATION,
    "coordinate-mental-health": FieldTask.COORDINATION,
    "coordinate-measures": FieldTask.COORDINATION,
}

#: The partnership's functions -> ours. Who co-ordinates does that work; who is told is asked.
FUNCTIONS: Mapping[str, UnitFunction] = {
    Function.DECIDES: UnitFunction.DECIDES,
    Function.DOES: UnitFunction.DOES,
    Function.COORDINATES: UnitFunction.DOES,
    Function.ASKED: UnitFunction.ASKED,
    Function.INFORMED: UnitFunction.ASKED,
}

#: Tasks in which somebody makes a decision about a person or about money. In the others nobody has to decide.
DECIDED = frozenset(
    {
        FieldTask.ALLOCATION, FieldTask.PURCHASE, FieldTask.EVICTION, FieldTask.FOLLOW_UP, FieldTask.TEMPORARY,
        FieldTask.START_LOAN, FieldTask.ALLOWANCE,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit's part: from the partnership's map (`task`) or entered here (`part`)."""

    unit: str
    task: TaskAssignment | None = None
    part: TaskPart | None = None


@dataclass(slots=True)
class Cell:
    """Who has one function in one task."""

    function: UnitFunction
    needed: bool
    entries: list[Entry] = field(default_factory=list)

    @property
    def is_gap(self) -> bool:
        """Whether somebody must have it and nobody is named."""
        return self.needed and not self.entries

    @property
    def is_double(self) -> bool:
        """Whether several units have it: meant so, or nobody has noticed. Many may be asked."""
        return self.function != UnitFunction.ASKED and len({entry.unit.casefold() for entry in self.entries}) > 1


@dataclass(slots=True)
class Row:
    """One task of the field. silent: pieces of it that are named without a unit."""

    task: FieldTask
    cells: dict[UnitFunction, Cell]
    silent: list[TaskAssignment] = field(default_factory=list)

    @property
    def gaps(self) -> list[Cell]:
        """The functions nobody has."""
        return [cell for cell in self.cells.values() if cell.is_gap]

    @property
    def doubles(self) -> list[Cell]:
        """The functions several units have."""
        return [cell for cell in self.cells.values() if cell.is_double]


@dataclass(frozen=True, slots=True)
class TaskMap:
    """All tasks of the field, and the municipality's own that stand under none of them."""

    rows: list[Row]
    unplaced: list[TaskAssignment]

    @property
    def gaps(self) -> int:
        """In how many tasks nobody is named where somebody must be."""
        return sum(bool(row.gaps) for row in self.rows)

    @property
    def doubles(self) -> int:
        """In how many tasks several units have the same function."""
        return sum(bool(row.doubles) for row in self.rows)


def build(tasks: Iterable[TaskAssignment], parts: Iterable[TaskPart], places: Mapping[int, str]) -> TaskMap:
    """The map as it is now. places: task id -> the task of the field a member has put it under."""
    rows = {task: Row(task, {one: Cell(one, _needed(task, one)) for one in UnitFunction}) for task in FieldTask}
    unplaced = []
    for task in tasks:
        under = FieldTask(places[task.pk]) if task.pk in places else KEYS.get(task.key)
        if under is None:
            unplaced.append(task)
        elif task.after:
            rows[under].cells[FUNCTIONS[task.function]].entries.append(Entry(task.after, task=task))
        else:
            rows[under].silent.append(task)
    for part in parts:
        cell = rows[FieldTask(part.field_task)].cells[UnitFunction(part.function)]
        cell.entries.append(Entry(part.unit, part=part))
    return TaskMap(list(rows.values()), unplaced)


def _needed(task: FieldTask, function: UnitFunction) -> bool:
    return function == UnitFunction.DOES or (function == UnitFunction.DECIDES and task in DECIDED)
