"""The page «Today» made ready for its templates: which tasks and changes, under which heading, in which words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.foundation.access.actor import Actor
from boso.foundation.worklist import wording
from boso.foundation.worklist.policies import may_set_aside
from boso.foundation.worklist.queries import Changed, Task, Worklist
from boso.foundation.worklist.registry import Group, Thing

#: On the first visit, what changed so long ago is shown.
FIRST_TIME = dt.timedelta(days=7)
#: Tasks on the page before «show all», on a page of them all, changes, and things last opened.
AT_FIRST, ON_PAGE, CHANGES, OPENED = 10, 40, 6, 5


#: What the late tasks are counted under, beside the lists.
LATE = "late"


@dataclass(frozen=True, slots=True)
class Row:
    """One task in words. primary: the one to begin with. later: where it is set aside, when it may be."""

    task: Task
    when: str
    when_more: str
    primary: bool
    later: str


@dataclass(frozen=True, slots=True)
class Block:
    """The tasks under one heading. group, place: which group, and where it stands among them."""

    group: str
    place: int
    name: str | Promise
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice above the table: its word in the address, its label and how many tasks it shows."""

    show: str
    label: str | Promise
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Stat:
    """One of the numbers on top, a link to what it counts. alarm: it is drawn in red."""

    key: str
    count: int
    label: str
    href: str
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """One change in words: when, what was done, and by whom."""

    when: str
    what: str
    who: str
    changed: Changed


@dataclass(frozen=True)
class Today:
    """The tasks as the template draws them.

    wish: the list asked for in the address; aside_id: the row set aside just now; only: the sources asked for;
    so_far: how many tasks the requests before this one have counted («due:1,mine:3»).
    """

    actor: Actor
    worklist: Worklist
    now: dt.datetime
    wish: str = ""
    page_number: str = "1"
    aside_id: str = ""
    only: str = ""
    so_far: str = ""

    @property
    def today(self) -> dt.date:
        """The day the page is about."""
        return self.now.date()

    @property
    def day(self) -> str:
        """Monday 23 November 2026, week 48."""
        return wording.long_day(self.today)

    @property
    def sentence(self) -> str:
        """What is read first; after the first request, what presses in all."""
        if self.only:
            return wording.pressing_sentence(self.counts[LATE], self.counts["due"] - self.counts[LATE])
        return wording.sentence(self.worklist, self.today)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many each list has so far, and how many are late."""
        here = {show: len(tasks) for show, tasks in self.tasks.items()}
        here[LATE] = sum(task.overdue for task in self.worklist.pressing)
        return {key: count + self._counted_before.get(key or "all", 0) for key, count in here.items()}

    @property
    def _counted_before(self) -> dict[str, int]:
        words = (word.partition(":") for word in self.so_far.split(","))
        return {key: int(count) for key, _colon, count in words if count.isdecimal() and len(count) < 6}

    @property
    def has_tasks(self) -> bool:
        """Whether the person has any task at all, set aside or not."""
        return bool(self.worklist.tasks or self.worklist.aside)

    @property
    def stats(self) -> list[Stat]:
        """Due, waiting, with others: each a link to just those. What changed is counted when it has been read."""
        here, counts = reverse("today"), self.counts
        return [
            Stat("due", counts["due"], _("due today or late"), f"{here}?show=due", alarm=counts["due"] > 0),
            Stat("mine", counts[Group.MINE], _("wait for me"), f"{here}?show=mine"),
            Stat("others", counts[Group.OTHERS], _("with others"), f"{here}?show=others"),
        ]

    @cached_property
    def tasks(self) -> dict[str, tuple[Task, ...]]:
        """What each word in the address shows."""
        mine = self.worklist.of(Group.LAW, Group.MINE, Group.KEEP)
        return {
            "": mine,
            "all": mine,
            "due": self.worklist.pressing,
            **{str(group): self.worklist.of(group) for group in Group},
            "aside": self.worklist.aside,
        }

    @property
    def show(self) -> str:
        """The list asked for; an unknown word asks for none."""
        return self.wish if self.wish in self.tasks else ""

    @property
    def filters(self) -> list[Filter]:
        """The lists that have tasks, and always the first and the one chosen."""
        labels: list[tuple[str, str | Promise]] = [
            ("", _("My tasks")),
            ("due", _("Due")),
            *((str(group), name) for group, name in wording.GROUP_NAMES.items()),
            ("aside", _("Set aside for later")),
        ]
        shown = "" if self.show == "all" else self.show
        choices = [Filter(show, label, self.counts[show], show == shown) for show, label in labels]
        return [choice for choice in choices if choice.count or choice.chosen or not choice.show]

    @property
    def caption(self) -> str:
        """The name of the list shown."""
        return next(str(choice.label) for choice in self.filters if choice.chosen)

    @property
    def none_here(self) -> str:
        """What an empty list says."""
        if self.show == "due":
            return _("Nothing is due today.")
        return _("Nothing here now. The other lists stand above.")

    @cached_property
    def page(self) -> Page[Task]:
        """The tasks on this page. Unasked, the first ten, but never fewer than are due."""
        tasks = self.tasks[self.show]
        if not self.show:
            return Paginator(tasks, max(AT_FIRST, min(len(self.worklist.pressing), ON_PAGE))).get_page(1)
        return Paginator(tasks, ON_PAGE).get_page(self.page_number)

    @cached_property
    def blocks(self) -> list[Block]:
        """The shown tasks under their headings."""
        first = self.page.object_list[0] if self.page.object_list else None
        found = []
        for place, (group, name) in enumerate(wording.GROUP_NAMES.items()):
            rows = tuple(self._row(task, task is first) for task in self.page.object_list if task.item.group is group)
            if rows:
                found.append(Block(str(group), place, name, rows))
        return found

    @property
    def rest(self) -> str:
        """Where the tasks are read that this page had no room for; empty where there are none."""
        if not self.worklist.rest:
            return ""
        words = {
            "show": self.show, "aside": self.aside_id, "of": ".".join(map(str, self.worklist.rest)),
            "counted": ",".join(f"{key}:{count}" for key, count in self.counts.items() if key and count),
        }  # fmt: skip
        return f"{reverse('today')}?{urlencode({name: word for name, word in words.items() if word})}"

    @property
    def of(self) -> str:
        """What keeps an address among the same sources."""
        return f"&of={self.only}" if self.only else ""

    @property
    def just_set_aside(self) -> Task | None:
        """The task set aside a moment ago, so that it can be taken back at once."""
        return next((t for t in self.worklist.aside if t.aside and str(t.aside.pk) == self.aside_id), None)

    def _row(self, task: Task, first: bool) -> Row:
        when, more = wording.due_words(task, self.today)
        tomorrow = self.today + dt.timedelta(days=1)
        may = may_set_aside(self.actor, task.item, tomorrow, self.today)
        return Row(
            task=task,
            when=when,
            when_more=more,
            primary=first and not self.only and task.pressing and task.item.group is not Group.OTHERS,
            later=self._later(task) if may else "",
        )

    def _later(self, task: Task) -> str:
        words = {"task": task.item.identity, **({"of": self.only} if self.only else {})}
        return f"{reverse('today_set_aside')}?{urlencode(words)}"


@dataclass(frozen=True)
class Changes:
    """What others changed, as the template draws it: beside «Today» (is_part) the latest, else all.

    rest: kinds of things not read yet. is_first: whether these are the first ones read.
    """

    all_changes: list[Changed]
    opened: list[Thing]
    since: dt.datetime | None
    now: dt.datetime
    rest: tuple[str, ...] = ()
    is_first: bool = True
    is_part: bool = False

    @property
    def today(self) -> dt.date:
        """The day the page is about."""
        return self.now.date()

    @property
    def heading(self) -> str:
        """«Changed since Friday»."""
        return wording.since_words(self.since, self.today)

    @property
    def sentence(self) -> str:
        """How many things changed, when they are all known."""
        if self.rest or not self.is_first:
            return ""
        return wording.changes_sentence(len(self.all_changes), self.since, self.today)

    @property
    def rest_address(self) -> str:
        """Where the other kinds are read; empty where there are none."""
        return f"{reverse('today_changed')}?{urlencode({'of': ','.join(self.rest)})}" if self.rest else ""

    @property
    def changes(self) -> list[Moment]:
        """The changes in words; beside «Today» the latest ones."""
        return [
            Moment(
                when=wording.moment_words(changed.at, self.today),
                what=capfirst(str(changed.verb)),
                who=_who(changed),
                changed=changed,
            )
            for changed in (self.all_changes[:CHANGES] if self.is_part else self.all_changes)
        ]

    @property
    def more_changes(self) -> int:
        """How many changes are not shown."""
        return max(0, len(self.all_changes) - CHANGES) if self.is_part else 0


def _who(changed: Changed) -> str:
    before = changed.times - 1
    if not before:
        return changed.by
    words = ngettext("%(name)s, and %(times)d act before", "%(name)s, and %(times)d acts before", before)
    return words % {"name": changed.by, "times": before}
