"""A thousand answer at once on SQLite: none is lost and none counts twice. How long it takes is printed, not tested."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest


@pytest.mark.slow
@pytest.mark.outside
@pytest.mark.parametrize("many", [16, pytest.param(1_000, marks=pytest.mark.long)])
def test_none_is_lost_and_none_counts_twice_when_many_answer_at_once(tmp_path, many):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment["BOSO_DATA"] = str(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "boso.programme.surveys.tests.live", str(many), "4"],
        env=environment, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    del found["seconds"]
    assert found == {"asked": many, "statuses": [302], "ballots": many, "answered": many, "unsent": 0}
