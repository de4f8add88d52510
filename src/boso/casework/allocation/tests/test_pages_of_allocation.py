"""The pages say who, where and why; to those who may see them, in few statements, and logged."""

from __future__ import annotations

import pytest
from django.test import Client

from boso.casework.allocation import actions, declaring, forms
from boso.casework.allocation.gathering import Wish
from boso.casework.allocation.models import Run, RunState
from boso.casework.allocation.tests.conftest import SUITABLE
from boso.casework.dwellings.models import Status
from boso.foundation.access.models import User
from boso.foundation.audit.models import Entry
from boso.foundation.web import pdf
from boso.foundation.web.budget import PAGE


@pytest.fixture
def browser(town):
    def sign_in(actor):
        client = Client()
        client.force_login(User.objects.get(pk=actor.user_id), backend="boso.foundation.access.backends.SeatedBackend")
        return client

    return sign_in


@pytest.fixture
def run(town):
    """Two get a home by a chain, two wait: one for a home that another gets, one for a home that does not exist."""
    small, large = town.home("Litengata", rooms=2, bedrooms=1), town.home("Storgata", rooms=3, bedrooms=2)
    town.home("Overgata", rooms=1, bedrooms=0, staffing="part")
    town.home("Lukket", status=Status.MAINTENANCE)
    family = town.household("Lun Vadmel", lives_in=small, bedrooms=2, rooms=3)
    alone = town.household("Stø Bautastein", days=90)
    town.home("Fjellgata", kind="refugee")
    waits = town.household("Vag Tåkedott", days=5, area="services", district="Nord", main_ground="refugee")
    late = town.household("Kald Vind", days=3)
    many = town.household("Rask Bekk", days=4, bedrooms=7, rooms=8, adaptation="wheelchair")
    made = actions.run(town.group, town.place, Wish(town.today, 1, "2026-11"), "Fordelingsmøte")
    made.who = {"family": family.pk, "alone": alone.pk, "waits": waits.pk, "many": many.pk, "late": late.pk}
    made.where = {"small": small.pk, "large": large.pk}
    return made


def opened(client, address, most=PAGE):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200, address
    assert len(asked) <= most, (address, [one["sql"][:90] for one in asked])
    return response.content.decode()


def test_a_run_says_who_gets_what_who_waits_and_why(town, run, browser):
    client, base = browser(town.group), f"/allocation/{run.pk}/"
    text = opened(client, base)
    assert "2 av 5 husstander får bolig, 1 av dem gjennom en kjede av flyttinger; 3 venter." in text
    assert "Lun Vadmel" in text
    assert "<svg" in text
    assert "gir 2 husstander nytt hjem" in text
    text = opened(client, f"{base}?tab=waiting")
    assert "Ligger i Sentrum, ikke i Nord." in text
    assert "Trenger bolig for rullestol." in text
    assert "Ingen" not in opened(client, f"{base}?tab=waiting&from=1")
    text = opened(client, f"{base}?tab=rules&rule=district")
    assert "Uten «Område»" in text
    assert "Vag Tåkedott" in text
    assert "Lag forslag" not in opened(client, f"{base}?tab=frozen")
    text = opened(client, f"{base}households/{run.who['alone']}/")
    assert "Hva om de takker nei?" in text
    assert "Klasse 2: Uten egen bolig" in text
    text = opened(client, f"{base}households/{run.who['late']}/")
    assert "De 2 boligene de kunne brukt, har andre som står foran" in text
    assert "Stø Bautastein" in text
    text = opened(client, f"{base}dwellings/{run.where['large']}/")
    assert "Mangler" not in text
    assert "Nærmest er" in opened(client, f"{base}households/{run.who['many']}/")
    text = opened(client, f"{base}households/{run.who['waits']}/")
    assert "Ligger i Sentrum, ikke i Nord." in text
    assert "Foreslått til" in opened(client, f"{base}dwellings/{run.where['small']}/")
    assert client.get(f"{base}households/999999/").status_code == 404
    assert client.post(f"{base}replay/", follow=True).content.decode().count("til siste bokstav")
    assert client.get(f"{base}replay/").status_code == 405
    Run.objects.filter(pk=run.pk).update(answer_digest="0" * 64)
    assert "ikke det samme svaret" in client.post(f"{base}replay/", follow=True).content.decode()
    assert Entry.objects.filter(verb="run.looked", query="part=waiting").exists()
    text = opened(client, "/allocation/")
    assert "Fordelingsmøte" in text
    assert "skjult" in opened(client, "/allocation/groups/")


def test_the_housing_manager_sees_no_names_and_makes_no_runs(town, run, browser):
    client, base = browser(town.keeper), f"/allocation/{run.pk}/"
    text = opened(client, base)
    assert "En husstand du ikke ser" in text
    assert "Regn på nytt" not in text
    for address in (
        base,
        f"{base}?tab=waiting",
        f"{base}?tab=rules&rule=district",
        f"{base}dwellings/{run.where['large']}/",
    ):
        assert "Bautastein" not in opened(client, address)
    assert "rullestol" not in opened(client, f"{base}?tab=waiting")
    assert client.get(f"{base}households/{run.who['alone']}/").status_code == 404
    assert client.get("/allocation/new/").status_code == 403
    assert client.get("/allocation/rules/declare/").status_code == 403
    assert client.get("/allocation/rules/").status_code == 200
    assert browser(town.worker).get(base).status_code == 404


def test_the_answer_of_a_tenant_is_written_on_its_page_and_shown_where_they_move(town, browser):
    cramped = town.home("Litengata", rooms=2, bedrooms=1)
    town.home("Storgata", rooms=3, bedrooms=2)
    tenant = town.household("Lun Vadmel", lives_in=cramped, bedrooms=2, rooms=3, **SUITABLE)
    alone = town.household("Stø Bautastein", bedrooms=1, rooms=2)
    data = declaring.standard(town.today)
    data["rules"]["bedrooms_to_spare"] = {"on": True, "more": 0}
    actions.declare(town.group, town.place, town.today, data, "Møte 1")
    run = actions.run(town.group, town.place, Wish(town.today, 1, "2026-11"))
    client, base = browser(town.group), f"/allocation/{run.pk}/"
    who = f"{base}households/{tenant.pk}/"
    assert "1 leietaker skal flytte for å gjøre en bolig ledig, og er ikke spurt." in opened(client, base)
    assert "må spørres" in opened(client, who)
    assert "bare for boligen de bor i nå" in opened(client, f"{who}answer/")
    assert client.get(f"{base}households/{alone.pk}/answer/").status_code == 404
    assert client.get(f"{base}households/999999/answer/").status_code == 404
    assert browser(town.keeper).get(f"{who}answer/").status_code == 403
    assert "Skriv ned svaret" not in opened(browser(town.keeper), who)
    for typed in ({"on": "i dag", "reply": "yes"}, {"on": "01.01.2099", "reply": "yes"}, {"on": "01.01.2026"}):
        refused = client.post(f"{who}answer/", typed)
        assert refused.status_code == 422
        assert typed["on"] in refused.content.decode()
    assert client.post(f"{who}answer/", {"on": f"{town.today:%d.%m.%Y}", "reply": "yes"}).status_code == 302
    assert "Endre svaret" in opened(client, who)
    assert "1 sier ja til å flytte." in opened(client, base)
    client.post(f"{who}answer/", {"on": f"{town.today:%d.%m.%Y}", "reply": "no"})
    assert "1 vil ikke flytte: lag et nytt forslag" in opened(client, base)
    Run.objects.update(state=RunState.WAITING)
    assert client.get(f"{who}answer/").status_code == 302


def test_a_run_is_made_from_its_page_and_what_was_typed_stays(town, browser):
    client = browser(town.group)
    assert "Ingen forslag ennå" in opened(client, "/allocation/")
    assert "Ingen forslag å sammenligne" in opened(client, "/allocation/groups/")
    assert "0 boliger er klare" in opened(client, "/allocation/new/")
    asked = {"organisation": town.place.pk, "title": "Møte i uke 48", "moves": "any", "seed": "lodd"}
    answer = client.post("/allocation/new/", asked)
    assert answer.status_code == 422
    assert "Møte i uke 48" in answer.content.decode()
    town.home("Storgata")
    town.household("Lun Vadmel", bedrooms=6, rooms=7)
    assert client.post("/allocation/new/", asked).status_code == 302
    made = Run.objects.get()
    assert (made.moves, made.served) == (None, 0)
    text = opened(client, f"/allocation/{made.pk}/")
    assert "Ingen av 1 husstander får bolig" in text
    assert "Ingen kan få forslag om bolig" in text


def test_rules_are_declared_from_their_page(town, browser):
    client = browser(town.group)
    assert "Ingenting er fastsatt her" in opened(client, "/allocation/rules/")
    opened(client, "/allocation/rules/declare/")
    form = forms.DeclareForm(None, declaring.standard(town.today))
    sent = {name: value for name, value in form.initial.items() if value is not False and value is not None}
    sent |= {"starts": "01.01.2026", "basis": "Forskrift § 3", "rule_district": "", "fit_size_exact": 40}
    refused = client.post("/allocation/rules/declare/", {**sent, "fit_size_exact": 90})
    assert refused.status_code == 422
    assert "Poengene kan bli høyst 100" in refused.content.decode()
    nobody = {**sent, **{f"class_{number}_situations": [] for number in range(1, 7)}}
    assert client.post("/allocation/rules/declare/", nobody).status_code == 422
    again = client.post("/allocation/rules/declare/", {**sent, "fit_size_exact": 40})
    assert again.status_code == 302, again.context["form"].errors
    text = opened(client, f"/allocation/rules/?organisation={town.place.pk}")
    assert "Forskrift § 3" in text
    assert client.get("/allocation/rules/?organisation=999999").status_code == 404


def test_a_run_that_waits_or_is_erased_says_so(town, run, browser, monkeypatch):
    client, base = browser(town.group), f"/allocation/{run.pk}/"
    monkeypatch.setattr(pdf, "paper", lambda template, context: None)
    assert client.get(f"{base}paper/").status_code == 302
    Run.objects.update(state=RunState.WAITING)
    assert "regnes ut" in opened(client, base)
    for address in ("paper/", f"households/{run.who['alone']}/", f"dwellings/{run.where['small']}/"):
        assert client.get(base + address).status_code == 302
    assert client.post(f"{base}replay/").status_code == 302
    Run.objects.update(state=RunState.FORGOTTEN, asked="", answer="", forgotten_on=town.today)
    assert "slettet" in opened(client, base)


@pytest.mark.slow
def test_a_run_is_printed(town, run, browser):
    answer = browser(town.group).get(f"/allocation/{run.pk}/paper/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
