"""The words of the apps become one catalogue each language; what lacks is told."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from boso.config import catalogues, paths

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


@pytest.fixture
def package(tmp_path: Path, monkeypatch) -> Path:
    """A package of two apps of its own, with their words, and a place for the compiled ones."""
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "package")
    monkeypatch.setattr(paths, "LOCALE", tmp_path / "compiled")
    code = "from django.utils.translation import gettext as _\nwords = _('Home'), _('Key'), f'{_(\"Door\")}!'\n"
    for app, words in {"one": {"Home": "Bolig", "Key": "Nøkkel"}, "two": {"Home": "Hjem"}}.items():
        (tmp_path / "package" / app).mkdir(parents=True)
        (tmp_path / "package" / app / "views.py").write_text(code)
        for language in catalogues.LANGUAGES:
            file = tmp_path / "package" / app / "locale" / language / "LC_MESSAGES" / "django.po"
            file.parent.mkdir(parents=True)
            rows = "".join(f'\nmsgid "{text}"\nmsgstr "{said}"\n' for text, said in words.items())
            file.write_text(HEAD + rows, encoding="utf-8")
    return tmp_path


def test_what_lacks_words_and_what_is_said_in_two_ways_is_told(package, capsys):
    assert catalogues.main() == 1
    told = capsys.readouterr().out.splitlines()
    assert "nb one/views.py: 'Door'" in told
    assert any(line.startswith("nn «Home»: «Hjem» in ") for line in told)


def test_the_merged_words_are_compiled_where_they_are_read(package):
    catalogues.compile_all()
    with (package / "compiled" / "nb" / "LC_MESSAGES" / "django.mo").open("rb") as stream:
        words = gettext.GNUTranslations(stream)
    assert [words.gettext(text) for text in ("Home", "Key", "Door")] == ["Bolig", "Nøkkel", "Door"]


def test_a_whole_catalogue_has_nothing_to_tell(package, capsys):
    for language in catalogues.LANGUAGES:
        two = package / "package" / "two" / "locale" / language / "LC_MESSAGES" / "django.po"
        two.write_text(HEAD + '\nmsgid "Door"\nmsgstr "Dør"\n', encoding="utf-8")
    assert catalogues.main() == 0
    assert capsys.readouterr().out == ""
