"""What the pages of interviews show, ready for the templates: texts with marks, matrices, agreement of coders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from boso.core.coding.overlaps import by_character, by_unit, runs
from boso.core.coding.sentences import sentences
from boso.core.surveys.agreement import Kappa, cohen
from boso.programme.interviews.models import Attribution, Code, Coder, Coding, InformantRole, Material, Quotation

#: The colour of each state, the same everywhere.
COLOURS = {
    "draft": "neutral", "in_use": "success", "retired": "neutral", "planned": "info", "held": "success",
    "cancelled": "neutral", "given": "success", "withdrawn": "neutral", "standing": "success", "taken_out": "neutral",
    "asked": "warning", "released": "success",
}  # fmt: skip
#: Looks of codes in a text: by the root of the book, in turn.
HUES = 5
#: Characters of a text on one page.
PART = 12_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence over which the same codes lie. hue: of the first of them; 0 for none."""

    text: str
    hue: int
    names: str


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """One sentence with its number and place. tags: the codes that begin in it."""

    number: int
    start: int
    end: int
    pieces: tuple[Piece, ...]
    tags: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text."""

    sentences: tuple[ShownSentence, ...]

    @property
    def tags(self) -> list[Coding]:
        """The codes that begin in it."""
        return [tag for sentence in self.sentences for tag in sentence.tags]


def hues(codes: Iterable[Code]) -> dict[int, int]:
    """A look for each code: that of its root, 1 to HUES."""
    roots: dict[str, int] = {}
    found = {}
    for code in codes:
        root = code.path.partition(".")[0]
        found[code.pk] = roots.setdefault(root, len(roots) % HUES + 1)
    return found


def text(material: Material, codings: Sequence[Coding], looks: dict[int, int]) -> list[Paragraph]:
    """The text by lines and sentences, marked where it is coded."""
    spans = [(one.start, one.end) for one in codings]
    lines: dict[int, list[ShownSentence]] = defaultdict(list)
    for one in sentences(material.text):
        pieces = []
        for run in runs(one.start, one.end, spans):
            over = [codings[thing].code for thing in run.things]
            hue = looks.get(over[0].pk, 1) if over else 0
            names = ", ".join(dict.fromkeys(code.title for code in over))
            pieces.append(Piece(material.text[run.start : run.end], hue, names))
        tags = tuple(coding for coding in codings if _begins(coding, one.start, one.end, material.text))
        lines[one.line].append(ShownSentence(one.number, one.start, one.end, tuple(pieces), tags))
    return [Paragraph(tuple(found)) for found in lines.values()]


def parts(paragraphs: Iterable[Paragraph]) -> list[list[Paragraph]]:
    """A long text in parts of a page each, about PART characters; at least one."""
    found: list[list[Paragraph]] = [[]]
    size = 0
    for one in paragraphs:
        length = sum(sentence.end - sentence.start for sentence in one.sentences)
        if found[-1] and size + length > PART:
            found.append([])
            size = 0
        found[-1].append(one)
        size += length
    return found


def part_of(divided: Sequence[Sequence[Paragraph]], wish: str, sentence: int = 0) -> int:
    """Which part is shown: that of the sentence, else the one asked for, else the first. The first is 1."""
    for number, part in enumerate(divided, 1):
        if any(one.number == sentence for paragraph in part for one in paragraph.sentences):
            return number
    return int(wish) if wish.isdecimal() and 1 <= int(wish) <= len(divided) else 1


def _begins(coding: Coding, start: int, end: int, words: str) -> bool:
    """Whether a coding begins in the sentence, or in the space before it."""
    first = coding.start
    while first < coding.end - 1 and words[first].isspace():
        first += 1
    return start <= first < end


def spot(words: str, first: int, last: int) -> tuple[int, int] | None:
    """From the beginning of one sentence to the end of another, by their numbers; none where they are not there."""
    found = {one.number: one for one in sentences(words)}
    low, high = min(first, last), max(first, last)
    return (found[low].start, found[high].end) if low in found and high in found else None


@dataclass(frozen=True, slots=True)
class Cell:
    """A count, and the address of what is counted."""

    n: int
    query: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One code with its cells, its sum last."""

    code: Code
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Codes by roles or by municipalities."""

    heads: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    total: int


def role_of(material: Material) -> str:
    """What the source speaks as: the informant's role; empty for documents, minutes and field notes."""
    return material.informant.role if material.informant is not None else ""


def place_of(material: Material) -> tuple[str, str]:
    """Which municipality the source is about: slug and name; empty where not stated."""
    about = material.informant.organisation if material.informant is not None else None
    about = about or material.organisation
    return (about.slug, about.name) if about is not None else ("", "")


#: A code at a place, and what stands there across: key and label.
Counted = tuple[Code, tuple[str, str]]


def matrix(codes: Sequence[Code], places: Iterable[Counted], by: str, chosen: dict[str, str]) -> Matrix:
    """Codes down; roles or municipalities across. chosen: what else narrows it, kept in the addresses."""
    counts: dict[tuple[int, str], int] = defaultdict(int)
    heads: dict[str, str] = {}
    total = 0
    for code, (key, label) in places:
        heads[key] = label
        counts[(code.pk, key)] += 1
        total += 1
    keys = sorted(heads, key=lambda key: (not key, heads[key]))
    rows = []
    for code in codes:
        cells = [Cell(counts[(code.pk, key)], _address(code, by, key, chosen)) for key in keys]
        rows.append(MatrixRow(code, (*cells, Cell(sum(cell.n for cell in cells), _address(code, "", "", chosen)))))
    return Matrix(tuple(heads[key] for key in keys), tuple(rows), total)


def across(material: Material, by: str, elsewhere: str) -> tuple[str, str]:
    """What a source stands under: key and label; elsewhere: what a source without role or municipality is called."""
    if by == "municipality":
        key, label = place_of(material)
        return key, label or elsewhere
    return role_label(role_of(material), elsewhere)


def role_label(role: str, elsewhere: str) -> tuple[str, str]:
    """A role with its label."""
    return role, str(InformantRole(role).label) if role else elsewhere


def _address(code: Code, by: str, key: str, chosen: dict[str, str]) -> str:
    told = {name: value for name, value in chosen.items() if value} | {"code": str(code.pk)}
    if by:
        told[by] = key or "-"
    return urlencode(told)


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far two coders agree on one code. counts: both, the first alone, the second alone, neither."""

    code: Code
    counts: tuple[int, int, int, int]
    kappa: Kappa | None

    @property
    def percent(self) -> int:
        """How many in a hundred both have marked or neither has."""
        return round(100 * (self.counts[0] + self.counts[3]) / sum(self.counts))


def agreement(
    codes: Iterable[Code], codings: Iterable[Coding], texts: Iterable[Material], pair: tuple[Coder, Coder], unit: str
) -> tuple[list[Agreed], int]:
    """Agreement of two coders over the texts both have coded, code by code; and how many such texts there are.

    unit: «sentence» (a sentence is marked where a code touches it) or «character».
    """
    marked: dict[tuple[int, int, int], list[tuple[int, int]]] = defaultdict(list)
    touched: dict[int, set[int]] = defaultdict(set)
    for one in codings:
        marked[(one.material_id, one.coder_id, one.code_id)].append((one.start, one.end))
        touched[one.material_id].add(one.coder_id)
    both = [one for one in texts if {pair[0].pk, pair[1].pk} <= touched[one.pk]]
    units = {one.pk: [(each.start, each.end) for each in sentences(one.text)] for one in both}
    rows = []
    for code in codes:
        sums = [[0, 0], [0, 0]]
        for source in both:
            first, second = (marked[(source.pk, coder.pk, code.pk)] for coder in pair)
            if unit == "character":
                found = by_character(len(source.text), first, second)
            else:
                found = by_unit(units[source.pk], first, second)
            sums = [[a + b for a, b in zip(old, new, strict=True)] for old, new in zip(sums, found, strict=True)]
        if sums[0][0] + sums[0][1] + sums[1][0]:
            flat = (sums[0][0], sums[0][1], sums[1][0], sums[1][1])
            rows.append(Agreed(code, flat, cohen(sums)))
    return rows, len(both)


def narrowed(places: Iterable[Coding], wish: dict[str, str], texts: dict[int, str]) -> list[Coding]:
    """The coded places that fit: by code, role, municipality, words."""
    words = wish.get("q", "").strip().casefold()
    found = []
    for one in places:
        if wish.get("code") and str(one.code_id) != wish["code"]:
            continue
        if wish.get("role") and (role_of(one.material) or "-") != wish["role"]:
            continue
        if wish.get("municipality") and (place_of(one.material)[0] or "-") != wish["municipality"]:
            continue
        if words and words not in texts.get(one.material_id, "")[one.start : one.end].casefold():
            continue
        found.append(one)
    return found


def told_role(quotation: Quotation) -> str:
    """The role that a reader may know of."""
    return "" if quotation.attribution == Attribution.NOBODY else role_of(quotation.material)


def quotations(rows: Iterable[Quotation], wish: dict[str, str]) -> list[Quotation]:
    """The quotations that fit: by words, code, the role that a reader may know of, state."""
    words = wish.get("q", "").strip().casefold()
    return [
        one
        for one in rows
        if (not words or words in one.text.casefold())
        and (not wish.get("code") or wish["code"] in {str(code.pk) for code in one.codes.all()})
        and (not wish.get("role") or (told_role(one) or "-") == wish["role"])
        and (not wish.get("state") or one.state == wish["state"])
    ]
