from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from boso.casework.households.testing import an_invented_place, make_household
from boso.casework.needs import actions, actions_campaigns, actions_counts
from boso.casework.needs.models import Campaign, CountForm, HomelessCount, Mapping, MappingState
from boso.casework.needs.tests.conftest import ANSWERS
from boso.foundation.access.actor import Actor
from boso.foundation.access.models import User
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_person
from boso.foundation.audit.models import Entry
from boso.foundation.audit.verbs import label

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def browser(actor: Actor) -> Client:
    client = Client()
    user = User.objects.get(pk=actor.user_id)
    client.force_login(user, backend="boso.foundation.access.backends.SeatedBackend")
    return client


def seat(role: Role = Role.CASEWORKER, unit: str | None = "nav", place: str = "provedal") -> Actor:
    return actor_of(make_person(role, an_invented_place(place), unit=unit), TODAY)


@pytest.fixture
def nav(db) -> Actor:
    return seat()


@pytest.fixture
def planner(nav) -> Actor:
    return seat(Role.PLANNER, None)


def test_the_overview_opens_with_a_sentence_and_leads_to_the_list(nav, mapped):
    mapped(nav, urgency="now")
    page = browser(nav).get("/needs/").content.decode()
    assert "1 husstand trenger en annen bolig" in page
    assert "/needs/mappings/?situation=unsuitable" in page


def test_an_empty_overview_says_what_to_do(nav):
    page = browser(nav).get("/needs/").content.decode()
    assert "Ingen er kartlagt ennå" in page


def test_the_planner_sees_figures_without_a_link_and_small_ones_hidden(nav, planner, mapped):
    for _number in range(3):
        mapped(nav)
    page = browser(planner).get("/needs/").content.decode()
    assert "Færre enn fem husstander" in page
    assert "/needs/mappings/?" not in page
    assert browser(planner).get("/needs/mappings/").status_code == 404


def answered(page: str, **answers: object) -> dict[str, object]:
    """What a browser would post from a page of the form with those answers."""
    on = re.findall(r'name="on" value="([a-z_]+)"', page)
    return {
        "on": on,
        "page": re.search(r'name="page" value="([^"]*)"', page)[1],
        **{f"q-{k}": answers[k] for k in on if k in answers},
    }


def test_a_household_is_mapped_part_by_part_and_kept_on_the_way(nav):
    client, household = browser(nav), make_household()
    assert client.get(f"/needs/households/{household.pk}/new/").status_code == 200
    sent = client.post(f"/needs/households/{household.pk}/new/", {"unit": min(nav.units), "on": f"{TODAY:%d.%m.%Y}"})
    mapping = Mapping.objects.get()
    fill = f"/needs/mappings/{mapping.pk}/fill/"
    assert sent.headers["Location"] == fill
    address = fill
    for _part in range(12):
        page = client.get(address).content.decode()
        if "page=~review" in address or "~review" in address:
            break
        sent = client.post(fill, {**answered(page, **ANSWERS), "go": "next"})
        if sent.status_code == 422:  # a question that only now is asked
            sent = client.post(fill, {**answered(sent.content.decode(), **ANSWERS), "go": "next"})
        address = sent.headers["Location"]
    assert (
        client.post(fill, {"page": "~review", "go": "submit"}).headers["Location"] == f"/needs/mappings/{mapping.pk}/"
    )
    mapping.refresh_from_db()
    assert (mapping.state, mapping.situation) == (MappingState.DONE, "unsuitable")
    assert client.get(fill).headers["Location"] == f"/needs/mappings/{mapping.pk}/"


def test_the_norm_is_said_where_the_size_is_asked_and_typed_answers_are_kept(nav):
    client = browser(nav)
    mapping = actions.begin(nav, make_household(), min(nav.units))
    fill = f"/needs/mappings/{mapping.pk}/fill/"
    page = client.get(f"{fill}?page=size").content.decode()
    assert "BoSos forslag: 2 rom med 1 soverom, og minst 20 m²." in page
    client.post(fill, {"on": "size_choice", "q-size_choice": "other", "page": "size", "go": "later"})
    assert "Hvorfor en annen størrelse?" in client.get(f"{fill}?page=size").content.decode()


def test_in_a_campaign_one_goes_on_to_the_next_household(nav, planner):
    household = make_household()
    campaign = actions_campaigns.plan(
        planner, min(planner.works_in()), {"title": "T", "engaged": True, "starts": TODAY, "due_on": TODAY}
    )
    actions_campaigns.start(planner, campaign)
    mapping = actions.begin(nav, household, min(nav.units), campaign=campaign)
    actions.fill(nav, mapping, ANSWERS)
    sent = browser(nav).post(f"/needs/mappings/{mapping.pk}/fill/", {"page": "~review", "go": "submit"})
    assert sent.headers["Location"] == f"/needs/campaigns/{campaign.pk}/next/"


def test_a_mapping_that_is_begun_is_gone_on_with_or_thrown_away(nav):
    client = browser(nav)
    mapping = actions.begin(nav, make_household(), min(nav.units))
    begin = client.get(f"/needs/households/{mapping.household_id}/new/").content.decode()
    assert f"/needs/mappings/{mapping.pk}/fill/" in begin
    assert client.get(f"/needs/mappings/{mapping.pk}/").status_code == 302
    assert client.get(f"/needs/mappings/{mapping.pk}/discard/").status_code == 302
    client.post(f"/needs/mappings/{mapping.pk}/discard/")
    assert not Mapping.objects.exists()


def test_a_mapping_shows_what_changed_and_every_look_is_logged(nav, mapped, django_assert_max_num_queries):
    household = make_household(opened_on=TODAY - dt.timedelta(days=400))
    mapped(nav, household, on=TODAY - dt.timedelta(days=300))
    newest = mapped(nav, household, situation="at_risk", also_unsuitable="no", note="Ring først")
    client = browser(nav)
    with django_assert_max_num_queries(20):
        page = client.get(f"/needs/mappings/{newest.pk}/").content.decode()
    assert "Står i fare for å miste boligen" in page and "Ring først" in page and "Bor i uegnet bolig" in page
    assert Entry.objects.filter(verb="mapping.looked", object_id=str(household.pk)).exists()
    assert client.get(f"/needs/mappings/{newest.pk}/paper/").status_code in (200, 302)
    assert client.get(f"/needs/mappings/{newest.pk}/fill/").headers["Location"] == f"/needs/mappings/{newest.pk}/"


def test_a_mapping_is_corrected_from_its_page(nav, mapped):
    client, wrong = browser(nav), mapped(nav)
    address = f"/needs/mappings/{wrong.pk}/correct/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"because": "other"}).status_code == 422
    sent = client.post(address, {"because": "mistyped"})
    assert sent.status_code == 302 and "/fill/" in sent.headers["Location"]


def test_the_list_is_narrowed_and_another_units_rows_are_not_in_it(nav, mapped):
    mine = mapped(nav, situation="without_own", homeless="with_kin")
    theirs = mapped(seat(unit="refugee"), make_household("refugee"))
    client = browser(nav)
    for query in ("", "?situation=without_own", "?size=1", "?state=all", "?urgency=year_1&certainty=known"):
        page = client.get(f"/needs/mappings/{query}").content.decode()
        assert f"/needs/mappings/{mine.pk}/" in page
        assert f"/needs/mappings/{theirs.pk}/" not in page
    for query in ("?situation=suitable", "?size=4", "?size=unknown", "?state=draft"):
        assert f"/needs/mappings/{mine.pk}/" not in client.get(f"/needs/mappings/{query}").content.decode()
    assert client.get(f"/needs/mappings/{theirs.pk}/").status_code == 404
    assert client.get(f"/needs/households/{theirs.household_id}/new/").status_code == 404


def test_the_case_page_shows_the_mapping(nav, mapped):
    mapping = mapped(nav)
    client, address = browser(nav), f"/households/{mapping.household_id}/"
    page = client.get(address).content.decode() + client.get(f"{address}part/needs/").content.decode()
    assert f"/needs/mappings/{mapping.pk}/" in page
    told = str(label("mapping.finish"))
    assert told in page and told in client.get(f"{address}?tab=history").content.decode()


def test_a_campaign_is_planned_started_worked_through_and_closed(nav, planner, mapped):
    households = [make_household() for _number in range(4)]
    mapped(nav, households[0])
    leads, works = browser(planner), browser(nav)
    assert leads.get("/needs/campaigns/").status_code == 200
    assert works.get("/needs/campaigns/new/").status_code == 403
    assert leads.get("/needs/campaigns/new/").status_code == 200
    form = {"title": "Før 1. mars", "engaged": "on", "starts": f"{TODAY:%d.%m.%Y}", "due_on": "01.03.2099"}
    assert leads.post("/needs/campaigns/new/", {**form, "due_on": "01.03.1999"}).status_code == 422
    leads.post("/needs/campaigns/new/", form)
    campaign = Campaign.objects.get()
    address = f"/needs/campaigns/{campaign.pk}/"
    assert "4 husstander" in leads.get(address).content.decode()
    assert works.get(address).status_code == 404
    leads.post(f"{address}start/")
    assert "1 av 4 husstander er kartlagt" in leads.get(address).content.decode()
    assert "Lun Vadmel" not in leads.get(address).content.decode()
    assert "Lun Vadmel" in works.get(address).content.decode()
    assert leads.get(f"{address}next/").status_code == 404
    assert works.get(f"{address}next/").status_code == 200
    target = campaign.targets.get(household=households[1])
    works.post(f"/needs/targets/{target.pk}/", {"state": "declined", "next": "next"})
    works.post(f"/needs/targets/{target.pk}/", {"state": "done"})
    target.refresh_from_db()
    assert target.state == "declined"
    sent = works.post(f"{address}next/")
    assert "/fill/" in sent.headers["Location"]
    assert works.get("/").status_code in (200, 302)
    leads.post(f"{address}remind/")
    leads.post(f"{address}remind/")
    assert leads.get(f"{address}change/").status_code == 200
    assert leads.post(f"{address}change/", {**form, "title": "Før påske"}).status_code == 302
    works.post(f"{address}close/")
    leads.post(f"{address}close/")
    campaign.refresh_from_db()
    assert (campaign.state, campaign.title) == ("closed", "Før påske")
    assert campaign.left == {"done": 1, "declined": 1, "under_way": 1, "not_begun": 1}
    assert leads.get(address).status_code == 200
    assert leads.post(f"{address}change/", form).status_code == 422


def test_when_nobody_is_left_the_next_household_is_the_campaign(nav, planner, mapped):
    mapped(nav)
    campaign = actions_campaigns.plan(
        planner, min(planner.works_in()), {"title": "T", "engaged": True, "starts": TODAY, "due_on": TODAY}
    )
    actions_campaigns.start(planner, campaign)
    address = f"/needs/campaigns/{campaign.pk}/"
    client = browser(nav)
    assert client.get(f"{address}next/?after=nonsense").headers["Location"] == address
    actions_campaigns.close(planner, campaign)
    assert client.get(f"{address}next/").headers["Location"] == address


def a_count(planner: Actor, year: int = 2024) -> HomelessCount:
    return actions_counts.open_count(planner, min(planner.works_in()), year, 48)


def test_a_count_is_opened_registered_in_and_frozen(nav, planner):
    leads, works = browser(planner), browser(nav)
    assert leads.get("/needs/counts/").status_code == 200
    assert leads.get("/needs/counts/new/").status_code == 200
    assert works.get("/needs/counts/new/").status_code == 403
    place = min(planner.works_in())
    assert leads.post("/needs/counts/new/", {"organisation": place, "year": 2023, "week": 53}).status_code == 422
    leads.post("/needs/counts/new/", {"organisation": place, "year": 2024, "week": 48})
    count = HomelessCount.objects.get()
    address = f"/needs/counts/{count.pk}/"
    person = {
        "unit": min(nav.units), "category": "with_kin", "age_group": "from_25", "sex": "man", "children": 0,
        "initials": "LV", "birth_year": 1990,
    }  # fmt: skip
    assert works.get(f"{address}register/").status_code == 200
    assert works.post(f"{address}register/", {**person, "initials": ""}).status_code == 422
    assert works.post(f"{address}register/", person).headers["Location"] == address
    assert works.post(f"{address}register/", person).status_code == 422
    more = {**person, "initials": "AB", "another": "1"}
    assert works.post(f"{address}register/", more).headers["Location"] == f"{address}register/"
    assert leads.get(f"{address}register/").status_code == 404
    taken = CountForm.objects.order_by("-pk").first()
    works.post(f"/needs/counts/forms/{taken.pk}/withdraw/")
    other = browser(seat(unit="health"))
    assert other.post(f"/needs/counts/forms/{taken.pk}/withdraw/").status_code == 404
    assert "Færre enn fem" in works.get(address).content.decode()
    leads.post(f"{address}freeze/")
    leads.post(f"{address}freeze/")
    older = a_count(planner, 2020)
    page = leads.get(f"{address}?with={older.pk}").content.decode()
    assert "uke 48" in page
    assert leads.get(f"{address}?with=nonsense").status_code == 200
    assert works.get(f"{address}register/").status_code == 403


def test_another_municipality_reaches_nothing(nav, planner, mapped):
    mapping, count = mapped(nav), a_count(planner)
    campaign = actions_campaigns.plan(
        planner, min(planner.works_in()), {"title": "T", "engaged": True, "starts": TODAY, "due_on": TODAY}
    )
    actions_campaigns.start(planner, campaign)
    stranger = browser(seat(place="ovingsvik"))
    target = campaign.targets.first()
    for address in (
        f"mappings/{mapping.pk}/", f"mappings/{mapping.pk}/paper/", f"mappings/{mapping.pk}/correct/",
        f"mappings/{mapping.pk}/fill/", f"households/{mapping.household_id}/new/", f"campaigns/{campaign.pk}/",
        f"campaigns/{campaign.pk}/next/", f"counts/{count.pk}/", f"counts/{count.pk}/register/",
    ):  # fmt: skip
        assert stranger.get(f"/needs/{address}").status_code == 404, address
    for address in (f"targets/{target.pk}/", f"campaigns/{campaign.pk}/close/", f"counts/{count.pk}/freeze/"):
        assert stranger.post(f"/needs/{address}").status_code == 404, address
