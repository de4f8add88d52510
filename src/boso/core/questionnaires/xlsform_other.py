"""«or other» of XLSForm: one more choice, and a question what it is."""

from __future__ import annotations

from boso.core.questionnaires.form import Choice, ChoiceList, Kind, Question, Texts

OTHER = "other"
_OTHER = {"nb": "Annet", "nn": "Anna", "en": "Other", "se": "Eará"}
_WHAT = {"nb": "Hva da?", "nn": "Kva då?", "en": "What is it?"}


def other_choice(chosen: ChoiceList) -> ChoiceList:
    """A list with the choice `other` at the end; the list itself when it has one."""
    if any(choice.name == OTHER for choice in chosen.choices):
        return chosen
    codes = {code for choice in chosen.choices for code in choice.label.languages}
    choice = Choice(name=OTHER, label=_in(codes, _OTHER))
    return ChoiceList(name=f"{chosen.name}_or_other", choices=(*chosen.choices, choice))


def other_question(asked: Question) -> Question:
    """The question that comes when `other` is picked."""
    return Question(
        name=f"{asked.name}_{OTHER}",
        kind=Kind.TEXT,
        label=_in(set(asked.label.languages), _WHAT),
        relevant=f"selected(${{{asked.name}}}, '{OTHER}')",
    )


def _in(codes: set[str], words: dict[str, str]) -> Texts:
    """The words in the languages in use, English for one that has none; in all there are when none is in use."""
    return Texts.of({code: words.get(code, words["en"]) for code in codes} if codes else words)
