"""Making, taking over, changing, publishing and comparing forms."""

from __future__ import annotations

from dataclasses import replace

import pytest

from boso.core.questionnaires import form_json
from boso.core.questionnaires.form import Kind, Question, Texts
from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.questionnaires import actions, changing, core_fields, policies, queries, testing, workbooks
from boso.foundation.questionnaires.models import Form, FormVersion, State


@pytest.fixture
def built_in(db):
    return actions.install_builtin(SYSTEM, "trial", "other", testing.sheets(core="situation bedrooms=size"))


@pytest.fixture
def leader(an_actor):
    return an_actor(Role.PROGRAMME_LEADER, "kongsvinger")


@pytest.fixture
def own(leader):
    return actions.make(leader, make_organisation("kongsvinger"), "mapping", testing.content())


def published(actor, form, note="Det første"):
    version = queries.newest(actor, form)
    actions.publish(actor, version, note)
    return version


def test_a_built_in_form_is_installed_once(built_in):
    again = actions.install_builtin(SYSTEM, "trial", "other", testing.sheets(core="situation bedrooms=size"))
    assert again.pk == built_in.pk
    changed = actions.install_builtin(SYSTEM, "trial", "other", testing.sheets(core="situation"))
    assert (changed.number, changed.form_id) == (2, built_in.form_id)
    assert queries.built_in("trial").pk == changed.pk


def test_only_boso_installs(an_actor, db):
    with pytest.raises(Refused):
        actions.install_builtin(an_actor(Role.COORDINATOR, "husbanken-ost"), "x", "other", testing.sheets())


def test_a_draft_is_seen_only_inside(own, leader, an_actor):
    other = an_actor(Role.PROGRAMME_LEADER, "moss")
    assert list(queries.visible(leader)) == [own]
    assert list(queries.visible(other)) == []
    assert list(queries.visible(NOBODY)) == []
    with pytest.raises(Refused):
        queries.one(other, own.pk)
    with pytest.raises(Refused):
        queries.version(other, own.pk, 1)


def test_what_is_seen_is_the_same_by_policy_and_by_query(own, built_in, leader, an_actor):
    published(leader, own)
    for shared in (False, True):
        actions.share(leader, own, shared=shared)
        for actor in (leader, an_actor(Role.POLITICIAN, "moss"), an_actor(Role.ADMINISTRATOR, "kongsvinger"), SYSTEM):
            by_policy = {form.pk for form in Form.objects.all() if policies.may_see(actor, form)}
            assert set(queries.visible(actor).values_list("pk", flat=True)) == by_policy


def test_a_form_travels_with_credit(own, leader, an_actor):
    version = published(leader, own)
    actions.share(leader, own, shared=True)
    version.refresh_from_db()
    other = an_actor(Role.PROGRAMME_LEADER, "lillehammer")
    place = make_organisation("lillehammer")
    mine = actions.take_over(other, version, place)
    assert (mine.taken_from, mine.root, mine.organisation) == (version, own, place)
    published(other, mine)
    actions.record_use(other, queries.current(other, mine), place.pk, "mapping")
    actions.record_use(other, queries.current(other, mine), place.pk, "mapping")
    assert queries.users(other, mine).count() == 1
    tree = queries.family(leader, own)
    assert [(each.form, each.hidden, each.uses) for each in tree.branches] == [(mine, True, 1)]
    actions.share(other, mine, shared=True)
    assert [each.hidden for each in queries.family(leader, own).branches] == [False]


def test_a_draft_is_not_taken_over(own, leader):
    with pytest.raises(NotNow):
        actions.take_over(leader, queries.newest(leader, own), make_organisation("kongsvinger"))


AS_TEXT = Question(name="situation", kind=Kind.TEXT, label=Texts.of(nb="Hvordan bor dere?"))


@pytest.mark.parametrize(
    ("change", "breach"),
    [
        (lambda form: changing.without(form, "situation"), "removed"),
        (
            lambda form: changing.replaced(form, Question(name="situation", kind=Kind.TEXT, label=Texts.of(nb="x"))),
            "kind",
        ),
    ],
)
def test_a_question_of_the_core_is_kept(built_in, leader, change, breach):
    mine = actions.take_over(leader, built_in, make_organisation("kongsvinger"))
    content = queries.content(queries.newest(leader, mine))
    form = change(content)
    assert [each.breach for each in core_fields.breaches(content, form)] == [breach]
    with pytest.raises(NotNow, match=r"kjerne|core"):
        actions.save_draft(leader, mine, form if breach == "kind" else changing.without(form, "faults"))


def test_words_of_the_core_may_be_said_otherwise(built_in, leader):
    mine = actions.take_over(leader, built_in, make_organisation("kongsvinger"))
    content = queries.content(queries.newest(leader, mine))
    question = content.find("situation")
    changed = changing.replaced(content, replace(question, label=Texts.of(nb="Hvordan bor dere?")))
    assert actions.save_draft(leader, mine, changed).number == 1


def test_a_published_version_is_never_changed(own, leader):
    first = published(leader, own)
    digest = first.digest
    second = actions.save_draft(leader, own, changing.without(queries.content(first), "story"))
    assert (second.number, second.state) == (2, State.DRAFT)
    again = actions.save_draft(leader, own, changing.without(queries.content(second), "place"))
    assert again.pk == second.pk
    assert FormVersion.objects.get(pk=first.pk).digest == digest
    with pytest.raises(NotNow):
        actions.publish(leader, first, "igjen")


def test_two_who_change_at_once_are_told(own, leader):
    opened = queries.newest(leader, own).digest
    content = queries.content(queries.newest(leader, own))
    actions.save_draft(leader, own, changing.without(content, "story"), opened=opened)
    with pytest.raises(NotNow):
        actions.save_draft(leader, own, changing.without(content, "place"), opened=opened)


def test_a_form_that_cannot_work_is_not_kept(own, leader):
    content = queries.content(queries.newest(leader, own))
    with pytest.raises(NotNow):
        actions.save_draft(leader, own, changing.without(content, "situation"))


def test_a_version_is_withdrawn_and_put_back(own, leader):
    version = published(leader, own)
    actions.withdraw(leader, version, "Feil")
    assert queries.current(leader, own) is None
    actions.restore(leader, version)
    assert queries.current(leader, own).pk == version.pk


def test_a_draft_thrown_away_takes_an_unpublished_form_along(own, leader):
    actions.discard_draft(leader, queries.newest(leader, own))
    assert not Form.objects.filter(pk=own.pk).exists()


def test_a_draft_thrown_away_leaves_what_is_published(own, leader):
    first = published(leader, own)
    draft = actions.save_draft(leader, own, changing.titled(queries.content(first), Texts.of(nb="Nytt navn")))
    actions.discard_draft(leader, draft)
    assert Form.objects.get(pk=own.pk).title == "Prøveskjema"
    with pytest.raises(NotNow):
        actions.discard_draft(leader, first)


def test_an_empty_form_is_not_published(leader):
    form = actions.make(
        leader, make_organisation("kongsvinger"), "survey", changing.blank(Texts.of(nb="Tomt"), "empty")
    )
    with pytest.raises(NotNow):
        actions.publish(leader, queries.newest(leader, form), "Første")


def test_who_may_ask_with_what(own, built_in, leader, an_actor):
    published(leader, own)
    place = make_organisation("kongsvinger")
    assert [each.form for each in queries.offered(leader, place.pk, "mapping")] == [own]
    other = an_actor(Role.CASEWORKER, "moss")
    assert list(queries.offered(other, make_organisation("moss").pk, "mapping")) == []
    assert [each.pk for each in queries.offered(other, make_organisation("moss").pk, "other")] == [built_in.pk]


def test_only_those_who_answer_for_the_work_make_forms(an_actor, own, leader):
    for role, may in ((Role.CASEWORKER, False), (Role.PLANNER, True), (Role.DECISION_MAKER, True)):
        actor = an_actor(role, "kongsvinger")
        assert bool(policies.may_change(actor, own)) is may
        assert bool(policies.may_make(actor, make_organisation("kongsvinger"))) is may
        assert bool(policies.may_make_somewhere(actor)) is may
    assert policies.may_change(an_actor(Role.PLANNER, "moss"), own).hidden


def test_a_workbook_comes_out_as_it_went_in(own, leader):
    content = queries.content(queries.newest(leader, own))
    looked = workbooks.look("form.xlsx", workbooks.written(content))
    assert looked.serious == ()
    assert form_json.digest(looked.content) == form_json.digest(content)


@pytest.mark.parametrize("file", [b"", b"PK\x03\x04nothing", b"\x00\x01", b"type,name\ntext,a b\n", b"a;b\n"])
def test_any_file_gives_an_answer(file):
    looked = workbooks.look("x.csv", file)
    assert looked.content is not None or looked.serious


def test_a_question_is_put_where_it_is_wanted():
    form = testing.content()
    question = Question(name="pets", kind=Kind.INTEGER, label=Texts.of(nb="Kjæledyr?"))

    def beside(after):
        return [each.name for each in changing.with_question(form, question, after).elements()]

    assert beside("bedrooms").index("pets") == beside("bedrooms").index("bedrooms") + 1
    assert beside("members").index("pets") == beside("members").index("members") + 1
    assert beside("")[-1] == beside("nobody")[-1] == "pets"
    assert changing.sharing(form, "calm") == ["safe"]
    assert changing.sharing(form, "bedrooms") == changing.sharing(form, "nobody") == []
    assert changing.free_name(form, "Place") == "place_2"
    assert changing.free_name(form, "24 timer") == "q_24_timer"
    assert changing.free_name(form, "???") == "question"


def test_the_core_is_marked_and_its_choices_stay():
    base = testing.content(core="situation=kind nobody")
    assert core_fields.core_of(base) == {"situation": "kind", "nobody": "nobody"}
    assert [each.breach for each in core_fields.breaches(base, testing.content())] == ["unmarked"]
    fewer = replace(base, lists=tuple(replace(each, choices=each.choices[:1]) for each in base.lists))
    assert [each.breach for each in core_fields.breaches(base, fewer)] == ["choices"]


def test_versions_are_seen_and_kept_ready(own, leader, an_actor):
    version = published(leader, own)
    assert queries.ready(version) is queries.ready(version)
    with pytest.raises(Refused):
        queries.version(leader, own.pk, 99)
    with pytest.raises(Refused):
        actions.save_draft(an_actor(Role.PLANNER, "moss"), own, testing.content())
    assert actions.save_draft(leader, own, testing.content()).pk == version.pk
    assert queries.newest(an_actor(Role.CASEWORKER, "kongsvinger"), own).pk == version.pk
    assert queries.origin(leader, own) is None
    assert str(own) == "Prøveskjema"
    assert str(version) == "versjon 1"


def test_many_forms_are_kept_ready_and_the_oldest_let_go(own, leader, monkeypatch):
    monkeypatch.setattr(queries, "_READY", {str(number): None for number in range(201)})
    version = queries.newest(leader, own)
    queries.ready(version)
    assert list(queries._READY) == [version.digest]


def test_a_title_already_taken_gets_a_number(own, leader):
    again = actions.make(leader, make_organisation("kongsvinger"), "mapping", testing.content())
    assert (own.slug, again.slug) == ("proveskjema", "proveskjema-2")
