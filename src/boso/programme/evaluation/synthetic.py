"""Invented answers, one person a row, that add up to what is printed of the survey of 2011.

Nobody gave these answers. Where several sets of answers add up to the same printed figures, one is drawn; it says
nothing of the people who were asked. For the Demonstration only.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

#: Answers that are not printed alone, or not at all, are drawn.
DONT_KNOW, NOT_ASKED = "Vet ikke", "Ikke stilt"
GROUPS = {
    "Leder i kommunen": 34, "Ansatt uten lederansvar": 16, "Kommunepolitiker": 13,
    "Privat, frivillig eller bruker": 13, "Ansatt i NAV": 7,
}  # fmt: skip
#: Invited and answered in five invented municipalities: 137 and 83, between 54 and 72 per cent.
TOWNS = {
    "Oppdiktet A": (25, 18), "Oppdiktet B": (28, 15), "Oppdiktet C": (30, 18), "Oppdiktet D": (27, 16),
    "Oppdiktet E": (27, 16),
}  # fmt: skip
#: Who do not know the programme: of staff and managers, for only so do the shares of involvement come out when those
#: who do not know it are not asked about it.
STRANGERS = {"Leder i kommunen": 2, "Ansatt uten lederansvar": 7}
INVOLVED = {
    "Leder i kommunen": {"I stor grad": 12, "I noen grad": 11, "I liten grad": 7, "Ikke": 2},
    "Ansatt uten lederansvar": {"I stor grad": 4, "I noen grad": 3, "I liten grad": 2},
    "Kommunepolitiker": {"I stor grad": 2, "I noen grad": 6, "I liten grad": 4, "Ikke": 1},
    "Privat, frivillig eller bruker": {"I noen grad": 2, "I liten grad": 6, "Ikke": 5},
    "Ansatt i NAV": {"I noen grad": 4, "I liten grad": 3},
}
_FULLY, _PARTLY, _NEITHER, _DISAGREE = "Helt enig", "Delvis enig", "Verken enig eller uenig", "Delvis uenig"
#: Of the 74 who know the programme.
ABOUT_PROGRAMME = {
    "overview": (32, 28, 8, 2), "knowledge": (30, 30, 9, 1), "planning": (25, 30, 12, 2), "organising": (14, 28, 19, 6),
    "living": (1, 19, 22, 19), "followup": (3, 16, 19, 19), "tools": (10, 22, 20, 10),
}  # fmt: skip
#: Of all 83.
ABOUT_ALL = {"attention": (29, 29, 7, 12), "belief": (24, 31, 10, 12)}
COLUMNS = ("kommune", "gruppe", "knows", "involved", *ABOUT_PROGRAMME, *ABOUT_ALL)


def rows(seed: int) -> list[dict[str, str]]:
    """83 invented people with their answers, by column. The same seed gives the same people."""
    chance = Random(seed)  # noqa: S311 - drawn for a demonstration
    people = [{"gruppe": group, "knows": "Litt"} for group, count in GROUPS.items() for _at in range(count)]
    _towns(people, chance)
    for group, count in STRANGERS.items():
        for one in chance.sample([each for each in people if each["gruppe"] == group], count):
            one["knows"] = "Ikke"
    knowing = [one for one in people if one["knows"] != "Ikke"]
    for one in chance.sample(knowing, 33):
        one["knows"] = "Godt"
    for group, shares in INVOLVED.items():
        _deal([one for one in knowing if one["gruppe"] == group], "involved", shares, chance)
    for item, counts in ABOUT_PROGRAMME.items():
        _deal(knowing, item, _shares(counts, len(knowing)), chance)
    for item, counts in ABOUT_ALL.items():
        _deal(people, item, _shares(counts, len(people)), chance)
    for one in people:
        if one["knows"] == "Ikke":
            one.update(dict.fromkeys(("involved", *ABOUT_PROGRAMME), NOT_ASKED))
    chance.shuffle(people)
    return people


def _towns(people: Sequence[dict[str, str]], chance: Random) -> None:
    places = [town for town, (_invited, answered) in TOWNS.items() for _at in range(answered)]
    chance.shuffle(places)
    for one, place in zip(people, places, strict=True):
        one["kommune"] = place


def _shares(counts: Sequence[int], whole: int) -> dict[str, int]:
    """The four answers, and what is left as don't know."""
    named = dict(zip((_FULLY, _PARTLY, _NEITHER, _DISAGREE), counts, strict=True))
    return {**named, DONT_KNOW: whole - sum(counts)}


def _deal(people: Sequence[dict[str, str]], item: str, shares: dict[str, int], chance: Random) -> None:
    answers = [answer for answer, count in shares.items() for _at in range(count)]
    chance.shuffle(answers)
    for one, answer in zip(people, answers, strict=True):
        one[item] = answer
