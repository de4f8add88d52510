from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from boso.casework.households import queries_case
from boso.casework.households.testing import make_caseworker, make_household
from boso.casework.needs import (
    actions,
    actions_campaigns,
    actions_counts,
    due,
    filling,
    message_kinds,
    showing,
    wording,
)
from boso.casework.needs.actions import NewMapping
from boso.casework.needs.models import Homeless, Mapping, Situation
from boso.core.needs.size_norm import Norm, Part, Sleeper, needed
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def test_the_case_page_tells_what_is_needed_and_what_changed(mapped):
    nav = make_caseworker()
    household = make_household(opened_on=TODAY - dt.timedelta(days=90))
    nothing = showing.panel(queries_case.case(nav, household.pk))
    assert nothing.facts == () and nothing.context is not None and nothing.context["may_map"]
    mapped(nav, household, on=TODAY - dt.timedelta(days=60), adaptation="wheelchair", staffing="part")
    mapped(nav, household, neighbours="sheltered", area="school", district="Sentrum", size_choice="unknown")
    piece = showing.panel(queries_case.case(nav, household.pk))
    assert [tag.words for tag in piece.tags] == ["Bor i uegnet bolig"]
    assert piece.facts[0].value == "ukjent størrelse, skjermet for naboer"
    assert piece.context is not None
    assert {change.label for change in piece.context["changes"]} >= {"Størrelse", "Bemanning", "Del av kommunen"}


def test_a_size_of_ones_own_stands_beside_the_norms(mapped):
    mapping = mapped(
        make_caseworker(), size_choice="other", bedrooms="0", size_why="Vil ha ett rom", staffing="all_day"
    )
    told = {row.label: row.value for _heading, rows in showing.rows(mapping) for row in rows}
    assert told["Størrelse"] == "ettroms"
    assert told["Normen ga"] == "1 soverom"
    assert showing.need(mapping) == "ettroms, bemanning hele døgnet"


def test_the_english_norm_is_told_with_its_rules():
    mother, children = Sleeper(Part.APPLICANT, 30, "f"), [Sleeper(Part.CHILD, age, "f") for age in (3, 12)]
    size = needed([mother, *children], Norm.BEDROOM_STANDARD, TODAY)
    assert size is not None
    said = wording.size_sentence(size)
    assert said == "Den engelske soveromsnormen: 2 soverom. Ett til hver voksen, ett til to av samme kjønn."


def test_a_count_stands_on_today_in_its_week():
    planner, nav = make_caseworker(role=Role.PLANNER), make_caseworker()
    week = TODAY.isocalendar()
    actions_counts.open_count(planner, min(planner.works_in()), week.year, week.week)
    assert [item.title for item in due.counts(nav, TODAY)] == [f"Telling av bostedsløse, uke {week.week}"]
    assert list(due.counts(nav, TODAY - dt.timedelta(days=7))) == []


def test_a_message_names_a_campaign_only_to_who_may_see_it():
    planner = make_caseworker(role=Role.PLANNER)
    told = {"title": "Før påske", "engaged": True, "starts": TODAY, "due_on": TODAY}
    campaign = actions_campaigns.plan(planner, min(planner.works_in()), told)
    context = [{"campaign": campaign.pk}]
    assert message_kinds.words(planner, context) == [{"title": "Før påske"}]
    assert message_kinds.words(make_caseworker(organisation="ovingsvik"), context) == [{"title": ""}]


def test_a_mapping_that_was_brought_in_has_no_form_to_be_filled_in():
    household = make_household()
    unit = household.engagements.get().unit_id
    (mapping,) = actions.register_many(SYSTEM, household.organisation_id, [NewMapping(household, unit, TODAY)])
    assert mapping.reference == f"K-{mapping.pk}" == str(mapping)
    with pytest.raises(NotNow):
        filling.standing(mapping, {}, None)


def test_a_closed_case_is_not_mapped_and_a_wrong_day_is_no_day():
    from boso.casework.households.actions_closing import close

    nav, household = make_caseworker(), make_household()
    close(nav, household, "moved")
    household.refresh_from_db()
    with pytest.raises(Refused):
        actions.begin(nav, household, min(nav.units))
    assert filling.columns({"settled_on": "31.31"}, None)["settled_on"] is None
    assert filling.size_of([Sleeper(Part.APPLICANT)], dt.date(1990, 1, 1)) is None
    assert filling.columns({"situation": "suitable"}, None)["situation"] == Situation.SUITABLE
    rents = [(9500, 9500), ("8000", 8000), (None, None), ("lite", None), (100_001, None)]
    assert all(filling.columns({"rent_most": told}, None)["rent_most"] == rent for told, rent in rents)
    assert Homeless.ROUGH in Homeless and Mapping(pk=3).reference == "K-3"


@pytest.mark.parametrize(
    ("whole", "said"),
    [
        ({}, "Ingen husstander er valgt ennå."),
        ({"done": 3, "declined": 1}, "Alle 4 husstandene er fulgt opp: 3 er kartlagt."),
        ({"done": 3, "not_begun": 2}, "3 av 5 husstander er kartlagt, og 2 gjenstår."),
    ],
)
def test_a_campaign_is_told_aloud(whole, said):
    from boso.casework.needs.queries_campaigns import Progress

    assert wording.campaign_sentence(Progress(whole), "T").startswith(said)


def test_a_count_and_a_list_are_told_aloud():
    assert wording.count_sentence(None, 48, 2024, frozen=True).startswith("Færre enn fem personer")
    assert wording.count_sentence(12, 48, 2024, frozen=True) == "12 personer var uten bolig i uke 48 i 2024."
    assert wording.list_sentence(10_001, 10_000) == "Mer enn 10 000 kartlegginger.".replace("10 000", "10\u00a0000")
