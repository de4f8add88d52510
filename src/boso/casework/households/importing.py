"""Bringing in a list of households as people have it: persons found again by national id, else by name and birth.

Nothing is taken away by a file: who is not in it stays, and an empty cell leaves what stands. Case workers bring in
for units they sit in. A household that the unit works with and that whoever imports does not see (a protected one, or
one they have a conflict of interest with) is left as it is, without a word. Another unit's households do not exist
for the file; that the same person is known twice shows among the duplicates, to those who see both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boso.casework.households import actions, actions_people, policies
from boso.casework.households import queries_importing as queries
from boso.casework.households.checking import checked_id
from boso.casework.households.importing_example import example
from boso.casework.households.importing_fields import COLUMNS
from boso.casework.households.importing_groups import Group, Told, check_groups, groups_of, name_of
from boso.casework.households.models import EngagementGround, Household, Protection, Use
from boso.casework.households.people import NewHousehold, NewPerson
from boso.casework.households.queries_importing import Known, Living
from boso.casework.households.sealing import HouseholdWords, PersonWords
from boso.core.values.folding import fold
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied, NotNow
from boso.foundation.exchange.imports import Context, ImportKind
from boso.foundation.exchange.sheets import Counts, Row, Sheet
from boso.foundation.exchange.showing import HIDDEN
from boso.foundation.vault.actions import blind_key

#: How many changed rows are told of one by one.
SHOWN = 40
#: A person's words that a file may change, and what they are called there.
CHANGEABLE = ("name", "national_id", "born", "phone", "email", "language")


@dataclass
class Change:
    """What a file changes in a household that stands."""

    household: Household
    come: list[Told] = field(default_factory=list)
    persons: list[tuple[Living, PersonWords, str]] = field(default_factory=list)
    reach: HouseholdWords | None = None

    def __bool__(self) -> bool:
        return bool(self.come or self.persons or self.reach)


@dataclass
class Plan:
    """What a file does."""

    new: list[Group] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    closed: int = 0
    lifted: int = 0


def may_import(actor: Actor, organisation_id: int | None) -> Decision:
    """Whoever registers households for a unit of the organisation."""
    if organisation_id is None or not policies.may_open_households(actor):
        return NOT_HERE
    unit = queries.own_unit(actor, organisation_id)
    if unit is None:
        return Denied(_("You bring households in for a unit you work in, and you sit in none."))
    return ALLOWED


def check(rows: list[Row], context: Context) -> None:
    """Each row is a person with a name and a right id, and the rows of a household belong together."""
    today = timezone.localdate()
    invented = queries.organisation(context.organisation_id or 0).invented
    for row in rows:
        if not name_of(row):
            context.problem(row, _name_column(context), _("The row has no name."), _("Write the name of the person."))
        _check_birth(row, invented, today, context)
        if row["opened_on"] and row["opened_on"] > today:
            context.problem(row, "opened_on", _("That day has not come yet."), _("Look at the day again."))
    key = blind_key(context.organisation_id or 0)
    groups = context.memo["groups"] = groups_of(rows, key, today)
    check_groups(groups, context)


def _name_column(context: Context) -> str:
    return next((name for name in ("name", "first_name", "family_name") if name in context.headers), "name")


def _check_birth(row: Row, invented: bool, today: Any, context: Context) -> None:
    if row["born"] and row["born"] > today:
        context.problem(row, "born", _("That day has not come yet."), _("Look at the day again."))
    if not row["national_id"]:
        return
    try:
        found = checked_id(row["national_id"], invented=invented, today=today)
    except NotNow as fault:
        context.problem(row, "national_id", str(fault), _("Look the number up again, or leave the cell empty."))
        return
    if row["born"] and row["born"] != found.born:
        context.problem(
            row,
            "born",
            _("The day of birth and the national id do not say the same."),
            _("Mend one of them, or leave the day of birth empty."),
        )


def write(actor: Actor, rows: list[Row], context: Context) -> Counts:
    """Find who is known, count what is new, changed and unchanged, and write it unless it is a trial."""
    organisation_id, counts = context.organisation_id or 0, Counts()
    groups: list[Group] = context.memo["groups"]
    unit = queries.own_unit(actor, organisation_id)
    _check_units(actor, groups, unit, context)
    _tell(context, 1, _("Compares with what stands"))
    units = {_unit(group, unit) for group in groups}
    digests = {digest for group in groups for one in group.told for digest in one.digests}
    known = queries.known(actor, organisation_id, units, digests)
    plan = _plan(groups, known, counts, context)
    if not queries.holds_clearance(actor, organisation_id):
        counts.hidden = {one.row.number for group in groups if group.is_protected for one in group.told}
    _note(plan, context)
    if not context.problems and not context.trial:
        _tell(context, 3, _("Writes"))
        actions.register_many(actor, organisation_id, [_new_household(group, _unit(group, unit)) for group in plan.new])
        for change in plan.changes:
            _change(actor, change)
    _tell(context, 5, _("Done"))
    return counts


def _check_units(actor: Actor, groups: Iterable[Group], own: int | None, context: Context) -> None:
    """Each household belongs to one unit, which the actor registers for."""
    for group in groups:
        named = {one.row["unit"] for one in group.told if one.row["unit"]}
        last = group.told[-1].row
        if len(named) > 1:
            context.problem(last, "unit", _("The rows of the household name two units."), _("Keep one of them."))
        decision = policies.may_register(actor, context.organisation_id or 0, _unit(group, own))
        if isinstance(decision, Denied):
            context.problem(last, "unit", str(decision.reason), _("Choose a unit of your own, or ask a colleague."))


def _unit(group: Group, own: int | None) -> int:
    return int(group.first("unit") or own or 0)


def _plan(groups: Iterable[Group], known: Known, counts: Counts, context: Context) -> Plan:
    """Which households are new, and what changes in those that stand."""
    plan = Plan()
    for group in groups:
        matches = [_match(one, known) for one in group.told]
        homes = _homes(matches, known)
        if not homes:
            plan.new.append(group)
            for one in group.told:
                counts.mark(one.row, "new")
        elif len(homes) > 1:
            context.problem(
                group.told[0].row,
                "household",
                _("The persons of this household stand in different cases: %(cases)s.")
                % {"cases": ", ".join(sorted(known.homes[pk][0].member.household.reference for pk in homes))},
                _("Give the rows households of their own, or merge the cases first."),
            )
        else:
            _compare(group, matches, homes[0], known, plan, counts)
    return plan


def _match(one: Told, known: Known) -> set[int]:
    """The households that person stands in: by the id, else by name and birth where no other id is known."""
    for place, digest in enumerate(one.digests):
        sure = place == 0 and bool(one.words.national_id)
        found = {
            living.member.household_id
            for person in known.by_digest.get(digest, ())
            for living in known.living.get(person, ())
            if sure or not (one.words.national_id and living.words.national_id)
        }
        if found:
            return found
    return set()


def _homes(matches: Iterable[set[int]], known: Known) -> list[int]:
    """The household that the group is; several where its persons stand in different ones. Those that are seen, and
    open ones, come before the others.
    """
    found = [one for one in matches if one]
    if not found:
        return []
    everywhere = set.union(*found)
    ways = (lambda one: one.works, lambda one: one.seen, lambda _one: True)
    sorts = ({pk for pk in everywhere if fits(known.homes[pk][0])} for fits in ways)
    some = next(one for one in sorts if one)
    shared = set.intersection(*[one & some for one in found if one & some])
    return [min(shared)] if shared else sorted(some)


def _compare(group: Group, matches: list[set[int]], home: int, known: Known, plan: Plan, counts: Counts) -> None:
    """What the rows change in the household they were found in."""
    living = known.homes[home]
    writable, taken = living[0].works, set[int]()
    if living[0].seen and living[0].member.household.closed_on is not None:
        plan.closed += 1
    change = Change(living[0].member.household)
    for one in group.told:
        match = _person(one, living, known, taken)
        if not writable:
            counts.mark(one.row, "unchanged")
        elif match is None:
            change.come.append(one)
            counts.mark(one.row, "changed")
            _show(counts, one, [(_("Comes into the household"), "", one.words.name)])
        else:
            taken.add(match.member.person_id)
            _compare_person(one, match, change, plan, counts)
    if writable:
        _compare_reach(group, known.reach[home], change, counts)
    if change:
        plan.changes.append(change)


def _person(one: Told, living: Iterable[Living], known: Known, taken: set[int]) -> Living | None:
    """Who of the household the row is: by the id or by name and birth, else by the name."""
    rest = [other for other in living if other.member.person_id not in taken]
    for digest in one.digests:
        persons = known.by_digest.get(digest, set())
        for other in rest:
            if other.member.person_id in persons and _may_be(one.words, other.words):
                return other
    named = [other for other in rest if fold(other.words.name) == fold(one.words.name)]
    return next((other for other in named if _may_be(one.words, other.words)), None)


def _may_be(one: PersonWords, other: PersonWords) -> bool:
    """Whether nothing says that they are two persons."""
    ids = one.national_id and other.national_id and one.national_id != other.national_id
    births = not (one.national_id and one.national_id == other.national_id) and (
        one.born and other.born and one.born != other.born
    )
    return not ids and not births


def _compare_person(one: Told, match: Living, change: Change, plan: Plan, counts: Counts) -> None:
    """What the row says of a person that is not as it stands. A protection is never lifted by a file."""
    before = match.words
    told = {
        name: value for name in CHANGEABLE if (value := getattr(one.words, name)) and value != getattr(before, name)
    }
    if one.row["interpreter"] is not None and one.row["interpreter"] != before.interpreter:
        told["interpreter"] = one.row["interpreter"]
    protection, stands = match.member.person.protection, match.member.person.protection
    if one.protection == Protection.NONE and stands != Protection.NONE:
        plan.lifted += 1
    elif one.is_protected and stands != Protection.STRICTLY_CONFIDENTIAL:
        protection = one.protection
    if not told and protection == stands:
        counts.mark(one.row, "unchanged")
        return
    change.persons.append((match, replace(before, **told), protection))
    counts.mark(one.row, "changed")
    shown = [(_label(name), _plain(name, getattr(before, name)), _plain(name, value)) for name, value in told.items()]
    if protection != stands:
        shown.append((_label("protection"), str(Protection(stands).label), str(Protection(protection).label)))
    _show(counts, one, shown)


def _compare_reach(group: Group, stands: HouseholdWords, change: Change, counts: Counts) -> None:
    address = group.first("address")
    if not address or address == stands.address:
        return
    change.reach = replace(stands, address=address)
    one = next(one for one in group.told if one.row["address"] == address)
    if counts.marks[one.row.number] == "unchanged":
        counts.unchanged -= 1
        counts.mark(one.row, "changed")
    _show(counts, one, [(_label("address"), HIDDEN if stands.address else "", HIDDEN)])


def _show(counts: Counts, one: Told, told: list[tuple[str, str, str]]) -> None:
    if len(counts.differs) < SHOWN or one.row.number in counts.differs:
        counts.differs.setdefault(one.row.number, []).extend(told)


def _label(name: str) -> str:
    return str(next(column.label for column in COLUMNS if column.name == name))


def _plain(name: str, value: Any) -> str:
    column = next(column for column in COLUMNS if column.name == name)
    if value in ("", None):
        return ""
    if column.private:
        return HIDDEN
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(column.codes.labels(None).get(value, value)) if column.codes is not None else str(value)


def _new_household(group: Group, unit: int) -> NewHousehold:
    persons = sorted(group.told, key=lambda one: one.role != "applicant")
    return NewHousehold(
        unit,
        tuple(NewPerson(one.words, one.role, one.protection or Protection.NONE) for one in persons),
        legal_basis=group.first("use") or Use.HELP,
        ground=group.first("ground") or EngagementGround.BROUGHT_IN,
        opened_on=group.first("opened_on"),
        words=HouseholdWords(address=group.first("address") or ""),
    )


def _change(actor: Actor, change: Change) -> None:
    for match, words, protection in change.persons:
        member = match.member
        actions_people.change_person(
            actor, member.household, member, words, role=member.role, protection=protection
        )  # fmt: skip
    for one in change.come:
        told = NewPerson(one.words, one.role, one.protection or Protection.NONE)
        actions_people.add_person(actor, change.household, told)
    if change.reach is not None:
        actions_people.change_reach(actor, change.household, change.reach)


def _tell(context: Context, done: int, words: str) -> None:
    if context.tell is not None:
        context.tell(done, 5, words)


def _note(plan: Plan, context: Context) -> None:
    count = len(plan.new)
    for many, words in (
        (count, ngettext("%(n)d new household.", "%(n)d new households.", count)),
        (
            plan.closed,
            ngettext(
                "%(n)d household stands in a closed case, which is left as it is.",
                "%(n)d households stand in closed cases, which are left as they are.",
                plan.closed,
            ),
        ),
        (
            plan.lifted,
            ngettext(
                "%(n)d person has a protected address in BoSo and not in the file. The protection stays.",
                "%(n)d persons have a protected address in BoSo and not in the file. The protection stays.",
                plan.lifted,
            ),
        ),
    ):
        if many:
            context.notes.append(words % {"n": many})


HOUSEHOLDS_IMPORT = ImportKind(
    "households",
    gettext_lazy("Households"),
    (Sheet("households", COLUMNS, ("household",), write, check),),
    may_import,
    organisation_bound=True,
    mapped=True,
    example=example,
    stands_at="households:list",
)
