"""From forms and what was sent in to coded answers; and the sentences about rates."""

from __future__ import annotations

import datetime as dt

from boso.core.questionnaires.answering import prepare
from boso.core.questionnaires.form import Form, Kind, Question, Texts
from boso.core.surveys.answers import Absent
from boso.foundation.questionnaires.testing import content
from boso.programme.surveys import coding, wording
from boso.programme.surveys.models import Respondent, Survey, Wave
from boso.programme.surveys.rates import rates_of

NOW = dt.datetime(2026, 11, 23, 12, 0)  # noqa: DTZ001 - a clock on the wall


def test_every_kind_of_question_is_coded_and_rounds_that_repeat_are_left_out():
    form = content()
    items = {each.name: each for each in coding.items_of(Wave(), form)}
    assert "age" not in items and items["calm"].heading["nb"] == "Hva mener husstanden?"
    assert [each["code"] for each in items["sure"].choices] == ["1", "2", "3", "4", "5"]
    answers = {
        "situation": "fit", "bedrooms": 3, "rent": "5000,5", "wishes": ["near", "quiet", "cheap"], "ends": "22.11.2026",
        "heard": True, "sure": "4", "calm": "yes",
    }  # fmt: skip
    kept = coding.content_of(prepare(form).assess(answers, today=NOW.date(), now=NOW))
    values = dict(coding._values(kept, [coding.variable(each) for each in items.values()]))
    assert (values["bedrooms"], values["rent"], values["sure"]) == (3.0, 5000.5, "4")
    assert values["wishes"] == ("near", "quiet", "cheap") and values["faults"] is Absent.NOT_ASKED
    assert values["story"] is Absent.NOT_ANSWERED and values["calm"] == "yes"
    assert dict(coding._values({}, [coding.variable(items["story"])])) == {"story": Absent.NOT_ANSWERED}


def test_what_a_machine_notes_by_itself_is_never_kept():
    stamps = tuple(Question(name=kind.value, kind=kind) for kind in (Kind.START, Kind.TODAY, Kind.USERNAME))
    text = Question(name="said", kind=Kind.TEXT, label=Texts.of(nb="Hva?"))
    many = Question(name="many", kind=Kind.RANGE, label=Texts.of(en="How many?"), parameters=(("end", "100"),))
    form = Form(form_id="x", children=(*stamps, text, many))
    standing = prepare(form).assess({"said": "Hei", "many": 7}, today=NOW.date(), now=NOW, username="kari")
    assert coding.content_of(standing) == {"said": "Hei", "many": 7}
    items = coding.items_of(Wave(), form)
    assert [each.name for each in items] == ["said", "many"] and not items[1].choices
    assert items[1].wording and coding.progress(standing) == (2, 2)
    assert coding._value(7, coding.variable(items[1])) == 7.0


def told(definition: str, *fates: str) -> str:
    wave = Wave(survey=Survey(), definition=definition)
    people = [
        Respondent(wave=wave, code="1.1") if fate == "answered" else Respondent(wave=wave, fate=fate) for fate in fates
    ]
    return wording.sentence(rates_of(wave, people))


def test_the_sentence_says_what_the_rate_is_of():
    assert told("RR2") == "Nobody has been asked yet."
    assert told("RR1", "answered", "silent") == "1 of 2 answered, 50,0 percent (RR1)."
    assert told("RR5", "answered", "silent", "bounced") == (
        "1 of 2 answered, 50,0 percent (RR5). 1 more was asked and is not counted."
    )
    # Of the three whose eligibility is known, two are: of the one that is not, two thirds.
    assert told("RR3", "answered", "silent", "left", "bounced") == (
        "1 of an estimated 2,7 answered, 37,5 percent (RR3)."
    )
    assert "estimated" in wording.definition("RR4") and "no parts" in wording.definition("RR5")
