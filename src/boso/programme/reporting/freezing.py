"""What is kept of a report when it is handed in, and whether it still is what it was."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from boso.programme.reporting.models import Edition, Report


def content_of(report: Report, leader: str) -> dict[str, Any]:
    """The whole report: whose it is, the form it answers, the answers, every figure with its source and correction.

    leader: who writes it, by name.
    """
    the_round, participation = report.round, report.participation
    return {
        "participant": participation.slug,
        "name": participation.organisation.name,
        "leader": leader,
        "intake": participation.intake.year if participation.intake is not None else None,
        "phase": participation.phase,
        "programme": the_round.programme,
        "kind": the_round.kind,
        "year": the_round.year,
        "starts": the_round.starts.isoformat(),
        "ends": the_round.ends.isoformat(),
        "form": the_round.form_id,
        "form_digest": the_round.form.digest,
        "language": report.language,
        "answers": report.answers,
        "reasons": report.reasons,
        "figures": report.figures,
        "fetched_at": report.fetched_at.isoformat() if report.fetched_at is not None else "",
        "corrections": report.corrections,
    }


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of the content, the same however its keys are ordered."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def is_intact(edition: Edition) -> bool:
    """Whether the edition is what was frozen."""
    return digest_of(edition.content) == edition.digest
