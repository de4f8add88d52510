"""A new version over an old installation: what the pages are drawn with is made anew before the first page."""

import pytest

from boso.config import serving, setup
from boso.config.commands import CommandFailed


def test_words_and_files_that_changed_are_made_before_the_server_starts(monkeypatch, tmp_path):
    made = []
    monkeypatch.setattr(setup.paths, "MADE", tmp_path)
    monkeypatch.setattr(setup, "_collect", lambda: made.append("files"))
    monkeypatch.setattr("boso.config.catalogues.compile_all", lambda: made.append("words"))
    serving._up_to_date()
    serving._up_to_date()
    assert made == ["words", "files"]


def test_an_installation_that_cannot_be_written_says_so_in_one_line(monkeypatch):
    def refuse() -> None:
        raise PermissionError(13, "Permission denied", "/var/lib/made")

    monkeypatch.setattr(setup, "prepare_assets", refuse)
    with pytest.raises(CommandFailed, match="/var/lib/made cannot be written"):
        serving._up_to_date()


@pytest.mark.parametrize(
    ("host", "said", "address"),
    [
        ("127.0.0.1", {}, {"BOSO_ADDRESS": "http://127.0.0.1:8133"}),
        ("0.0.0.0", {}, {"BOSO_ADDRESS": "http://localhost:8133"}),
        ("::1", {}, {"BOSO_ADDRESS": "http://[::1]:8133"}),
        ("0.0.0.0", {"BOSO_HOSTS": "boso.example.no"}, {}),
    ],
)
def test_links_in_letters_lead_to_this_server_unless_another_address_is_said(monkeypatch, host, said, address):
    for name in ("BOSO_ADDRESS", "BOSO_HOSTS", "BOSO_HTTPS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert serving._address_in_letters(host, 8133) == address
