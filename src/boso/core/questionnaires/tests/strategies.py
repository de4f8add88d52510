"""Hypothesis strategies: expressions and whole forms."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

from boso.core.questionnaires.expressions.functions import FUNCTIONS
from boso.core.questionnaires.expressions.syntax import (
    STRENGTH,
    Binary,
    Call,
    Column,
    Here,
    Negative,
    Number,
    Parent,
    Reference,
    Text,
)
from boso.core.questionnaires.form import (
    Choice,
    ChoiceList,
    Form,
    Group,
    Kind,
    Language,
    Missing,
    Question,
    Repeat,
    Texts,
)

names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.-]{0,8}", fullmatch=True)
literals = st.text(max_size=12).filter(lambda text: not ("'" in text and '"' in text))
numerals = st.from_regex(r"[0-9]{1,6}(\.[0-9]{0,3})?", fullmatch=True)

_leaves = st.one_of(
    st.builds(Number, numerals),
    st.builds(Text, literals),
    st.builds(Reference, names),
    st.builds(Column, names),
    st.just(Here()),
    st.just(Parent()),
)
trees = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.builds(Binary, st.sampled_from(sorted(STRENGTH)), inner, inner),
        st.builds(Negative, inner),
        st.builds(Call, st.sampled_from(sorted(FUNCTIONS)), st.lists(inner, max_size=4).map(tuple)),
    ),
    max_leaves=15,
)

_letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zs", "Zl", "Zp", "Cf"))
_words = st.text(_letters, min_size=1, max_size=8).map(lambda text: text.replace("$", "S"))
_said = st.lists(_words, min_size=1, max_size=3).map(" ".join)


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


said = _said.map(_normal)
CODES = ("nb", "nn", "en")
#: Texts that may lack; one in a hand.
texts = st.sampled_from(
    [
        Texts(),
        Texts(),
        Texts.of(nb="Ærlig talt"),
        Texts.of(nb="Én", nn="Ein", en="One"),
        Texts.of(en="50 % «so»\nand more"),
    ]
)
labels = st.dictionaries(st.sampled_from(CODES), said, min_size=1, max_size=3).map(Texts.of)
_conditions = st.sampled_from(["", "true()", "1 = 1", "today() > '2026-01-01'", "string-length('a b') > 0"])
_parameters = st.dictionaries(st.sampled_from(["rows", "max-pixels", "quality"]), st.sampled_from(["1", "2", "low"]))
_asking = st.sampled_from([kind for kind in Kind if kind not in {Kind.RANGE, Kind.CALCULATE}])


@st.composite
def _lists(draw):
    found = []
    for name in draw(st.lists(st.sampled_from(["alfa", "beta", "gamma"]), unique=True, min_size=1)):
        keys = draw(st.lists(st.sampled_from(["one", "two", "three", "other_1", "9"]), unique=True, min_size=1))
        found.append(
            ChoiceList(
                name=name,
                choices=tuple(
                    Choice(
                        name=key,
                        label=draw(labels),
                        extra=draw(st.sampled_from([(), (("county", "34"),), (("area", "nord"), ("county", "3"))])),
                        missing=draw(st.sampled_from([None, None, *Missing])),
                    )
                    for key in keys
                ),
            )
        )
    return tuple(found)


@st.composite
def _questions(draw, name, lists):
    kind = draw(_asking)
    return Question(
        name=name,
        kind=kind,
        label=draw(labels),
        hint=draw(texts),
        guidance=draw(texts),
        list_name=draw(st.sampled_from([each.name for each in lists])) if kind.has_choices else "",
        appearance=draw(st.sampled_from(["", "minimal", "label", "list-nolabel quick"])),
        relevant=draw(_conditions),
        constraint=draw(st.sampled_from(["", ". != 'x'", "true()"])),
        constraint_message=draw(texts),
        soft_constraint=draw(st.booleans()),
        required=draw(_conditions),
        required_message=draw(texts),
        soft_required=draw(st.booleans()),
        default=draw(st.sampled_from(["", "abc", "7", "2026-11-22", "today()"])),
        calculation=draw(st.sampled_from(["", "1 + 1", "once(today())"])),
        read_only=draw(_conditions),
        choice_filter="",
        parameters=tuple(draw(_parameters).items()),
        missing=tuple(draw(st.lists(st.sampled_from(list(Missing)), unique=True))),
    )


@st.composite
def forms(draw):
    """A form that works, as `xlsform.read` would have made it."""
    lists = draw(_lists())
    counter = iter(range(1000))

    def elements(depth):
        found = []
        for _ in range(draw(st.integers(1, 3))):
            what = draw(st.sampled_from(["question", "question", "group", "repeat"] if depth < 3 else ["question"]))
            name = f"n{next(counter)}"
            if what == "question":
                found.append(draw(_questions(name, lists)))
                continue
            common = {
                "name": name,
                "label": draw(texts),
                "hint": draw(texts),
                "appearance": draw(st.sampled_from(["", "field-list", "minimal", "table-list"])),
                "relevant": draw(_conditions),
            }
            children = elements(depth + 1)
            if what == "group":
                found.append(Group(**common, children=children))
            else:
                found.append(Repeat(**common, count=draw(st.sampled_from(["", "2", "1 + 1"])), children=children))
        return tuple(found)

    language_names = {"nb": "Norsk bokmål", "nn": draw(st.sampled_from(["", "Nynorsk"])), "en": ""}
    return Form(
        form_id=draw(st.sampled_from(["form", "mapping_2026", "a.b-c"])),
        title=draw(texts),
        version=draw(st.sampled_from(["", "2026.0", "3"])),
        default_language=draw(st.sampled_from(CODES)),
        languages=tuple(Language(code, language_names[code]) for code in CODES),
        style=draw(st.sampled_from(["", "pages", "one-by-one"])),
        settings=draw(st.sampled_from([(), (("allow_choice_duplicates", "yes"),)])),
        lists=lists,
        children=elements(0),
    )
