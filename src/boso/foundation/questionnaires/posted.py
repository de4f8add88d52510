"""What was posted from a page becomes answers. Everything typed is kept, also what must be mended."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from boso.core.questionnaires.answering import Standing, get, put
from boso.core.questionnaires.form import Kind
from boso.core.questionnaires.standing import Item
from boso.foundation.questionnaires.asked import MARK
from boso.foundation.questionnaires.store import Draft

#: A reason is a sentence or two.
LONGEST_REASON = 500
MOST_FIELDS = 2_000


def apply(post: QueryDict, standing: Standing, draft: Draft) -> bool:
    """Put what was posted into the draft; whether anything changed.

    The page tells which questions stood on it (`on`); what was not on it, what nobody may answer and what the form does
    not have is left alone.
    """
    before, reasons = draft.answers, dict(draft.reasons)
    for key in post.getlist("on")[:MOST_FIELDS]:
        item = standing.items.get(key)
        if item is None or not _answerable(item):
            continue
        value = _value(post, item)
        changed = value != get(draft.answers, key) and not (value is None and item.raw is None)
        if changed:
            draft.answers = put(draft.answers, key, value)
        _reason(post, key, draft, changed)
    return draft.answers is not before or draft.reasons != reasons


def _answerable(item: Item) -> bool:
    kind = item.question.kind
    return kind.is_shown and kind is not Kind.NOTE and not item.read_only


def _reason(post: QueryDict, key: str, draft: Draft, changed: bool) -> None:
    """A reason holds for the answer it was given for."""
    said = post.get(f"r-{key}", "").replace("\0", "").strip()[:LONGEST_REASON]
    stale = changed and said == draft.reasons.get(key, "")
    if said and not stale:
        draft.reasons[key] = said
    elif f"r-{key}" in post or changed:
        draft.reasons.pop(key, None)


def _value(post: QueryDict, item: Item) -> Any:
    given = _given(post, item)
    why_not = post.get(f"m-{item.key}", "")
    was_missing = isinstance(item.raw, dict)
    if why_not.startswith(MARK) and (given is None or not was_missing):
        return {"missing": why_not[len(MARK) :]}
    return given


def _given(post: QueryDict, item: Item) -> Any:
    name, kind = f"q-{item.key}", item.question.kind
    if kind is Kind.SELECT_MULTIPLE:
        return post.getlist(name) or None
    if kind is Kind.RANK:
        return _ranked(post, item) or None
    if kind is Kind.ACKNOWLEDGE:
        return True if post.get(name) else None
    said = post.get(name, "")
    if said.startswith(MARK) and item.question.missing and kind in (Kind.SELECT_ONE, Kind.RANGE):
        return {"missing": said[len(MARK) :]}
    return said if said.strip() else None


def _ranked(post: QueryDict, item: Item) -> list[str]:
    """The choices by the place each was given; two on one place come in the order of the form."""
    name = f"q-{item.key}"
    pairs = zip(post.getlist(f"{name}.name"), post.getlist(name), strict=False)
    placed = [
        (int(place[:4]), choice) for choice, place in pairs if place.isascii() and place.isdecimal() and len(place) < 4
    ]
    return [choice for _, choice in sorted(placed, key=lambda pair: pair[0])]
