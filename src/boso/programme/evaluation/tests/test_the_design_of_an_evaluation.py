from __future__ import annotations

import datetime as dt

import pytest

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.models import User
from boso.foundation.access.queries import holders
from boso.foundation.access.roles import Role
from boso.foundation.documents import actions as documents
from boso.foundation.documents import policies as document_policies
from boso.foundation.documents import queries as document_queries
from boso.foundation.documents.models import Document
from boso.foundation.organisations.models import Organisation
from boso.programme.evaluation import actions, due, policies, queries
from boso.programme.evaluation.models import NamedAccess, SampleEntry

TODAY = dt.date.today()  # noqa: DTZ011 - accesses are read on the day it is


def _document(actor, organisation: str, visibility: str = "own", about: tuple[str, str] = ("", "")) -> Document:
    place = Organisation.objects.get_or_create(slug=organisation, defaults={"name": organisation})[0]
    return documents.upload(actor, place, "Notat", visibility, "n.pdf", b"%PDF-1.4 " + organisation.encode(),
                            about=about)  # fmt: skip


@pytest.mark.slow
def test_a_model_is_defined_category_by_category_and_what_hangs_together_stays(real, coordinator, evaluator, leader):
    model = actions.define_model(evaluator, {"title_nb": "Én til", "nb": "To deler."})
    top = actions.add_category(evaluator, model, None, {"title_nb": "Øverst", "nb": ""})
    below = actions.add_category(evaluator, model, top, {"title_nb": "Under", "nb": ""})
    other = actions.add_category(evaluator, model, None, {"title_nb": "Andre", "nb": ""})
    assert [(one.path, one.depth) for one in queries.categories(leader, model.key)] == [
        ("overst", 0), ("overst.under", 1), ("andre", 0)
    ]  # fmt: skip
    assert queries.category(leader, model.key, "overst.under") == below
    for act in (
        lambda: actions.define_model(evaluator, {"title_nb": "Én til", "nb": ""}),
        lambda: actions.add_category(evaluator, model, top, {"title_nb": "Under", "nb": ""}),
        lambda: actions.remove_category(evaluator, top),
    ):
        with pytest.raises(NotNow):
            act()
    actions.edit_category(evaluator, below, {"title_nb": "Nederst"})
    actions.remove_category(evaluator, other)
    assert [one.title for one in queries.categories(leader, model.key)] == ["Øverst", "Nederst"]
    reported = queries.model(coordinator, "prosess")
    for actor, one in ((coordinator, reported), (leader, model), (NOBODY, model)):
        with pytest.raises(Refused):
            actions.add_category(actor, one, None, {"title_nb": "Mer"})
    assert queries.categories(NOBODY, model.key) == []


def test_who_asks_for_it_and_who_does_it_write_the_design_until_it_is_closed(invented, coordinator, evaluator, leader):
    wave = actions.add_wave(evaluator, invented, {"title_nb": "Runde", "year": 2026, "nb": ""})
    source = actions.add_source(evaluator, invented, {"title_nb": "Samtaler", "kind": "interviews", "wave": wave})
    question = actions.add_question(
        coordinator, invented, {"title_nb": "Virker det?", "nb": "Ja eller nei.", "sources": [source]}
    )
    actions.edit_question(evaluator, question, {"title_nb": "Virker det nå?"})
    assert [(one.number, one.title) for one in queries.questions(leader, invented)] == [(1, "Virker det nå?")]
    assert actions.add_question(evaluator, invented, {"title_nb": "For hvem?"}).number == 2
    actions.remove_question(evaluator, question)
    actions.edit_evaluation(coordinator, invented, {"nb": "Finne ut mer.", "municipalities": []})
    actions.edit_evaluation(coordinator, invented, {"ends": "2027"})
    assert invented.period == "2026–2027"
    with pytest.raises(NotNow):
        actions.add_wave(evaluator, invented, {"title_nb": "Igjen", "year": 2026})
    for actor in (leader, NOBODY):
        with pytest.raises(Refused):
            actions.add_source(actor, invented, {"title_nb": "X", "kind": "survey"})
    with pytest.raises(Refused):
        actions.commission(evaluator, {"title_nb": "Min egen"})
    with pytest.raises(NotNow):
        actions.commission(coordinator, {"title_nb": invented.title_nb, "municipalities": []})
    with pytest.raises(Refused):
        actions.edit_evaluation(evaluator, invented, {"nb": "Mitt"})
    actions.move_evaluation(coordinator, invented, "close")
    with pytest.raises(Refused):
        actions.add_question(evaluator, invented, {"title_nb": "For sent"})
    with pytest.raises(NotNow):
        actions.move_evaluation(coordinator, invented, "reopen")
    actions.move_evaluation(coordinator, invented, "reopen", reason="En runde til.")


@pytest.mark.slow
def test_what_the_report_says_of_its_evaluation_is_not_rewritten(real, coordinator, evaluator):
    found = queries.evaluation(coordinator, "folgeevaluering-2009-2012")
    with pytest.raises(Refused):
        actions.edit_evaluation(coordinator, found, {"nb": "Noe annet."})
    question = queries.questions(evaluator, found).first()
    assert question is not None and queries.question(evaluator, question.pk) == question
    with pytest.raises(Refused):
        actions.edit_question(evaluator, question, {"title_nb": "Noe annet?"})
    entry = queries.sample(evaluator, found).first()
    assert entry is not None and queries.entry(evaluator, entry.pk) == entry
    with pytest.raises(Refused):
        actions.log_attempt(evaluator, entry, "took_part")
    assert actions.add_question(evaluator, found, {"title_nb": "Nytt spørsmål"}).number == 10


def test_who_was_asked_is_for_those_who_do_it_and_the_others_see_counts(invented, coordinator, evaluator, leader):
    fields = {"title_nb": "Booppfølger", "people": 2, "named_by": "leader", "attempts": 1, "outcome": "asked"}
    entry = actions.log_asked(evaluator, invented, fields)
    actions.log_attempt(evaluator, entry, "took_part")
    assert (entry.attempts, entry.outcome) == (2, "took_part")
    assert [one.title for one in queries.sample(evaluator, invented)] == ["Booppfølger"]
    for actor in (coordinator, leader):
        assert not queries.sample(actor, invented)
        assert queries.sample_counts(actor, invented) == [("took_part", 2)]
        with pytest.raises(Refused):
            queries.entry(actor, entry.pk)
        with pytest.raises(Refused):
            actions.log_asked(actor, invented, fields)
    assert queries.sample_counts(NOBODY, invented) == []
    assert "name" not in {field.name for field in SampleEntry._meta.fields}


@pytest.mark.slow
def test_an_evaluator_reads_a_named_document_until_its_day_and_never_one_of_a_case(
    invented, coordinator, evaluator, leader, other, settings, tmp_path
):
    kept = _document(leader, "hamar")
    user = holders(Organisation.objects.get(slug="moreforsking").pk, (Role.EVALUATOR,), TODAY).get()
    assert not document_policies.may_see(evaluator, kept) and kept not in document_queries.visible(evaluator)

    def give(actor=leader, document=kept, person=user, why="Lese planen", until=TODAY, on=TODAY) -> NamedAccess:
        return actions.name_document(actor, invented, document, person, why=why, today=on, until=until)

    access = give()
    assert document_policies.may_see(evaluator, kept) and kept in document_queries.visible(evaluator)
    assert kept not in document_queries.visible(other)
    assert [item.title for item in due.ending(evaluator, TODAY)] == ["Notat"]
    assert list(queries.accesses(evaluator, invented)) == [access] == list(queries.accesses(leader, invented))
    assert not queries.accesses(other, invented)
    for refused in (
        lambda: give(),
        lambda: give(until=TODAY - dt.timedelta(days=1)),
        lambda: give(why=" "),
        lambda: give(person=User.objects.get(pk=leader.user_id)),
        lambda: give(actor=other),
        lambda: give(actor=coordinator),
        lambda: give(document=_document(leader, "hamar", "open")),
        lambda: give(document=_document(leader, "hamar", about=("tenancies.lease", "1"))),
        lambda: queries.access(other, access.pk),
        lambda: actions.end_access(other, access, TODAY),
    ):
        with pytest.raises(Refused):
            refused()
    later = TODAY + dt.timedelta(days=1)
    renewed = give(on=later, until=later)
    access.refresh_from_db()
    assert access.ended_on == TODAY and not document_policies.may_see(evaluator, kept)
    NamedAccess.objects.filter(pk=renewed.pk).update(begins=TODAY)
    assert document_policies.may_see(evaluator, kept)
    actions.move_evaluation(coordinator, invented, "close")
    assert not document_policies.may_see(evaluator, kept)
    invented.refresh_from_db()
    with pytest.raises(NotNow):
        actions.name_document(leader, invented, _document(leader, "hamar"), user, why="Igjen", today=TODAY, until=TODAY)
    actions.move_evaluation(coordinator, invented, "reopen", reason="Mer.")
    actions.end_access(coordinator, queries.access(leader, renewed.pk), TODAY)
    assert not document_policies.may_see(evaluator, kept)
    with pytest.raises(NotNow):
        actions.end_access(leader, queries.access(leader, renewed.pk), TODAY)
    assert queries.documents_named(leader) is None and policies.may_name_somewhere(leader)


def test_boso_itself_and_strangers_are_told_apart(invented, evaluator, leader):
    assert policies.may_see_sample(SYSTEM, invented)
    assert not policies.may_model(leader) and not policies.may_model(NOBODY)
    assert queries.evaluation(leader, invented.key) == invented
    for lost in (lambda: queries.evaluation(NOBODY, invented.key), lambda: queries.model(leader, "ingen")):
        with pytest.raises(Refused):
            lost()
    assert list(queries.models(leader)) and queries.wave
