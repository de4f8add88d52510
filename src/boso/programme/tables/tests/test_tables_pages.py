"""The pages of tables: a raw export loaded, looked through, opened, tabulated, kept, taken out, compared, by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from boso.foundation.access.roles import Role
from boso.programme.tables import actions, queries
from boso.programme.tables.models import DataSet, Table
from boso.programme.tables.testing import as_csv, raw_export
from boso.programme.tables.tests.conftest import FIELDS

pytestmark = pytest.mark.slow
ABOUT = {"nb": "Måling æøå", "asked_on": "01.11.2012", "source": "Oppdiktet", "invented": "on", "series": "maaling"}


def loaded(client, rows, **more):
    file = SimpleUploadedFile("svar.csv", as_csv(rows))
    return client.post(reverse("tables:load"), {**ABOUT, **more, "file": file}, follow=True)


def test_the_way_from_a_file_to_a_table_that_is_kept(signed_in, django_assert_max_num_queries):
    evaluator, politician = signed_in(Role.EVALUATOR, "evaluator"), signed_in(Role.POLITICIAN, "hamar")
    nobody = signed_in(Role.APPLICANT, "hamar")
    bad = loaded(evaluator, [["A", "A"], [1, 2]])
    assert bad.status_code == 422 and not DataSet.objects.exists()
    assert "A</td>" in bad.content.decode() and "Måling æøå" in bad.content.decode()
    assert loaded(evaluator, raw_export(60)).status_code == 200
    data_set = DataSet.objects.get(key="maling-aeoa")
    page = reverse("tables:data", args=[data_set.pk])
    with django_assert_max_num_queries(12):
        said = evaluator.get(page).content.decode()
    assert "eksempel.no" not in said and "Ord nummer" not in said
    assert politician.get(page).status_code == 404

    known = data_set.variables.get(name="hvor_godt_kjent_er_programmet")
    variable = reverse("tables:variable", args=[known.pk])
    form = {
        "nb": "Hvor kjent?",
        "scale": "ordinal",
        "codes": "Ikke kjent = Ikke\nLitt kjent",
        "missing": "x = hva",
        "merged": "",
    }
    assert evaluator.post(variable, form).status_code == 422
    form |= {
        "codes": "Ikke kjent = Ikke | Ikkje | Not\nLitt kjent = Litt\nGodt kjent = Godt\nSvært godt kjent = Svært [40]",
        "missing": "(empty) = not_answered\nVet ikke = dont_know", "merged": "Kjent = Godt kjent, Svært godt kjent",
    }  # fmt: skip
    for wrong in ({"merged": "Kjent = Nei"}, {"codes": form["codes"] + "\nVet ikke = X"}, {"codes": "a = b\na = c"}):
        assert evaluator.post(variable, form | wrong).status_code == 422
    assert evaluator.post(variable, form).status_code == 302
    known.refresh_from_db()
    assert known.codes[0]["nn"] == "Ikkje" and known.codes[3]["invited"] == 40
    assert "Ikke | Ikkje | Not" in evaluator.get(variable).content.decode()

    purposes = {f"use-{each.name}": each.purpose for each in data_set.variables.all()}
    kept = evaluator.post(page, {"step": "purposes", **purposes, "use-v8_3_har_dere_en_plan": "group"})
    assert kept.status_code == 302
    lost = evaluator.post(page, {"step": "purposes", **purposes, "use-kommentar": "question"})
    assert lost.status_code == 422
    assert evaluator.post(page, {"step": "open", "depth": "1", "groups": ["rolle"]}).status_code == 302
    assert politician.get(page).status_code == 200

    build = reverse("tables:build", args=[data_set.pk])
    choice = f"?question={known.name}&rows=rolle&percent=row&figure=likert&merged=on&adds_up=on"
    for address in (
        build,
        build + choice,
        build + "?question=bundle:Hvilke virkemidler brukes?&percent=row&figure=small",
        build + f"?question=these:{known.name}|{known.name}&percent=row&figure=grouped",
    ):
        with django_assert_max_num_queries(12):
            answer = politician.get(address)
        assert answer.status_code == 200, address
        assert len(answer.content) < 100_000 and "style=" not in answer.content.decode()
        assert "<svg" in answer.content.decode()
    assert politician.get(build + choice + "&only-rolle=Leder").status_code == 422
    assert politician.get(build + "?question=nothing").status_code == 422
    assert evaluator.post(build + choice, {"title": "Kjent etter rolle"}).status_code == 302
    table = Table.objects.get(key="kjent-etter-rolle")
    assert evaluator.post(f"{build}{choice}&table={table.pk}", {"title": table.title, "why": "x"}).status_code == 422
    change = build + choice.replace("merged=on&", "") + f"&table={table.pk}"
    assert evaluator.post(change, {"title": table.title, "why": "Alle svar"}).status_code == 302

    address = reverse("tables:table", args=[table.pk])
    with django_assert_max_num_queries(12):
        assert "Alle svar" in politician.get(address).content.decode()
    assert politician.get(address + "?version=1").status_code == 200
    assert politician.get(address + "?version=9").status_code == 404
    assert nobody.get(address).status_code in (403, 404)
    for kind in ("xlsx", "csv", "json", "svg"):
        assert politician.get(reverse("tables:out", args=[table.pk]), {"format": kind}).status_code == 200
    assert politician.get(reverse("tables:out", args=[table.pk]), {"format": "exe"}).status_code == 404
    assert politician.get(reverse("tables:data-out", args=[data_set.pk])).status_code == 403
    assert evaluator.get(reverse("tables:data-out", args=[data_set.pk])).content.startswith(b"$FL2")
    assert evaluator.get(reverse("tables:data-out", args=[data_set.pk]), {"format": "x"}).status_code == 404

    about = reverse("tables:about", args=[data_set.pk])
    assert evaluator.post(about, {**ABOUT, "nb": "Måling", "note": "Sett over"}).status_code == 302
    assert evaluator.post(reverse("tables:archive", args=[table.pk])).status_code == 302
    assert politician.post(reverse("tables:withdraw", args=[data_set.pk]), {"reason": "x"}).status_code == 403
    with django_assert_max_num_queries(12):
        assert "Måling" in evaluator.get(reverse("tables:list")).content.decode()
    assert evaluator.post(reverse("tables:withdraw", args=[data_set.pk]), {"reason": "Feil"}).status_code == 302
    assert evaluator.get(page).status_code == 200
    assert evaluator.get(address).status_code == 200


def test_waves_stand_beside_each_other_and_a_changed_question_breaks_the_series(evaluator, leader, signed_in):
    sets = []
    for number, words in enumerate(("Hvor godt kjent?", "Hvor godt kjent?", "Hvor kjent er det?")):
        fields = {**FIELDS, "key": f"w{number}", "nb": f"Bølge {number}", "asked_on": dt.date(2010 + number, 11, 1)}
        answers = [row[4] for row in raw_export(70, number)[3:]]
        rows = [["Respondent ID", "Kjent"], *([at + 30 * number, said] for at, said in enumerate(answers))]
        data_set = actions.load_file(evaluator, fields, "svar.csv", as_csv(rows))[0]
        actions.change_variable(evaluator, data_set.variables.get(name="kjent"), {"nb": words})
        actions.open_data_set(evaluator, data_set, [])
        sets.append(data_set)
    assert [each.key for each in queries.waves_of(leader, "maaling")] == ["w0", "w1", "w2"]
    said = signed_in(Role.POLITICIAN, "hamar").get(reverse("tables:waves", args=["maaling"])).content.decode()
    assert said.count('aria-hidden="true">| ') >= 4
    assert "p = " in said and "De samme personene" not in said
    said = signed_in(Role.EVALUATOR, "evaluator").get(reverse("tables:waves", args=["maaling"])).content.decode()
    assert said.count("De samme personene</h2>") == 1 and "svarte bare én gang" in said and "byttet svar" in said
    gone = signed_in(Role.POLITICIAN, "hamar").get(reverse("tables:waves", args=["finnes-ikke"]))
    assert gone.status_code == 404


def test_a_data_set_being_prepared_is_removed_and_one_of_printed_figures_is_shown_where_it_is_read(
    evaluator, signed_in, draft
):
    from boso.foundation.access.actor import SYSTEM

    client = signed_in(Role.EVALUATOR, "evaluator")
    assert client.get(reverse("tables:withdraw", args=[draft.pk])).status_code == 302
    assert client.post(reverse("tables:withdraw", args=[draft.pk])).status_code == 302
    assert not DataSet.objects.exists()
    fields = {"key": "trykt", "nb": "Trykt", "asked_on": dt.date(2011, 12, 31), "source": "Rapporten"}
    row = {"key": "t1", "family": "t", "nb": "Kjent", "value": 40, "printed": "40"}
    for _again in range(2):
        printed = actions.load_published(SYSTEM, fields, [row])
    assert queries.published_value(evaluator, "t1").value == 40 and printed.published.count() == 1
    assert client.get(reverse("tables:data", args=[printed.pk])).status_code == 302
