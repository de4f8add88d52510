"""Surveys: what is asked, in which waves, of whom, and what they answered."""

from __future__ import annotations

from boso.programme.surveys.models_answers import Answer, Ballot, Item, Unsent
from boso.programme.surveys.models_people import Fate, Group, Mailing, MailingKind, Respondent
from boso.programme.surveys.models_surveys import Anonymity, BouncedAs, SilentAs, Survey, Wave, WaveState

__all__ = [
    "Anonymity",
    "Answer",
    "Ballot",
    "BouncedAs",
    "Fate",
    "Group",
    "Item",
    "Mailing",
    "MailingKind",
    "Respondent",
    "SilentAs",
    "Survey",
    "Unsent",
    "Wave",
    "WaveState",
]
