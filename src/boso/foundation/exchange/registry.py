"""Which imports and exports there are. Apps register theirs in their AppConfig.ready()."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.audit import verbs

if TYPE_CHECKING:
    from boso.foundation.exchange.exports import Export
    from boso.foundation.exchange.imports import ImportKind

_imports: dict[str, ImportKind] = {}
_exports: dict[str, Export] = {}


class UnknownName(LookupError):
    """There is no import or export of that name; `known` are those there are."""

    def __init__(self, name: str, known: tuple[str, ...], sentence: str) -> None:
        super().__init__(sentence % {"name": name, "known": ", ".join(known)})
        self.name = name
        self.known = known


def register_import(kind: ImportKind) -> None:
    """Make a kind of import known.

    Raises ValueError when another has that name.
    """
    if _imports.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"There is already an import called {kind.name}")


def register_export(export: Export) -> None:
    """Make an export known.

    Raises ValueError when another has that name.
    """
    if _exports.setdefault(export.name, export) is not export:
        raise ValueError(f"There is already an export called {export.name}")
    verb = f"export.{export.name}"
    if verb not in verbs.labels():
        verbs.register({verb: format_lazy("{}: {}", gettext_lazy("Took out a list"), export.label)})


def import_kind(name: str) -> ImportKind:
    """The kind of import of that name.

    Raises UnknownName, which lists the known ones.
    """
    if name not in _imports:
        raise UnknownName(
            name, tuple(sorted(_imports)), _("There is no import called «%(name)s». There are: %(known)s.")
        )
    return _imports[name]


def export_named(name: str) -> Export:
    """The export of that name.

    Raises UnknownName, which lists the known ones.
    """
    if name not in _exports:
        raise UnknownName(
            name, tuple(sorted(_exports)), _("There is no export called «%(name)s». There are: %(known)s.")
        )
    return _exports[name]


def import_kinds() -> tuple[ImportKind, ...]:
    """All kinds of import, by name."""
    return tuple(_imports[name] for name in sorted(_imports))


def exports() -> tuple[Export, ...]:
    """All exports, by name."""
    return tuple(_exports[name] for name in sorted(_exports))
