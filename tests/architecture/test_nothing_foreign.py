"""Nothing of others is kept here: no vendored file, no download address, no sentence of the report, no secret."""

from __future__ import annotations

import csv
import re

import pytest

from tests.architecture.source import PACKAGE, ROOT, SHARED, tracked

pytestmark = pytest.mark.outside

REPORT = SHARED / "seed" / "000_e1d87e60e38e11de.txt"
WORDS_IN_A_ROW = 9


def test_no_vendored_or_built_file_is_kept():
    kept = [str(file.relative_to(ROOT)) for file in tracked()]
    assert [
        name
        for name in kept
        if re.search(r"\.min\.(js|css)$|node_modules/|/vendor/|\.whl$|\.sqlite3$|\.pyc$|\.mo$|\.woff2?$", name)
    ] == []


def test_lock_files_name_no_download_address():
    for name in ["runtime.txt", "development.txt", "uv.txt", "node.txt"]:
        assert "://" not in (ROOT / "requirements" / name).read_text()
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_no_secret_and_no_path_of_a_machine_is_kept():
    pattern = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|(?:^|[\s\"'(=`])/(?:root|home/\w+|work)/", re.M)
    found = [
        str(file.relative_to(ROOT))
        for file in tracked()
        if file.suffix in {".py", ".md", ".toml", ".csv", ".html", ".sh", ""}
        and pattern.search(file.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []


def _words(text: str) -> list[str]:
    return re.findall(r"[a-zæøå0-9]+", text.lower())


def _is_figures(row: str) -> bool:
    """A run of amounts is a fact, not a sentence."""
    return sum(word.isalpha() for word in row.split()) < WORDS_IN_A_ROW // 2


def test_no_sentence_of_the_report_stands_here_but_as_a_quotation():
    if not REPORT.is_file():
        pytest.skip("the report does not lie beside the project")
    said = _words(REPORT.read_text(encoding="utf-8"))
    rows = {" ".join(said[i : i + WORDS_IN_A_ROW]) for i in range(len(said) - WORDS_IN_A_ROW)}
    quotations: set[str] = set()
    ours: list[tuple[str, list[str]]] = []
    for file in sorted(PACKAGE.rglob("workbook/*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                for column, text in row.items():
                    words = _words(text or "")
                    if column == "quote":
                        quotations |= {" ".join(words[i : i + WORDS_IN_A_ROW]) for i in range(len(words))}
                    else:
                        ours.append((f"{file.name} {row.get('fact')} {column}", words))
    for pattern in ("*.py", "*.po", "*.html", "*.md"):
        for file in [*PACKAGE.rglob(pattern), *ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
            ours.append((str(file.relative_to(ROOT)), _words(file.read_text(encoding="utf-8"))))
    copied = [
        (where, row)
        for where, words in ours
        for row in (" ".join(words[i : i + WORDS_IN_A_ROW]) for i in range(len(words) - WORDS_IN_A_ROW + 1))
        if row in rows and row not in quotations and not _is_figures(row)
    ]
    assert copied == []
