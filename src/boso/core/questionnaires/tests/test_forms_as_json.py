"""Forms as plain data."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    matrix_questions,
)
from boso.core.questionnaires.form_json import canonical, digest, from_plain, to_plain
from boso.core.questionnaires.tests.strategies import forms


@given(forms())
def test_a_form_comes_back_from_json_as_it_was(form):
    back = from_plain(json.loads(json.dumps(to_plain(form))))
    assert back == form
    assert digest(back) == digest(form)


@given(forms(), forms())
def test_two_forms_have_one_digest_only_when_they_are_equal(one, other):
    assert (digest(one) == digest(other)) is (one == other)


def test_what_has_its_default_is_left_out():
    form = Form(form_id="f", children=(Question(name="a", kind=Kind.TEXT),))
    assert canonical(form) == '{"children":[{"kind":"text","name":"a"}],"form_id":"f"}'


def test_everything_a_form_holds_is_kept():
    form = Form(
        form_id="f",
        title=Texts.of(nb="Ære"),
        languages=(Language("nb", "Bokmål"), Language("nn")),
        settings=(("allow_choice_duplicates", "yes"),),
        lists=(ChoiceList(name="l", choices=(Choice(name="dk", missing=Missing.DONT_KNOW, extra=(("x", "1"),)),)),),
        children=(
            Group(name="g", children=(Question(name="a", kind=Kind.RANK, missing=(Missing.REFUSED,)),)),
            Repeat(name="r", count="2", children=(Question(name="b", kind=Kind.DATE, soft_required=True),)),
        ),
    )
    assert from_plain(to_plain(form)) == form


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["form_id", "title", "children", "lists", "kind", "name", "element", "label", "choices", "missing"]
            ),
            inner,
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_what_is_not_a_form_is_refused(plain):
    try:
        form = from_plain(plain)
    except ValueError:
        return
    assert from_plain(to_plain(form)) == form


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"form_id": 1},
        {"form_id": "f", "more": "x"},
        {"form_id": "f", "title": {"nb": 1}},
        {"form_id": "f", "settings": [["a", 1]]},
        {"form_id": "f", "children": [{"name": "a", "kind": "poem"}]},
        {"form_id": "f", "children": [{"element": "poem", "name": "a"}]},
        {"form_id": "f", "lists": [{"name": "l", "choices": [{"name": "a", "missing": "poem"}]}]},
    ],
)
def test_a_broken_form_is_refused(plain):
    with pytest.raises(ValueError, match=r"."):
        from_plain(plain)


def test_a_text_is_said_in_the_first_language_that_has_it():
    text = Texts.of({"nn": "Kva?", "en": " "}, nb="Hva?")
    assert text.languages == ("nb", "nn")
    assert (text.said("nn"), text.said("en", "nb"), text.said("se"), Texts().said("nb")) == ("Kva?", "Hva?", "Hva?", "")
    assert (text.get("nn"), text.get("en")) == ("Kva?", "")
    assert text and not Texts()


def test_kinds_know_what_they_are():
    assert Kind.RANK.has_choices and not Kind.TEXT.has_choices
    assert Kind.START.is_filled_by_machine and not Kind.START.is_shown
    assert Kind.NOTE.is_shown and not Kind.NOTE.is_filled_by_machine


def test_things_in_a_form_are_found_by_name():
    inner = Question(name="a", kind=Kind.RANGE, parameters=(("start", "0"),), appearance="no-ticks  vertical")
    chosen = ChoiceList(name="l", choices=(Choice(name="x", extra=(("county", "34"),)),))
    form = Form(form_id="f", lists=(chosen,), children=(Group(name="g", children=(inner,)), Repeat(name="r")))
    assert form.find("a") is inner and form.find("b") is None
    assert form.choice_list("l") is chosen and form.choice_list("m") is None
    assert [each.name for each in form.questions()] == ["a"]
    assert inner.parameter("start") == "0" and inner.parameter("end") == ""
    assert inner.appearances == {"no-ticks", "vertical"}
    assert form.find("g").appearances == form.find("r").appearances == frozenset()
    assert [chosen.choices[0].column(name) for name in ("name", "county", "area")] == ["x", "34", ""]


def _select(name, list_name="scale", kind=Kind.SELECT_ONE, **more):
    return Question(name=name, kind=kind, list_name=list_name, **more)


@pytest.mark.parametrize(
    ("appearance", "children", "rows"),
    [
        ("table-list", (_select("a"), _select("b")), ["a", "b"]),
        ("table-list", (Question(name="n", kind=Kind.NOTE), _select("a")), ["a"]),
        ("", (_select("h", appearance="label"), _select("a", appearance="list-nolabel")), ["a"]),
        ("", (_select("a"), _select("b")), []),
        ("table-list", (_select("a"), _select("b", "other")), []),
        ("table-list", (_select("a", choice_filter="x = 1"),), []),
        ("table-list", (_select("a"), Question(name="t", kind=Kind.TEXT)), []),
        ("table-list", (Question(name="t", kind=Kind.TEXT),), []),
        ("table-list", (_select("a"), Group(name="g")), []),
        ("table-list", (), []),
    ],
)
def test_a_table_of_like_questions_is_known(appearance, children, rows):
    assert [each.name for each in matrix_questions(Group(name="g", appearance=appearance, children=children))] == rows
