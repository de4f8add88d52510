"""The interface is complete in bokmål, nynorsk and English, with the same words for the same things."""

from __future__ import annotations

import re
from functools import cache

import pytest

from boso.config import catalogues
from tests.architecture.source import PACKAGE

# One after another: what is read once serves all.
pytestmark = [pytest.mark.outside, pytest.mark.slow, pytest.mark.xdist_group("words")]

LANGUAGES = catalogues.LANGUAGES
READ = {name: cache(getattr(catalogues, name)) for name in ("strings", "_messages")}


@pytest.fixture(autouse=True)
def read_once(monkeypatch):
    for name, known in READ.items():
        monkeypatch.setattr(catalogues, name, known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_has_words(language):
    lacking = {
        f"{file.relative_to(PACKAGE)}: {text}" for (_context, text), file in catalogues.missing(language).items()
    }
    assert lacking == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_string_has_the_same_words_everywhere(language):
    assert catalogues.conflicts(language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalogue_keeps_words_that_stand_nowhere(language):
    assert catalogues.unused(language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same_in_every_language(language):
    wrong = []
    for message in catalogues.merged(language):
        if not message.id:
            continue
        singular = message.id[0] if isinstance(message.id, tuple) else message.id
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set(re.findall(r"%\(\w+\)[sd]", singular))
        allowed = wanted | set(re.findall(r"%\(\w+\)[sd]", str(message.id)))
        wrong += [
            text
            for text in said
            if not wanted - {"%(counter)s", "%(count)s", "%(n)s"} <= set(re.findall(r"%\(\w+\)[sd]", text)) <= allowed
        ]
    assert wrong == []


#: The gallery of components is for developers: it shows with BOSO_DEBUG=1 only.
GALLERY = "web/components.html"
THE_SAME_EVERYWHERE = {"BoSo", "PDF", "HTML", "CSV", "XLSX", "JSON", "Bokmål", "Nynorsk", "English"}


def test_a_template_has_no_words_of_its_own():
    templates = [file for file in sorted(PACKAGE.rglob("templates/**/*.html")) if not str(file).endswith(GALLERY)]
    found = {f"{file.parent.name}/{file.name}": own_words(file.read_text(encoding="utf-8")) for file in templates}
    assert {file: words for file, words in found.items() if words} == {}


def own_words(text: str) -> list[str]:
    """Words of a template that no catalogue holds."""
    text = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", text, flags=re.S)
    text = re.sub(r"{% blocktrans(?:late)?\b.*?{% endblocktrans(?:late)? %}", "", text, flags=re.S)
    text = re.sub(r"<(script|style|svg|code)\b.*?</\1>", "", text, flags=re.S)
    text = re.sub(r"{%.*?%}|{{.*?}}", " ", text, flags=re.S)
    text = re.sub(r"<[^>]*>", " ", text, flags=re.S)
    words = re.findall(r"[A-Za-zÆØÅæøå]{3,}", re.sub(r"&\w+;", " ", text))
    return [word for word in words if word not in THE_SAME_EVERYWHERE]


def test_words_planted_in_a_template_are_caught():
    assert own_words("<p>{% translate 'Home' %} Planted <code>left</code></p>") == ["Planted"]
