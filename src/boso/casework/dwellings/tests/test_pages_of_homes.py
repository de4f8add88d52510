"""The pages of homes: each can be read by those who work there, changed by the keeper, and is not there for others."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boso.casework.dwellings import actions_codes, actions_keeping, due, finding, queries
from boso.casework.dwellings.codes import CodeBook
from boso.casework.dwellings.models import Binding, Building, CodeEntry, Dwelling, EmptyStep, Site
from boso.casework.dwellings.testing import SINCE, make_dwelling, make_keeper
from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.models import User
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation, make_person
from boso.foundation.web.testing import statements

pytestmark = pytest.mark.django_db
NOW = timezone.localdate()


def signed_in_as(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    User.objects.filter(pk=user.pk).update(language="en")
    client.force_login(user, backend="boso.foundation.access.backends.SeatedBackend")
    return client


@pytest.fixture
def keeper() -> Client:
    make_organisation("provedal", invented=True)
    return signed_in_as(make_person(Role.HOUSING_MANAGER, "provedal", unit="property"))


@pytest.fixture
def planner() -> Client:
    make_organisation("provedal", invented=True)
    return signed_in_as(make_person(Role.PLANNER, "provedal"))


def url(name: str, *words: object) -> str:
    return reverse(f"dwellings:{name}", args=words)


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_stock_says_what_to_do(keeper, planner):
    for name in ("list", "stock", "buildings", "sites", "codes"):
        assert keeper.get(url(name)).status_code == planner.get(url(name)).status_code == 200
    assert "Import a list" in text(keeper.get(url("list"))) and "Import a list" not in text(planner.get(url("list")))


def test_the_list_is_narrowed_sorted_and_paged(keeper):
    for n in range(55):
        make_dwelling(area="Kambo" if n % 2 else "Sentrum", rooms=n % 6, extra_reference=str(n))
    odd = make_dwelling(
        street="Ærveien", status="maintenance", status_since=NOW - dt.timedelta(99), adaptations=",wheelchair,",
        kind="LEID_X", empty_reason="damage", area="Kambo", staffing="all_day", gnr=4, bnr=21,
    )  # fmt: skip
    page = text(keeper.get(url("list")))
    assert "56 dwellings." in page and "25 rows of 56" in page and "after=" in page
    columns = "&".join(f"columns={one}" for one in ("address", "kind", "reason", "matrikkel", "condition", "disposal"))
    for words in (
        "q=erveien", "q=ærveien+", f"q=b-{odd.pk}", "q=4%2F21", "status=maintenance", "status=empty&empty=90",
        "adaptation=wheelchair", "kind=", "status=empty&reason=damage", "rooms=2&area=Kambo",
    ):  # fmt: skip
        assert "Ærveien" in text(keeper.get(f"{url('list')}?{words}&sort=-address&{columns}")), words
    for words in ("q=erveien+4", "status=let", "status=removed", "rooms=5", "area=Sentrum", "disposal=leased_in"):
        assert "Ærveien" not in text(keeper.get(f"{url('list')}?{words}&sort=-address")), words
    assert "No dwelling answers" in text(keeper.get(f"{url('list')}?q=finnesikke"))
    assert "99" in text(keeper.get(f"{url('list')}?sort=empty")).split("Ærveien")[1]
    assert text(keeper.get(f"{url('list')}?status=tull&rooms=x&sort=y"))
    with statements() as sent:
        keeper.get(f"{url('list')}?q=prøvegata")
    assert len(sent) <= 12, sent


def test_a_dwelling_tells_its_story_in_few_queries(keeper, planner):
    dwelling = make_dwelling(
        periods=[("let", NOW - dt.timedelta(900), ""), ("maintenance", NOW - dt.timedelta(50), "damage")],
        steps=[{"kind": "repair", "starts": NOW - dt.timedelta(50), "planned_end": NOW - dt.timedelta(9)}],
        bindings=[{"kind": "letting_grant", "starts": SINCE}],
        kind="UKJENT", adaptations=",wheelchair,pets,", bedrooms=1, floor=2, has_lift=False, condition_note="Fukt",
    )  # fmt: skip
    with statements() as sent:
        page = text(keeper.get(url("dwelling", dwelling.pk)))
    assert len(sent) <= 12, sent
    for words in (
        "Empty for 50 days: damage",
        "9 days late",
        "unknown code",
        "Grant for dwellings to let",
        "repair 50",
    ):
        assert words in page, words
    assert "Next step" not in text(planner.get(url("dwelling", dwelling.pk)))
    stranger = signed_in_as(make_person(Role.HOUSING_MANAGER, "ovingsvik", unit="property"))
    leader = signed_in_as(make_person(Role.PROGRAMME_LEADER, "provedal"))
    for client in (stranger, leader):
        assert client.get(url("dwelling", dwelling.pk)).status_code == 404
    assert Client().get(url("list")).status_code == 302 and leader.get(url("list")).status_code == 404
    Dwelling.objects.filter(pk=dwelling.pk).update(status="removed", removed_at=timezone.now(), empty_since=None)
    assert "Removed from the stock" in text(keeper.get(url("dwelling", dwelling.pk)))


NEW = {
    "street": "Prøvegata", "number": "4", "status": "ready", "status_since": "01.02.2026", "unit_number": "h 0301",
    "gnr": "4", "bnr": "21", "rooms": "3", "bedrooms": "2", "rent": "9 500", "area_m2": "71,5",
    "adaptations": ["wheelchair", "pets"], "municipality_number": "9901", "has_lift": "true",
}  # fmt: skip


def test_a_dwelling_is_registered_and_changed_by_hand(keeper, planner):
    assert keeper.get(url("new")).status_code == 200 and planner.get(url("new")).status_code == 403
    response = keeper.post(url("new"), NEW)
    made = Dwelling.objects.get()
    assert response.url == url("dwelling", made.pk)
    assert (made.unit_number, made.rent, str(made.area_m2), made.has_lift) == ("H0301", 9500, "71.5", True)
    assert made.adaptation_codes == ["wheelchair", "pets"]
    for wrong in (
        {"street": ""}, {"unit_number": "301"}, {"municipality_number": "1"}, {"bedrooms": "9"}, {"rent": "mye"},
        {"status_since": "01.02.2099"}, {},
    ):  # fmt: skip
        response = keeper.post(url("new"), {**NEW, **wrong})
        assert (response.status_code == 422 and "Prøvegata" in response.content.decode()) or wrong == {"street": ""}
    assert Dwelling.objects.count() == 1
    edit = url("edit", made.pk)
    assert keeper.get(edit).status_code == 200 and planner.get(edit).status_code == 403
    assert keeper.post(edit, {**NEW, "rooms": "4", "kind": "care"}).status_code == 302
    made.refresh_from_db()
    assert (made.rooms, made.kind, made.status_since) == (4, "care", dt.date(2026, 2, 1))


def test_a_status_is_changed_with_a_day_and_a_reason(keeper, planner):
    dwelling = make_dwelling()
    take_out = url("status", dwelling.pk, "take_out")
    assert keeper.get(take_out).status_code == 200 and planner.get(take_out).status_code == 403
    assert keeper.get(url("status", dwelling.pk, "burn")).status_code == 404
    assert keeper.post(take_out, {"on": "tomorrow", "reason": ""}).status_code == 422
    assert keeper.post(take_out, {"on": "01.01.2099", "reason": "Fukt"}).status_code == 422
    assert keeper.post(take_out, {"on": "01.01.2020", "reason": "Fukt"}).status_code == 422
    gone = keeper.post(take_out, {"on": f"{NOW:%d.%m.%Y}", "reason": "Fukt", "empty_reason": "damage"}, follow=True)
    assert "now stands as «Out of use»" in text(gone)
    assert keeper.post(url("status", dwelling.pk, "make_ready"), {"on": f"{NOW:%d.%m.%Y}"}).status_code == 302


def test_steps_and_bindings_are_written_down(keeper):
    dwelling = make_dwelling(status="maintenance")
    steps, bindings = url("step-new", dwelling.pk), url("binding-new", dwelling.pk)
    assert keeper.get(steps).status_code == keeper.get(bindings).status_code == 200
    day = f"{NOW:%d.%m.%Y}"
    assert keeper.post(steps, {"kind": "repair", "on": day, "planned_end": "01.01.2020"}).status_code == 422
    assert keeper.post(steps, {"kind": "repair", "on": "01.01.2099"}).status_code == 422
    assert keeper.post(steps, {"kind": "repair", "on": day, "responsible": "Eiendom"}).status_code == 302
    step = EmptyStep.objects.get()
    edit = url("step-edit", step.pk)
    assert keeper.get(edit).status_code == 200
    assert keeper.post(edit, {"note": "Bad"}).status_code == 302
    assert keeper.post(bindings, {"kind": "other", "starts": day, "ends": day}).status_code == 422
    assert keeper.post(bindings, {"kind": "right_of_referral", "starts": "01.05.2020"}).status_code == 302
    binding = Binding.objects.get()
    assert binding.ends == dt.date(2040, 5, 1)
    edit = url("binding-edit", binding.pk)
    assert keeper.get(edit).status_code == 200
    assert keeper.post(edit, {"kind": "other", "starts": "01.05.2020", "terms": "x"}).status_code == 302
    assert keeper.post(url("binding-remove", binding.pk)).url == url("dwelling", dwelling.pk)
    keeper.post(bindings, {"kind": "other", "starts": day, "whole_building": "on"})
    removed = keeper.post(url("binding-remove", Binding.objects.get().pk))
    assert removed.url == url("building", dwelling.building_id)


def test_buildings_and_sites_have_pages(keeper, planner):
    dwelling = make_dwelling()
    edit = url("building-edit", dwelling.building_id)
    assert dwelling.title in text(planner.get(url("building", dwelling.building_id)))
    assert keeper.get(edit).status_code == 200 and planner.get(edit).status_code == 403
    assert keeper.post(edit, {"leases": "joint", "is_group_home": "on", "name": "Tunet"}).status_code == 302
    assert "Tunet" in text(keeper.get(url("buildings"))) and Building.objects.get().leases == "joint"
    new = {"name": "Meieriet", "plan_status": "zoned", "dwellings_from": "8", "dwellings_to": "12"}
    assert keeper.get(url("site-new")).status_code == 200
    assert keeper.post(url("site-new"), {**new, "dwellings_to": "1"}).status_code == 422
    assert keeper.post(url("site-new"), new).status_code == 302
    edit = url("site-edit", Site.objects.get().pk)
    assert keeper.get(edit).status_code == 200 and planner.get(edit).status_code == 403
    assert keeper.post(edit, {**new, "could_stand": "Små hus"}).status_code == 302
    page = text(planner.get(url("sites")))
    assert "8 to 12 dwellings" in page and "Små hus" in page


def test_the_stock_is_read_on_any_day_by_whoever_works_there(keeper, planner):
    make_dwelling(rooms=1, adaptations=",wheelchair,")
    make_dwelling(rooms=1, status="let", disposal="")
    make_dwelling(rooms=None, status="maintenance", empty_reason="damage")
    page = text(planner.get(url("stock")))
    assert "has 3 dwellings to let" in page and "1 are let and 2 stand empty" in page and "Damage" in page
    assert "No dwellings that day" in text(keeper.get(f"{url('stock')}?on=01.01.2019"))
    both = make_person(Role.HOUSING_MANAGER, "provedal", unit="property")
    other = make_person(Role.HOUSING_MANAGER, "ovingsvik", unit="property")
    other.memberships.update(user=both)
    client = signed_in_as(both)
    place = make_organisation("ovingsvik").pk
    assert "No dwellings that day" in text(client.get(f"{url('stock')}?organisation={place}"))
    assert client.get(f"{url('list')}?organisation={place}").status_code == 200
    assert client.get(f"{url('new')}?organisation={place}").status_code == 200


def test_codes_nobody_knew_are_kept_shown_and_explained(keeper, planner):
    actor, dwelling = make_keeper(), make_dwelling(kind="GJENNOM", adaptations=",RAMPE,wheelchair,")
    place = dwelling.organisation_id
    assert actions_codes.note_unknown(actor, place, "kobo", "kind", ["GJENNOM", " ", "ordinary", "GJENNOM"]) == 1
    assert actions_codes.note_unknown(actor, place, "kobo", "kind", ["GJENNOM"]) == 0
    actions_codes.note_unknown(actor, place, "kobo", "adaptation", ["RAMPE"])
    actions_codes.note_unknown(actor, place, "kobo", "status", ["TOM"])
    assert "3 codes from files wait" in text(planner.get(url("codes")))
    kind, ramp, status = (CodeEntry.objects.get(code=code) for code in ("GJENNOM", "RAMPE", "TOM"))
    explain = url("code-explain", kind.pk)
    assert keeper.get(explain).status_code == 200 and planner.get(explain).status_code == 403
    assert keeper.post(explain, {}).status_code == 422
    assert keeper.post(url("code-explain", status.pk), {"means": ""}).status_code == 422
    assert keeper.post(explain, {"means": "transition"}).status_code == 302
    assert keeper.post(url("code-explain", ramp.pk), {"means": "step_free"}).status_code == 302
    dwelling.refresh_from_db()
    assert (dwelling.kind, dwelling.adaptation_codes) == ("transition", ["step_free", "wheelchair"])
    keeper.post(url("code-explain", status.pk), {"means": "ready"})
    new = url("code-new", "kind")
    assert keeper.get(new).status_code == 200 and keeper.get(url("code-new", "tull")).status_code == 404
    assert keeper.post(new, {"code": "tun", "nb": "Tun"}).status_code == 302
    for clash, which in (("tun", "kind"), ("care", "kind"), ("x", "status")):
        assert keeper.post(url("code-new", which), {"code": clash, "nb": "X"}).status_code == 422
    with pytest.raises(NotNow, match="give it a name"):
        actions_codes.explain(actor, kind, {"means": "", "nb": ""})
    with pytest.raises(NotNow, match="no such code"):
        actions_codes.explain(actor, kind, {"means": "finnes-ikke"})
    assert actions_codes.explain(actor, kind, {"means": "", "nb": "Gjennomgang"}).nb == "Gjennomgang"
    for act in (
        lambda: actions_codes.note_unknown(NOBODY, place, "kobo", "kind", []),
        lambda: actions_codes.explain(NOBODY, kind, {}),
        lambda: actions_codes.add_code(NOBODY, place, "kind", {}),
    ):
        with pytest.raises(Refused):
            act()
    book = queries.code_book(actor, place)
    assert book.label("kind", "tun") == "Tun" and book.label("status", "TOM") == "Ready to move in"
    assert book.label("kind", "") == "" and book.label("kind", "SOM_DEN_STO") == "SOM_DEN_STO"
    assert ("tun", "Tun") in book.choices("kind") and not book.is_known("kind", "SOM_DEN_STO")
    assert "Tun" in text(keeper.get(url("codes")))


def test_codes_travel_to_other_systems_and_back():
    own = CodeEntry(list="kind", code="tun", nb="Tun", external={"kobo": "TUN"})
    mapped = CodeEntry(list="kind", code="X1", means="care", seen_in="kobo")
    unknown = CodeEntry(list="kind", code="X2", seen_in="kobo")
    plain = CodeEntry(list="kind", code="hus", nb="Hus")
    book = CodeBook([own, mapped, unknown, plain])
    values = ("TUN", "X1", "X2", "ORDINAR_BOLIG", "care", "hus", "Y")
    assert [book.from_external("kobo", "kind", one) for one in values] == [
        "tun", "care", None, "ordinary", "care", "hus", None,
    ]  # fmt: skip
    assert [book.to_external("kobo", "kind", one) for one in ("tun", "care", "ordinary", "adapted", "Y")] == [
        "TUN", "X1", "ORDINAR_BOLIG", "adapted", "Y",
    ]  # fmt: skip
    assert str(own) == "kind tun" and unknown.is_unknown


def test_dwellings_are_found_from_the_one_box_and_told_of_again():
    dwelling, actor = make_dwelling(street="Kaia", number=7), make_keeper()
    (hit,) = finding.dwellings(actor, "kaia 7", 5)
    assert hit.url == url("dwelling", dwelling.pk) and dwelling.reference in hit.excerpt
    assert not list(finding.dwellings(NOBODY, "kaia", 5)) and due.dwellings_by_id(NOBODY, ["1"]) == {}
    assert due.dwellings_by_id(actor, [str(dwelling.pk)])[str(dwelling.pk)].title == dwelling.title
    actions_keeping.change(SYSTEM, dwelling, {"street": "Brygga"})
    assert not list(finding.dwellings(actor, "kaia", 5))
    for thing in (dwelling, dwelling.building, EmptyStep(kind="x"), Binding(kind="y"), Site(name="z")):
        assert str(thing)
