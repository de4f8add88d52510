"""What an app that asks gives the pages for filling in: where a draft lies, and what becomes of a whole form.

Answers about persons lie with that app, sealed there. Here they only pass through.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Protocol

from boso.core.questionnaires.answering import Standing


@dataclass(slots=True)
class Draft:
    """Answers on their way, as the core stores them.

    reasons: key of an answer (`members/0/age`) to why a warning about it is right all the same.
    language: of the form, chosen by whoever fills in; blank for that of the page. saved_at: none before it is kept.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    language: str = ""
    saved_at: dt.datetime | None = None


class AnswerStore(Protocol):
    """Keeps one person's or household's answers to one form. Each method asks its own policy."""

    def load(self) -> Draft:
        """What is kept so far; an empty draft when nothing is."""

    def save(self, draft: Draft) -> dt.datetime:
        """Keep the draft as it stands, whole or not, also what must be mended. Gives the moment."""

    def submit(self, draft: Draft, standing: Standing) -> str:
        """The form is whole: keep `standing.answers()` as the answer, end the draft, give the address to go to.

        Called once nothing stops it. Raises NotNow when it cannot be done as things stand.
        """
