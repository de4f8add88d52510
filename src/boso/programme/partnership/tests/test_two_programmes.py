"""The invented programme stands beside the report's and is never counted with it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from boso.foundation.access.decisions import NotNow
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Kind, Organisation
from boso.programme.grants import queries as grants
from boso.programme.grants.actions import draft_award
from boso.programme.partnership import actions, due, exporting, finding, queries
from boso.programme.partnership.models import Participation, Programme

DAY = dt.date(2026, 1, 15)
DEMONSTRATION = Programme.DEMONSTRATION


@pytest.fixture
def coordinator(programme, an_actor):
    return an_actor(Role.COORDINATOR, "husbanken-ost")


@pytest.fixture
def invented(coordinator, an_actor) -> Participation:
    """An invented municipality, taken in the way a real one is, in the year of one of the report's rounds."""
    town = Organisation.objects.create(slug="prove", name="Prøve", kind=Kind.MUNICIPALITY, invented=True)
    contact = an_actor(Role.CONTACT, "husbanken-ost")
    intake = actions.open_intake(coordinator, 2011, DEMONSTRATION)
    admission = actions.receive_application(contact, town, intake, DAY)
    actions.advance_admission(contact, admission, "assess")
    actions.advance_admission(contact, admission, "recommend", reason="Klar.")
    actions.advance_admission(coordinator, admission, "admit", reason="Med.")
    return queries.participation(coordinator, "prove")


def test_whoever_is_admitted_in_a_round_takes_part_in_its_programme(invented, coordinator):
    assert (invented.programme, invented.intake.year) == (DEMONSTRATION, 2011)
    assert list(queries.participations(coordinator, DEMONSTRATION)) == [invented]
    assert [each.year for each in queries.intakes(coordinator, DEMONSTRATION)] == [2011]
    with pytest.raises(NotNow):
        actions.open_intake(coordinator, 2011, DEMONSTRATION)


def test_the_reports_programme_counts_as_before(invented, coordinator):
    everybody = {one.slug for one in queries.participations(coordinator)}
    assert len(everybody) == 14
    assert "prove" not in everybody
    assert len(queries.intakes(coordinator)) == 3
    assert len(queries.with_agreement(coordinator)) == 14
    (export,) = [each for each in exporting.EXPORTS if each.name == "participants"]
    assert "prove" not in {row["slug"] for row in export.rows(coordinator)}


def test_money_of_the_invented_stays_out_of_the_lists(invented, coordinator):
    before = grants.standing_awards(coordinator).count()
    award = draft_award(
        coordinator, invented, {"amount": 100_000, "work_year": 2026, "programme_year": 1, "decision_year": 2026}
    )
    award.state, award.decided_on = "decided", DAY
    award.save()
    assert grants.standing_awards(coordinator).count() == before
    assert invented not in grants.participants(coordinator)
    assert grants.participant(coordinator, "prove") == invented
    assert [one.awarded for one in grants.participants(coordinator, programme=DEMONSTRATION)] == [100_000]


def test_it_is_found_by_name_and_seen_by_its_own(invented, coordinator, an_actor):
    assert [hit.title for hit in finding.participants(coordinator, "prøve", 5)][:1] == ["Prøve"]
    leader = an_actor(Role.PROGRAMME_LEADER, "prove")
    assert queries.own_participations(leader) == [invented]
    draft = actions.draft_agreement(coordinator, invented, {"starts": DAY})
    assert draft not in queries.agreements(coordinator)
    assert queries.agreements(coordinator, invented) == [draft]
    owner = an_actor(Role.PROGRAMME_OWNER, "prove")
    assert draft in [one.current for one in queries.with_agreement(owner)]


def test_what_happens_there_is_news_for_its_own_only(invented, coordinator, an_actor):
    ids = [str(invented.pk)]
    assert due.participants_by_id(coordinator, ids) == {}
    assert due.participants_by_id(an_actor(Role.PROGRAMME_LEADER, "hamar"), ids) == {}
    leader = an_actor(Role.PROGRAMME_LEADER, "prove")
    assert due.participants_by_id(leader, ids).keys() == set(ids)
    award = draft_award(coordinator, invented, {"amount": 1, "work_year": 2026, "programme_year": 1})
    award_ids = [str(award.pk)]
    assert grants.awards_by_id(coordinator, award_ids) == []
    assert grants.awards_by_id(leader, award_ids) == [award]
    assert grants.payments_by_id(leader, ["1"]) == []


def test_importing_the_report_again_leaves_the_invented_alone(invented, coordinator):
    from boso.programme.partnership.testing import load_programme

    load_programme()
    invented.refresh_from_db()
    assert invented.intake.programme == DEMONSTRATION
    assert {one.intake.programme for one in queries.participations(coordinator) if one.intake} == {Programme.REPORT}


def test_the_page_of_all_shows_one_programme_at_a_time(invented, signed_in):
    client = signed_in(Role.COORDINATOR, "husbanken-ost")
    real = client.get(reverse("partnership:participants"))
    assert real.context["everybody"] == 14
    assert "Prøve" not in {row[0].organisation.name for row in real.context["rows"]}
    other = client.get(reverse("partnership:participants"), {"programme": DEMONSTRATION})
    assert [row[0].slug for row in other.context["rows"]] == ["prove"]
    assert 'id="invented"' in other.content.decode()
    assert 'id="invented"' not in real.content.decode()
    assert 'id="invented"' in client.get(reverse("partnership:participant", args=["prove"])).content.decode()
