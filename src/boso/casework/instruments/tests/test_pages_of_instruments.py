"""The pages: for everybody without a cookie, and of the casework; what they ask, answer, hide and log."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boso.casework.instruments import actions, queries
from boso.casework.instruments.models import Assessment, GuidelinePoint, Watch
from boso.core.economy.documents import document
from boso.core.economy.reading import read
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.models import User
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_person
from boso.foundation.api.actions import let_in
from boso.foundation.audit.models import Entry
from boso.foundation.web.testing import statements

BACKEND = "boso.foundation.access.backends.SeatedBackend"
TYPED = {
    "place": "4", "you_age": "38", "you_sex": "f", "you_income": "452 000", "you_net": "34 200", "partner_age": "40",
    "partner_sex": "m", "partner_income": "338000", "partner_net": "27100", "child1_age": "0",
    "child2_age": "11", "child2_sex": "m", "wealth": "60 000", "rent_month": "11 200", "living_month": "34000",
    "price": "2 950 000", "tenure": "cooperative", "fees_month": "3900", "own": "50000", "rate": "4,9 %",
}  # fmt: skip
LOAN = {"rate_year": 5, "years": 30, "price": 900000, "own_funds": 0}
#: Statements a page may ask of the database.
MOST = 12


@pytest.fixture(autouse=True)
def no_tokens_used() -> None:
    cache.clear()


def browser(actor=None) -> Client:
    found = Client()
    if actor is not None:
        found.force_login(User.objects.get(pk=actor.user_id), backend=BACKEND)
    return found


def text(response) -> str:
    return response.content.decode()


@pytest.mark.django_db
def test_the_calculator_answers_anybody_and_keeps_nothing(caplog):
    anybody = Client(enforce_csrf_checks=True)
    page = anybody.get("/calculator/")
    assert page.status_code == 200 and not page.cookies and "no-store" in page["Cache-Control"]
    with statements() as sent:
        answer = anybody.post("/calculator/", TYPED)
    assert answer.status_code == 200 and not answer.cookies and sent == [] and not Entry.objects.exists()
    assert "renten" in text(answer) or "går det fortsatt rundt" in text(answer)
    assert "452 000" in text(answer) and "<svg" in text(answer) and "452" not in caplog.text
    rents = anybody.post("/calculator/", {name: word for name, word in TYPED.items() if name not in ("price", "own")})
    assert "Leie videre" in text(rents)
    single = {
        "you_age": "70",
        "you_sex": "f",
        "you_income": "280000",
        "you_net": "21000",
        "place": "1",
        "wealth": "0",
        "rent_month": "9000",
    }
    assert "Bostøtten ville vært om lag" in text(
        anybody.post("/calculator/", {**single, "group": "single_old_age_pension"})
    )


@pytest.mark.django_db
def test_a_new_language_keeps_what_is_typed_and_is_all_that_is_remembered():
    anybody = Client()
    half = anybody.post("/calculator/", {"you_age": "38", "language": "nn"})
    assert half.status_code == 200 and list(half.cookies) == ["language"] and half["Content-Language"] == "nn"
    assert 'value="38"' in text(half) and "Dette må rettes" not in text(half) and "Kva har vi råd til?" in text(half)
    english = anybody.post("/calculator/", {**TYPED, "language": "en"})
    assert "it still works" in text(english)
    assert (
        "Rules and rates" in text(anybody.get("/law/?language=en"))
        and anybody.get("/law/?language=xx").status_code == 200
    )


#: What is changed of what was typed, and what is then said at a field.
FAULTS = [
    ({"you_age": ""}, "Skriv hvor gammel du er."),
    ({"place": ""}, "Velg hvor du bor."),
    ({"you_income": "mye"}, "Skriv beløpet i kroner"),
    ({"you_sex": "", "living_month": ""}, "Referansebudsjettet har ulike beløp."),
    ({"partner_net": ""}, "Skriv det som blir utbetalt i måneden etter skatt. 0 er et svar."),
    ({"child2_sex": "", "living_month": ""}, "Fra den alderen skiller referansebudsjettet"),
    ({"child3_sex": "f"}, "Skriv barnets alder"),
    ({"wealth": ""}, "Skriv formuen."),
    ({"rent_month": "", "price": ""}, "Skriv leien, eller prisen"),
    ({"rate": ""}, "Skriv renten på startlånet"),
    ({"rate": "fem"}, "Skriv renten i prosent"),
    ({"own": ""}, "Skriv egne midler."),
    ({"bank_most": "100"}, "Skriv bankens rente også."),
    ({"interest_only_years": "2", "price": ""}, "Dette hører til en bolig som kjøpes."),
    ({"group": "single_old_age_pension"}, "Den som har partner, er ikke enslig."),
    ({"child1_age": "1.5"}, "Skriv et helt tall."),
]


@pytest.mark.django_db
def test_each_field_says_what_it_needs():
    anybody = Client()
    for changes, said in FAULTS:
        answer = anybody.post("/calculator/", {**TYPED, **changes})
        assert answer.status_code == 422, changes
        assert said in text(answer), changes
        assert "338000" in text(answer)


@pytest.mark.django_db
def test_the_law_is_open_by_area_key_day_and_words_and_as_a_file():
    anybody = Client()
    assert "Bostøtte" in text(anybody.get("/law/"))
    area = anybody.get("/law/?area=bostotte&date=01.06.2023")
    assert "23\u00a0949" in text(area) and not area.cookies
    assert "ukjent" in text(anybody.get("/law/?area=loans&key=rate.floating")).lower() or "ikke kjent" in text(
        anybody.get("/law/?area=loans&key=rate.floating")
    )
    assert "Ingenting heter det" in text(anybody.get("/law/?q=finnesikke"))
    assert "own_share.least" in text(anybody.get("/law/?q=own+share+least&date=i+dag"))
    assert "Søk på flere ord" in text(anybody.get("/law/?q=kr"))
    assert "det er ikke skrevet noe" in text(anybody.get("/law/?area=bostotte&date=2001-01-01"))
    assert anybody.get("/law/?area=nope").status_code == 200
    assert "Skriv en dag som" in text(anybody.get("/law/?date=snart")) and 'value="snart"' in text(
        anybody.get("/law/?date=snart")
    )
    told = json.loads(anybody.get("/law/file/?format=json&area=loss_sharing").content)
    assert told[0]["value"] == 25 and told[0]["starts"] == "2020-01-01"
    assert text(anybody.get("/law/file/")).startswith("area,key,name,starts,ends,value,unit,mark,source")


def test_a_loan_officer_sees_the_combination_assesses_prints_and_looks_back(town, settings):
    household = town.household("Lun Vadmel", children=2)
    client = browser(town.officer)
    here = f"/instruments/households/{household.pk}/"
    assert "Dette mangler" in text(client.get(here)) or "This is missing" in text(client.get(here))
    form = text(client.get(f"{here}assess/"))
    who = household.members.get(role="applicant").person_id
    assert "rent_month" not in form and f"p{who}_net_month" in form
    typed = {
        "on": f"{timezone.localdate():%d.%m.%Y}", f"p{who}_income_year": "450 000", f"p{who}_net_month": "36000",
        f"p{who}_group": "ordinary", "wealth": "0", "living_month": "17000", "price": "2 200 000", "own": "0",
        "fees_month": "3000", "rate": "4,9", "bank_refused": "yes", "grounds": ["barn_eller_sosial_helse"],
        "words": "Lønnsslipp",
    }  # fmt: skip
    wrong = client.post(f"{here}assess/", {**typed, "on": "01.01.2099"})
    assert wrong.status_code == 422 and "450 000" in text(wrong)
    assert client.post(f"{here}assess/", typed).status_code == 302
    made = Assessment.objects.get()
    with statements() as sent:
        page = text(client.get(here))
    assert "2\u00a0200\u00a0000" in page and made.reference in page and len(sent) <= MOST
    frozen = text(client.get(f"/instruments/assessments/{made.pk}/"))
    assert "Lønnsslipp" in frozen and made.digest[:12] in frozen
    paper = client.get(f"{here}paper/")
    assert paper.status_code in (200, 302) and (paper.status_code == 302 or paper.content.startswith(b"%PDF"))
    verbs = set(Entry.objects.filter(object_id=str(household.pk)).values_list("verb", flat=True))
    assert {"assessment.looked", "assessment.printed"} <= verbs
    outside = browser(town.stranger)
    for address in (here, f"{here}assess/", f"{here}paper/", f"/instruments/assessments/{made.pk}/"):
        assert outside.get(address).status_code == 404
    assert text(client.get(f"/households/{household.pk}/part/instruments/")).count("V-") == 0


def test_what_was_brought_in_without_an_answer_says_so(town):
    household = town.household()
    made = Assessment.objects.create(
        household=household, organisation=town.place, on=town.today, made_at=timezone.now(), sealed=""
    )
    page = text(browser(town.worker).get(f"/instruments/assessments/{made.pk}/"))
    assert "Ingenting ligger låst her" in page or "Nothing lies frozen here" in page


def test_the_watch_is_listed_acted_on_and_taken_out(town, monkeypatch):
    likely, hidden = town.household("Rask Bekk"), town.household("Stø Stein")
    town.assess(likely, 150_000)
    town.assess(hidden, 150_000)
    hidden.is_protected = True
    hidden.save()
    client = browser(town.worker)
    client.get("/instruments/")
    with statements() as sent:
        page = text(client.get("/instruments/"))
    assert "Rask Bekk" in page and "Stø Stein" not in page and len(sent) <= MOST
    row = Watch.objects.get(household=likely)
    done = client.post(f"/instruments/watch/{row.pk}/take/", {"next": "/instruments/?state=mine"})
    assert done.status_code == 302 and done["Location"] == "/instruments/?state=mine"
    assert "Rask Bekk" in text(client.get("/instruments/?state=mine&q=Rask&columns=household&columns=reckoned"))
    assert "Ingen svarer" in text(client.get("/instruments/?q=Finnesikke")) or "answers" in text(
        client.get("/instruments/?q=Finnesikke")
    )
    here = text(client.get(f"/instruments/households/{likely.pk}/"))
    assert f"/instruments/watch/{row.pk}/ask/" in here
    assert client.post("/instruments/reckon/").status_code == 302
    assert b"H-" in b"".join(client.get(reverse("exchange:export", args=["bostotte-watch"])))
    assert browser(town.planner).get("/instruments/")["Location"] == "/instruments/guideline/"
    assert browser(town.stranger).post(f"/instruments/watch/{row.pk}/ask/").status_code == 404
    assert "Ingen å spørre" in text(browser(town.stranger).get("/instruments/")) or "Nobody to ask" in text(
        browser(town.stranger).get("/instruments/")
    )


def test_the_guideline_is_read_by_all_and_written_by_few(town):
    decides, planner = browser(town.decides), browser(town.planner)
    assert "retningslinje" in text(decides.get("/instruments/guideline/")).lower()
    write = "/instruments/guideline/write/"
    assert decides.get(f"{write}?key=nope").status_code == 404 and planner.get(f"{write}?key=rate").status_code == 403
    day = f"{town.today:%d.%m.%Y}"
    for key, value in (("most_years", "30"), ("no_arrears", "yes"), ("rate", "4,9"), ("grounds", [])):
        assert decides.get(f"{write}?key={key}").status_code == 200
        sent = {"value": value, "decision": "Sak 41/26", "starts": day}
        assert decides.post(f"{write}?key={key}", sent).status_code == 302, key
    again = decides.post(f"{write}?key=rate", {"value": "5", "decision": "Sak", "starts": day})
    assert again.status_code == 422
    town.assess(town.household(), arrears="yes")
    assert "Det er ikke talt ennå" in text(planner.get("/instruments/guideline/"))
    job = planner.post("/instruments/guideline/count/", {"place": town.place.pk})
    assert job.status_code == 302 and planner.get(job["Location"]).status_code == 200
    actions.count_shut_out(SYSTEM, town.place.pk, lambda *told: None)
    page = text(planner.get("/instruments/guideline/"))
    assert "Sak 41/26" in page and "/end/" not in page and ">:<" in page
    assert ">1<" in text(decides.get("/instruments/guideline/"))
    row = GuidelinePoint.objects.get(key="most_years")
    end = f"/instruments/guideline/{row.pk}/end/"
    assert decides.get(end).status_code == 200 and planner.get(end).status_code == 403
    assert decides.post(end, {"ends": "x"}).status_code == 422
    assert decides.post(end, {"ends": day}).status_code == 302
    assert browser(town.stranger).get("/instruments/guideline/999999/end/").status_code == 404


def test_the_finder_asks_for_prices_and_shows_who_could_own_and_whom_it_frees_for(town):
    owner, shy = town.household("Rask Bekk"), town.household("Stø Stein")
    for one in (owner, shy):
        town.assess(one, 500_000, 36_000, wishes_to_own="yes", living_month="15000", own="0")
    town.assess(town.household("Nær Nok"), 150_000, 15_500, living_month="10000")
    waiting = town.household("Kald Kulp", rent=None)
    town.map(waiting, without_own="yes", homeless="with_kin")
    shy.is_protected = True
    shy.save()
    client = browser(town.officer)
    assert "price_m2" in text(client.get("/instruments/owners/"))
    assert client.get("/instruments/owners/?price_m2=x").status_code == 422
    terms = "price_m2=30000&least_m2=40&rate=4,9&years=30&fees_month=3000"
    page = text(client.get(f"/instruments/owners/?{terms}"))
    assert "Rask Bekk" in page and "Kald Kulp" in page and "Stø Stein" not in page and "Nær Nok" in page
    assert "eller mer" in text(
        client.get("/instruments/owners/?price_m2=500&least_m2=40&rate=5&years=30&fees_month=0&wish=wants")
    )
    nobody = text(client.get("/instruments/owners/?price_m2=900000&least_m2=90&rate=9&years=30&fees_month=9000"))
    assert "Rask Bekk" in nobody
    assert browser(town.worker).get("/instruments/owners/").status_code == 403


def test_another_program_gets_the_same_answer_with_a_token_and_a_limit(town):
    chief = actor_of(make_person(Role.ADMINISTRATOR, "provedal"), timezone.localdate())
    _token, secret = let_in(
        chief, town.place, "Nettside", timezone.localdate().replace(year=timezone.localdate().year + 1)
    )
    asked = {
        "format": "boso-household/1", "date": "2026-11-01", "municipality": "9901", "wealth": 0, "debts": [],
        "persons": [{"role": "applicant", "age": 38, "sex": "f", "income_year": 200000, "net_month": 16000}],
        "housing": {"kind": "rent", "cost_year": 96000}, "living_month": 9000,
    }  # fmt: skip
    client = Client(HTTP_AUTHORIZATION=f"Bearer {secret}")

    def ask(body, **more):
        return client.post("/api/v1/afford", body, content_type="application/json", **more)

    answer = ask(asked)
    assert (
        answer.status_code == 200
        and answer.json()["bostotte"]["month"] > 0
        and answer.json()["format"] == "boso-economy/1"
    )
    assert answer.json() == json.loads(json.dumps(document(read(asked))))
    wrong = ask({**asked, "persons": [{"role": "applicant", "age": "old"}]})
    assert wrong.status_code == 422 and wrong.json()["details"][0]["where"] == "persons[1].age"
    assert ask({**asked, "housing": {**asked["housing"], "note": "x" * 70_000}}).status_code == 413
    assert ask("{").status_code == 422 and ask({**asked, "date": "1999-01-01", "loan": LOAN}).status_code in (200, 422)
    assert Client().post("/api/v1/afford", asked, content_type="application/json").status_code == 401
    told = list(Entry.objects.filter(verb="api.read").values_list("query", flat=True))
    assert told == ["/api/v1/afford"]
    assert [ask(asked).status_code for _turn in range(62)][-1] == 429
    assert queries.with_casework() == [] and actions.reckon
