"""What a column of a file is likely to be. Whoever loads it sees the guess and may change it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from boso.core.questionnaires.fingerprints import fingerprint
from boso.core.questionnaires.form import Choice, ChoiceList, Form, Kind, Texts
from boso.core.questionnaires.form import Question as Asked
from boso.core.surveys.answers import Absent
from boso.core.values.folding import fold
from boso.programme.tables.filing import FileColumn, unnumbered
from boso.programme.tables.models import Purpose, Scale

#: Columns with more different answers than this are free text, and are not kept.
MOST_CODES = 60
#: More than so many are text where nearly everybody writes another.
MANY = 12
_NO_ANSWER = {
    Absent.DONT_KNOW: (
        "vet ikke", "veit ikkje", "vet ikke/ikke relevant", "veit ikkje/ikkje relevant", "usikker/vet ikke",
        "ikke sikker", "ikkje sikker", "dont know", "don't know", "do not know", "not sure",
    ),
    Absent.REFUSED: (
        "ønsker ikke å svare", "ynskjer ikkje å svare", "ønskjer ikkje å svare", "vil ikke svare", "vil ikkje svare",
        "refused", "will not say", "prefer not to say",
    ),
    Absent.NOT_ANSWERED: (
        "ikke besvart", "ikkje svara", "ubesvart", "ikke svart", "not answered", "no answer",
    ),
    Absent.NOT_ASKED: ("ikke stilt", "ikkje stilt", "ikke spurt", "ikkje spurt", "not asked"),
}  # fmt: skip
#: Words that stand for no answer, folded.
NO_ANSWER = {fold(words): reason for reason, some in _NO_ANSWER.items() for words in some}
_NEITHER = ("verken eller", "hverken eller", "både og", "både/og", "nøytral", "midt imellom", "midt i mellom")
_ORDERS = (
    ("helt uenig", "svært uenig", "ganske uenig", "delvis uenig", "noe uenig", "litt uenig", "uenig",
     "verken enig eller uenig", "hverken enig eller uenig", *_NEITHER,
     "enig", "litt enig", "noe enig", "delvis enig", "ganske enig", "svært enig", "helt enig"),
    ("heilt usamd", "svært usamd", "ganske usamd", "delvis usamd", "noko usamd", "litt usamd", "usamd",
     "verken samd eller usamd", *_NEITHER,
     "samd", "litt samd", "noko samd", "delvis samd", "ganske samd", "svært samd", "heilt samd"),
    ("heilt ueinig", "svært ueinig", "ganske ueinig", "delvis ueinig", "noko ueinig", "litt ueinig", "ueinig",
     "verken einig eller ueinig", *_NEITHER,
     "einig", "litt einig", "noko einig", "delvis einig", "ganske einig", "svært einig", "heilt einig"),
    ("ikke i det hele tatt", "ikkje i det heile", "ikkje i det heile teke", "i svært liten grad", "i liten grad",
     "i mindre grad", "i noen grad", "i nokon grad", *_NEITHER,
     "i stor grad", "i svært stor grad"),
    ("svært misfornøyd", "ganske misfornøyd", "misfornøyd", "litt misfornøyd", "verken fornøyd eller misfornøyd",
     "hverken fornøyd eller misfornøyd", *_NEITHER, "litt fornøyd", "fornøyd", "ganske fornøyd", "svært fornøyd"),
    ("svært misnøgd", "ganske misnøgd", "misnøgd", "litt misnøgd", "verken nøgd eller misnøgd", *_NEITHER,
     "litt nøgd", "nøgd", "ganske nøgd", "svært nøgd"),
    ("svært dårlig", "svært dårleg", "ganske dårlig", "ganske dårleg", "dårlig", "dårleg", "verken god eller dårlig",
     "verken godt eller dårlig", "verken god eller dårleg", "middels", *_NEITHER,
     "god", "godt", "ganske god", "ganske godt", "svært god", "svært godt"),
    ("ikke kjent", "ikkje kjent", "litt kjent", "ganske godt kjent", "godt kjent", "svært godt kjent"),
    ("ikke", "ikkje", "litt", "ganske godt", "godt", "svært godt"),
    ("aldri", "sjelden", "sjeldan", "av og til", "noen ganger", "nokre gonger", "ofte", "alltid"),
    ("strongly disagree", "disagree", "somewhat disagree", "neither agree nor disagree", "neutral", "somewhat agree",
     "agree", "strongly agree"),
)  # fmt: skip
#: Answers in their order, folded.
ORDERS = tuple(tuple(map(fold, scale)) for scale in _ORDERS)
GROUPS = (
    "kommune",
    "municipality",
    "gruppe",
    "group",
    "rolle",
    "role",
    "stilling",
    "sektor",
    "kjonn",
    "alder",
    "aldersgruppe",
)
PERSONAL = re.compile(
    r"\be ?post|\be ?mail|mobil|telefon|phone|\bnavn\b|\bnamn\b|\bname\b|etternavn|fornavn|adresse|ip address|fodsel"
)
PERSON = re.compile(r"^(resp(ondent)?[ _-]?id|respondent|id|lopenummer|token)$")
TEXT = re.compile(r"kommentar|utdyp|fritekst|begrunn|beskriv|spesifiser|comment|elaborate|specify|other, which")
#: A day or moment tells who answered to whoever saw it happen, and days are no shares.
DAY = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})([T ].*)?$")
WEIGHT = re.compile(r"^(vekt|weight|wt)\b")
SPLIT = re.compile(r"^(.+?)(?: - | – |: |\[)(.+?)\]?$")


@dataclass(frozen=True, slots=True)
class Guess:
    """A column as a variable. fields: of `Variable`. values: of each respondent; none where they are not kept."""

    name: str
    fields: dict[str, Any]
    values: list[str] | None


def guesses(columns: Sequence[FileColumn], series: str) -> list[Guess]:
    """Every column, in order. series: persons are known again within it only."""
    bundles = _bundles(columns)
    found = []
    for place, each in enumerate(columns):
        if each.name in bundles:
            found.append(_choice(each, place, bundles[each.name]))
        else:
            found.append(_column(each, place, series))
    return found


def _column(each: FileColumn, place: int, series: str) -> Guess:
    words_said = unnumbered(each.label)
    label = fold(words_said)
    counts = Counter(value for value in each.values if value)
    base: dict[str, Any] = {"place": place, "nb": words_said}
    if PERSON.search(label) or PERSON.search(fold(each.name)):
        hashed = [_hashed(series, value) for value in each.values]
        return Guess(each.name, {**base, "purpose": Purpose.PERSON}, hashed)
    if PERSONAL.search(label) or any("@" in value for value in counts) or (counts and all(map(DAY.match, counts))):
        return Guess(each.name, {**base, "purpose": Purpose.LEFT_OUT}, None)
    if WEIGHT.search(label) and all(number(value) is not None for value in counts):
        return Guess(each.name, {**base, "purpose": Purpose.WEIGHT}, each.values)
    written = TEXT.search(label) and not each.labels and len(counts) > MANY
    if (
        written
        or len(counts) > MOST_CODES
        or (not each.labels and len(counts) > MANY and len(counts) > 0.5 * counts.total())
    ):
        return Guess(each.name, {**base, "purpose": Purpose.LEFT_OUT}, None)
    codes, missing = coded(counts, each)
    words = re.findall(r"\w+", label)
    group = any(word in GROUPS for word in words) and (len(words) <= 4 or (len(words) <= 7 and "har du" in label))
    scale = scale_of(codes, each.measure)
    return Guess(
        each.name,
        {
            **base, "purpose": Purpose.GROUP if group else Purpose.QUESTION, "scale": scale, "codes": codes,
            "missing": missing, "merged": merged(codes) if scale == Scale.ORDINAL else [],
        },
        each.values,
    )  # fmt: skip


def coded(counts: Mapping[str, int], each: FileColumn) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The substantive codes in order, and those that stand for no answer."""
    codes, missing = [], [{"code": "", "reason": Absent.NOT_ANSWERED.value, "label": ""}]
    for code in in_order({**dict.fromkeys(each.labels), **dict.fromkeys(counts)}, each.labels):
        label = each.labels.get(code, code)
        reason = (
            NO_ANSWER.get(fold(label)) or NO_ANSWER.get(fold(code)) or (Absent.NOT_ANSWERED if code == "-" else None)
        )
        if reason is None and code in each.missing:
            reason = Absent.NOT_ANSWERED
        if reason is None:
            codes.append({"code": code, "nb": label, "nn": "", "en": ""})
        elif code:
            missing.append({"code": code, "reason": reason.value, "label": label})
    return codes, missing


def in_order(codes: Iterable[str], labels: Mapping[str, str]) -> list[str]:
    """By number where they are numbers, in the order of a well-known scale, else as they came."""
    found = list(codes)
    numbers = {code: value for code in found if (value := number(code)) is not None}
    words = {code: fold(labels.get(code, code)) for code in found}
    scale = _known_scale(words.values())
    if scale and not numbers:
        return sorted(found, key=lambda code: scale.index(words[code]) if words[code] in scale else len(scale))
    return sorted(found, key=lambda code: (code not in numbers, numbers.get(code, 0.0)))


def _known_scale(words: Iterable[str]) -> tuple[str, ...]:
    """The scale most of these words are of, if two are."""
    said = set(words)
    shared, scale = max(((len(said & set(scale)), scale) for scale in ORDERS), key=itemgetter(0))
    return scale if shared >= 2 else ()


def scale_of(codes: Sequence[Mapping[str, str]], measure: str = "unknown") -> str:
    """Whether answers come in an order: the file says so, they are steps of a number, or all words of a known scale."""
    if measure == "ordinal":
        return Scale.ORDINAL
    folded = {fold(code["nb"]) for code in codes}
    named = bool(folded) and folded <= set(_known_scale(folded))
    steps = len(codes) > 2 and all(code["code"].isdigit() and int(code["code"]) <= 11 for code in codes)
    return Scale.ORDINAL if named or (steps and measure != "nominal") else Scale.NOMINAL


def merged(codes: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    """The lower and the upper answers of a scale put together, the middle one for itself."""
    size = len(codes) // 2
    if size < 2 or len(codes) > 11:
        return []
    ends = (("=low", codes[:size]), ("=high", codes[-size:]))
    return [
        {
            "code": name, "codes": [code["code"] for code in some],
            **{language: _ends(some, language) for language in ("nb", "nn", "en")},
        }
        for name, some in ends
    ]  # fmt: skip


def _ends(codes: Sequence[Mapping[str, str]], language: str) -> str:
    return " / ".join(filter(None, (code.get(language, "") for code in (codes[0], codes[-1]))))


def _bundles(columns: Sequence[FileColumn]) -> dict[str, tuple[str, str]]:
    """Columns that are the choices of one question: its words and the choice, by name."""
    found: dict[str, list[tuple[FileColumn, str]]] = {}
    for each in columns:
        said = {value for value in each.values if value} - {"0"}
        split = SPLIT.match(unnumbered(each.label))
        words = each.bundle or (split[1].strip() if split else "")
        own = split[2].strip() if split else each.label
        one_thing = said <= {"1"} or (
            len(said) == 1 and fold(next(iter(said))) in ("x", "ja", "yes", "valgt", fold(own))
        )
        if words and one_thing:
            found.setdefault(words, []).append((each, own))
    return {each.name: (words, own) for words, some in found.items() if len(some) > 1 for each, own in some}


def _choice(each: FileColumn, place: int, of: tuple[str, str]) -> Guess:
    """A choice of a question with several answers. What was chosen is 1, whatever the file writes for it."""
    values = [value if value in ("", "0") else "1" for value in each.values]
    codes = [
        {"code": "1", "nb": "Valgt", "nn": "Vald", "en": "Chosen"},
        {"code": "0", "nb": "Ikke valgt", "nn": "Ikkje vald", "en": "Not chosen"},
    ]
    fields = {
        "place": place, "nb": of[1], "purpose": Purpose.QUESTION, "scale": Scale.SEVERAL, "codes": codes,
        "missing": [{"code": "", "reason": Absent.NOT_ANSWERED.value, "label": ""}], "bundle": of[0][:64],
    }  # fmt: skip
    return Guess(each.name, fields, values)


def filled(found: Sequence[Guess]) -> list[Guess]:
    """An empty cell of a choice is «not chosen» where another choice of the question is; nobody answered else."""
    by_bundle: dict[str, list[Guess]] = {}
    for each in found:
        if each.fields.get("bundle") and each.values is not None:
            by_bundle.setdefault(each.fields["bundle"], []).append(each)
    for some in by_bundle.values():
        for row in range(len(some[0].values or [])):
            if any(each.values and each.values[row] == "1" for each in some):
                for each in some:
                    if each.values is not None:
                        each.values[row] = each.values[row] or "0"
    return list(found)


def marks(
    name: str, words: Mapping[str, str], codes: Sequence[Mapping[str, Any]], missing: Sequence[Mapping[str, str]]
) -> dict[str, Any]:
    """The digests of a question's words and scale, as those of a form's question; asked of everybody, for all a file
    tells.
    """
    choices = [Choice(name=each["code"], label=_texts(each)) for each in codes]
    beside = [Choice(name=each["code"], label=Texts.of(nb=each["label"])) for each in missing if each["label"]]
    form = Form(
        form_id="file",
        lists=(ChoiceList(name="codes", choices=(*choices, *beside)),),
        children=(Asked(name=name, kind=Kind.SELECT_ONE, label=_texts(words), list_name="codes"),),
    )
    found = fingerprint(form, name)
    return {"wording": dict(found.wording), "scale": dict(found.scale), "filter": found.filter}


def _texts(words: Mapping[str, str]) -> Texts:
    return Texts.of({language: words.get(language, "") for language in ("nb", "nn", "en")})


def _hashed(series: str, value: str) -> str:
    return hashlib.sha256(f"{series}\x1f{value}".encode()).hexdigest()[:16] if value else ""


def number(value: str) -> float | None:
    try:
        return float(value.replace(",", "."))
    except ValueError:
        return None
