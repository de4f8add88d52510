"""The pages of the library: look, make, change, read in, publish, take over."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from boso.core.questionnaires.form import Kind, Question, Texts
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.questionnaires import actions, changing, queries, testing, workbooks
from boso.foundation.questionnaires.models import Form


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


class TestPages:
    @pytest.fixture
    def client(self, signed_in, own, built_in):
        return signed_in(Role.PROGRAMME_LEADER, "kongsvinger")

    def test_every_page_opens(self, client, own, built_in):
        for form in (own, built_in.form):
            for name, numbers in (
                ("form", ()),
                ("version", (1,)),
                ("compare", (1,)),
                ("try", (1,)),
                ("workbook", (1,)),
            ):
                assert client.get(reverse(f"questionnaires:{name}", args=[form.pk, *numbers])).status_code == 200
            for tab in ("questions", "versions", "family", "users", "other"):
                assert client.get(reverse("questionnaires:form", args=[form.pk]), {"tab": tab}).status_code == 200
        for name in ("library", "new", "import"):
            assert client.get(reverse(f"questionnaires:{name}")).status_code == 200

    def test_the_library_is_narrowed(self, client, own, built_in):
        address = reverse("questionnaires:library")
        assert client.get(address, {"whose": "own"}).context["list"].rows == [own]
        assert client.get(address, {"whose": "built_in"}).context["list"].rows == [built_in.form]
        assert client.get(address, {"whose": "shared"}).context["list"].rows == []
        assert client.get(address, {"purpose": "mapping", "q": "prøve"}).context["list"].rows == [own]

    def test_paper(self, client, own):
        assert client.get(reverse("questionnaires:paper", args=[own.pk, 1])).status_code in (200, 302)

    def test_a_form_is_begun_and_a_question_added_and_changed(self, client, leader):
        made = client.post(
            reverse("questionnaires:new"), {"title": "Nytt", "purpose": "survey", "organisation": "kongsvinger"}
        )
        form = Form.objects.get(title="Nytt")
        assert made.url == reverse("questionnaires:edit", args=[form.pk])
        opened = queries.newest(leader, form).digest
        add = reverse("questionnaires:add_question", args=[form.pk])
        data = {
            "kind": "select_one", "label_nb": "Hvor bor du?", "label_en": "Where do you live?", "required": "on",
            "choice_0_nb": "Hjemme", "choice_1_nb": "Ute", "opened": opened,
        }  # fmt: skip
        assert client.post(add, {**data, "label_nb": "", "label_en": ""}).status_code == 422
        assert client.post(add, {**data, "choice_0_nb": "", "choice_1_nb": ""}).status_code == 422
        assert client.post(add, data).status_code == 302
        assert client.post(add, data).status_code == 422
        content = queries.content(queries.newest(leader, form))
        question = next(content.questions())
        assert (question.name, question.required) == ("hvor_bor_du", "true()")
        assert [each.name for each in content.choice_list(question.list_name).choices] == ["c1", "c2"]
        change = reverse("questionnaires:question", args=[form.pk, question.name])
        assert client.get(change).status_code == 200
        opened = queries.newest(leader, form).digest
        data = {"label_nb": "Hvor?", "choice_0_nb": "", "choice_1_nb": "Ute", "choice_2_nb": "Borte", "opened": opened}
        assert client.post(change, data).status_code == 302
        content = queries.content(queries.newest(leader, form))
        assert [each.name for each in content.lists[0].choices] == ["c2", "c3"]
        assert client.get(reverse("questionnaires:question", args=[form.pk, "nobody"])).status_code == 404

    def test_questions_are_moved_and_taken_away(self, client, own, leader):
        address = reverse("questionnaires:edit", args=[own.pk])

        def names():
            return [each.name for each in queries.content(queries.newest(leader, own)).elements()]

        def do(what):
            return client.post(address, {"do": what, "opened": queries.newest(leader, own).digest})

        assert do("up:rent").status_code == 302
        assert names().index("rent") < names().index("ends")
        assert do("down:rent").status_code == 302
        assert names().index("rent") > names().index("ends")
        assert do("remove:story").status_code == 302
        assert "story" not in names()
        assert do("nothing").status_code == 302
        answer = do("remove:situation")
        assert answer.status_code == 422
        assert "situation" in names()

    def test_a_workbook_is_looked_at_and_kept(self, client, leader):
        file = SimpleUploadedFile("skjema.xlsx", workbooks.written(testing.content()))
        data = {"file": file, "purpose": "mapping", "organisation": "kongsvinger"}
        looked = client.post(reverse("questionnaires:import"), data)
        assert looked.status_code == 200
        keep = looked.context["keep"].initial
        kept = client.post(reverse("questionnaires:import"), keep)
        assert kept.status_code == 302
        assert client.post(reverse("questionnaires:import"), {**keep, "content": "{}"}).status_code == 422

    def test_a_broken_workbook_is_refused_with_its_place(self, client, own):
        file = SimpleUploadedFile("skjema.csv", b"type,name,label\ntext,a,A\ntext,a,B\n")
        data = {"file": file, "purpose": "mapping", "organisation": "kongsvinger"}
        answer = client.post(reverse("questionnaires:import"), data)
        assert answer.status_code == 422
        assert answer.context["looked"].serious[0].row == 3
        file.seek(0)
        assert client.post(reverse("questionnaires:import_draft", args=[own.pk]), {"file": file}).status_code == 422

    def test_a_workbook_becomes_the_draft(self, client, own, leader):
        content = changing.without(testing.content(), "story")
        file = io.BytesIO(workbooks.written(content))
        file.name = "ny.xlsx"
        assert client.post(reverse("questionnaires:import_draft", args=[own.pk]), {"file": file}).status_code == 302
        assert queries.content(queries.newest(leader, own)).find("story") is None

    def test_a_form_is_published_shared_withdrawn_and_put_back(self, client, own, built_in):
        def post(name, *numbers, **data):
            return client.post(reverse(f"questionnaires:{name}", args=[own.pk, *numbers]), data)

        assert post("publish", 1).status_code == 422
        assert post("publish", 1, reason="Første").status_code == 302
        assert post("share", shared="yes").status_code == 302
        assert post("share", shared="no").status_code == 302
        assert post("withdraw", 1).status_code == 422
        assert post("withdraw", 1, reason="Feil").status_code == 302
        assert post("restore", 1).status_code == 302
        assert post("discard", 1).status_code == 302
        assert client.post(reverse("questionnaires:publish", args=[built_in.form_id, 1])).status_code == 403

    def test_a_form_is_taken_over(self, client, built_in, leader):
        address = reverse("questionnaires:take_over", args=[built_in.form_id, 1])
        assert client.get(address).status_code == 200
        assert client.post(address, {"organisation": "nowhere"}).status_code == 422
        assert client.post(address, {"organisation": "kongsvinger"}).status_code == 302
        mine = Form.objects.get(taken_from=built_in)
        compared = client.get(reverse("questionnaires:compare", args=[mine.pk, 1]))
        assert compared.context["changes"] == []
        added = Question(name="pets", kind=Kind.INTEGER, label=Texts.of(nb="Kjæledyr?"))
        changed = changing.with_question(queries.content(queries.newest(leader, mine)), added, "")
        published(leader, mine)
        actions.save_draft(leader, mine, changed)
        for wish, count in (("", 1), ("1", 1), ("origin", 1), ("no", 1)):
            compared = client.get(reverse("questionnaires:compare", args=[mine.pk, 2]), {"with": wish})
            assert len(compared.context["changes"]) == count
        opened = queries.newest(leader, mine).digest
        edit = reverse("questionnaires:edit", args=[mine.pk])
        answer = client.post(edit, {"do": "remove:bedrooms", "opened": opened})
        assert answer.status_code == 422
        assert client.get(reverse("questionnaires:question", args=[mine.pk, "bedrooms"])).context["locked"]

    def test_a_long_form_is_shown_a_part_at_a_time(self, client, leader, own):
        content = queries.content(queries.newest(leader, own))
        for number in range(130):
            asked = Question(name=f"more_{number}", kind=Kind.TEXT, label=Texts.of(nb=f"Spørsmål {number}?"))
            content = replace(content, children=(*content.children, asked))
        actions.save_draft(leader, own, content)
        for name in ("form", "edit"):
            address = reverse(f"questionnaires:{name}", args=[own.pk])
            for wish, number in (("", 1), ("2", 2), ("99", 3), ("x", 1), ("0", 1)):
                answer = client.get(address, {"part": wish})
                assert answer.context["part"].number == number
                assert len(answer.content) < 100_000
