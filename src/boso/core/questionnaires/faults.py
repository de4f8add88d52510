"""What can be wrong with a form or an answer: every code in one table, with the words said in English.

Whoever shows a fault translates `WORDS[code]` and fills in the fault's values (`%(name)s`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from boso.core.questionnaires.faults_words import WORDS


class Weight(StrEnum):
    """How bad it is: the form is refused; something was changed or will not work; it could be better."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to say about a form.

    sheet, row, column: where in the workbook (row 0 and a blank sheet when the form did not come from one).
    name: the question, group, repeat or list it is about. values: what is filled into the words.
    """

    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    name: str = ""
    values: tuple[tuple[str, str], ...] = ()

    @property
    def weight(self) -> Weight:
        """How bad it is."""
        return Weight(WORDS[self.code][0])

    @property
    def what(self) -> str:
        """What is wrong, in English."""
        return WORDS[self.code][1] % dict(self.values)

    @property
    def advice(self) -> str:
        """What to do, in English; may be blank."""
        return WORDS[self.code][2] % dict(self.values)

    def at(self, row: int, sheet: str = "") -> Fault:
        """The same, with its place in the workbook."""
        return replace(self, row=row, sheet=sheet or self.sheet)


def fault(
    code: str,
    values: Mapping[str, object] | None = None,
    /,
    *,
    sheet: str = "",
    row: int = 0,
    column: str = "",
    name: str = "",
    **more: object,
) -> Fault:
    """A fault with its values as text. Raises KeyError for a code that has no words."""
    WORDS[code]
    texts = {key: str(value) for key, value in {**(values or {}), **more}.items()}
    return Fault(code, sheet, row, column, name, tuple(sorted(texts.items())))


def serious(faults: Iterable[Fault]) -> list[Fault]:
    """Those for which a form is refused."""
    return [each for each in faults if each.weight is Weight.ERROR]


#: So many faults are enough: whoever made the form puts these right first.
MOST_FAULTS = 200


class FormErrors(ValueError):
    """A form that cannot be used, with everything that was found, warnings too, in the order of the sheets."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(each.what for each in serious(self.faults)))
