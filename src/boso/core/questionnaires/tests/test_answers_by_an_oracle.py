"""What the engine works out, beside what plain recursion in Python does."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from boso.core.questionnaires.form import Form, Kind, Question, Repeat
from boso.core.questionnaires.tests.tables import standing_of

SIZE = 8


@st.composite
def webs(draw):
    """For each of several questions: which others it looks at, in an order that has no circles; and the answers."""
    order = draw(st.permutations(range(SIZE)))
    place = {number: where for where, number in enumerate(order)}

    def earlier(number):
        return st.sampled_from([other for other in range(SIZE) if place[other] < place[number]])

    web = {}
    for number in range(SIZE):
        may = place[number] > 0
        condition = draw(st.none() | st.tuples(earlier(number), st.integers(-2, 4))) if may else None
        added = draw(st.none() | st.tuples(earlier(number), earlier(number))) if may else None
        web[number] = (condition, added)
    answers = draw(st.dictionaries(st.integers(0, SIZE - 1), st.integers(-3, 5)))
    return web, answers


def questions(web):
    for number, (condition, added) in web.items():
        yield Question(
            name=f"q{number}",
            kind=Kind.CALCULATE if added else Kind.INTEGER,
            relevant=f"${{q{condition[0]}}} > {condition[1]}" if condition else "",
            calculation=f"${{q{added[0]}}} + ${{q{added[1]}}}" if added else "",
        )


def expected(web, answers):
    @cache
    def relevant(number):
        condition = web[number][0]
        if condition is None:
            return True
        other = value(condition[0])
        return other is not None and other > condition[1]

    @cache
    def value(number):
        if not relevant(number):
            return None
        added = web[number][1]
        if added is None:
            return answers.get(number)
        parts = [value(other) for other in added]
        return None if None in parts else sum(parts)

    return {f"q{number}": (relevant(number), value(number)) for number in web}


@given(webs())
def test_relevance_and_calculations_agree_with_recursion_whatever_the_order_of_rows(made):
    web, answers = made
    form = Form(form_id="f", children=tuple(questions(web)))
    standing = standing_of(form, {f"q{number}": answer for number, answer in answers.items()})
    assert {key: (item.relevant, item.value) for key, item in standing.items.items()} == expected(web, answers)


@given(webs(), st.lists(st.dictionaries(st.integers(0, SIZE - 1), st.integers(-3, 5)), max_size=3))
def test_each_round_is_worked_out_as_if_it_were_alone(made, rounds):
    web, _ = made
    inner = Repeat(name="r", children=tuple(questions(web)))
    total = Question(name="total", kind=Kind.CALCULATE, calculation="sum(${q0})")
    given_ = [{f"q{number}": answer for number, answer in each.items()} for each in rounds]
    standing = standing_of(Form(form_id="f", children=(total, inner)), {"r": given_})
    alone = [expected(web, each) for each in rounds]
    for number, each in enumerate(alone):
        assert {
            key: (standing.items[f"r/{number}/{key}"].relevant, standing.items[f"r/{number}/{key}"].value)
            for key in each
        } == each
    assert standing.items["total"].value == sum(each["q0"][1] or 0 for each in alone)
