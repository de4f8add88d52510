"""The pages of those who ask, and of those who answer without signing in."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boso.foundation.access.roles import Role
from boso.foundation.audit.models import Entry
from boso.foundation.exchange.exports import write_export
from boso.foundation.questionnaires import actions as form_actions
from boso.foundation.questionnaires import queries as form_queries
from boso.programme.learning import actions as learning
from boso.programme.surveys import actions, actions_people, due, finding, queries
from boso.programme.surveys.models import Answer, Ballot, Fate, Respondent, Survey
from boso.programme.surveys.testing import PART, WHOLE, a_wave, an_open_wave, give, link_of, people


def client_of(actor) -> Client:
    client = Client()
    user = get_user_model().objects.get(pk=actor.user_id)
    client.force_login(user, backend="boso.foundation.access.backends.SeatedBackend")
    return client


def at(name, *args) -> str:
    return reverse(f"surveys:{name}", args=args)


def words_of(response) -> str:
    return response.content.decode().replace("\u00a0", " ")


def sent(client, address, **fields):
    response = client.post(address, fields)
    assert response.status_code == 302, words_of(response)
    return response


@pytest.fixture(autouse=True)
def in_english():
    """The pages are asked for as people see them."""


@pytest.fixture
def asked(evaluator, institute, towns):
    hamar, moss = towns
    return an_open_wave(evaluator, institute, listed=people(*[hamar] * 3, *[moss] * 6))


def test_an_evaluator_makes_a_survey_and_asks(evaluator, institute, towns):
    client = client_of(evaluator)
    assert "Ingen undersøkelser ennå" in words_of(client.get(at("list")))
    fields = {"title_nb": "Trivsel", "nb": "For å bli bedre", "owner": institute.pk, "anonymity": "anonymous"}
    assert client.post(at("new"), {**fields, "title_nb": ""}).status_code == 422
    address = sent(client, at("new"), **fields)["Location"]
    survey = Survey.objects.get()
    wave = survey.waves.get()
    page = words_of(client.get(address, follow=True))
    assert "Velg først et skjema" in page and "Kast undersøkelsen" in page
    from boso.programme.surveys import starting

    version = starting.form("programme")
    told = {"label": "2026", "version": version.pk, "definition": "RR2", "silent_as": "2.113", "bounced_as": "3.3",
            "partial_from": "50", "complete_from": "80", "opens": "", "closes": ""}  # fmt: skip
    wrong = {**told, "opens": "02.02.2026", "closes": "01.02.2026", "complete_from": "10"}
    refused = words_of(client.post(at("wave-edit", wave.pk), wrong))
    assert "før første dag" in refused and "mindre enn grensen" in refused
    sent(client, at("wave-edit", wave.pk), **told)
    assert client.post(at("people-add", wave.pk), {"text": ""}).status_code == 422
    bad = client.post(at("people-add", wave.pk), {"text": "a@x.no\nb@x\n"})
    assert bad.status_code == 422 and "ingen e-postadresse" in words_of(bad) and "a@x.no" in words_of(bad)
    file = SimpleUploadedFile("liste.csv", b"navn,e-post,kommune,gruppe\nKari,kari@x.no,Hamar,Ansatte\n")
    sent(client, at("people-add", wave.pk), file=file)
    sent(client, at("people-add", wave.pk), text="kari@x.no\nper@x.no")
    assert "1 sto på lista fra før" in words_of(client.get(at("people", wave.pk)))
    person = Respondent.objects.get(email="per@x.no")
    sent(client, at("person", person.pk), name="Per", email="per@x.no", language="nn", fate="silent")
    sent(client, at("person-remove", person.pk))
    assert "før du åpner" in words_of(client.get(at("wave", wave.pk)))
    assert "strengere" in words_of(client.get(at("step", wave.pk, "open")))
    sent(client, at("step", wave.pk, "open"))
    assert client.post(at("step", wave.pk, "open")).status_code == 422
    assert client.get(at("step", wave.pk, "fly")).status_code == 404
    letter = words_of(client.get(at("letters", wave.pk, "invitation")))
    assert "Du blir spurt: Trivsel" in letter and "1 person får brevet" in letter
    assert client.get(at("letters", wave.pk, "postcard")).status_code == 404
    sent(client, at("letters", wave.pk, "invitation"), nb="Hei")
    sent(client, at("step", wave.pk, "close"))
    assert "Ny siste svardag" in words_of(client.get(at("step", wave.pk, "reopen")))
    sent(client, at("step", wave.pk, "reopen"), reason="Flere", closes="")
    sent(client, at("step", wave.pk, "close"))
    assert "forseglede" in words_of(client.get(at("step", wave.pk, "end")))
    sent(client, at("step", wave.pk, "end"))
    assert "Navn og adresser er slettet" in words_of(client.get(at("people", wave.pk)))
    assert "ble slettet" in words_of(client.get(at("wave", wave.pk)))
    sent(client, at("edit", survey.pk), title_nb="Ny tittel", nb="For alle", anonymity="anonymous")
    later = sent(client, at("wave-new", survey.pk), **{**told, "label": "2027"})["Location"]
    again = survey.waves.get(number=2)
    assert str(again.pk) in later and again.version_id == version.pk
    refused = sent(client, at("people-copy", again.pk))
    assert "slettet, eller" in words_of(client.get(refused["Location"]))


def test_every_page_asks_few_questions_and_is_light(
    asked, evaluator, coordinator, an_actor, towns, django_assert_max_num_queries
):
    leader = an_actor(Role.PROGRAMME_LEADER, towns[0])
    for person in asked.respondents.order_by("pk")[:7]:
        give(asked, person, WHOLE)
    item = asked.items.first()
    for actor, addresses in (
        (evaluator, [at("list"), at("wave", asked.pk), at("people", asked.pk), at("bank"), at("edit", asked.survey_id),
                     at("wave-edit", asked.pk), at("letters", asked.pk, "invitation"), at("take", item.pk)]),
        (leader, [at("list"), at("wave", asked.pk), at("bank") + "?q=tro", at("bank") + "?q=finnesikke"]),
    ):  # fmt: skip
        client = client_of(actor)
        for address in addresses:
            with django_assert_max_num_queries(12, info=address):
                response = client.get(address)
            assert response.status_code == 200 and len(response.content) < 100_000, address
    shown = words_of(client_of(leader).get(at("wave", asked.pk)))
    assert "7 av 9 svarte, 77,8 prosent (RR2)." in shown and "færre enn fem" in shown and "Minn" not in shown
    for name in ("people", "people-add", "wave-edit"):
        assert client_of(leader).get(at(name, asked.pk)).status_code == 403
    assert client_of(leader).get(at("person", asked.respondents.first().pk)).status_code == 404
    assert client_of(leader).get(at("wave", 0)).status_code == 404
    assert {each.actor_id for each in Entry.objects.filter(verb="survey.people_seen")} == {evaluator.user_id}
    assert client_of(coordinator).get(at("survey", asked.survey_id)).status_code == 302


def test_what_lies_with_others_does_not_exist_before_it_is_opened(evaluator, institute, coordinator, an_actor, towns):
    draft = a_wave(evaluator, institute)
    hidden = client_of(coordinator)
    for address in (at("survey", draft.survey_id), at("wave", draft.pk), at("take", 1)):
        assert hidden.get(address).status_code == 404
    sent(client_of(evaluator), at("remove", draft.survey_id))
    assert not Survey.objects.exists()
    opened = an_open_wave(evaluator, institute)
    assert client_of(evaluator).post(at("remove", opened.survey_id)).status_code == 302
    assert Survey.objects.exists()
    applicant = an_actor(Role.APPLICANT, towns[0])
    assert client_of(applicant).get(at("list")).status_code == 404
    assert client_of(applicant).get(at("new")).status_code == 404
    caseworker = an_actor(Role.CASEWORKER, towns[0])
    assert client_of(caseworker).get(at("new")).status_code == 403


def test_a_person_answers_on_a_phone_without_signing_in(asked):
    person = asked.respondents.order_by("pk")[0]
    link, phone = f"/answer/{link_of(person)}/", Client()
    first = phone.get(link)
    assert first["Referrer-Policy"] == "same-origin" and "no-store" in first["Cache-Control"]
    assert "Vi vil vite hva som hjelper." in words_of(first) and "Ingen får se hvem" in words_of(first)
    assert "Eg vil ikkje vere med" in words_of(phone.get(f"{link}?language=nn"))
    page = words_of(phone.get(f"{link}form/"))
    assert "Kjenner du til programmet" in page and "<script>" not in page
    stopped = phone.post(f"{link}form/", {"page": "knows", "on": ["knows", "part"], "go": "next"})
    assert stopped.status_code == 422
    one = {"page": "knows", "on": ["knows", "part"], "q-knows": "yes", "q-part": ["plan"]}
    assert phone.post(f"{link}form/", {**one, "go": "language:nn"}).status_code == 302
    assert "Kva har du vore med på?" in words_of(phone.get(f"{link}form/?page=knows"))
    later = phone.post(f"{link}form/", {**one, "go": "later"})
    assert later["Location"] == link and "Gå vidare" in words_of(phone.get(link))
    step = phone.post(f"{link}form/", {**one, "go": "next"})
    assert step["Location"].endswith("page=change")
    soft = {"page": "change", "on": ["overview", "together"], "q-overview": "4", "go": "next"}
    warned = phone.post(f"{link}form/", soft)
    assert warned.status_code == 422 and 'name="told"' in words_of(warned)
    assert phone.post(f"{link}form/", {**soft, "told": "yes"}).status_code == 302
    last = {"page": "belief", "on": ["belief", "wish"], "q-belief": "4", "q-wish": "Mer tid", "go": "next"}
    assert "Send svara mine" in words_of(phone.get(f"{link}form/?page=belief"))
    assert phone.post(f"{link}form/", last)["Location"] == link
    assert "Takk" in words_of(phone.get(link))
    for again in (phone.post(f"{link}form/", last), phone.get(f"{link}form/"), phone.post(f"{link}no/")):
        assert again["Location"] == link
    assert Answer.objects.get().content["wish"] == "Mer tid"
    assert Answer.objects.get().content["together"] == {"absent": "not_answered"}


def test_a_link_tells_where_it_stands(asked, evaluator):
    first, second = asked.respondents.order_by("pk")[:2]
    link, phone = f"/answer/{link_of(first)}/", Client()
    assert phone.get("/answer/finnesikke/").status_code == 404
    assert phone.get("/answer/finnesikke/form/").status_code == 404
    give(asked, first, PART, send=False)
    assert phone.post(f"{link}no/")["Location"] == link
    assert "Du har sagt at du ikke vil være med" in words_of(phone.get(link))
    assert Respondent.objects.get(pk=first.pk).fate == Fate.SAID_NO
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    type(asked).objects.filter(pk=asked.pk).update(opens=tomorrow)
    assert "åpner" in words_of(phone.get(link))
    type(asked).objects.filter(pk=asked.pk).update(opens=None)
    actions.close_wave(evaluator, asked)
    assert "Undersøkelsen er lukket" in words_of(phone.get(f"/answer/{link_of(second)}/"))
    assert phone.get(f"/answer/{link_of(second)}/form/").status_code == 302


def test_an_anonymous_answer_stands_as_a_ballot_and_somebody_signed_in_is_nobody(evaluator, institute):
    wave = an_open_wave(evaluator, institute, "anonymous")
    client, person = client_of(evaluator), wave.respondents.order_by("pk")[0]
    link = f"/answer/{link_of(person)}/"
    assert "anonyme" in words_of(client.get(link)) and evaluator.name not in words_of(client.get(f"{link}form/"))
    fields = {"page": "belief", "on": ["knows", "belief"], "q-knows": "no", "q-belief": "3", "go": "submit"}
    client.post(f"{link}form/", fields)
    assert (
        Ballot.objects.count() == 1 and not Entry.objects.filter(object_type__startswith="surveys.respondent").exists()
    )


def test_an_arena_is_evaluated_by_one_button(coordinator, bank, an_actor, towns):
    day = timezone.localdate() - dt.timedelta(days=3)
    arena = learning.arrange(coordinator, {"title_nb": "Samling", "kind": "gathering", "host": bank, "starts": day})
    there = an_actor(Role.PROGRAMME_LEADER, towns[0], email="leder@hamar.example")
    learning.answer(there, arena, towns[0].pk, "programme_leader", "coming")
    learning.hold_arena(coordinator, arena, "Bra", timezone.localdate())
    learning.confirm(coordinator, arena.participants.get(), came=True)
    client = client_of(coordinator)
    address = reverse("learning:arena", args=[arena.pk])
    assert "Evaluer" in words_of(client.get(address))
    made = sent(client, at("evaluate-arena", arena.pk))["Location"]
    assert sent(client, at("evaluate-arena", arena.pk))["Location"] == made
    survey = Survey.objects.get()
    assert survey.title_nb == "Evaluering: Samling" and survey.anonymity == "anonymous"
    assert survey.waves.get().respondents.get().email == "leder@hamar.example"
    assert "Se evalueringen" in words_of(client.get(address))
    from boso.programme.learning.models import Arena

    orphan = Arena.objects.create(title_nb="Uten vert", kind="course", state="held", starts=day)
    assert sent(client, at("evaluate-arena", orphan.pk))["Location"] == reverse("learning:arena", args=[orphan.pk])


def test_a_question_of_the_bank_is_asked_again_word_for_word(asked, evaluator, institute):
    client = client_of(evaluator)
    content = form_queries.content(asked.version)
    own = form_actions.make(evaluator, institute, "survey", content)
    item = queries.bank(evaluator).get(name="belief")
    refused = client.post(at("take", item.pk), {"form": own.pk})
    assert refused.status_code == 422 and "allerede" in words_of(refused)
    from boso.core.questionnaires.form import Form, Texts

    empty = form_actions.make(evaluator, institute, "survey", Form(form_id="x", title=Texts.of(nb="Tomt")))
    for name in ("overview", "knows"):
        sent(client, at("take", queries.bank(evaluator).get(name=name).pk), form=empty.pk)
    taken = form_queries.content(form_queries.newest(evaluator, empty))
    assert [each.name for each in taken.questions()] == ["overview", "knows"]
    other = form_actions.make(
        evaluator, institute, "survey",
        Form(form_id="y", title=Texts.of(nb="Annet"), lists=taken.lists[:0], children=()),
    )  # fmt: skip
    assert "Spørsmålsbank" in words_of(client.get(at("bank")))
    assert other.pk and client.get(at("take", item.pk)).status_code == 200


def test_what_is_due_is_found_and_leaves(asked, evaluator, institute, tmp_path, an_actor, towns):
    today = timezone.localdate()
    actions.change_wave(evaluator, asked, {"closes": today + dt.timedelta(days=3)})
    actions_people.send_letters(evaluator, asked, "invitation", {})
    (item,) = due.waves(evaluator, today)
    assert "9" in str(item.why) and not list(due.waves(an_actor(Role.POLITICIAN, towns[0]), today))
    assert not list(due.waves(evaluator, today - dt.timedelta(days=20)))
    actions.close_wave(evaluator, asked)
    (item,) = due.waves(evaluator, today)
    assert item.due == today + dt.timedelta(days=30)
    assert [hit.title for hit in finding.surveys(evaluator, "arbeidet", 5)] == ["Arbeidet i programmet"]
    assert set(due.surveys_by_id(evaluator, [str(asked.survey_id), "x"])) == {str(asked.survey_id)}
    leader = an_actor(Role.PROGRAMME_LEADER, towns[0])
    for actor, hidden in ((evaluator, "yes"), (leader, "yes")):
        file = tmp_path / f"rates-{hidden}.csv"
        with file.open("wb") as stream:
            write_export(actor, "response_rates", "csv", stream)
        rows = file.read_text(encoding="utf-8").splitlines()
        assert len(rows) == 5 and any(hidden in row and "hamar" in row for row in rows)
