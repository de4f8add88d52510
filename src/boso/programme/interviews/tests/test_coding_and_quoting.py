"""Codes on places, two coders, memos, and quotations that take two people and the informant's yes."""

import datetime as dt

import pytest
from django.utils import translation

from boso.core.coding.offsets import Lines, Reading, Unit
from boso.core.coding.refi import Fault, NotRead, ProjectShape
from boso.core.coding.refi_reading import read
from boso.core.coding.refi_writing import project
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.programme.interviews import actions_exchange, due, exporting, finding, policies, queries, showing
from boso.programme.interviews import actions_material as material
from boso.programme.interviews import actions_quotations as quoting
from boso.programme.interviews.actions_exchange import Brought
from boso.programme.interviews.models import Code, Coder, Coding, Guide, Informant, Material, Memo
from boso.programme.interviews.tests.conftest import TODAY
from boso.programme.interviews.wording import attributed, brought, counted, fault, left


def test_the_code_book_begins_with_the_model_and_grows(evaluator, invented, book, leader):
    assert [code.path for code in book] == ["what", "what.how"]
    assert material.start_book(evaluator, invented) == []
    code = material.add_code(evaluator, invented, {"title_nb": "Øvelse", "parent": book[1]})
    assert (code.path, code.depth) == ("what.how.ovelse", 2)
    for name in ("Øvelse", "…"):
        with pytest.raises(NotNow):
            material.add_code(evaluator, invented, {"title_nb": name, "parent": book[1]})
    deep = Code.objects.create(evaluation=invented, path="x" * 390, number=9, title_nb="Dyp")
    with pytest.raises(NotNow):
        material.place(Code(evaluation=invented), deep, "for dypt her")
    deep.delete()
    material.edit_code(evaluator, code, {"title_nb": "Øving"})
    assert [one.title_nb for one in queries.code_book(leader, invented)] == ["Hva", "Hvordan", "Øving"]
    with pytest.raises(NotNow):
        material.remove_code(evaluator, book[1])
    material.remove_code(evaluator, code)
    with pytest.raises(Refused):
        material.add_code(leader, invented, {"title_nb": "Nei"})
    assert list(exporting._codes(leader))[1]["category"] == "what.how"


def test_places_are_coded_once_by_each_and_only_inside_the_text(evaluator, second, invented, talk, book):
    one = material.mark(evaluator, talk, book[0], 7, 28, " Hm ")
    assert one.memo == "Hm"
    for start, end in ((7, 28), (5, 5), (0, len(talk.text) + 1)):
        with pytest.raises(NotNow):
            material.mark(evaluator, talk, book[0], start, end)
    other = material.mark(second, talk, book[0], 7, 28)
    assert (one.coder.number, other.coder.number) == (1, 2)
    with pytest.raises(Refused, match="En annen koder"):
        material.unmark(evaluator, other)
    material.think(second, other, "Ja")
    elsewhere = Code(evaluation_id=0, title_nb="Annen")
    with pytest.raises(NotNow):
        material.mark(evaluator, talk, elsewhere, 0, 4)
    with pytest.raises(NotNow):
        material.edit_text(evaluator, talk, {"text": "Annet"})
    material.edit_text(evaluator, talk, {"text": talk.text, "title": "Ny"})
    memo = material.write_memo(evaluator, invented, {"title": "A", "text": "B"})
    material.edit_memo(evaluator, memo, {"title": "C"})
    rows, both = showing.agreement(
        queries.code_book(evaluator, invented), queries.codings(evaluator, invented),
        queries.whole_texts(evaluator, invented), (one.coder, other.coder), "sentence",
    )  # fmt: skip
    assert (both, rows[0].counts, rows[0].percent, rows[0].kappa.value) == (1, (1, 0, 0, 2), 100, 1.0)
    material.unmark(second, other)
    rows, both = showing.agreement(book, queries.codings(evaluator, invented), [talk], (one.coder, other.coder), "x")
    assert (both, rows) == (0, [])


def test_a_quotation_is_faithful_asked_about_and_released_by_another(evaluator, second, talk, book, leader, informant):
    for words in ("Vi møtes hver fredag.", "mandag. […] Vi møtes"):
        with pytest.raises(NotNow):
            quoting.quote(evaluator, talk, 7, 28, {"text": words})
    with pytest.raises(NotNow):
        quoting.quote(evaluator, talk, 28, 7, {"text": ""})
    quotation = quoting.quote(evaluator, talk, 7, 28, {"text": "Vi møtes […] mandag."}, [book[0]])
    quoting.edit_quotation(evaluator, quotation, {"text": "Vi møtes hver mandag.", "attribution": "place"})
    with pytest.raises(Refused) as hidden:
        queries.quotation(leader, quotation.pk)
    assert hidden.value.decision.hidden
    with pytest.raises(NotNow):
        quoting.ask(evaluator, quotation, dt.date(2030, 1, 1))
    quoting.ask(evaluator, quotation, TODAY)
    with pytest.raises(Refused, match="En annen evaluator"):
        quoting.release(evaluator, quotation, "Ja", TODAY)
    with pytest.raises(Refused, match="utkast"):
        quoting.edit_quotation(evaluator, quotation, {"text": "Vi"})
    quoting.take_back(evaluator, quotation)
    quoting.ask(evaluator, quotation, TODAY)
    assert [item.key for item in due.quotations(second, TODAY)] == [f"quotation-{quotation.pk}"]
    assert not list(due.quotations(evaluator, TODAY))
    quoting.release(second, quotation, "Ja", TODAY)
    assert queries.quotation(leader, quotation.pk) == quotation
    assert attributed(quotation) == "Programleder, Hamar"
    [record] = exporting._quotations(leader)
    assert (record["said_by"], record["municipality"], record["codes"]) == ("Programleder, Hamar", "hamar", "what")
    assert [hit.title for hit in finding.quotations(leader, "mandag", 5)] == ["Vi møtes hver mandag."]
    assert not list(finding.quotations(leader, "xyzzy", 5))
    assert [hit.title for hit in finding.texts(evaluator, "samtale", 5)] == ["Samtale 1"]
    assert not list(finding.texts(leader, "samtale", 5))
    quotation.attribution = "nobody"
    assert (attributed(quotation), showing.told_role(quotation)) == ("Informant", "")
    quotation.attribution = "role"
    assert attributed(quotation) == "Programleder"
    quoting.withdraw(evaluator, quotation, "Angret")
    assert quotation.text == ""
    assert list(exporting._quotations(leader)) == []


def test_minutes_are_quoted_without_an_informant(evaluator, second, invented):
    minutes = material.bring_text(evaluator, invented, {"kind": "minutes", "title": "R", "text": "Vedtatt."}, TODAY)
    quotation = quoting.quote(evaluator, minutes, 0, 8, {"text": "Vedtatt."})
    quoting.ask(evaluator, quotation, TODAY)
    quoting.release(second, quotation, "Arkivet sier ja", TODAY)
    assert attributed(quotation) == "Referat"
    assert str(quotation) == f"{minutes.pk} 0–8"


def test_what_is_due_is_told_to_evaluators_only(evaluator, leader, informant, talk):
    from boso.programme.interviews import actions

    made = actions.arrange(evaluator, informant, {"on": TODAY, "manner": "phone"})
    actions.arrange(evaluator, informant, {"on": TODAY + dt.timedelta(days=60), "manner": "phone"})
    later = TODAY + dt.timedelta(days=1)
    assert [item.key for item in due.appointments(evaluator, later)] == [f"interview-{made.pk}"]
    assert not list(due.consents(evaluator, TODAY))
    assert [item.key for item in due.consents(evaluator, dt.date(2028, 1, 1))] == [f"consent-{informant.pk}"]
    assert not any(list(source(leader, TODAY)) for source in due.SOURCES)


def test_a_whole_project_goes_out_and_comes_back_the_same(evaluator, second, invented, talk, book):
    material.mark(evaluator, talk, book[1], 29, 30, "Smil")
    material.mark(second, talk, book[0], 49, len(talk.text))
    material.write_memo(evaluator, invented, {"title": "Om", "text": "Rolig", "material": talk, "code": book[0]})
    sent = project(actions_exchange.taken_along(evaluator, invented))
    for model in (Coding, Memo, Material, Informant, Coder):
        model.objects.all().delete()
    for code in reversed(book):
        code.delete()
    shape = read(sent)
    brought = actions_exchange.bring_in(evaluator, invented, shape)
    assert (brought.sources, brought.codes, brought.codings, brought.memos, brought.informants) == (1, 2, 2, 1, 1)
    assert project(actions_exchange.taken_along(evaluator, invented)) == sent
    again = actions_exchange.bring_in(evaluator, invented, shape)
    assert (again.sources, again.codes, again.codings, again.memos) == (0, 0, 0, 0)
    found = Material.objects.get()
    found.text = "Annet"
    found.save()
    with pytest.raises(NotNow, match="andre ord"):
        actions_exchange.bring_in(evaluator, invented, shape)
    material.take_out(evaluator, found, "Ut", TODAY)
    with pytest.raises(NotNow, match="tatt ut"):
        actions_exchange.bring_in(evaluator, invented, shape)


def test_names_of_cases_stay_outside_and_codes_of_the_same_name_are_one(evaluator, invented, book):
    from dataclasses import replace

    from boso.core.coding.refi import CaseShape, CodeShape, CodingShape, NoteShape, ProjectShape, SourceShape

    def guid(number: int) -> str:
        return f"00000000-0000-4000-8000-{number:012d}"

    codes = (CodeShape(guid(1), "Hva"), CodeShape(guid(2), "***"), CodeShape(guid(3), "Ny!"), CodeShape(guid(4), "Ny?"))
    codings = (CodingShape(guid(5), guid(1), 0, 2), CodingShape(guid(6), guid(1), 0, 2))
    shape = ProjectShape(
        "P", "Other", (), codes, (SourceShape(guid(7), "T", "Å ja", codings),),
        (CaseShape(guid(8), "Kari Nordmann", (guid(7),), {"role": "nav"}), CaseShape(guid(9), "NAV 1", (), {})),
        (NoteShape(guid(10), "", "Fritt"), NoteShape(guid(11), "Tom", "")),
    )  # fmt: skip
    brought = actions_exchange.bring_in(evaluator, invented, shape)
    assert (brought.codes, brought.codings, brought.unnamed, brought.memos) == (3, 1, 2, 1)
    assert set(Code.objects.values_list("path", flat=True)) >= {"what", "kode", "ny", "ny-2"}
    assert Material.objects.get().informant is None
    bare = replace(shape, sources=(), cases=(CaseShape(guid(8), "NAV 2", (), {"role": "nav"}),), notes=())
    assert actions_exchange.bring_in(evaluator, invented, bare).informants == 1
    assert not Informant.objects.filter(pseudonym__contains="Kari").exists()


def test_policies_hide_and_tell(evaluator, coordinator, leader, invented, an_actor, talk):
    nobody = an_actor(Role.APPLICANT, "hamar")
    draft = Guide(evaluation=invented, key="u")
    assert policies.may_see_guide(coordinator, draft)
    assert not policies.may_see_guide(leader, draft)
    assert policies.may_see_guide(evaluator, draft)
    for ask in (policies.may_work_somewhere, policies.may_follow):
        assert ask(evaluator)
        assert not ask(leader).hidden
        assert ask(nobody).hidden
    assert not policies.may_work(coordinator, invented)
    assert policies.may_read(coordinator, invented).hidden
    assert not policies.may_code(leader, talk)
    assert policies.may_import(coordinator, None)
    assert queries.texts(leader, invented) == {}
    assert queries.use_of_codes(leader, invented) == {}
    for read_one, pk in ((queries.material, talk.pk), (queries.coding, 9), (queries.memo, 9), (queries.consent, 1)):
        with pytest.raises(Refused) as told:
            read_one(leader, pk)
        assert told.value.decision.hidden
    assert queries.code_book(nobody, invented) == []
    assert not queries.quotations(nobody).exists()
    assert not queries.guides(nobody, invented).exists()


def test_a_long_text_stands_on_several_pages(evaluator, invented, book):
    words = "\n".join("Setning som er lang nok til å telle. " * 20 for _ in range(40))
    text = material.bring_text(evaluator, invented, {"kind": "minutes", "title": "L", "text": words}, TODAY)
    paragraphs = showing.text(text, (), {})
    divided = showing.parts(paragraphs)
    assert len(divided) == 3
    assert [one for part in divided for one in part] == paragraphs
    assert [showing.part_of(divided, wish, number) for wish, number in (("2", 0), ("9", 0), ("", 800), ("x", 0))] == [
        2, 1, 3, 1,
    ]  # fmt: skip
    assert showing.parts(()) == [[]]


def test_places_are_narrowed_by_what_is_chosen(evaluator, invented, talk, book):
    one = material.mark(evaluator, talk, book[0], 6, 28)
    rows, texts = list(queries.codings(evaluator, invented)), queries.texts(evaluator, invented)
    assert showing.text(talk, rows, showing.hues(book))[0].tags == [one]
    for wish, count in (
        ({}, 1), ({"code": str(book[1].pk)}, 0), ({"role": "nav"}, 0), ({"role": "programme_leader"}, 1),
        ({"municipality": "moss"}, 0), ({"municipality": "hamar"}, 1), ({"q": "fredag"}, 0), ({"q": "MANDAG"}, 1),
    ):  # fmt: skip
        assert len(showing.narrowed(rows, wish, texts)) == count, wish
    assert (str(one), str(one.coder)) == (f"{talk.pk} 6–28", "1")
    assert str(material.write_memo(evaluator, invented, {"title": "Tanke", "text": "Om"})) == "Tanke"
    consent = talk.informant.consents.get()
    assert str(consent) == f"{talk.informant_id} 2026-11-23–2027-11-23"
    assert [counted(Reading(Unit.UTF16, lines)) for lines in Lines][
        1
    ] == "UTF-16, en emoji som to, en linjeslutt som én"
    assert fault(NotRead(Fault.BOMB)).startswith("Noe i filen vokser")


def test_what_is_left_of_the_small_print(evaluator, leader, invented, talk, book, coordinator):
    mine = material.mark(evaluator, talk, book[0], 0, 4)
    material.unmark(evaluator, mine)
    assert not Coding.objects.exists()
    assert queries.worked_on(evaluator) == invented
    with pytest.raises(Refused):
        queries.worked_on(leader)
    assert not queries.memos(coordinator, invented).exists()
    assert not queries.coders(coordinator, invented).exists()
    assert not policies.may_see_quotation(leader, quoting.quote(evaluator, talk, 0, 5, {"text": "Leder"}))
    assert policies.may_see_guide(coordinator, Guide(evaluation=invented, state="in_use"))
    notes = material.bring_text(evaluator, invented, {"kind": "field_notes", "title": "F", "text": "Ord."}, TODAY)
    shape = actions_exchange.taken_along(evaluator, invented)
    assert [len(case.sources) for case in shape.cases] == [1]
    assert notes.pk
    talk.informant.organisation = None
    talk.informant.save()
    assert actions_exchange.taken_along(evaluator, invented).cases[0].variables == {"role": "programme_leader"}


def test_what_came_in_and_what_did_not_is_told_in_words():
    with translation.override("en"):
        assert brought(Brought(sources=1, unnamed=2)).endswith("no informant here: 2. Choose who speaks on each text.")
        held = ProjectShape(left={"PDFSource": 1, "TextSource": 2, "Other": 3})
        assert [(str(words)[:9], count) for words, count in left(held)] == [
            ("Other", 3), ("PDF files", 1), ("texts tha", 2)
        ]  # fmt: skip
