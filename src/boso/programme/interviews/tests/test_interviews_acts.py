"""Guides, informants and consents: what may be done, what is in the way, and what goes when a consent is withdrawn."""

import datetime as dt

import pytest

from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.audit.models import Entry
from boso.foundation.history.models import Change
from boso.programme.evaluation.models import EvaluationState
from boso.programme.interviews import actions, queries
from boso.programme.interviews import actions_material as material
from boso.programme.interviews import actions_quotations as quoting
from boso.programme.interviews.models import Coding, Consent, GuideState, Memo
from boso.programme.interviews.tests.conftest import TODAY

DAY = dt.timedelta(days=1)


def test_a_guide_is_written_used_and_followed_by_a_new_version(evaluator, invented, leader):
    guide = actions.start_guide(evaluator, invented, {"title_nb": "Samtaler på telefon"})
    assert guide.key == "samtaler-pa-telefon"
    with pytest.raises(NotNow):
        actions.start_guide(evaluator, invented, {"title_nb": "Samtaler på telefon"})
    with pytest.raises(NotNow):
        actions.move_guide(evaluator, guide, "use")
    with pytest.raises(Refused):
        actions.edit_guide(leader, guide, {"title_nb": "Nei"})
    part = actions.add_part(evaluator, guide, {"title_nb": "Del"})
    actions.edit_part(evaluator, part, {"title_nb": "Del én"})
    question = actions.add_question(evaluator, part, {"title_nb": "Hva?"}, ["Mer?", " ", "Hvem?"])
    actions.edit_question(evaluator, question, {"title_nb": "Hva nå?"}, ["Mer?"])
    gone = actions.add_question(evaluator, part, {"title_nb": "Ut"})
    actions.remove_question(evaluator, gone)
    actions.edit_guide(evaluator, guide, {"title_nb": "Samtaler", "nb": "Kort."})
    assert not queries.guides(leader, invented).exists()
    actions.move_guide(evaluator, guide, "use")
    assert queries.guides(leader, invented).count() == 1
    with pytest.raises(Refused, match="ny versjon"):
        actions.add_part(evaluator, guide, {"title_nb": "For sent"})
    new = actions.new_version(evaluator, guide)
    with pytest.raises(NotNow):
        actions.new_version(evaluator, guide)
    [copied] = queries.guide(evaluator, new.pk).parts.all()
    [asked] = copied.questions.all()
    assert (asked.title_nb, [probe.title_nb for probe in asked.probes.all()]) == ("Hva nå?", ["Mer?"])
    actions.move_guide(evaluator, new, "use")
    guide.refresh_from_db()
    assert (guide.state, new.state) == (GuideState.RETIRED, GuideState.IN_USE)


def test_informants_have_pseudonyms_and_never_names(evaluator, invented, informant, leader):
    for name in ("Kari Nordmann", "", "Leder 1", "x" * 40 + "1"):
        with pytest.raises(NotNow):
            actions.add_informant(evaluator, invented, {"pseudonym": name, "role": "other"})
    actions.edit_informant(evaluator, informant, {"pseudonym": "Leder 2", "role": "other"})
    assert str(informant) == "Leder 2"
    with pytest.raises(Refused):
        queries.informant(leader, informant.pk)
    assert not queries.informants(leader, invented)
    assert queries.by_role(evaluator, invented) == [("other", 1)]
    assert queries.by_role(leader, invented) == []


def test_interviews_are_arranged_held_and_cancelled(evaluator, informant):
    made = actions.arrange(evaluator, informant, {"on": TODAY, "manner": "phone"})
    actions.edit_appointment(evaluator, made, {"on": TODAY + DAY})
    with pytest.raises(NotNow):
        actions.hold_appointment(evaluator, made, TODAY)
    actions.hold_appointment(evaluator, made, TODAY + DAY)
    with pytest.raises(NotNow):
        actions.edit_appointment(evaluator, made, {"on": TODAY})
    other = actions.arrange(evaluator, informant, {"on": TODAY, "manner": "phone"})
    with pytest.raises(NotNow):
        actions.cancel_appointment(evaluator, other, " ")
    actions.cancel_appointment(evaluator, other, "Syk")
    assert other.reason == "Syk"


def test_no_words_come_in_without_a_consent_that_holds(evaluator, invented, informant):
    said = {"kind": "notes", "title": "N", "text": "Noe.", "informant": informant}
    with pytest.raises(NotNow):
        material.bring_text(evaluator, invented, said, dt.date(2028, 1, 1))
    with pytest.raises(NotNow):
        material.bring_text(evaluator, invented, said | {"informant": None}, TODAY)
    for text in (" \n", "x" * (material.LONGEST + 1)):
        with pytest.raises(NotNow):
            material.bring_text(evaluator, invented, said | {"text": text}, TODAY)
    minutes = material.bring_text(evaluator, invented, {"kind": "minutes", "title": "R", "text": "a\r\nb"}, TODAY)
    assert minutes.text == "a\nb"
    with pytest.raises(NotNow):
        actions.record_consent(
            evaluator, informant, {"purpose": "x", "manner": "oral", "given_on": TODAY, "until": TODAY - DAY}
        )


def test_a_withdrawn_consent_takes_all_words_out_and_leaves_a_trace(evaluator, second, informant, talk, book):
    material.mark(evaluator, talk, book[0], 0, 20, "Hm")
    material.write_memo(evaluator, talk.evaluation, {"title": "Tanke", "text": "Om", "material": talk})
    quotation = quoting.quote(evaluator, talk, 7, 28, {"text": "Vi møtes hver mandag."}, [book[0]])
    quoting.ask(evaluator, quotation, TODAY)
    quoting.release(second, quotation, "Ja", TODAY)
    planned = actions.arrange(evaluator, informant, {"on": TODAY + DAY, "manner": "phone"})
    consent = Consent.objects.get()
    more = actions.record_consent(
        evaluator, informant, {"purpose": "Mer", "manner": "oral", "given_on": TODAY, "until": TODAY + DAY}
    )
    assert actions.withdraw_consent(evaluator, more, TODAY) == 0
    assert actions.withdraw_consent(evaluator, consent, TODAY) == 1
    for thing in (talk, quotation, planned):
        thing.refresh_from_db()
    assert (talk.text, talk.state, quotation.text, quotation.state) == ("", "taken_out", "", "withdrawn")
    assert planned.state == "cancelled"
    assert not Coding.objects.exists()
    assert not Memo.objects.exists()
    assert Entry.objects.filter(verb="material.take_out", object_id=str(talk.pk)).exists()
    assert not any("mandag" in str(change.fields) for change in Change.objects.all())
    with pytest.raises(NotNow):
        actions.withdraw_consent(evaluator, consent, TODAY)
    with pytest.raises(Refused, match="tatt ut"):
        material.edit_text(evaluator, talk, {"text": "Igjen"})


def test_nothing_is_added_to_a_closed_evaluation_but_words_can_still_be_taken_out(evaluator, invented, talk):
    invented.state = EvaluationState.CLOSED
    invented.save()
    talk.evaluation = invented
    with pytest.raises(Refused, match="avsluttet"):
        actions.start_guide(evaluator, invented, {"title_nb": "Sen"})
    material.take_out(evaluator, talk, "Ferdig", TODAY)
    assert talk.text == ""


def test_the_report_s_own_rows_stay_as_they_are(real, evaluator):
    evaluation = queries.evaluation(evaluator)
    guide = queries.guides(evaluator, evaluation).get()
    with pytest.raises(Refused, match="Rapporten sier"):
        actions.edit_guide(evaluator, guide, {"title_nb": "Annet"})
    informant = queries.informants(evaluator, evaluation).first()
    with pytest.raises(Refused):
        actions.edit_informant(evaluator, informant, {"pseudonym": "X 1", "role": "other"})
    with pytest.raises(Refused):
        actions.arrange(evaluator, informant, {"on": TODAY, "manner": "phone"})
