"""Nobody can be followed from a list of those asked to what they answered: not by rows, moments, logs or exports."""

from __future__ import annotations

import itertools
import json

import pytest
from django.core import serializers

from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.audit.models import Entry
from boso.foundation.history.models import Change
from boso.foundation.jobs.models import Job
from boso.programme.surveys import actions, actions_people, keys, queries
from boso.programme.surveys.models import Anonymity, Answer, Ballot, Respondent, Unsent
from boso.programme.surveys.testing import LITTLE, PART, WHOLE, an_open_wave, give, link_of, people


def listed(wave) -> list[Respondent]:
    return list(wave.respondents.order_by("pk"))


def everything(*models) -> str:
    """All rows of the models as text, as whoever has the database alone reads them."""
    return "".join(serializers.serialize("json", model.objects.all()) for model in models)


@pytest.fixture
def anonymous(evaluator, institute, towns):
    hamar, moss = towns
    return an_open_wave(evaluator, institute, "anonymous", listed=people(*[hamar] * 6, *[moss] * 3))


def test_while_it_is_open_the_database_holds_no_answer_in_the_clear_and_no_moment(anonymous):
    entries, changes = Entry.objects.count(), Change.objects.count()
    for person in listed(anonymous)[:5]:
        give(anonymous, person, {**WHOLE, "wish": "Flere hender"})
    give(anonymous, listed(anonymous)[5], PART, send=False)
    assert (Entry.objects.count(), Change.objects.count()) == (entries, changes)
    rows = everything(Ballot, Unsent, Answer)
    assert "Flere hender" not in rows and Ballot.objects.count() == 5 and not Answer.objects.exists()
    for person in listed(anonymous):
        assert link_of(person) not in everything(Respondent, Unsent)
        assert keys.digest_of(link_of(person)) not in rows
    moments = [field for model in (Respondent, Ballot, Unsent, Answer) for field in model._meta.fields
               if "Date" in type(field).__name__]  # fmt: skip
    assert not moments


def test_keys_of_rows_do_not_tell_in_which_order_they_came(evaluator, institute):
    wave = an_open_wave(evaluator, institute, "anonymous", listed=people(*[None] * 12))
    order = []
    for person in listed(wave):
        give(wave, person, WHOLE)
        order.append(Ballot.objects.exclude(pk__in=order).get().pk)
    assert order != sorted(order)


def test_nobody_reads_anonymous_answers_before_the_end_and_then_the_small_groups_are_gone(anonymous, evaluator):
    for person in listed(anonymous):
        give(anonymous, person, WHOLE)
    actions.close_wave(evaluator, anonymous)
    with pytest.raises(Refused, match="sealed"):
        queries.microdata(evaluator, anonymous)
    actions.end_wave(evaluator, anonymous)
    found = queries.microdata(evaluator, anonymous)
    places = sorted(row.municipality for row in found.rows)
    assert len(places) == 9 and places.count("hamar") in (0, 6) and places.count("moss") == 0
    assert not any(row.person for row in found.rows)
    assert not Answer.objects.exclude(respondent=None).exists()
    assert not (Ballot.objects.exists() or Unsent.objects.exists())


def test_ending_destroys_who_was_asked_and_says_so(anonymous, evaluator):
    mailing = actions_people.send_letters(evaluator, anonymous, "invitation", {})
    links = [link_of(person) for person in listed(anonymous)]
    give(anonymous, listed(anonymous)[0], LITTLE, send=False)
    give(anonymous, listed(anonymous)[1], PART, send=False)
    actions.close_wave(evaluator, anonymous)
    before = queries.rates(evaluator, anonymous)
    actions.end_wave(evaluator, anonymous)
    after = queries.rates(evaluator, anonymous)
    assert before.all.codes == after.all.codes and before.all.rate == after.all.rate
    rows = everything(Respondent, Answer, Job) + json.dumps([each.fields for each in Change.objects.all()])
    assert "eksempel.example" not in rows and "Person 1" not in rows
    assert set(Respondent.objects.values_list("name", "email", "nonce", "digest", "person")) == {("", "", "", None, "")}
    for link in links:
        with pytest.raises(Refused):
            queries.asked(link)
    assert Answer.objects.get().code == "1.2" and mailing.people == 9
    assert "destroyed" in Entry.objects.get(verb="wave.end").reason
    for act in (actions.end_wave, actions.close_wave):
        with pytest.raises(NotNow):
            act(evaluator, anonymous)
    with pytest.raises(NotNow, match="forgotten"):
        actions_people.change_person(evaluator, listed(anonymous)[0], {"name": "Ny"})


@pytest.mark.slow
@pytest.mark.parametrize(("before", "after"), list(itertools.product(Anonymity, repeat=2)))
def test_a_promise_can_only_be_made_stricter_once_somebody_has_answered(evaluator, institute, before, after):
    wave = an_open_wave(evaluator, institute, before, listed=people(None, None))
    first, second = listed(wave)
    fields = {"title_nb": "Ny", "nb": "Nytt", "anonymity": after}
    give(wave, first, WHOLE)
    if after.strictness < before.strictness:
        with pytest.raises(NotNow, match="stricter"):
            actions.change_survey(evaluator, wave.survey, fields)
        return
    actions.change_survey(evaluator, wave.survey, fields)
    wave = queries.wave(evaluator, wave.pk)
    give(wave, second, WHOLE)
    named = Answer.objects.exclude(respondent=None).count()
    assert (named, Ballot.objects.count()) == ((0, 2) if after is Anonymity.ANONYMOUS else (2, 0))
    assert wave.respondents.exclude(person="").exists() == (after is Anonymity.NAMED)
    actions.close_wave(evaluator, wave)
    actions.end_wave(evaluator, wave)
    assert Answer.objects.count() == 2
    assert Answer.objects.exclude(respondent=None).exists() == (after is Anonymity.NAMED)


def test_a_promise_may_be_changed_freely_before_and_tightened_after_the_end(evaluator, institute, towns):
    wave = an_open_wave(evaluator, institute, "anonymous", listed=people(*towns))
    actions.change_survey(evaluator, wave.survey, {"anonymity": "named"})
    wave = queries.wave(evaluator, wave.pk)
    for person in listed(wave):
        give(wave, person, WHOLE)
    actions.close_wave(evaluator, wave)
    actions.end_wave(evaluator, wave)
    assert Answer.objects.exclude(respondent=None).exclude(municipality=None).count() == 2
    actions.change_survey(evaluator, wave.survey, {"anonymity": "confidential"})
    assert set(Answer.objects.values_list("respondent", "municipality", "group")) == {(None, None, None)}


def test_confidential_answers_leave_without_a_person_and_without_marks_that_few_share(evaluator, institute, towns):
    hamar, moss = towns
    wave = an_open_wave(evaluator, institute, listed=people(*[hamar] * 5, moss))
    for person in listed(wave):
        give(wave, person, WHOLE)
    found = queries.microdata(evaluator, wave)
    assert {row.municipality for row in found.rows} == {""} and {row.number for row in found.rows} == set(range(1, 7))


def test_what_is_sealed_opens_only_for_its_own_wave():
    text = keys.sealed(1, {"a": "æ"})
    assert keys.opened(1, text) == {"a": "æ"}
    with pytest.raises(ValueError, match="not sealed here"):
        keys.opened(2, text)
    assert keys.person_of(1, " ") == "" and keys.person_of(1, "A@b.no") == keys.person_of(1, "a@B.no ")
