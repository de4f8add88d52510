"""A form as plain JSON and back, and its digest. What has its default is left out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from boso.core.questionnaires.form import (
    Choice,
    ChoiceList,
    Element,
    Form,
    Group,
    Kind,
    Language,
    Missing,
    Question,
    Repeat,
    Texts,
)

_PAIRS = frozenset({"extra", "parameters", "settings"})
_TEXTS = frozenset({"title", "label", "hint", "guidance", "constraint_message", "required_message"})


def to_plain(form: Form) -> dict[str, Any]:
    """The form as dicts, lists, text and truths."""
    return _plain_of(form)


def from_plain(plain: Mapping[str, Any]) -> Form:
    """The form of what `to_plain` made. Raises ValueError for anything else."""
    try:
        return _form(plain)
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("This is not a form") from error


def canonical(form: Form) -> str:
    """The form as JSON that is the same for the same form."""
    return json.dumps(to_plain(form), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(form: Form) -> str:
    """SHA-256 over the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(form).encode("utf-8", "surrogatepass")).hexdigest()


def _plain_of(thing: Any) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for each in fields(thing):
        value = getattr(thing, each.name)
        if value != each.default:
            made[each.name] = _plain_value(each.name, value)
    if isinstance(thing, Group | Repeat):
        made["element"] = type(thing).__name__.lower()
    return made


def _plain_value(name: str, value: Any) -> Any:
    match value:
        case Texts():
            return dict(value.pairs)
        case Kind() | Missing():
            return value.value
        case tuple() if name in _PAIRS:
            return [list(pair) for pair in value]
        case tuple():
            return [each.value if isinstance(each, Missing) else _plain_of(each) for each in value]
        case _:
            return value


def _form(plain: Mapping[str, Any]) -> Form:
    return Form(
        **_read(
            plain,
            languages=lambda each: Language(str(each["code"]), str(each.get("name", ""))),
            lists=_list,
            children=_element,
        )
    )


def _list(plain: Mapping[str, Any]) -> ChoiceList:
    return ChoiceList(**_read(plain, choices=_choice))


def _choice(plain: Mapping[str, Any]) -> Choice:
    read = _read(plain)
    if "missing" in read:
        read["missing"] = Missing(read["missing"])
    return Choice(**read)


def _element(plain: Mapping[str, Any]) -> Element:
    rest = {key: value for key, value in plain.items() if key != "element"}
    match plain.get("element"):
        case "group":
            return Group(**_read(rest, children=_element))
        case "repeat":
            return Repeat(**_read(rest, children=_element))
        case None:
            read = _read(rest, missing=Missing)
            return Question(**{**read, "kind": Kind(read["kind"])})
        case other:
            raise KeyError(other)


def _read(plain: Mapping[str, Any], **many: Any) -> dict[str, Any]:
    return {key: _value(key, value, many) for key, value in plain.items()}


def _value(key: str, value: Any, many: Mapping[str, Any]) -> Any:
    if key in many:
        return tuple(many[key](each) for each in value)
    if key in _TEXTS:
        return Texts.of({str(code): _said(text) for code, text in value.items()})
    if key in _PAIRS:
        return tuple((_said(one), _said(other)) for one, other in value)
    if not isinstance(value, str | bool):
        raise TypeError(key)
    return value


def _said(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
