"""The words of every fault: code to weight, what is wrong, what to do. `%(name)s` is filled in from the fault."""

from __future__ import annotations

from boso.core.questionnaires.faults_words_forms import FORMS
from boso.core.questionnaires.faults_words_lss import LSS
from boso.core.questionnaires.faults_words_workbooks import WORKBOOKS

_ANSWERS = {
    "answer_lacks": ("error", "An answer lacks.", "Answer the question."),
    "answer_against_constraint": ("error", "The answer does not fit.", "Look at it again."),
    "answer_not_understood": ("error", "The answer cannot be understood.", "Answer once more."),
    "answer_too_long": ("error", "The answer is too long.", "Write at most %(limit)s."),
    "answer_with_control_letters": (
        "error",
        "The answer has signs that are not letters.",
        "Write it anew instead of pasting it.",
    ),
    "missing_not_offered": ("error", "This question must have an answer of its own.", "Answer the question."),
    "missing_beside_others": (
        "error",
        "Something is picked together with not knowing or not wishing to answer.",
        "Take away one of them.",
    ),
    "choice_not_offered": ("error", "«%(choice)s» cannot be picked here.", "Pick one of the choices."),
    "only_one_choice": ("error", "More than one is picked.", "Pick one."),
    "ranked_twice": ("error", "The same is ranked twice.", "Give each its own place."),
    "rank_not_complete": ("warning", "Not everything is ranked.", "Give each a place."),
    "not_a_number": ("error", "«%(text)s» is not a number.", "Write digits, for example 1500 or 12,5."),
    "not_a_whole_number": ("error", "«%(text)s» is not a whole number.", "Write a number without decimals."),
    "number_too_large": ("error", "The number is too long.", "Write at most 15 digits."),
    "out_of_range": ("error", "The number is out of range.", "Write a number from %(start)s to %(end)s."),
    "not_a_step": ("error", "The number is between two steps.", "Go up from %(start)s by %(step)s."),
    "not_a_day": ("error", "«%(text)s» is not a date.", "Write it like 22.11.2026."),
    "not_a_time": ("error", "«%(text)s» is not a time.", "Write it like 14:30."),
    "not_a_moment": ("error", "«%(text)s» is not a date with a time.", "Write it like 22.11.2026 14:30."),
    "not_a_place": (
        "error",
        "This is not a place on the map.",
        "Write latitude and longitude, for example 60.79 11.07.",
    ),
    "too_many_rounds": (
        "error",
        "There are more rounds than can be shown.",
        "Write at most %(limit)s here.",
    ),
}

#: Code to weight (see `faults.Weight`), what is wrong, and what to do.
WORDS: dict[str, tuple[str, str, str]] = {**WORKBOOKS, **FORMS, **LSS, **_ANSWERS}
