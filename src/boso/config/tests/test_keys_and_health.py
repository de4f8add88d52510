"""Secrets of an installation, the health address, installing, and what a machine has."""

from __future__ import annotations

import os
import stat

import pytest
from django.urls import reverse

from boso.config import installing, keys, machine
from boso.config.settings import _database, _email
from boso.foundation.access.queries import is_demo


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path, monkeypatch):
    monkeypatch.delenv("BOSO_SECRET_KEY", raising=False)
    first = keys.secret_key(tmp_path)
    assert keys.secret_key(tmp_path) == first
    assert len(first) > 50
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_of_two_processes_that_start_together_one_key_holds(tmp_path, monkeypatch):
    monkeypatch.delenv("BOSO_SECRET_KEY", raising=False)
    real = os.link

    def late(source, target):
        target.write_text("the other's key", encoding="ascii")
        real(source, target)

    monkeypatch.setattr(os, "link", late)
    assert keys.secret_key(tmp_path) == "the other's key"
    assert [file.name for file in tmp_path.iterdir()] == ["secret.key"]


def test_a_key_that_is_given_is_used_and_a_folder_that_is_not_there_is_not_made(tmp_path, monkeypatch):
    monkeypatch.setenv("BOSO_SECRET_KEY", "given")
    assert keys.secret_key(tmp_path) == "given"
    monkeypatch.delenv("BOSO_SECRET_KEY")
    assert keys.secret_key(tmp_path / "away") != keys.secret_key(tmp_path / "away")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_a_web_server_that_can_answer_says_ok_and_nothing_else(client):
    assert client.get(reverse("healthy")).content == b"ok"


@pytest.mark.slow
@pytest.mark.django_db
def test_a_database_is_founded_once_and_stays_what_it_is():
    assert installing.is_up_to_date()
    assert installing.migrate(demo=True)
    assert is_demo()
    assert not installing.migrate(demo=False)
    assert is_demo()


def test_addresses_of_database_and_post_are_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("BOSO_EMAIL_URL", "smtp://post:s%40d@mail.example:2525")
    post = _email()
    assert (post["EMAIL_HOST"], post["EMAIL_PORT"], post["EMAIL_HOST_PASSWORD"]) == ("mail.example", 2525, "s@d")
    assert post["EMAIL_USE_TLS"]
    monkeypatch.setenv("DATABASE_URL", "postgres://bo:s%40d@db.example:5433/boso?sslmode=require")
    database = _database("DATABASE_URL", "boso.sqlite3")
    assert (database["NAME"], database["HOST"], database["PORT"]) == ("boso", "db.example", 5433)
    assert database["OPTIONS"] == {"sslmode": "require"}
    assert (database["USER"], database["PASSWORD"]) == ("bo", "s@d")


def test_a_machine_without_browser_or_pango_says_so(monkeypatch):
    monkeypatch.setattr(machine.shutil, "which", lambda name: None)
    monkeypatch.setattr(machine.ctypes.util, "find_library", lambda name: None)
    assert machine.chromium() is None
    assert not machine.has_pango()
