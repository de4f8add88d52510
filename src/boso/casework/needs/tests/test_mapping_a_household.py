from __future__ import annotations

import datetime as dt
import json

import pytest
from django.utils import timezone

from boso.casework.households.models import MemberRole
from boso.casework.households.people import NewPerson
from boso.casework.households.testing import make_caseworker, make_household
from boso.casework.needs import actions, queries
from boso.casework.needs.actions import NewMapping
from boso.casework.needs.models import Mapping, MappingState
from boso.casework.needs.sealing import MappingWords, words_of
from boso.casework.needs.tests.conftest import ANSWERS
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.history.models import Change
from boso.foundation.vault.actions import throw_away

pytestmark = pytest.mark.django_db

FAMILY = (
    NewPerson.called("Lun Vadmel", MemberRole.APPLICANT, born=dt.date(1990, 3, 1), sex="f"),
    NewPerson.called("Stødig Furukongle", MemberRole.CO_APPLICANT, born=dt.date(1988, 3, 1), sex="m"),
    NewPerson.called("Kvikk Vadmel", MemberRole.CHILD, born=dt.date(2015, 3, 1), sex="m"),
    NewPerson.called("Blid Vadmel", MemberRole.CHILD_VISITING, born=dt.date(2018, 3, 1), sex="f"),
)


def today() -> dt.date:
    return timezone.localdate()


def days_ago(days: int) -> dt.date:
    return today() - dt.timedelta(days=days)


def test_answers_become_columns_and_the_norm_fills_in_the_size(mapped):
    nav = make_caseworker()
    mapping = mapped(nav, make_household(persons=FAMILY))
    assert mapping.state == MappingState.DONE
    assert (mapping.situation, mapping.without_own, mapping.at_risk, mapping.unsuitable) == (
        "unsuitable", "no", "no", "yes",
    )  # fmt: skip
    assert (mapping.adults, mapping.children, mapping.visiting) == (2, 1, 1)
    assert (mapping.bedrooms, mapping.rooms, mapping.area_m2, mapping.norm) == (3, 4, 80, "boso")
    assert mapping.unsuitable_because == ["too_small"]
    assert mapping.main_ground == "refugee" and mapping.settled_on == dt.date(2024, 5, 1)
    assert mapping.form.form.slug == "needs"


def test_another_size_needs_a_reason_and_the_reason_is_sealed(mapped):
    nav = make_caseworker()
    household = make_household()
    with pytest.raises(NotNow):
        mapped(nav, household, size_choice="other", bedrooms="3")
    mapping = queries.draft_of(nav, household)
    actions.fill(nav, mapping, {**ANSWERS, "size_choice": "other", "bedrooms": "3", "size_why": "Tvillinger på vei"})
    actions.finish(nav, mapping)
    assert (mapping.bedrooms, mapping.rooms, mapping.area_m2, mapping.overridden) == (3, 4, None, True)
    assert words_of(mapping).override == "Tvillinger på vei"
    assert "Tvillinger" not in json.dumps(list(Change.objects.values("fields", "reason")))
    assert "Tvillinger" not in mapping.sealed


def test_what_is_not_known_is_never_no(mapped):
    nav = make_caseworker()
    mapping = mapped(
        nav, situation="unknown", main_ground="unknown", settled_on="", applied="unknown", size_choice="unknown",
        also_at_risk="", unsuitable_because=[],
    )  # fmt: skip
    assert (mapping.without_own, mapping.at_risk, mapping.unsuitable) == ("unknown", "unknown", "unknown")
    assert (mapping.situation, mapping.homeless, mapping.applied) == ("unknown", "unknown", "unknown")
    assert (mapping.bedrooms, mapping.rooms, mapping.norm_rooms) == (None, None, 2)


def test_the_homeless_stand_with_where_they_stay(mapped):
    mapping = mapped(make_caseworker(), situation="without_own", homeless="with_kin")
    assert (mapping.situation, mapping.homeless, mapping.at_risk) == ("without_own", "with_kin", "no")


def test_two_things_can_be_true_at_once(mapped):
    mapping = mapped(make_caseworker(), situation="at_risk", also_unsuitable="yes")
    assert (mapping.situation, mapping.at_risk, mapping.unsuitable) == ("at_risk", "yes", "yes")


def test_a_mapping_with_answers_that_lack_is_kept_and_not_finished():
    nav = make_caseworker()
    mapping = actions.begin(nav, make_household(), min(nav.units))
    actions.fill(nav, mapping, {"situation": "suitable", "size_words": "not kept"})
    with pytest.raises(NotNow):
        actions.finish(nav, mapping)
    mapping.refresh_from_db()
    assert mapping.state == MappingState.DRAFT
    assert words_of(mapping).answers == {"situation": "suitable"}


def test_beginning_again_gives_the_one_that_is_begun():
    nav = make_caseworker()
    household = make_household()
    first = actions.begin(nav, household, min(nav.units))
    assert actions.begin(nav, household, min(nav.units)) == first
    assert queries.draft_of(nav, household) == first


def test_a_new_mapping_never_overwrites_and_each_holds_until_the_next(mapped):
    nav = make_caseworker()
    household = make_household(opened_on=days_ago(900))
    newest = mapped(nav, household, on=days_ago(1))
    oldest = mapped(nav, household, on=days_ago(800))
    middle = mapped(nav, household, on=days_ago(300), situation="suitable")
    newest.refresh_from_db(), oldest.refresh_from_db()
    assert (oldest.holds_until, middle.holds_until, newest.holds_until) == (middle.mapped_on, newest.mapped_on, None)
    assert queries.latest(nav, [household.pk]) == {household.pk: newest}
    assert newest.holds and not middle.holds and newest.is_need and not middle.is_need
    on = [row.situation for row in queries.current_needs(nav, household.organisation_id, days_ago(299))]
    assert on == ["suitable"]


def test_a_correction_is_a_new_row_and_the_old_one_stands_as_it_was(mapped):
    nav = make_caseworker()
    wrong = mapped(nav, on=days_ago(10), situation="suitable")
    right = actions.correct(nav, wrong, "mistyped")
    assert actions.correct(nav, wrong, "mistyped") == right
    assert words_of(right).answers["situation"] == "suitable"
    actions.fill(nav, right, ANSWERS)
    actions.finish(nav, right)
    wrong.refresh_from_db()
    assert (wrong.state, wrong.situation) == (MappingState.CORRECTED, "suitable")
    assert (right.mapped_on, right.corrects, right.corrected_because) == (wrong.mapped_on, wrong, "mistyped")
    assert queries.latest(nav, [wrong.household_id]) == {wrong.household_id: right}
    with pytest.raises(Refused):
        actions.correct(nav, wrong, "mistyped")


def test_another_reason_for_a_correction_is_said_in_words(mapped):
    nav = make_caseworker()
    wrong = mapped(nav)
    with pytest.raises(NotNow):
        actions.correct(nav, wrong, "other", " ")
    with pytest.raises(NotNow):
        actions.correct(nav, wrong, "nonsense")
    assert words_of(actions.correct(nav, wrong, "other", "Feil barn")).correction == "Feil barn"


def test_a_mapping_that_is_begun_can_be_thrown_away_and_a_done_one_not(mapped):
    nav = make_caseworker()
    draft = actions.begin(nav, make_household(), min(nav.units))
    actions.discard(nav, draft)
    assert not Mapping.objects.filter(state=MappingState.DRAFT).exists()
    with pytest.raises(Refused):
        actions.discard(nav, mapped(nav))


def test_a_mapping_is_of_a_day_that_has_been_and_for_a_unit_of_ones_own():
    nav, other = make_caseworker("nav"), make_caseworker("health")
    household = make_household("nav")
    with pytest.raises(NotNow):
        actions.begin(nav, household, min(nav.units), on=today() + dt.timedelta(days=1))
    with pytest.raises(NotNow):
        actions.begin(nav, household, min(other.units))
    draft = actions.begin(nav, household, min(nav.units))
    actions.redate(nav, draft, days_ago(3))
    assert draft.mapped_on == days_ago(3)
    with pytest.raises(NotNow):
        actions.redate(nav, draft, today() + dt.timedelta(days=1))


def test_a_household_of_another_unit_does_not_exist(mapped):
    nav, other = make_caseworker("nav"), make_caseworker("refugee")
    mapping = mapped(nav, make_household("nav"))
    with pytest.raises(Refused) as hidden:
        queries.one(other, mapping.pk)
    assert hidden.value.decision.hidden
    with pytest.raises(Refused):
        actions.begin(other, mapping.household, min(other.units))
    assert queries.latest(other, [mapping.household_id]) == {}
    assert queries.of_household(other, mapping.household) == []
    assert queries.of_household(nav, mapping.household) == [mapping]
    assert queries.one(nav, mapping.pk) == mapping


def test_a_planner_has_the_needs_without_the_households(mapped):
    nav = make_caseworker("nav")
    planner = make_caseworker("nav", role=Role.PLANNER)
    other_town = make_caseworker("nav", organisation="ovingsvik", role=Role.PLANNER)
    mapping = mapped(nav)
    place = mapping.organisation_id
    assert [row.household_id for row in queries.current_needs(planner, place)] == [None]
    assert [row.household_id for row in queries.current_needs(nav, place)] == [mapping.household_id]
    assert [row.household_id for row in queries.current_needs(SYSTEM, place)] == [mapping.household_id]
    assert queries.current_needs(other_town, place) == []


def test_mappings_are_brought_in_by_the_thousand_in_few_queries(django_assert_max_num_queries):
    households = [make_household(opened_on=days_ago(500)) for _number in range(5)]
    unit_id = households[0].engagements.get().unit_id
    rows = [
        NewMapping(household, unit_id, days_ago(back), {"without_own": "yes", "homeless": "temporary"}, words)
        for household in households
        for back, words in ((400, MappingWords(note="Sover hos en venn")), (30, MappingWords()))
    ]
    with django_assert_max_num_queries(16):
        made = actions.register_many(SYSTEM, households[0].organisation_id, rows)
    assert len(made) == 10
    assert Mapping.objects.filter(holds_until__isnull=True, situation="without_own").count() == 5
    assert words_of(made[0]).note == "Sover hos en venn"


def test_only_boso_itself_brings_in_many_and_into_one_organisation():
    household, stranger = make_household(), make_household(organisation="ovingsvik")
    unit_id = household.engagements.get().unit_id
    with pytest.raises(Refused):
        actions.register_many(make_caseworker(), household.organisation_id, [])
    with pytest.raises(NotNow):
        actions.register_many(SYSTEM, household.organisation_id, [NewMapping(stranger, unit_id, today())])


def test_a_mapping_can_be_recorded_by_its_columns(mapped):
    nav = make_caseworker()
    household = make_household()
    made = actions.record(nav, household, min(nav.units), {"at_risk": "yes", "bedrooms": 2}, on=days_ago(2))
    assert (made.situation, made.bedrooms, made.urgency) == ("at_risk", 2, "unknown")
    assert queries.latest(nav, [household.pk]) == {household.pk: made}


def test_words_of_an_erased_household_are_gone_and_the_codes_stand(mapped):
    nav = make_caseworker()
    mapping = mapped(nav, note="Redd for naboen")
    assert words_of(mapping).note == "Redd for naboen"
    throw_away([mapping.household.key_id])
    assert words_of(mapping).note == ""
    assert queries.one(nav, mapping.pk).situation == "unsuitable"


def test_a_recorded_mapping_makes_sense_and_has_a_ground_of_its_day():
    nav, household = make_caseworker(), make_household()
    with pytest.raises(NotNow):
        actions.record(nav, household, min(nav.units), {"without_own": "yes", "at_risk": "yes"})
    with pytest.raises(NotNow):
        actions.record(nav, household, min(nav.units), {"main_ground": "psych"})
    old = dt.date(2019, 5, 1)
    assert actions.record(nav, household, min(nav.units), {"main_ground": "psych"}, on=old).main_ground == "psych"
