"""Lists: sorting and columns in the address, paging by key, chosen filters as chips."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Model, Q, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise

PAGE = 25


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    order: the fields to sort by («name», «-decided_on»); none means it cannot be sorted. choice: whether the person
    may choose it: True is shown until it is taken away, False is hidden until it is chosen, None always stands.
    """

    key: str
    label: str | Promise
    order: tuple[str, ...] = ()
    numeric: bool = False
    choice: bool | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A column as the table's head shows it: where a press leads and how it is sorted now."""

    label: str | Promise
    numeric: bool
    address: str
    sort: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A column the person may choose."""

    key: str
    label: str | Promise
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Which columns a list shows.

    shown: their keys. options: those one may choose among; none where the list offers no choice. explicit: whether
    the address says which. always: the key that an address names when nothing else is chosen. kept: the words of the
    address that choosing leaves as they are. usual: the address of the list as it is without a choice.
    """

    shown: frozenset[str] = frozenset()
    options: tuple[Option, ...] = ()
    explicit: bool = False
    always: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    usual: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """One chosen filter, and the address of the list without it."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, with what its table head and its pages are drawn from."""

    rows: list[Any]
    heads: list[Head]
    previous: str
    next: str
    total: int | None
    choice: Choice = Choice()
    kept: tuple[tuple[str, str], ...] = ()
    """How the list stands apart from its filters (sort and columns): a form of filters takes it along."""

    @property
    def columns(self) -> frozenset[str]:
        """The keys of the columns shown: `{% if "phase" in page.columns %}`."""
        return self.choice.shown

    def without(self, keys: Collection[str]) -> Listing:
        """The list with those columns folded away, until the person chooses columns: nobody has anything in them."""
        if self.choice.explicit:
            return self
        choice = replace(
            self.choice,
            shown=self.choice.shown.difference(keys),
            options=tuple(replace(one, chosen=one.chosen and one.key not in keys) for one in self.choice.options),
        )
        return replace(self, choice=choice, heads=[head for head in self.heads if head.key not in keys])

    @property
    def shown(self) -> int:
        """How many rows stand on this page."""
        return len(self.rows)


def listing(
    request: HttpRequest,
    rows: QuerySet[Any],
    columns: Sequence[Column],
    *,
    default: str,
    size: int = PAGE,
    count: bool = True,
) -> Listing:
    """The page of `rows` the address asks for: `sort=key` or `sort=-key`, `after=pk` or `before=pk`, `columns=key`.

    default: the sort key when the address names none. Two or three queries. Rows without a value come last.
    A key that no longer exists starts from the beginning.
    """
    sort = _sort(request, columns, default)
    order = _order(sort, columns)
    total = rows.count() if count else None
    backwards = "before" in request.GET
    anchor = _anchor(rows, order, request.GET.get("before" if backwards else "after", ""))
    if anchor is None:
        backwards = False
    filled = {field for field in order if _is_filled(rows, field.removeprefix("-"))}
    found = rows.order_by(*[_by(field, backwards, filled=field in filled) for field in order])
    if anchor is not None:
        found = found.filter(_beyond(order, anchor, backwards, filled))
    page = list(found[: size + 1])
    more, page = len(page) > size, page[:size]
    if backwards:
        page.reverse()
    choice = chosen_columns(request, columns)
    before, after = (more, True) if backwards else (anchor is not None, more)
    return Listing(
        rows=page,
        heads=[_head(request, column, sort) for column in columns if column.key in choice.shown],
        previous=_address(request, before=page[0].pk) if before and page else "",
        next=_address(request, after=page[-1].pk) if after and page else "",
        total=total,
        choice=choice,
        kept=tuple((name, word) for name in ("sort", "columns") for word in request.GET.getlist(name) if word),
    )


def chosen_columns(request: HttpRequest, columns: Sequence[Column]) -> Choice:
    """The columns the address names (`columns=name&columns=phase`), or the usual ones where it names none.

    Those that always stand need no naming; a key that nobody offers is left out.
    """
    wish = request.GET.getlist("columns")
    explicit = bool(any(wish))
    offered = [column for column in columns if column.choice is not None]
    chosen = {column.key for column in offered if (column.key in wish if explicit else column.choice)}
    always = [column.key for column in columns if column.choice is None]
    return Choice(
        shown=frozenset({*always, *chosen}),
        options=tuple(Option(column.key, column.label, column.key in chosen) for column in offered),
        explicit=explicit,
        always=next(iter(always), "-"),
        kept=tuple(
            (name, word)
            for name, words in request.GET.lists()
            if name not in ("columns", "after", "before")
            for word in words
            if word
        ),
        usual=_address(request, columns=None),
    )


def chips(request: HttpRequest, form: BaseForm) -> list[Chip]:
    """The filters of a bound form that are set, in words, each with the address without it."""
    found = []
    for field in form:
        value = request.GET.get(field.html_name, "")
        if value:
            shown = dict(getattr(field.field, "choices", [])).get(value, value)
            found.append(Chip(f"{field.label}: {shown}", _address(request, **{field.html_name: None})))
    return found


def _sort(request: HttpRequest, columns: Sequence[Column], default: str) -> str:
    wish = request.GET.get("sort", default)
    known = {column.key for column in columns if column.order}
    return wish if wish.removeprefix("-") in known else default


def _order(sort: str, columns: Sequence[Column]) -> list[str]:
    fields = next((column.order for column in columns if column.key == sort.removeprefix("-")), ())
    if sort.startswith("-"):
        fields = tuple(field[1:] if field.startswith("-") else f"-{field}" for field in fields)
    return [*fields, "pk"]


def _is_filled(rows: QuerySet[Any], name: str) -> bool:
    """Whether the field has a value in every row. Only then may a sort say nothing of rows without one, which keeps
    a database from using an index.
    """
    if name in rows.query.annotations:
        return False
    options: Any = rows.model._meta
    for part in name.split("__"):
        field = options.pk if part == "pk" else options.get_field(part)
        if field.null or not field.concrete:
            return False
        options = field.related_model._meta if field.is_relation else options
    return True


def _by(field: str, backwards: bool, *, filled: bool) -> Any:
    name = F(field.removeprefix("-"))
    if filled:
        return name.asc() if field.startswith("-") is backwards else name.desc()
    if field.startswith("-") is backwards:
        return name.asc(nulls_first=True) if backwards else name.asc(nulls_last=True)
    return name.desc(nulls_first=True) if backwards else name.desc(nulls_last=True)


def _anchor(rows: QuerySet[Model], order: list[str], key: str) -> tuple[Any, ...] | None:
    """The values of the row the page goes on from."""
    if not key.isdecimal():
        return None
    return rows.filter(pk=key).values_list(*[field.removeprefix("-") for field in order]).first()


def _beyond(order: list[str], anchor: tuple[Any, ...], backwards: bool, filled: Collection[str]) -> Q:
    """The rows after the anchor in this order (before it when backwards), those without a value last.

    That the first field is not before the anchor's is said by itself: a database then begins reading there.
    """
    total, same = Q(pk__in=[]), Q()
    for field, value in zip(order, anchor, strict=True):
        name, upwards = field.removeprefix("-"), field.startswith("-") is backwards
        total |= same & _past(name, value, upwards=upwards, backwards=backwards, filled=field in filled)
        same &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    if order[0] not in filled:
        return total
    step = "gte" if order[0].startswith("-") is backwards else "lte"
    return Q(**{f"{order[0].removeprefix('-')}__{step}": anchor[0]}) & total


def _past(name: str, value: Any, *, upwards: bool, backwards: bool, filled: bool) -> Q:
    step = Q(**{f"{name}__{'gt' if upwards else 'lt'}": value})
    if filled:
        return step
    empty = Q(**{f"{name}__isnull": True})
    if value is None:
        return ~empty if backwards else Q(pk__in=[])
    return step if backwards else step | empty


def _head(request: HttpRequest, column: Column, sort: str) -> Head:
    if not column.order:
        return Head(column.label, column.numeric, "", "", column.key)
    now = {column.key: "ascending", f"-{column.key}": "descending"}.get(sort, "")
    wish = f"-{column.key}" if now == "ascending" else column.key
    return Head(column.label, column.numeric, _address(request, sort=wish), now, column.key)


def _address(request: HttpRequest, **changes: object) -> str:
    """The address of this very list with some words changed; a new sort or filter starts from the beginning."""
    words: QueryDict = request.GET.copy()
    for name in [name for name, value in request.GET.items() if name in ("after", "before") or not value]:
        words.pop(name, None)
    for name, value in changes.items():
        if value is None:
            words.pop(name, None)
        else:
            words[name] = str(value)
    return f"?{words.urlencode()}" if words else request.path
