"""What `./boso bench economy` measures: every engine answers the same of the same households."""

from __future__ import annotations

import numpy as np

from boso.config.benchmarks import economy


def test_every_engine_answers_the_same_of_few_households(monkeypatch):
    monkeypatch.setattr(economy, "HOUSEHOLDS", 150)

    def answering(command, *, check):
        """A process that reads the households and answers as a loop does, in single precision."""
        _python, _script, given, found = command
        with np.load(given) as columns:
            law = economy.json.loads(str(columns["law"]))
            bostotte, for_loans = economy._loop(law, {name: columns[name] for name in columns.files if name != "law"})
        np.savez(
            found, build=1, calculate=2, processor=3, bostotte=np.float32(bostotte), for_loans=np.float32(for_loans)
        )

    monkeypatch.setattr(economy.subprocess, "run", answering)
    rows = list(economy.rows())
    assert [row.engine for row in rows] == [
        "set-up",
        "boso",
        "boso",
        "stepwise",
        "python-loop",
        "openfisca",
        "openfisca",
    ]
    assert rows[1].result["paid"] > 20
    for row in rows:
        assert row.result.get("equal") == row.result.get("of")
    assert rows[-1].seconds == 2
