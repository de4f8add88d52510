"""The words of the interface: which strings there are, which lack bokmål or nynorsk, and one compiled catalogue each.

Every app keeps its own `locale/<language>/LC_MESSAGES/django.po`; they are merged, so an app may lean on the words
of another. The source language is English and needs no catalogue.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from boso.config import paths

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LANGUAGES = ("nb", "nn")
#: How many of a call's words come before the one that is translated: a context, where there is one.
CALLS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"), 0),
    **dict.fromkeys(("pgettext", "pgettext_lazy", "npgettext"), 1),
}
CALL_IN_TEMPLATE = re.compile(r"\b(?:n?p?gettext|_)\((?:[^()\"']|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')*\)")

Key = tuple[str | None, str]


def strings_of(file: Path) -> Iterator[Key]:
    """(context, text) of every translatable string in one Python file or template."""
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        from django.utils.translation.template import templatize

        # The template becomes text in which only the calls of gettext are Python; each stands on its own.
        text = "\n".join(CALL_IN_TEMPLATE.findall(templatize(text, origin=str(file))))
    for call in ast.walk(ast.parse(text)):
        if isinstance(call, ast.Call) and (name := _name(call.func)) in CALLS:
            words = [_string(word) for word in call.args[: CALLS[name] + 1]]
            if words and (said := words.pop()):
                yield words[0] if words else None, said


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _string(word: ast.expr) -> str | None:
    return word.value if isinstance(word, ast.Constant) and isinstance(word.value, str) else None


def strings() -> dict[Key, Path]:
    """Every translatable string of BoSo and a file it stands in."""
    found: dict[Key, Path] = {}
    for pattern in ("*.py", "*.html", "*.txt"):
        for file in sorted(paths.PACKAGE.rglob(pattern)):
            if "tests" in file.parts or "migrations" in file.parts or "static" in file.parts:
                continue
            for key in strings_of(file):
                found.setdefault(key, file)
    return found


def merged(language: str) -> Catalog:
    """All catalogues of one language as one; where two apps differ the first counts (`conflicts` tells)."""
    from babel.messages.catalog import Catalog

    whole = Catalog(locale=language, charset="utf-8")
    for _file, message in _messages(language):
        if whole.get(message.id, message.context) is None:
            whole.add(message.id, message.string, context=message.context)
    return whole


def conflicts(language: str) -> list[str]:
    """Strings that two apps translate differently: the same words for the same things everywhere."""
    first: dict[object, tuple[Path, object]] = {}
    found = []
    for file, message in _messages(language):
        known_file, known = first.setdefault((message.context, message.id), (file, message.string))
        if known != message.string:
            found.append(f"«{message.id}»: «{message.string}» in {file}, «{known}» in {known_file}")
    return found


def _messages(language: str) -> list[tuple[Path, Any]]:
    from babel.messages.pofile import read_po

    found = []
    for file in sorted(paths.PACKAGE.rglob(f"locale/{language}/LC_MESSAGES/django.po")):
        with file.open("rb") as stream:
            catalogue = read_po(stream, locale=language)
        found += [(file, one) for one in catalogue if one.id and one.string and not one.fuzzy]
    return found


def missing(language: str) -> dict[Key, Path]:
    """Strings without words in that language, and where they stand."""
    whole = merged(language)
    return {key: file for key, file in strings().items() if whole.get(key[1], key[0]) is None}


def unused(language: str) -> list[str]:
    """Translated strings that stand nowhere any more."""
    known = {text for _context, text in strings()}
    singular = (m.id if isinstance(m.id, str) else m.id[0] for m in merged(language) if m.id)
    return sorted(text for text in singular if text not in known)


def compile_all() -> None:
    """Write the merged catalogues where Django looks for them."""
    from babel.messages.mofile import write_mo

    for language in LANGUAGES:
        target = paths.LOCALE / language / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        content = io.BytesIO()
        write_mo(content, merged(language))
        waiting = target.with_suffix(".new")
        waiting.write_bytes(content.getvalue())
        waiting.replace(target)


def main() -> int:
    """List what lacks words, by file, then compile. Status 1 while anything is missing."""
    status = 0
    for language in LANGUAGES:
        for (context, text), file in sorted(missing(language).items(), key=lambda pair: str(pair[1])):
            status = 1
            where = f" [{context}]" if context else ""
            print(f"{language} {file.relative_to(paths.PACKAGE)}{where}: {text!r}")  # noqa: T201
        for words in conflicts(language):
            status = 1
            print(f"{language} {words}")  # noqa: T201
    compile_all()
    return status


if __name__ == "__main__":
    sys.exit(main())
