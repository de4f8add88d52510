"""What a form asks, works out and says with the answers given so far."""

# ruff: noqa: DTZ001 - moments in forms have no zone
# ruff: noqa: E501 - tables are wide

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.questionnaires.answering import prepare
from boso.core.questionnaires.faults import FormErrors
from boso.core.questionnaires.form import Form, Kind, Missing, Question, Repeat, Texts
from boso.core.questionnaires.standing import Status
from boso.core.questionnaires.tests.strategies import forms
from boso.core.questionnaires.tests.tables import NOW, TODAY, form_of, standing_of

HOUSEHOLD = form_of(
    """
    | type            | name     | label::nb            | label::nn     | relevant       | required | constraint | constraint_message::nb | calculation | repeat_count | boso::missing | boso::soft |
    | integer         | size     | Hvor mange?          | Kor mange?    |                | yes      | . > 0      | Minst én, ikke ${size} |             |              |               |            |
    | select_one yn   | home     | Har dere bolig?      | Har de bustad?| ${size} > 0    | soft     |            |                        |             |              |               |            |
    | text            | where    | Hvor?                | Kvar?         | ${home} = 'yes'|          |            |                        |             |              | refused       |            |
    | begin_repeat    | members  | Person ${row}        | Person        |                |          |            |                        |             | ${size}      |               |            |
    | calculate       | row      |                      |               |                |          |            |                        | position(..)|              |               |            |
    | text            | who      | Navn                 | Namn          |                | ${size} > 1 |         |                        |             |              |               |            |
    | integer         | age      | Hvor gammel er ${who}? | Kor gammal? |                |          | . < 120    |                        |             |              | dont_know     | constraint |
    | end_repeat      |          |                      |               |                |          |            |                        |             |              |               |            |
    | calculate       | together |                      |               |                |          |            |                        | sum(${age}) |              |               |            |
    | note            | end_note | Til sammen ${together} år: ${who}. ${home} | Til saman | |      |            |                        |             |              |               |            |
    """,
    """
    | list_name | name | label::nb | label::nn | boso::missing |
    | yn        | yes  | Ja        | Ja        |               |
    | yn        | no   | Nei       | Nei       |               |
    | yn        | dk   | Vet ikke  | Veit ikkje | dont_know    |
    """,
)


def statuses(standing) -> dict[str, str]:
    return {key: item.status.value for key, item in standing.items.items()}


def codes(standing) -> list[tuple[str, str]]:
    return [(fault.key, fault.code) for fault in standing.faults]


def test_only_what_is_relevant_is_asked():
    standing = standing_of(HOUSEHOLD, {})
    assert statuses(standing) == {
        "size": "not_answered",
        "home": "not_asked",
        "where": "not_asked",
        "together": "answered",
        "end_note": "not_answered",
    }
    assert codes(standing) == [("size", "answer_lacks")]
    assert not standing.complete()


def test_answers_open_questions_and_rounds():
    answers = {"size": "2", "home": "yes", "members": [{"who": "Kari", "age": 40}, {"who": "Ola"}]}
    standing = standing_of(HOUSEHOLD, answers)
    assert list(standing.items) == [
        "size", "home", "where", "members/0/row", "members/0/who", "members/0/age",
        "members/1/row", "members/1/who", "members/1/age", "together", "end_note",
    ]  # fmt: skip
    assert standing.items["together"].value == 40
    assert standing.items["members/1/row"].value == 2
    assert standing.complete()
    assert standing.answers() == {
        "size": 2,
        "home": "yes",
        "members": [{"row": 1, "who": "Kari", "age": 40}, {"row": 2, "who": "Ola"}],
        "together": 40,
    }


def test_texts_have_answers_filled_in_and_follow_the_language():
    answers = {"size": 2, "home": "yes", "members": [{"who": "Kari", "age": 12_345}, {"who": "Ola", "age": 1}]}
    standing = standing_of(HOUSEHOLD, answers)
    assert standing.label(standing.items["members/0/age"]) == "Hvor gammel er Kari?"
    assert standing.label(standing.items["end_note"]) == "Til sammen 12\u00a0346 år: Kari, Ola. Ja"
    assert standing.label(standing.items["together"]) == "together"
    repeat = HOUSEHOLD.find("members")
    assert standing.heading(repeat, "members/1") == "Person 2"
    assert standing.heading(repeat) == "Person 1, 2"
    nynorsk = standing_of(HOUSEHOLD, answers, language="nn")
    assert nynorsk.label(nynorsk.items["home"]) == "Har de bustad?"
    assert [choice.label.get("nn") for choice in nynorsk.choices(nynorsk.items["home"])] == ["Ja", "Nei", "Veit ikkje"]
    assert standing_of(HOUSEHOLD, answers, language="se").label(standing.items["home"]) == "Har dere bolig?"


def test_not_asked_not_answered_unknown_and_refused_are_kept_apart():
    standing = standing_of(
        HOUSEHOLD,
        {"size": 2, "home": "yes", "where": {"missing": "refused"}, "members": [{"age": {"missing": "dont_know"}}]},
    )
    assert standing.items["where"].status is Status.REFUSED
    assert standing.items["where"].value is Missing.REFUSED
    assert standing.items["members/0/age"].status is Status.DONT_KNOW
    assert standing.items["members/1/age"].status is Status.NOT_ANSWERED
    assert standing.items["together"].value == 0
    by_choice = standing_of(HOUSEHOLD, {"size": 1, "home": "dk", "where": "left over"})
    assert by_choice.items["home"].status is Status.DONT_KNOW
    assert by_choice.items["where"].status is Status.NOT_ASKED
    assert by_choice.items["where"].value is None
    assert by_choice.items["where"].raw == "left over"
    assert "where" not in by_choice.answers()
    assert by_choice.shown_value(by_choice.items["home"]) == "Vet ikke"
    assert standing.shown_value(standing.items["where"]) == ""


def test_what_is_stored_is_one_row_for_each_question_in_each_place():
    standing = standing_of(HOUSEHOLD, {"size": 1, "home": "dk", "members": [{"who": "Kari", "age": "40"}]})
    assert [
        (each.key, each.name, each.rounds, each.status.value, each.plain, each.text) for each in standing.stored()
    ] == [
        ("size", "size", (), "answered", 1, "1"),
        ("home", "home", (), "dont_know", "dk", "dk"),
        ("where", "where", (), "not_asked", None, ""),
        ("members/0/row", "row", (("members", 0),), "answered", 1, "1"),
        ("members/0/who", "who", (("members", 0),), "answered", "Kari", "Kari"),
        ("members/0/age", "age", (("members", 0),), "answered", 40, "40"),
        ("together", "together", (), "answered", 40, "40"),
    ]


def test_what_lacks_and_what_does_not_fit_is_told():
    standing = standing_of(HOUSEHOLD, {"size": 0, "home": ""})
    assert codes(standing) == [("size", "answer_against_constraint")]
    assert standing.items["size"].faults[0].what == "Minst én, ikke 0"
    assert standing.items["size"].stops
    soft = standing_of(HOUSEHOLD, {"size": 2, "members": [{"who": "A", "age": 150}, {}]})
    assert [(fault.key, fault.code, fault.soft) for fault in soft.faults] == [
        ("home", "answer_lacks", True),
        ("members/0/age", "answer_against_constraint", True),
        ("members/1/who", "answer_lacks", False),
    ]
    assert not soft.items["home"].stops
    assert (
        soft.items["members/1/who"].required and not standing_of(HOUSEHOLD, {"size": 1}).items["members/0/who"].required
    )


def test_an_answer_that_cannot_be_read_is_a_fault_and_is_kept():
    standing = standing_of(HOUSEHOLD, {"size": "many", "members": "nonsense", "home": ["a", "b"]})
    item = standing.items["size"]
    assert (item.value, item.raw, item.status) == (None, "many", Status.NOT_ANSWERED)
    assert [(fault.code, fault.what, fault.advice) for fault in item.faults] == [
        ("not_a_number", "«many» is not a number.", "Write digits, for example 1500 or 12,5.")
    ]
    assert standing.answers()["size"] == "many"


# Values that come by themselves --------------------------------------------------------------------------------------

DEFAULTS = form_of(
    """
    | type     | name   | label | default   | calculation   | read_only | required |
    | integer  | number | N     | 7         |               |           |          |
    | date     | day    | D     | today()   |               |           |          |
    | text     | twice  | T     | concat(${number}, '!') |  |           |          |
    | integer  | free   | F     |           | ${number} * 2 |           |          |
    | integer  | fixed  | X     |           | ${number} * 3 | yes       |          |
    | decimal  | third  | R     |           | 1 div 3       |           |          |
    | integer  | odd    | O     | not a number |            |           |          |
    | integer  | part   | P     |           | 1 div 2       |           |          |
    | calculate | count | C     |           | . + 1         |           |          |
    | calculate | kept  | K     |           | once(${number}) |         |          |
    | hidden   | h      |       | x         |               |           |          |
    | hidden   | hc     |       |           | ${number} + 1 |           |          |
    | note     | n      | N     |           | ${number} + 2 |           | yes      |
    | start    | s      |       |           |               |           |          |
    | end      | e      |       |           |               |           |          |
    | today    | t      |       |           |               |           |          |
    | username | u      |       |           |               |           |          |
    """
)


def test_defaults_and_calculations_fill_in_what_is_untouched():
    standing = standing_of(DEFAULTS, {}, username="kari")
    assert {key: item.value for key, item in standing.items.items()} == {
        "number": 7,
        "day": TODAY,
        "twice": "7!",
        "free": 14,
        "fixed": 21,
        "third": Decimal("0.333333333333333"),
        "odd": None,
        "part": None,
        "count": None,
        "kept": 7,
        "h": "x",
        "hc": "8",
        "n": 9,
        "s": NOW,
        "e": NOW,
        "t": TODAY,
        "u": "kari",
    }
    assert standing.items["number"].by_default and not standing.items["free"].by_default
    assert standing.items["fixed"].read_only
    assert standing.answers()["day"] == "2026-11-23"
    assert standing.answers()["third"] == "0.333333333333333"
    assert standing_of(DEFAULTS, {}).items["u"].value is None
    assert standing.complete()


def test_names_days_and_the_clock_are_at_hand():
    form = form_of(
        """
        | type          | name | label | calculation                            |
        | select_one yn | a    | A     |                                        |
        | calculate     | said |       | jr:choice-name(${a}, '${a}')           |
        | calculate     | day  |       | format-date(today(), '%a %e. %b')      |
        | calculate     | at   |       | now()                                  |
        | calculate     | nr   |       | string-length(string(indexed-repeat(${b}, ${r}, 1))) |
        | begin_repeat  | r    | R     |                                        |
        | text          | b    | B     |                                        |
        | end_repeat    |      |       |                                        |
        """,
        "| list_name | name | label::nb | label::nn |\n| yn | no | Nei | Nei då |",
    )
    standing = standing_of(form, {"a": "no", "r": [{"b": "abc"}]}, language="nn")
    values = [standing.items[name].value for name in ("said", "day", "at", "nr")]
    assert values == ["Nei då", "mån 23. nov", NOW, 3]


def test_what_was_given_stands_save_where_it_is_worked_out():
    given_ = {
        "number": 1, "day": "", "free": "5", "fixed": 99, "hc": 99, "count": 4, "kept": "old",
        "s": "2026-11-01T08:00:00", "t": "2026-11-01",
    }  # fmt: skip
    standing = standing_of(DEFAULTS, given_)
    values = {key: item.value for key, item in standing.items.items()}
    assert (values["day"], values["free"], values["fixed"], values["hc"]) == (None, 5, 3, "2")
    assert (values["count"], values["kept"]) == (5, "old")
    assert (values["s"], values["t"]) == (dt.datetime(2026, 11, 1, 8), dt.date(2026, 11, 1))
    assert standing.answers()["day"] is None


def test_chance_comes_from_outside_and_stays():
    form = form_of("| type | name | calculation |\n| calculate | a | once(random()) |")
    assert standing_of(form, {}).items["a"].value is None
    drawn = standing_of(form, {}, random=lambda: 0.25)
    assert drawn.answers() == {"a": "0.25"}
    assert standing_of(form, drawn.answers(), random=lambda: 0.75).answers() == {"a": "0.25"}


# Choices -------------------------------------------------------------------------------------------------------------

TOWNS = form_of(
    """
    | type                 | name   | label  | choice_filter      | required | boso::missing |
    | select_one county    | county | Fylke  |                    |          |               |
    | select_one town      | town   | By ${county} | county = ${county} or name = 'dk' or label = 'Overalt' | | |
    | select_multiple town | all    | Byer   |                    |          |               |
    | rank county          | order  | Rekkefølge |                |          |               |
    | calculate            | called |        |                    |          |               |
    """.replace("| calculate            | called |        |                    |          |               |\n", "")
    + "    | text | x | Navn: ${town}, ${all} | | | |\n",
    """
    | list_name | name  | label     | county | boso::missing |
    | county    | 34    | Innlandet |        |               |
    | county    | 31    | Østfold   |        |               |
    | town      | hamar | Hamar     | 34     |               |
    | town      | moss  | Moss      | 31     |               |
    | town      | any   | Overalt   |        |               |
    | town      | dk    | Vet ikke  |        | dont_know     |
    """,
)


def test_a_filter_leaves_what_fits():
    standing = standing_of(TOWNS, {"county": "34", "town": "hamar"})
    assert [choice.name for choice in standing.choices(standing.items["town"])] == ["hamar", "any", "dk"]
    assert standing.choices(standing.items["x"]) == ()
    assert standing.complete()
    assert standing.label(standing.items["town"]) == "By Innlandet"
    assert codes(standing_of(TOWNS, {"county": "31", "town": "hamar"})) == [("town", "choice_not_offered")]


def test_several_are_picked_and_ranked():
    standing = standing_of(TOWNS, {"all": ["moss", "hamar"], "order": "31 34", "town": "moss"})
    assert standing.items["all"].value == ("moss", "hamar")
    assert standing.items["order"].value == ("31", "34")
    assert standing.shown_value(standing.items["all"]) == "Moss, Hamar"
    assert standing.answers()["all"] == ["moss", "hamar"]
    assert standing.label(standing.items["x"]) == "Navn: Moss, Moss, Hamar"
    assert [each.text for each in standing.stored()][2] == "moss hamar"
    assert standing.choice_label(standing.items["all"], "nowhere") == "nowhere"


def test_not_knowing_beside_an_answer_is_told():
    both = standing_of(TOWNS, {"all": ["moss", "dk"], "order": ["31"]})
    assert [(fault.key, fault.code, fault.soft) for fault in both.faults] == [
        ("all", "missing_beside_others", False),
        ("order", "rank_not_complete", True),
    ]
    assert both.items["all"].status is Status.ANSWERED
    alone = standing_of(TOWNS, {"all": ["dk"]})
    assert alone.items["all"].status is Status.DONT_KNOW
    assert alone.complete()
    assert codes(standing_of(TOWNS, {"order": ["31", "31"]})) == [("order", "ranked_twice")]
    assert codes(standing_of(TOWNS, {"order": ["99"]})) == [("order", "choice_not_offered")]


# Repeats -------------------------------------------------------------------------------------------------------------

NESTED = form_of(
    """
    | type         | name  | label | relevant      | calculation                          | appearance |
    | begin_repeat | homes | Hjem  |               |                                      |            |
    | text         | town  | By    |               |                                      |            |
    | begin_repeat | rooms | Rom   | ${town} != '' |                                      | minimal    |
    | integer      | area  | Areal |               |                                      |            |
    | calculate    | share |       |               | ${area} div ${whole}                 |            |
    | calculate    | place |       |               | concat(${town}, position(..), index(), count(${rooms})) |  |
    | end_repeat   |       |       |               |                                      |            |
    | calculate    | inner |       |               | sum(${area})                         |            |
    | end_repeat   |       |       |               |                                      |            |
    | calculate    | whole |       |               | sum(${area})                         |            |
    | calculate    | homes_count |  |              | count(${homes})                      |            |
    | calculate    | second |      |               | indexed-repeat(${area}, ${homes}, 1, ${rooms}, 2) |  |
    | calculate    | lost  |       |               | indexed-repeat(${area}, ${homes}, 9, ${rooms}, 1) |  |
    """
)


def test_rounds_inside_rounds_see_their_own_and_all():
    homes = [{"town": "Moss", "rooms": [{"area": 10}, {"area": 30}]}, {"town": "Hamar", "rooms": [{"area": 40}]}]
    standing = standing_of(NESTED, {"homes": homes})
    values = {key: item.value for key, item in standing.items.items()}
    assert [values[f"homes/{number}/inner"] for number in (0, 1)] == [40, 40]
    assert (values["whole"], values["homes_count"], values["second"], values["lost"]) == (80, 2, 30, None)
    assert values["homes/0/rooms/1/share"] == Decimal("0.375")
    assert values["homes/0/rooms/1/place"] == "Moss222"
    assert values["homes/1/rooms/0/place"] == "Hamar111"
    assert standing.stored()[1].rounds == (("homes", 0), ("rooms", 0))


def test_what_is_in_a_repeat_that_is_not_asked_does_not_count():
    standing = standing_of(NESTED, {"homes": [{"town": "", "rooms": [{"area": 10}]}, {"town": "Moss", "rooms": [{}]}]})
    assert standing.items["whole"].value == 0
    assert "homes/0/rooms/0/area" not in standing.items
    assert standing.answers()["homes"][0] == {"town": None, "inner": 0}


def test_a_repeat_begins_with_one_round_unless_it_is_minimal():
    assert list(standing_of(NESTED, {}).items)[:1] == ["homes/0/town"]
    assert "homes/0/rooms/0/area" not in standing_of(NESTED, {"homes": [{"town": "Moss"}]}).items
    assert standing_of(NESTED, {"homes": []}).items["homes_count"].value == 0
    assert "homes/0/town" in standing_of(NESTED, {"homes": "nonsense"}).items
    assert "homes/1/town" in standing_of(NESTED, {"homes": [None, 7]}).items


@pytest.mark.parametrize(
    ("count", "rounds", "told"), [("3", 3, False), ("-1", 0, False), ("x", 0, False), ("99999999", 200, True)]
)
def test_the_number_of_rounds_has_a_limit(count, rounds, told):
    form = form_of(
        """
        | type         | name | label | repeat_count |
        | text         | n    | N     |              |
        | begin_repeat | r    | R     | ${n}         |
        | text         | a    | A     |              |
        | end_repeat   |      |       |              |
        """
    )
    standing = standing_of(form, {"n": count})
    assert sum(key.startswith("r/") for key in standing.items) == rounds
    assert codes(standing) == ([("r", "too_many_rounds")] if told else [])


def test_all_rounds_together_have_a_limit():
    inner = Repeat(name="c", count="200", children=(Question(name="q", kind=Kind.TEXT),))
    form = Form(form_id="f", children=(Repeat(name="a", count="200", children=(inner,)),))
    standing = standing_of(form, {})
    assert len(standing.items) < 2_000
    assert {fault.code for fault in standing.faults} == {"too_many_rounds"}


def test_a_filled_number_of_a_round_that_is_not_there_is_blank():
    form = form_of("| type | name | label |\n| text | a | A ${b} |\n| text | b | B |")
    standing = standing_of(form, {"b": "x"})
    assert standing.label(standing.items["a"]) == "A x"
    assert standing.hint(standing.items["a"]) == standing.guidance(standing.items["a"]) == ""


# The whole -----------------------------------------------------------------------------------------------------------


def test_a_form_that_cannot_work_is_refused():
    with pytest.raises(FormErrors):
        prepare(Form(form_id="f"))


def test_a_form_made_ready_tells_what_it_is():
    ready = prepare(HOUSEHOLD)
    assert ready.form is HOUSEHOLD
    assert len(ready.digest) == 64
    assert [fault.code for fault in ready.faults] == ["translation_lacks"]


raw_answers = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.sampled_from(["yes", "2026-11-22", "1,5"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["missing", "n1", "n2", "n3", "n4"]), inner),
    max_leaves=8,
)  # fmt: skip


@given(forms(), st.dictionaries(st.sampled_from([f"n{number}" for number in range(12)]), raw_answers))
def test_any_answers_give_a_standing_and_what_is_kept_stands(form, answers):
    ready = prepare(form)
    standing = ready.assess(answers, today=TODAY, now=NOW, language="nn")
    for item in standing.items.values():
        standing.label(item), standing.hint(item), standing.guidance(item), standing.shown_value(item)
        assert not item.relevant or item.status is not Status.NOT_ASKED
        assert item.relevant or (item.value is None and not item.faults)
    for page in standing.pages():
        for part in page.parts:
            if part.container is not None:
                standing.heading(part.container, part.key), standing.subheading(part.container, part.key)
    json.dumps([each.plain for each in standing.stored()])
    if standing.complete():
        kept = json.loads(json.dumps(standing.answers()))
        again = ready.assess(kept, today=TODAY, now=NOW, language="nn")
        assert again.answers() == standing.answers()
        assert again.complete()


def test_labels_may_lack():
    form = Form(form_id="f", children=(Question(name="a", kind=Kind.TEXT, hint=Texts.of(nb="Tips")),))
    standing = standing_of(form, {})
    assert (standing.label(standing.items["a"]), standing.hint(standing.items["a"])) == ("a", "Tips")
