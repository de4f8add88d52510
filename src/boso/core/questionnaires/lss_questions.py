"""The types of questions of LimeSurvey, each made of BoSo's own: one question, several, or a table of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from boso.core.questionnaires.form import Choice, ChoiceList, Element, Group, Kind, Question, Texts
from boso.core.questionnaires.lss_conditions import Known
from boso.core.questionnaires.lss_tables import LssRow

Words = tuple[tuple[str, str, Texts], ...]
OTHER = Choice(name="other", label=Texts.of(nb="Annet", nn="Anna", en="Other"))
_WHICH = Texts.of(nb="Hva da?", nn="Kva då?", en="What?")
_MORE = Texts.of(nb="Merknad", nn="Merknad", en="Comment")
_YES_NO = (("Y", Texts.of(nb="Ja", nn="Ja", en="Yes")), ("N", Texts.of(nb="Nei", nn="Nei", en="No")))
_UNSURE = (*_YES_NO, ("U", Texts.of(nb="Usikker", nn="Usikker", en="Uncertain")))
_CHANGE = (
    ("I", Texts.of(nb="Øker", nn="Aukar", en="Increase")),
    ("S", Texts.of(nb="Uendret", nn="Uendra", en="Same")),
    ("D", Texts.of(nb="Minker", nn="Minkar", en="Decrease")),
)
_SEX = (("F", Texts.of(nb="Kvinne", nn="Kvinne", en="Female")), ("M", Texts.of(nb="Mann", nn="Mann", en="Male")))


@dataclass(frozen=True, slots=True)
class Source:
    """A question of LimeSurvey. answers, parts: scale, code and words of each. other: «other» may be chosen too."""

    row: LssRow
    name: str
    kind: str
    attributes: Mapping[str, str]
    label: Texts
    hint: Texts
    answers: Words
    parts: Words
    other: bool
    required: str
    soft: bool


@dataclass(frozen=True, slots=True)
class Made:
    """What became of it. known: what conditions may call its parts, blank for itself."""

    elements: tuple[Element, ...]
    known: Mapping[str, Known]
    lists: tuple[ChoiceList, ...] = field(default=())


def _question(source: Source, kind: Kind, **more: object) -> Question:
    asked = Question(
        name=source.name, kind=kind, label=source.label, hint=source.hint, required=source.required,
        soft_required=source.soft,
    )  # fmt: skip
    return replace(asked, **more)  # type: ignore[arg-type]


def _list(name: str, pairs: Iterable[tuple[str, Texts]], *, other: bool = False) -> ChoiceList:
    choices = tuple(Choice(name=code, label=words) for code, words in pairs)
    return ChoiceList(name=name, choices=(*choices, OTHER) if other else choices)


def _answers(source: Source, scale: str = "0") -> list[tuple[str, Texts]]:
    return [(code, words) for at, code, words in source.answers if at == scale]


def _parts(source: Source, scale: str = "0") -> list[tuple[str, Texts]]:
    return [(code, words) for at, code, words in source.parts if at == scale]


def _more(source: Source, suffix: str, label: Texts, relevant: str = "") -> Question:
    return Question(name=f"{source.name}_{suffix}", kind=Kind.TEXT, label=label, relevant=relevant)


def _one(source: Source, pairs: Iterable[tuple[str, Texts]], *more: Question) -> Made | None:
    found = _list(source.name, pairs, other=source.other)
    if not found.choices:
        return None
    others = (_more(source, "other", _WHICH, f"${{{source.name}}} = 'other'"),) if source.other else ()
    asked = _question(source, Kind.SELECT_ONE, list_name=found.name)
    known = {"": Known(source.name, chosen=True), **{each.name.rpartition("_")[2]: Known(each.name) for each in others}}
    return Made((asked, *others, *more), known, (found,))


def _from_list(source: Source) -> Made | None:
    return _one(source, _answers(source))


def _with_comment(source: Source) -> Made | None:
    return _one(source, _answers(source), _more(source, "comment", _MORE))


def _fixed(pairs: Iterable[tuple[str, Texts]]) -> Callable[[Source], Made | None]:
    return lambda source: _one(source, pairs)


def _several(source: Source) -> Made | None:
    pairs = _parts(source)
    found = _list(source.name, pairs, other=source.other)
    if not found.choices:
        return None
    asked = _question(source, Kind.SELECT_MULTIPLE, list_name=found.name)
    more: list[Element] = []
    if source.other:
        more.append(_more(source, "other", _WHICH, f"selected(${{{source.name}}}, 'other')"))
    if source.kind == "P":
        more += [
            _more(source, f"{code}_comment", words, f"selected(${{{source.name}}}, '{code}')") for code, words in pairs
        ]
    known = {"": Known(source.name), **{code: Known(source.name, choice=code) for code, _words in pairs}}
    return Made((asked, *more), known, (found,))


def _ranked(source: Source) -> Made | None:
    found = _list(source.name, _answers(source) or _parts(source))
    if not found.choices:
        return None
    asked = _question(source, Kind.RANK, list_name=found.name)
    return Made((asked,), {"": Known(source.name)}, (found,))


def _simple(kind: Kind, **more: object) -> Callable[[Source], Made]:
    return lambda source: Made((_question(source, kind, **more),), {"": Known(source.name)})


def _number(source: Source) -> Made:
    limits = [
        f". {sign} {source.attributes[name]}"
        for name, sign in (("min_num_value_n", ">="), ("max_num_value_n", "<="))
        if _is_number(source.attributes.get(name, ""))
    ]
    kind = Kind.INTEGER if source.attributes.get("num_value_int_only") == "1" else Kind.DECIMAL
    asked = _question(source, kind, constraint=" and ".join(limits))
    return Made((asked,), {"": Known(source.name, number=True)})


def _points(source: Source) -> Made:
    parameters = (("start", "1"), ("end", "5"), ("step", "1"))
    return Made((_question(source, Kind.RANGE, parameters=parameters),), {"": Known(source.name, number=True)})


def _note(source: Source) -> Made:
    asked = _question(source, Kind.NOTE, required="", soft_required=False)
    return Made((asked,), {})


def _lines(kind: Kind) -> Callable[[Source], Made | None]:
    """Several lines under one heading, each with its own answer."""

    def make(source: Source) -> Made | None:
        rows = [(code, _row(source, code, words, kind)) for code, words in _parts(source)]
        return _grouped(source, source.name, rows, ())

    return make


def _table(pairs: Iterable[tuple[str, Texts]] | None = None) -> Callable[[Source], Made | None]:
    """A table: the same answers for each row; those given here, or the question's own."""

    def make(source: Source) -> Made | None:
        found = _list(source.name, pairs if pairs is not None else _answers(source))
        if not found.choices:
            return None
        rows = [(code, _row(source, code, words, Kind.SELECT_ONE, found.name)) for code, words in _parts(source)]
        return _grouped(source, source.name, rows, (found,), table=True)

    return make


def _dual(source: Source) -> Made | None:
    """A table with two scales becomes two tables."""
    found = [_list(f"{source.name}_{scale}", _answers(source, scale)) for scale in ("0", "1")]
    if not all(each.choices for each in found):
        return None
    groups: list[Element] = []
    known: dict[str, Known] = {}
    for each, scale in zip(found, ("0", "1"), strict=True):
        heading = Texts.of(
            {
                code: f"{text}: {header}"
                if (header := source.attributes.get(f"dualscale_header{_LETTER[scale]}"))
                else text
                for code, text in source.label.pairs
            }
        )
        rows = tuple(
            replace(_row(source, f"{code}_{scale}", words, Kind.SELECT_ONE, each.name))
            for code, words in _parts(source)
        )
        groups.append(
            Group(
                name=f"{source.name}_table{scale}",
                label=heading,
                hint=source.hint,
                appearance="table-list",
                children=rows,
            )
        )
        known |= {
            f"{code}_{scale}": Known(row.name, chosen=True) for (code, _), row in zip(_parts(source), rows, strict=True)
        }
    return Made(tuple(groups), known, tuple(found)) if _parts(source) else None


_LETTER = {"0": "A", "1": "B"}


def _grid(kind: Kind) -> Callable[[Source], Made | None]:
    """A table of numbers or texts: one question for each cell, by its row and column."""

    def make(source: Source) -> Made | None:
        cells = [
            (
                f"{code}_{column}",
                _row(source, f"{code}_{column}", _both(words, over), kind),
            )
            for code, words in _parts(source)
            for column, over in _parts(source, "1")
        ]
        return _grouped(source, source.name, cells, ())

    return make


def _both(row: Texts, column: Texts) -> Texts:
    return Texts.of({code: f"{row.get(code)}: {column.get(code)}".strip(" :") for code in row.languages})


def _row(source: Source, code: str, words: Texts, kind: Kind, list_name: str = "") -> Question:
    return Question(
        name=f"{source.name}_{code}", kind=kind, label=words, list_name=list_name, required=source.required,
        soft_required=source.soft,
    )  # fmt: skip


def _grouped(
    source: Source, name: str, rows: list[tuple[str, Question]], lists: tuple[ChoiceList, ...], *, table: bool = False
) -> Made | None:
    if not rows:
        return None
    group = Group(
        name=name, label=source.label, hint=source.hint, appearance="table-list" if table else "",
        children=tuple(row for _code, row in rows),
    )  # fmt: skip
    number = all(row.kind is Kind.DECIMAL for _code, row in rows)
    known = {code: Known(row.name, chosen=bool(row.list_name), number=number) for code, row in rows}
    return Made((group,), known, lists)


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdecimal()


def _points_of(most: int) -> list[tuple[str, Texts]]:
    return [(str(number), Texts.of(nb=str(number), nn=str(number), en=str(number))) for number in range(1, most + 1)]


_LONG: dict[str, object] = {"appearance": "multiline"}
#: Each type by its letter.
ASKED: Mapping[str, Callable[[Source], Made | None]] = {
    "5": _points,
    "!": _from_list,
    "L": _from_list,
    "O": _with_comment,
    "F": _table(),
    "H": _table(),
    "A": _table(_points_of(5)),
    "B": _table(_points_of(10)),
    "C": _table(_UNSURE),
    "E": _table(_CHANGE),
    "1": _dual,
    ":": _grid(Kind.DECIMAL),
    ";": _grid(Kind.TEXT),
    "M": _several,
    "P": _several,
    "N": _number,
    "K": _lines(Kind.DECIMAL),
    "S": _simple(Kind.TEXT),
    "T": _simple(Kind.TEXT, **_LONG),
    "U": _simple(Kind.TEXT, **_LONG),
    "Q": _lines(Kind.TEXT),
    "R": _ranked,
    "Y": _fixed(_YES_NO),
    "G": _fixed(_SEX),
    "D": _simple(Kind.DATE),
    "X": _note,
}
