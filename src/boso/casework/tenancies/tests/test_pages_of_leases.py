"""The pages of leases: Monday's list, the list of all, one lease and what can be done with it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boso.casework.dwellings.models import Dwelling
from boso.casework.dwellings.testing import SINCE, make_dwelling
from boso.casework.households.models import Protection
from boso.casework.households.people import NewPerson
from boso.casework.households.testing import make_household
from boso.casework.tenancies import actions
from boso.casework.tenancies.models import Tenancy
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.models import User
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation, make_person
from boso.foundation.audit.models import Entry
from boso.foundation.web.testing import statements

pytestmark = pytest.mark.django_db
D = dt.timedelta
NOW = timezone.localdate()


def browser(role: Role, unit: str | None = "property", place: str = "provedal") -> Client:
    make_organisation(place, invented=True)
    user = make_person(role, place, unit=unit)
    User.objects.filter(pk=user.pk).update(language="en")
    client = Client()
    client.force_login(user, backend="boso.foundation.access.backends.SeatedBackend")
    return client


@pytest.fixture
def keeper() -> Client:
    return browser(Role.HOUSING_MANAGER)


def url(name: str, *words: object) -> str:
    return reverse(f"tenancies:{name}", args=words)


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def lease(household=None, **fields) -> Tenancy:
    """A lease as it stands, its term over by ten days unless said."""
    dwelling = make_dwelling(status="let", status_since=NOW - D(1500))
    row = {
        "dwelling_id": dwelling.pk, "household_id": household.pk if household else None, "starts": NOW - D(1500),
        "ends": NOW - D(10), "rent": Decimal(9000), **fields,
    }  # fmt: skip
    return actions.register_many(SYSTEM, dwelling.organisation_id, [row])[0]


def day(on: dt.date = NOW) -> str:
    return f"{on:%d.%m.%Y}"


def test_mondays_list_tells_the_most_urgent_first_and_names_only_whom_one_may_see(keeper):
    assert "Nothing is pressing today" in text(keeper.get(url("monday")))
    known, other = make_household("property", name="Lun Vadmel"), make_household("nav", name="Stødig Furukongle")
    hidden = make_household(
        "property", persons=(NewPerson.called("Klok Skogstjerne", "applicant", protection=Protection.CONFIDENTIAL),)
    )  # fmt: skip
    for household in (known, other, hidden, None):
        lease(household)
    lease(ends=NOW + D(20))
    lease(ends=NOW)
    lease(ends=None, deposit_agreed=100)
    lease(ends=NOW - D(400))
    lease(ends=NOW - D(40), move_out_requested_on=NOW - D(3))
    make_dwelling(status="maintenance", status_since=NOW - D(90), empty_reason="damage")
    Entry.objects.all().delete()
    with statements() as sent:
        page = text(keeper.get(url("monday")))
    assert len(sent) <= 16, len(sent)
    assert "4 leases are over and nobody has asked" in page and "Damage" in page
    assert "Lun Vadmel" in page and "Stødig" not in page and "Klok" not in page
    assert page.index("Over, and nobody") < page.index("Asked to move, and") < page.index("Without end now")
    assert Entry.objects.filter(verb="tenancy.listed", count=1).count() == 1
    assert browser(Role.PLANNER).get(url("monday")).status_code == 404
    only_empty = browser(Role.CASEWORKER, "housing")
    assert "4 leases are over" in text(only_empty.get(url("monday-list")))
    Tenancy.objects.all().delete()
    assert "1 dwelling stands empty." in text(keeper.get(url("monday")))


def test_the_list_of_leases_is_narrowed(keeper):
    assert "No leases yet" in text(keeper.get(url("list")))
    one, two = lease(ends=None), lease(starts=NOW + D(5), ends=None)
    Tenancy.objects.filter(pk=two.pk).update(notice_given_on=None)
    ended = lease()
    Tenancy.objects.filter(pk=ended.pk).update(ended_on=NOW, end_reason="died")
    to_end = lease()
    Tenancy.objects.filter(pk=to_end.pk).update(ended_on=NOW + D(9), end_reason="died")
    page = text(keeper.get(f"{url('list')}?show=all"))
    for words in ("Runs", "Begins", "Ended", "Ends "):
        assert words in page
    assert one.dwelling.title in text(keeper.get(f"{url('list')}?q={one.reference}"))
    assert "No lease answers" in text(keeper.get(f"{url('list')}?show=over&ground=special_11_1"))
    assert text(keeper.get(f"{url('list')}?show=tull"))


def test_a_lease_is_opened_from_a_dwelling_by_references(keeper):
    household, dwelling = make_household("property"), make_dwelling(deposit=27_000)
    new = url("new")
    page = text(keeper.get(f"{new}?dwelling={dwelling.pk}&household={household.reference}"))
    assert dwelling.reference in page and household.reference in page and "9 000" in page.replace("\u00a0", " ")
    assert text(keeper.get(f"{new}?dwelling=x"))
    terms = {
        "dwelling": dwelling.reference, "household": household.reference, "starts": day(), "ground": "ordinary",
        "rent": "9 000", "deposit_agreed": "27 000",
    }  # fmt: skip
    twins = [make_dwelling(street="Tvillinggata", number=3, unit_number=f"H010{n}") for n in (1, 2)]
    for wrong, words in (
        ({"dwelling": "finnesikke"}, "No dwelling answers"),
        ({"dwelling": "tvillinggata 3"}, twins[0].reference),
        ({"household": "H-999"}, "no household of that reference"),
        ({"deposit_paid": "5"}, "When was it paid"),
        ({"ground": "special_11_1"}, "told in writing"),
        ({"starts": "snart"}, "23.11.2026"),
    ):
        response = keeper.post(new, {**terms, **wrong})
        assert response.status_code == 422 and words in response.content.decode(), words
    made = keeper.post(new, terms)
    tenancy = Tenancy.objects.get()
    assert made.url == url("tenancy", tenancy.pk) and Dwelling.objects.get(pk=dwelling.pk).status == "let"
    assert browser(Role.FOLLOW_UP, "nav").get(new).status_code == 403
    assert browser(Role.PLANNER, None).get(new).status_code == 404


def test_one_lease_shows_what_stands_and_what_can_be_done(keeper):
    household = make_household("property", name="Lun Vadmel")
    over = lease(household, deposit_agreed=27_000, deposit_paid=7_000, deposit_paid_on=SINCE)
    Entry.objects.all().delete()
    page = text(keeper.get(url("tenancy", over.pk)))
    assert "Lun Vadmel" in page and "Ask the tenant in writing to move by" in page and "lacking" in page
    assert Entry.objects.filter(verb="household.looked", object_id=str(household.pk)).exists()
    stranger = browser(Role.CASEWORKER, "refugee")
    assert stranger.get(url("tenancy", over.pk)).status_code == 404
    for name in ("edit", "renew", "request-move", "deposit", "notice", "end"):
        assert keeper.get(url(name, over.pk)).status_code == 200, name
        assert stranger.get(url(name, over.pk)).status_code == 404
        assert keeper.post(url(name, over.pk), {"on": "x", "deposit_paid": "x"}).status_code == 422, name
    assert keeper.post(url("request-move", over.pk), {"on": day()}).status_code == 302
    assert "was asked in writing" in text(keeper.get(url("tenancy", over.pk)))
    assert keeper.post(url("deposit", over.pk), {"deposit_paid": "5"}).status_code == 422
    paid = {"deposit_paid": "20 000", "deposit_paid_on": day(), "guarantee": "7 000", "guaranteed_until": day()}
    assert keeper.post(url("deposit", over.pk), paid).status_code == 302
    assert keeper.post(url("notice", over.pk), {"on": day(), "by": "tenant"}).status_code == 302
    assert "Take the notice back" in text(keeper.get(url("tenancy", over.pk)))
    assert keeper.get(url("end", over.pk)).status_code == 200
    assert keeper.post(url("notice-take-back", over.pk)).status_code == 302
    terms = {"starts": day(over.starts), "ground": "ordinary", "rent": "9 100"}
    assert keeper.post(url("edit", over.pk), terms).status_code == 302
    renewed = keeper.post(url("renew", over.pk), {**terms, "starts": day(NOW - D(9))})
    new = Tenancy.objects.exclude(pk=over.pk).get()
    assert renewed.url == url("tenancy", new.pk)
    assert "Goes on from" in text(keeper.get(renewed.url))
    ending = {"on": day(), "reason": "died", "next_status": "ready", "empty_reason": "turnover"}
    assert keeper.post(url("end", new.pk), ending).status_code == 302
    assert "Ended" in text(keeper.get(url("tenancy", new.pk)))
    assert Dwelling.objects.get(pk=new.dwelling_id).status == "ready"
    for name in ("without-end", "notice-take-back"):
        assert "can no longer be changed" in text(keeper.post(url(name, new.pk), follow=True))


def test_a_lease_past_its_days_says_so(keeper):
    late = lease(ends=NOW - D(200), ground="special_11_1")
    page = text(keeper.get(url("tenancy", late.pk)))
    assert "Nobody asked the tenant to move by" in page and "Not told in writing" in page
    assert keeper.post(url("without-end", late.pk)).status_code == 302
    assert "has no end" in text(keeper.get(url("tenancy", late.pk)))
    assert "lasts to and with" in text(keeper.get(url("tenancy", lease(ends=NOW + D(40)).pk)))


def test_a_dwelling_says_let_without_a_name_to_whoever_may_not_see_it():
    household = make_household("nav", name="Lun Vadmel")
    tenancy = lease(household)
    address = reverse("dwellings:dwelling", args=[tenancy.dwelling_id])
    nav, refugee, planner = browser(Role.CASEWORKER, "nav"), browser(Role.CASEWORKER, "refugee"), browser(Role.PLANNER)
    assert "Lun Vadmel" in text(nav.get(address))
    page = text(refugee.get(address))
    assert "Lun Vadmel" not in page and url("tenancy", tenancy.pk) not in page
    assert "Leases" not in text(planner.get(address)).split('id="content"')[1]
    keeper = browser(Role.HOUSING_MANAGER)
    free = make_dwelling()
    assert f"?dwelling={free.pk}" in text(keeper.get(reverse("dwellings:dwelling", args=[free.pk])))
    unwritten = make_dwelling(status="let", status_since=NOW)
    page = text(keeper.get(reverse("dwellings:dwelling", args=[unwritten.pk])))
    assert "nobody has written down the lease" in page and f"?dwelling={unwritten.pk}" in page


def test_the_case_of_a_household_says_where_it_lives():
    from boso.casework.households.panels import Case
    from boso.casework.households.queries import open_cards
    from boso.casework.households.testing import make_caseworker
    from boso.casework.tenancies.panels import on_household

    household, actor = make_household("nav"), make_caseworker("nav")

    def piece():
        card = open_cards(actor, [household])[household.pk]
        return on_household(Case(actor, household, card, (), True, NOW))

    assert piece().facts == () and piece().context["may_open"]
    tenancy = lease(household, ends=NOW + D(99))
    assert piece().facts[0].value == tenancy.dwelling.title and not piece().context["may_open"]
    Tenancy.objects.update(ends=None)
    assert piece().facts[0].note == "lease without end"
