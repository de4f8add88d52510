"""What the verbs of log and history, and the things they concern, are called on the screen.

An app names its own in `<app>/verbs.py`, which is read at the start:

    from boso.foundation.audit.verbs import register
    register({"contact.logged": _("Logged a contact")})
    register_things({"partnership.contactentry": _("Contact")})
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_labels: dict[str, str | Promise] = {}
_things: dict[str, str | Promise] = {}


def register(labels: Mapping[str, str | Promise]) -> None:
    """Add labels: the verb as it stands in the log, and what a person calls it."""
    _labels.update(labels)


def register_things(names: Mapping[str, str | Promise]) -> None:
    """Add what things are called: the model as it stands in the log, and the word a person knows it by."""
    _things.update(names)


def thing(object_type: str) -> str | Promise:
    """What a thing of that model is called; the model's label when nobody named it."""
    return _things.get(object_type, object_type)


def label(verb: str) -> str | Promise:
    """What the verb is called; the verb itself when nobody named it."""
    return _labels.get(verb, verb)


def labels() -> Mapping[str, str | Promise]:
    """All named verbs."""
    return dict(_labels)


register({"log.verified": _("Checked the log")})
