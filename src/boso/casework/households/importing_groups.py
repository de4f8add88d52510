"""The rows of a list of households put together: who lives with whom, and what is said of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from boso.casework.households import marks
from boso.casework.households.models import MemberRole, Protection
from boso.casework.households.sealing import PersonWords
from boso.core.values.folding import fold
from boso.core.values.national_id import BadNationalId, parse
from boso.core.values.periods import add_months
from boso.foundation.exchange.imports import Context
from boso.foundation.exchange.sheets import Row

GROWN_UP = 18


@dataclass
class Told:
    """One row: a person with the digests by which they are found again, the surest first."""

    row: Row
    words: PersonWords
    role: str
    protection: str
    digests: tuple[int, ...] = ()

    @property
    def is_protected(self) -> bool:
        """Whether the file says that the address is protected."""
        return self.protection not in ("", Protection.NONE)


@dataclass
class Group:
    """Rows that are one household."""

    told: list[Told] = field(default_factory=list)

    @property
    def is_protected(self) -> bool:
        """Whether somebody in it is."""
        return any(one.is_protected for one in self.told)

    def first(self, name: str) -> Any:
        """What the first row that says anything in that column says."""
        return next((one.row[name] for one in self.told if one.row[name] not in (None, "")), None)


def groups_of(rows: Iterable[Row], key: bytes | None, today: dt.date) -> list[Group]:
    """The households in the order of the file. A row without a household's mark is one by itself."""
    found: list[Group] = []
    by_word: dict[str, Group] = {}
    for row in rows:
        word = fold(row["household"] or "")
        group = by_word.get(word) if word else None
        if group is None:
            group = Group()
            found.append(group)
            if word:
                by_word[word] = group
        group.told.append(_told(row, key, today))
    for group in found:
        _give_roles(group, today)
    return found


def name_of(row: Row) -> str:
    """The name, from one column or two."""
    parts = [row["name"]] if row["name"] else [row["first_name"], row["family_name"]]
    return " ".join(part for part in parts if part)


def check_groups(groups: Iterable[Group], context: Context) -> None:
    """Each household has somebody who is found again, no person stands twice, and one is the main person."""
    first: dict[int, tuple[int, Group]] = {}
    for group in groups:
        if not any(one.digests for one in group.told):
            context.problem(
                group.told[0].row,
                "national_id",
                _("Nobody in the household has a national id, or a name and a day of birth."),
                _("Write one of them: otherwise the next file would register the household once more."),
            )
        main = [one for one in group.told if one.row["role"] == MemberRole.APPLICANT]
        for one in main[1:]:
            context.problem(
                one.row,
                "role",
                _("Row %(row)d is the household's main person already.") % {"row": main[0].row.number},
                _("Choose another role, or give the row a household of its own."),
            )
        for one in group.told:
            for digest in one.digests[:1]:
                earlier, other = first.setdefault(digest, (one.row.number, group))
                if earlier != one.row.number:
                    _tell_twice(one, earlier, context, same=other is group)


def _tell_twice(one: Told, earlier: int, context: Context, *, same: bool) -> None:
    context.problem(
        one.row,
        "national_id" if one.words.national_id else "name",
        _("The row is the same person as row %(earlier)d.") % {"earlier": earlier},
        _("Keep one of them.")
        if same
        else _("Keep one of them, or give both the same household. A child with two homes is added in the case."),
    )


def _told(row: Row, key: bytes | None, today: dt.date) -> Told:
    words = PersonWords(
        name=name_of(row),
        national_id=row["national_id"] or "",
        born=row["born"] or _birth_told(row["national_id"], today),
        phone=row["phone"] or "",
        email=row["email"] or "",
        language=row["language"] or "",
        interpreter=bool(row["interpreter"]),
    )
    digests: tuple[int, ...] = ()
    if key is not None:
        own = (marks.of_id(key, words.national_id),) if words.national_id else ()
        digests = (*own, *sorted(marks.twins(key, words)))
    return Told(row, words, row["role"] or "", row["protection"] or "", digests)


def _birth_told(national_id: str | None, today: dt.date) -> dt.date | None:
    """The birth an id tells; none for a wrong one, which is a fault of its row."""
    try:
        return parse(national_id, today=today).born if national_id else None
    except BadNationalId:
        return None


def _give_roles(group: Group, today: dt.date) -> None:
    """Who has no role in the file: the first grown-up is the main person, children are children."""
    has_main = any(one.role == MemberRole.APPLICANT for one in group.told)
    for place, one in enumerate(group.told):
        if one.role:
            continue
        born = one.words.born
        is_child = born is not None and born > add_months(today, -12 * GROWN_UP)
        if not has_main and (not is_child or place == len(group.told) - 1):
            one.role, has_main = MemberRole.APPLICANT, True
        else:
            one.role = MemberRole.CHILD if is_child else MemberRole.OTHER
