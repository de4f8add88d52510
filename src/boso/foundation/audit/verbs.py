"""What the verbs of log and history are called on the screen.

An app names its own in `<app>/verbs.py`, which is read at the start:

    from boso.foundation.audit.verbs import register
    register({"contact.logged": _("Logged a contact")})
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_labels: dict[str, str | Promise] = {}


def register(labels: Mapping[str, str | Promise]) -> None:
    """Add labels: the verb as it stands in the log, and what a person calls it."""
    _labels.update(labels)


def label(verb: str) -> str | Promise:
    """What the verb is called; the verb itself when nobody named it."""
    return _labels.get(verb, verb)


def labels() -> Mapping[str, str | Promise]:
    """All named verbs."""
    return dict(_labels)


register({"log.verified": _("Checked the log")})
