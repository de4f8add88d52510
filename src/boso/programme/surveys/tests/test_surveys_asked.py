"""Making a survey, asking, answering, closing and ending; and that nothing is lost or counted twice."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from boso.core.questionnaires.form import Choice, ChoiceList, Form, Kind, Question, Texts
from boso.core.surveys.answers import Absent
from boso.core.surveys.dispositions import Outcome
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.questionnaires import actions as form_actions
from boso.foundation.questionnaires import queries as form_queries
from boso.foundation.questionnaires.models import Form as FormRow
from boso.programme.surveys import actions, actions_answers, actions_people, queries, wording
from boso.programme.surveys.models import Answer, Ballot, Fate, Respondent, Unsent, Wave
from boso.programme.surveys.testing import LITTLE, PART, WHOLE, a_wave, an_open_wave, give, link_of, people


def listed(wave) -> list[Respondent]:
    return list(wave.respondents.order_by("pk"))


def test_a_wave_opens_with_a_form_and_people_and_writes_its_questions_into_the_bank(evaluator, institute):
    wave = a_wave(evaluator, institute)
    with pytest.raises(NotNow, match="Nobody is on the list"):
        actions.open_wave(evaluator, wave)
    assert actions_people.add_people(evaluator, wave, people(None, None)) == 2
    assert actions_people.add_people(evaluator, wave, people(None, None, None)) == 1
    actions.open_wave(evaluator, wave)
    names = [each.name for each in queries.items(evaluator, wave)]
    assert names == ["knows", "part", "overview", "together", "belief", "wish"]
    assert wave.version.uses.count() == 1
    with pytest.raises(NotNow, match="stay as they were"):
        actions.change_wave(evaluator, wave, {"complete_from": 90})
    actions.change_wave(evaluator, wave, {"label": "Høsten", "complete_from": 80})
    assert wave.label == "Høsten"


def test_without_a_published_form_nobody_is_asked(evaluator, institute):
    survey = actions.make_survey(evaluator, {"title_nb": "Ny", "owner": institute, "nb": "", "anonymity": "named"})
    wave = queries.waves(evaluator, survey)[0]
    with pytest.raises(NotNow, match="Choose a form"):
        actions.open_wave(evaluator, wave)


def test_rates_follow_what_is_answered_by_place_and_group(evaluator, institute, towns):
    hamar, moss = towns
    wave = an_open_wave(evaluator, institute, listed=people(hamar, hamar, hamar, moss, moss, moss))
    first, second, third, fourth, fifth, _sixth = listed(wave)
    give(wave, first, WHOLE)
    give(wave, second, PART, send=False)
    give(wave, third, LITTLE, send=False)
    actions_answers.say_no(queries.asked(link_of(fourth)))
    actions_people.change_person(evaluator, fifth, {"fate": Fate.LEFT})
    found = queries.rates(evaluator, wave)
    assert found.all.counts == {
        Outcome.COMPLETE: 1, Outcome.PARTIAL: 1, Outcome.REFUSAL: 3, Outcome.NOT_ELIGIBLE: 1,
    }  # fmt: skip
    assert wording.sentence(found) == "2 of 5 answered, 40,0 percent (RR2). 1 more was asked and is not counted."
    assert [(each.key, each.asked, each.sent_in) for each in found.municipalities] == [("hamar", 3, 1), ("moss", 3, 0)]
    assert [(each.key, each.asked) for each in found.groups] == [("ansatte", 6)]


def test_answers_are_sent_in_once_and_only_while_it_is_open(evaluator, institute):
    wave = an_open_wave(evaluator, institute)
    first, second, third = listed(wave)
    give(wave, first, WHOLE)
    for again in (lambda: give(wave, first, WHOLE), lambda: actions_answers.say_no(queries.asked(link_of(first)))):
        with pytest.raises(NotNow, match="sent in already"):
            again()
    assert Answer.objects.count() == 1 and not Unsent.objects.exists()
    actions.change_wave(evaluator, wave, {"opens": None, "closes": timezone.localdate() - dt.timedelta(days=1)})
    with pytest.raises(NotNow, match="closed"):
        give(wave, second, WHOLE)
    assert actions.close_late_waves(SYSTEM, timezone.localdate()) == 1
    assert not queries.any_late(timezone.localdate())
    wave.refresh_from_db()
    with pytest.raises(NotNow, match="last day"):
        actions.reopen_wave(evaluator, wave, reason="Flere vil svare", closes=dt.date(2012, 1, 1))
    actions.reopen_wave(evaluator, wave, reason="Flere vil svare")
    wave = queries.wave(evaluator, wave.pk)
    give(wave, second, PART, send=False)
    actions_answers.say_no(queries.asked(link_of(second)))
    assert not Unsent.objects.exists()
    give(wave, second, WHOLE)
    give(wave, third, LITTLE)
    codes = {person.code for person in listed(wave)}
    assert codes == {"1.1", "2.12"}
    assert len(queries.microdata(SYSTEM, wave).rows) == 2


def test_a_survey_by_name_ends_with_answers_that_can_be_followed_from_wave_to_wave(evaluator, institute, towns):
    wave = an_open_wave(evaluator, institute, "named", listed=people(*towns))
    first, second = listed(wave)
    give(wave, first, WHOLE)
    give(wave, second, PART, send=False)
    actions.close_wave(evaluator, wave)
    assert {row.code for row in queries.microdata(evaluator, wave).rows} == {"1.1", "1.2"}
    later = actions.add_wave(evaluator, wave.survey, {"label": "2012"})
    assert actions_people.copy_people(evaluator, later) == 2
    actions.end_wave(evaluator, wave)
    found = queries.microdata(evaluator, wave)
    assert found.final and {row.municipality for row in found.rows} == {"hamar", "moss"}
    assert {row.person for row in found.rows} == set(later.respondents.values_list("person", flat=True))
    assert not Unsent.objects.exists()
    with pytest.raises(NotNow, match="forgotten"):
        actions_people.copy_people(evaluator, wave)


def test_what_tables_get_says_why_there_is_no_answer(evaluator, institute):
    wave = an_open_wave(evaluator, institute, listed=people(*[None] * 3))
    first, second, third = listed(wave)
    give(wave, first, {**WHOLE, "together": "dk", "belief": {"missing": "dont_know"}})
    give(wave, second, {"knows": "no", "belief": 3})
    give(wave, third, {**WHOLE, "wish": ""})
    found = queries.microdata(evaluator, wave)
    by_knows = sorted(found.rows, key=lambda row: str(row.values))
    values = [row.values for row in by_knows]
    assert {value["together"] for value in values} == {Absent.DONT_KNOW, Absent.NOT_ASKED, "3"}
    assert {value["belief"] for value in values} == {Absent.DONT_KNOW, "3", "4"}
    assert {value["part"] for value in values} == {("plan", "work"), Absent.NOT_ASKED}
    assert {value["wish"] for value in values} == {"Mer tid", Absent.NOT_ANSWERED}
    variables = {each.name: each for each in found.variables}
    assert variables["together"].heading["nn"].startswith("Kva har endra seg")
    assert [code.code for code in variables["belief"].codes] == ["1", "2", "3", "4", "5"]
    assert variables["together"].codes[-1].absent is Absent.DONT_KNOW
    assert variables["part"].is_multiple and not variables["wish"].codes
    assert found.asked == found.population == 3 and not found.final


def test_only_those_who_may_ask_do_and_only_others_see_what_is_answered_on_the_way(
    evaluator, coordinator, an_actor, institute, bank, towns
):
    leader = an_actor(Role.PROGRAMME_LEADER, towns[0])
    caseworker = an_actor(Role.CASEWORKER, towns[0])
    wave = an_open_wave(coordinator, bank)
    for actor in (leader, caseworker, evaluator):
        with pytest.raises(Refused):
            actions.close_wave(actor, wave)
        with pytest.raises(Refused):
            queries.respondents(actor, wave)
        with pytest.raises(Refused):
            queries.respondent(actor, listed(wave)[0].pk)
    with pytest.raises(Refused, match="You know those"):
        queries.microdata(coordinator, wave)
    own = an_open_wave(evaluator, institute)
    assert queries.microdata(evaluator, own).rows == ()
    actions.close_wave(coordinator, wave)
    assert queries.microdata(coordinator, wave).rows == ()
    with pytest.raises(Refused, match="one by one"):
        queries.microdata(leader, wave)
    assert not Ballot.objects.exists()


def test_a_form_that_notes_the_time_is_not_asked_unless_by_name(evaluator, institute):
    stamp = Question(name="stamp", kind=Kind.CALCULATE, calculation="now()")
    said = Question(name="said", kind=Kind.TEXT, label=Texts.of(nb="Hva?"))
    made = form_actions.make(evaluator, institute, "survey", Form(form_id="t", children=(stamp, said)))
    version = form_queries.newest(evaluator, made)
    form_actions.publish(evaluator, version, "Første")
    for level, opens in (("confidential", False), ("named", True)):
        wave = a_wave(evaluator, institute, level)
        actions_people.add_people(evaluator, wave, people(None))
        actions.change_wave(evaluator, wave, {"version": version})
        if opens:
            actions.open_wave(evaluator, wave)
        else:
            with pytest.raises(NotNow, match="notes the time"):
                actions.open_wave(evaluator, wave)


def test_a_question_is_taken_with_its_choices_and_a_name_of_its_own(evaluator, institute):
    an_open_wave(evaluator, institute)
    item = queries.bank(evaluator).get(name="knows")
    other = ChoiceList(name="knows", choices=(Choice(name="a", label=Texts.of(nb="A")),))
    asks = Question(name="knows", kind=Kind.SELECT_ONE, list_name="knows", label=Texts.of(nb="Annet?"))
    form = form_actions.make(evaluator, institute, "survey", Form(form_id="t", lists=(other,), children=(asks,)))
    taken = form_queries.content(actions.take_question(evaluator, item, form))
    assert [(each.name, each.list_name) for each in taken.questions()] == [("knows", "knows"), ("knows_2", "knows_2")]
    item.name = "gone"
    with pytest.raises(NotNow, match="question is not there"):
        actions.take_question(evaluator, item, form)
    with pytest.raises(NotNow, match="form is not there"):
        actions.take_question(
            evaluator,
            item,
            FormRow.objects.create(
                organisation=institute,
                slug="tom",
                purpose="survey",
                title="Tom",
                created_at=timezone.now(),
            ),
        )
    text = queries.bank(evaluator).get(name="wish")
    assert form_queries.content(actions.take_question(evaluator, text, form)).find("wish")
    with pytest.raises(Refused):
        queries.version_of(Wave())


def test_what_has_ended_is_not_changed(evaluator, institute):
    wave = an_open_wave(evaluator, institute)
    actions.close_wave(evaluator, wave)
    actions.end_wave(evaluator, wave)
    with pytest.raises(NotNow, match="has ended"):
        actions.change_wave(evaluator, wave, {"label": "Ny"})
    assert queries.survey_of_arena(evaluator, 0) is None
