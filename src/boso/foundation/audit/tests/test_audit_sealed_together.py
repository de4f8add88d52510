"""Several workers seal the same log at once, while others write to it."""

from __future__ import annotations

import pytest

from boso.foundation.jobs.tests.databases import own_database


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    yield from own_database(tmp_path_factory)


@pytest.mark.slow
def test_three_workers_make_one_whole_chain(database):
    assert database.scene("seal") == [120, 0, []]
