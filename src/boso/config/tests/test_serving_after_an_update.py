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
