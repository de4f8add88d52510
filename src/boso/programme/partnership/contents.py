"""Where the chapters of a source begin, so that a line given with a fact can be checked against its chapter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contents:
    """The chapters of a source in order, each with its first line, and the last line of all."""

    last: int
    chapters: tuple[tuple[str, int], ...]

    def chapter_of(self, line: int) -> str | None:
        """The chapter a line stands in; none outside the text."""
        if not 1 <= line <= self.last:
            return None
        return next((name for name, first in reversed(self.chapters) if first <= line), None)


CONTENTS = {
    "moreforsking-2012": Contents(
        last=3309,
        chapters=(
            ("Forord", 1), ("English summary", 42), ("Sammendrag", 126), ("Vurderinger", 350),
            ("Utfordringer og anbefalinger", 614), ("1", 747), ("2", 821), ("2.1", 823), ("2.2", 968), ("3", 1071),
            ("3.1", 1096), ("3.2", 1166), ("3.3", 1232), ("3.4", 1311), ("3.5", 1385), ("3.6", 2114), ("3.7", 2276),
            ("4", 2354), ("4.1", 2359), ("4.2", 2641), ("5", 2935), ("5.1", 2944), ("5.2", 3099), ("Vedlegg", 3143),
        ),
    )
}  # fmt: skip


def spans(lines: str) -> list[tuple[int, int]]:
    """`772-774;1074` as [(772, 774), (1074, 1074)]."""
    return [
        (int(first), int(last or first)) for first, _dash, last in (part.partition("-") for part in lines.split(";"))
    ]


def astray(source: str, chapter: str, lines: str) -> list[str]:
    """The runs of lines that do not begin in a named chapter; none where the contents are not known."""
    known = CONTENTS.get(source)
    if known is None:
        return []
    named = {part.strip() for part in chapter.split(";")}
    return [
        f"{first}-{last}" if last > first else str(first)
        for first, last in spans(lines)
        if known.chapter_of(first) not in named or last > known.last
    ]
