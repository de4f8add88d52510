"""The register's pages: finding an organisation, its codes over time, and keeping its units right."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.organisations import actions, queries, showing
from boso.foundation.organisations.models import Code, CodeSystem, Kind, Succession, Unit, UnitKind
from boso.foundation.organisations.policies import may_read

MERGER = dt.date(2020, 1, 1)
SPLIT = dt.date(2024, 1, 1)
OLD = dt.date(1972, 1, 1)
MOST_QUERIES = 12


def code(body, number, starts, ends=None, system=CodeSystem.SSB):
    return Code.objects.create(
        organisation=body, system=system, code=number, starts=starts, ends=ends, source="KLASS 131"
    )


@pytest.fixture
def world(db):
    """Moss with Rygge in it, in a county that was divided; Oslo with a district; one invented municipality."""
    ostfold = make_organisation("ostfold", Kind.COUNTY, name="Østfold", ends=MERGER)
    viken = make_organisation("viken", Kind.COUNTY, starts=MERGER, ends=SPLIT)
    new = make_organisation("ostfold-2024", Kind.COUNTY, name="Østfold (fra 2024)", starts=SPLIT)
    akershus = make_organisation("akershus-2024", Kind.COUNTY, name="Akershus (fra 2024)", starts=SPLIT)
    moss = make_organisation("moss", parent=ostfold)
    rygge = make_organisation("rygge", parent=ostfold, ends=MERGER)
    oslo = make_organisation("oslo")
    alna = make_organisation("alna", Kind.DISTRICT, parent=oslo)
    make_organisation("provedal", name="Prøvedal", invented=True)
    for body, number, starts, ends in (
        (moss, "0104", OLD, MERGER), (moss, "3002", MERGER, SPLIT), (moss, "3103", SPLIT, None),
        (rygge, "0136", OLD, MERGER), (new, "31", SPLIT, None), (oslo, "0301", OLD, None),
    ):  # fmt: skip
        code(body, number, starts, ends)
    code(alna, "030112", OLD, system=CodeSystem.HUSBANKEN)
    for one, other, on in (
        (rygge, moss, MERGER),
        (ostfold, viken, MERGER),
        (viken, new, SPLIT),
        (viken, akershus, SPLIT),
    ):
        Succession.objects.create(predecessor=one, successor=other, on=on, source="KLASS 131")
    return {"moss": moss, "oslo": oslo, "alna": alna}


def page(name: str, *parts: object) -> str:
    return reverse(f"organisations:{name}", args=parts)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def found(client, words: str = "") -> list[str]:
    return [row.slug for row in client.get(f"{page('list')}?{words}").context["page"].rows]


# Who


def test_members_and_administrators_read_the_register_and_nobody_else(signed_in, world, client):
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR, Role.POLITICIAN):
        assert signed_in(role, "moss").get(page("organisation", "moss")).status_code == 200
    assert signed_in(Role.APPLICANT, "moss").get(page("list")).status_code == 404
    assert client.get(page("list")).status_code == 302
    assert may_read(NOBODY).hidden
    with pytest.raises(Refused):
        queries.register(NOBODY, on=SPLIT)
    with pytest.raises(Refused):
        queries.one(NOBODY, "moss")


def test_an_unknown_organisation_or_unit_is_nowhere(signed_in, world):
    client = signed_in(Role.ADMINISTRATOR, "moss")
    foreign = Unit.objects.create(organisation=world["oslo"], kind="nav", name="NAV")
    for path in (page("organisation", "atlantis"), page("unit-close", "moss", foreign.pk)):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("role", [Role.PROGRAMME_LEADER, Role.COORDINATOR])
def test_only_administrators_change_the_register(signed_in, world, role):
    unit = Unit.objects.create(organisation=world["moss"], kind="nav", name="NAV")
    client = signed_in(role, "moss")
    answer = client.get(page("organisation", "moss"))
    assert "Opprett en enhet" not in text(answer) and not answer.context["people"]
    for path in (page("rename", "moss"), page("unit-add", "moss"), page("unit-close", "moss", unit.pk)):
        assert client.get(path).status_code == 403
    assert client.post(page("unit-reopen", "moss", unit.pk)).status_code == 403


def test_another_organisations_administrator_reads_and_changes_nothing(signed_in, world):
    client = signed_in(Role.ADMINISTRATOR, "moss")
    assert "Opprett en enhet" in text(client.get(page("organisation", "moss")))
    assert "Opprett en enhet" not in text(client.get(page("organisation", "oslo")))
    assert client.post(page("rename", "oslo"), {"name": "Kristiania"}).status_code == 403


# The list


def test_the_list_stands_by_kind_with_codes_and_is_narrowed_in_the_address(signed_in, world):
    client = signed_in(Role.COORDINATOR, make_organisation("husbanken-ost", Kind.BANK))
    answer = client.get(page("list"))
    rows = {row.slug: row for row in answer.context["page"].rows}
    assert (rows["moss"].code_now, rows["rygge"].code_now, rows["alna"].code_now) == ("3103", None, "030112")
    assert text(answer).count('<tr class="group">') == 4
    assert "Type" not in [str(head.label) for head in answer.context["heads"]]
    assert found(client, "q=ostfold") == ["ostfold", "ostfold-2024"]
    assert found(client, "q=0104") == ["moss"]
    assert found(client, "kind=district") == ["alna"]
    assert set(found(client, "state=gone")) == {"ostfold", "viken", "rygge"}
    assert "rygge" not in found(client, "state=standing&kind=municipality")
    assert found(client, "q=moss&kind=ukjent") == ["moss"]


def test_sorted_otherwise_the_list_has_no_groups(signed_in, world):
    client = signed_in(Role.COORDINATOR, "moss")
    for sort in ("name", "-name", "part", "code", "units"):
        answer = client.get(f"{page('list')}?sort={sort}")
        assert 'class="group"' not in text(answer)
    assert found(client, "sort=-name") == list(reversed(found(client, "sort=name")))
    assert 'class="group"' in text(client.get(f"{page('list')}?sort=-kind"))


def test_nothing_found_says_what_to_do(signed_in, world):
    client = signed_in(Role.COORDINATOR, "moss")
    assert "Ingen organisasjon passer" in text(client.get(f"{page('list')}?q=zzz"))


def test_invented_organisations_are_marked(signed_in, world):
    client = signed_in(Role.COORDINATOR, "moss")
    assert "De som er merket «Oppdiktet»" in text(client.get(page("list")))
    assert "Oppdiktede data" not in text(client.get(f"{page('list')}?q=moss"))
    assert "Oppdiktede data" in text(client.get(page("organisation", "provedal")))


# One organisation


def sentence(client, slug: str) -> str:
    return client.get(page("organisation", slug)).context["sentence"]


def test_the_sentence_tells_codes_and_mergers(signed_in, world):
    client = signed_in(Role.COORDINATOR, "moss")
    assert sentence(client, "moss") == (
        "Moss har koden 3103. Den var 0104 til 2020 og 3002 til 2024. Rygge gikk inn i den 01.01.2020."
    )
    assert sentence(client, "rygge") == "Rygge har ikke eksistert siden 01.01.2020, og gikk inn i Moss."
    assert "ble delt i Akershus (fra 2024) og Østfold (fra 2024)" in sentence(client, "viken")
    assert "Viken ble delt 01.01.2024, og dette er en av delene" in sentence(client, "ostfold-2024")
    assert sentence(client, "oslo") == "Oslo har koden 0301."
    assert sentence(client, "alna") == "Alna har koden 030112."
    make_organisation("gammel", ends=MERGER)
    assert sentence(client, "gammel") == "Gammel har ikke eksistert siden 01.01.2020."
    assert sentence(client, "provedal") == ""


def test_codes_stand_with_their_periods_and_sources(signed_in, world):
    answer = text(signed_in(Role.COORDINATOR, "moss").get(page("organisation", "moss")))
    for words in ("0104", "31.12.2019", "gjelder fortsatt", "KLASS 131", "Statistisk sentralbyrå"):
        assert words in answer


def test_a_county_tells_its_municipalities_then_and_now(signed_in, world):
    client = signed_in(Role.COORDINATOR, "moss")
    now = client.get(page("organisation", "ostfold-2024"))
    assert [body.slug for body in now.context["inside"]] == ["moss"]
    then = client.get(page("organisation", "ostfold"))
    assert [body.slug for body in then.context["whole"].parts] == ["moss", "rygge"]
    assert client.get(page("organisation", "moss")).context["lies_in"].slug == "ostfold-2024"
    for slug in ("oslo", "provedal", "alna"):
        other = queries.one(SYSTEM, slug)
        assert queries.municipalities_in(other, SPLIT) == []
        assert queries.county_today(other, SPLIT) is None


def test_every_page_keeps_its_budget_of_queries(signed_in, world, django_assert_max_num_queries):
    for number in range(8):
        Unit.objects.create(organisation=world["moss"], kind="nav", name=f"NAV {number}")
    client = signed_in(Role.ADMINISTRATOR, "moss")
    unit = Unit.objects.first()
    paths = (
        page("list"), f"{page('list')}?q=moss&kind=municipality", page("organisation", "moss"),
        page("organisation", "ostfold-2024"), page("rename", "moss"), page("unit-add", "moss"),
        page("unit-rename", "moss", unit.pk), page("unit-close", "moss", unit.pk),
    )  # fmt: skip
    for path in paths:
        with django_assert_max_num_queries(MOST_QUERIES):
            answer = client.get(path)
        assert answer.status_code == 200, path
        assert len(answer.content) < 100_000


# Keeping it right


@pytest.fixture
def keeper(signed_in, world):
    return signed_in(Role.ADMINISTRATOR, "moss")


def test_an_organisation_gets_another_name_and_the_history_tells(keeper):
    answer = keeper.post(page("rename", "moss"), {"name": "Moss by"}, follow=True)
    assert "Navnet er endret." in text(answer) and "Fra «Moss» til «Moss by»" in text(answer)
    assert keeper.post(page("rename", "moss"), {"name": " "}).status_code == 422


def test_a_unit_opens_gets_another_name_closes_and_goes_on(keeper, world):
    answer = keeper.post(page("unit-add", "moss"), {"name": "NAV", "kind": "nav", "starts": "01.02.2020"}, follow=True)
    unit = Unit.objects.get()
    assert "«NAV» er opprettet." in text(answer) and "Fra 01.02.2020" in text(answer)
    keeper.post(page("unit-rename", "moss", unit.pk), {"name": "NAV Moss"})
    answer = keeper.post(page("unit-close", "moss", unit.pk), {"last": "01.02.2021"}, follow=True)
    assert "01.02.2020–01.02.2021" in text(answer) and "siste dag 01.02.2021" in text(answer)
    assert "Lagt ned</span>" in text(answer)
    answer = keeper.post(page("unit-reopen", "moss", unit.pk), follow=True)
    assert "«NAV Moss» fortsetter." in text(answer)
    assert "ikke lagt ned" in text(keeper.post(page("unit-reopen", "moss", unit.pk), follow=True))


def test_what_is_wrong_with_a_unit_stands_at_the_field(keeper, world):
    unit = Unit.objects.create(organisation=world["moss"], kind="nav", name="NAV", starts=MERGER)
    Unit.objects.create(organisation=world["moss"], kind="housing", name="Boligkontoret")
    wrong = (
        (page("unit-add", "moss"), {"name": "NAV", "kind": "nav"}, "name", "alt en enhet"),
        (page("unit-add", "moss"), {"name": "X"}, "kind", ""),
        (page("unit-rename", "moss", unit.pk), {"name": "Boligkontoret"}, "name", "alt en enhet"),
        (page("unit-close", "moss", unit.pk), {"last": "01.01.2019"}, "last", "01.01.2020"),
        (page("unit-close", "moss", unit.pk), {"last": "31.02.2019"}, "last", "23.11.2026"),
    )
    for path, fields, name, words in wrong:
        answer = keeper.post(path, fields)
        assert answer.status_code == 422, path
        assert words in " ".join(answer.context["form"].errors[name])


def test_a_units_new_name_is_neither_empty_nor_endless(world):
    unit = Unit.objects.create(organisation=world["moss"], kind="nav", name="NAV")
    for name in (" ", "x" * 121):
        with pytest.raises(Refused):
            actions.rename_unit(SYSTEM, unit, name)
    with pytest.raises(Refused):
        actions.rename_unit(NOBODY, unit, "Nav")
    with pytest.raises(Refused):
        actions.reopen_unit(NOBODY, unit)


def test_loading_the_register_is_not_told_as_something_people_did(world):
    whole = queries.whole(SYSTEM, "moss")
    unit = actions.add_unit(SYSTEM, whole.organisation, UnitKind.OTHER, "Omsorg")
    actions.close_unit(SYSTEM, unit, timezone.localdate())
    again = queries.whole(SYSTEM, "moss")
    events = showing.history(queries.changes(again), again)
    assert [(str(event.what), event.who) for event in events] == [
        ("La ned en enhet", "BoSo"), ("Opprettet en enhet", "BoSo"),
    ]  # fmt: skip
    assert showing.lasting(again.units, MERGER)[0].period.startswith("Til og med")


def test_an_organisation_that_is_gone_opens_no_units(signed_in, world):
    client = signed_in(Role.ADMINISTRATOR, "rygge")
    answer = text(client.get(page("organisation", "rygge")))
    assert "Endre navnet" in answer and "Opprett en enhet" not in answer
