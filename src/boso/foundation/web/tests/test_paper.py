"""Documents on paper."""

import builtins

import pytest

from boso.foundation.web import pdf

HTML = '<!doctype html><html lang="nb"><head><title>Hamar</title></head><body><h1>Hamar</h1>{}</body></html>'


@pytest.fixture
def pango():
    pdf.why_not.cache_clear()
    if pdf.why_not():
        pytest.skip("Pango is missing on this machine")


def test_a_page_becomes_a_tagged_pdf_with_title_and_language(pango):
    found = pdf.as_pdf(HTML.format("<p>Tekst</p>"))
    assert found is not None and found.startswith(b"%PDF")
    assert b"/MarkInfo" in found or b"ObjStm" in found


def test_a_template_becomes_a_pdf(pango):
    assert pdf.paper("web/paper.html", {}) is not None


def test_a_document_fetches_nothing_from_outside(pango, monkeypatch):
    import urllib.request

    monkeypatch.setattr(urllib.request.OpenerDirector, "open", lambda *a, **k: pytest.fail("went outside"))
    wishes = ("file:///etc/passwd", "https://example.org/x.png", "static:x.exe", "static:boso/nothing.svg")
    body = "".join(f'<img src="{wish}" alt="x">' for wish in wishes)
    assert pdf.as_pdf(HTML.format(body)) is not None


def test_data_in_place_is_drawn(pango):
    picture = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    assert pdf.as_pdf(HTML.format(f'<img src="{picture}" alt="prikk">')) is not None


def test_a_document_without_title_or_language_is_refused():
    with pytest.raises(ValueError, match="title"):
        pdf.as_pdf("<html><body>x</body></html>")


def test_a_machine_without_pango_says_why(monkeypatch):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    pdf.why_not.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    assert pdf.as_pdf(HTML.format("")) is None
    assert "Pango" in str(pdf.why_not())
    pdf.why_not.cache_clear()
