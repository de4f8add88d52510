"""Two cases become one and two again: what moves, what stays, who sees it, and that the words can still be read."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from boso.casework.duplicates import actions, policies, queries
from boso.casework.duplicates.models import Merge
from boso.casework.households import actions_access, actions_law, actions_notes, actions_people
from boso.casework.households import queries as households
from boso.casework.households.actions_closing import close, reopen
from boso.casework.households.models import (
    Consent,
    Contact,
    Engagement,
    Guardian,
    Household,
    Member,
    MemberRole,
    Note,
    Person,
    Protection,
    Recusal,
    Sharing,
)
from boso.casework.households.people import NewPerson
from boso.casework.households.sealing import FreeWords, GuardianWords, HouseholdWords
from boso.casework.households.testing import a_synthetic_id, make_caseworker, make_household
from boso.casework.households.words import opened
from boso.casework.stays.models import Stay
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_unit
from boso.foundation.audit.models import Entry
from boso.foundation.history.models import Change
from boso.foundation.vault.actions import throw_away
from boso.foundation.vault.queries import keyring

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NUMBER = a_synthetic_id()
TODAY = dt.date.today()  # noqa: DTZ011 - any day will do


def twins(first: str = "nav", second: str = "nav", **more: Any) -> tuple[Household, Household]:
    """Two cases with Lun Vadmel in both, and one more in the second."""
    kept = make_household(first, persons=(NewPerson.called("Lun Vadmel", national_id=NUMBER),))
    merged = make_household(
        second,
        persons=(
            NewPerson.called("Lun Vadmel", national_id=NUMBER, phone="41234567", **more),
            NewPerson.called("Liten Vadmel", MemberRole.CHILD),
        ),
        words=HouseholdWords(address="Testbakken 9", reach="Ring om kvelden"),
    )
    return kept, merged


def words_of(kind: Any, household: Household, row: Any) -> Any:
    return opened(kind, household.key_id, [row.sealed])[0]


def put_together(kept: Household, merged: Household) -> Merge:
    return actions.merge(SYSTEM, kept, merged, "Registered by two units.")


class TestMerging:
    def test_everything_of_the_one_comes_to_the_other_and_can_be_read_there(self):
        kept, merged = twins()
        note = actions_notes.write_note(SYSTEM, merged, "Liker katter.")
        contact = actions_notes.log_contact(SYSTEM, merged, "Traff dem.", on=TODAY, channel="phone")
        unit = make_unit(kept.organisation, "nav")
        stay = Stay.objects.create(household=merged, unit=unit, place="hotel", starts=TODAY)
        put_together(kept, merged)
        for row, text in ((note, "Liker katter."), (contact, "Traff dem.")):
            row.refresh_from_db()
            assert row.household_id == kept.pk
            assert words_of(FreeWords, kept, row).text == text
        stay.refresh_from_db()
        assert stay.household_id == kept.pk
        assert stay.sealed == ""
        card = households.open_cards(SYSTEM, [kept])[kept.pk]
        assert [person.name for person in card.persons] == ["Lun Vadmel", "Liten Vadmel"]

    def test_who_is_the_same_becomes_one_person_with_all_that_is_known(self):
        kept, merged = twins(protection=Protection.CONFIDENTIAL)
        member = merged.members.first()
        actions_people.appoint(
            SYSTEM, merged, member, GuardianWords(name="Trygg Verge"), {"kind": "verge", "scope": "economy",
            "starts": TODAY},
        )  # fmt: skip
        person = kept.members.get().person
        put_together(kept, merged)
        person.refresh_from_db()
        assert households.open_person(person).phone == "41234567"
        assert person.protection == Protection.CONFIDENTIAL
        kept.refresh_from_db()
        assert kept.is_protected
        guardian = Guardian.objects.get()
        assert guardian.person_id == person.pk
        assert GuardianWords.read(keyring([person.key_id]).open(person.key_id, guardian.sealed)).name == "Trygg Verge"
        assert households.find_by_national_id(SYSTEM, kept.organisation_id, NUMBER).households == ()

    def test_the_one_kept_takes_what_it_lacks_and_keeps_what_it_has(self):
        kept, merged = twins()
        actions_people.change_reach(SYSTEM, kept, HouseholdWords(reach="Ring om morgenen"))
        put_together(kept, merged)
        kept.refresh_from_db()
        assert words_of(HouseholdWords, kept, kept) == HouseholdWords("Testbakken 9", "Ring om morgenen")

    def test_the_other_is_closed_and_leads_to_the_one_kept(self):
        kept, merged = twins()
        put_together(kept, merged)
        merged.refresh_from_db()
        assert (merged.closed_on, merged.closed_reason) == (TODAY, "merged")
        assert words_of(HouseholdWords, merged, merged).closing == "Registered by two units."
        assert queries.kept_instead_of(make_caseworker(), merged.pk) == kept.pk
        assert queries.kept_instead_of(make_caseworker("health"), merged.pk) is None
        assert queries.kept_instead_of(SYSTEM, kept.pk) is None

    def test_the_other_is_not_opened_again_beside_it(self):
        kept, merged = twins()
        put_together(kept, merged)
        merged.refresh_from_db()
        with pytest.raises(Refused):
            reopen(SYSTEM, merged, "Feil.")

    def test_what_would_stand_twice_stays_behind_and_is_told(self):
        kept, merged = twins()
        done = put_together(kept, merged)
        assert done.left == {"households.engagement": 1, "households.legalbasis": 1, "households.member": 1}
        assert Engagement.objects.filter(household=merged).count() == 1

    def test_it_is_logged_and_stands_in_the_history_of_both(self):
        kept, merged = twins()
        put_together(kept, merged)
        for verb, one in (("household.take_in", kept), ("household.merge", merged)):
            assert Entry.objects.filter(verb=verb, object_id=str(one.pk)).count() == 1
            assert Change.objects.filter(verb=verb, object_id=str(one.pk)).count() == 1

    def test_merging_into_a_case_that_lacks_nothing_is_told_there_too(self):
        kept, merged = make_household(name="En"), make_household(name="To")
        put_together(kept, merged)
        assert Change.objects.filter(verb="household.take_in", object_id=str(kept.pk)).count() == 1

    def test_consents_and_the_sharing_that_rests_on_them_come_along(self):
        kept, merged = twins()
        consent = actions_law.give_consent(SYSTEM, merged, merged.members.first(), "spoken", TODAY, "Alt.")
        unit = make_unit(kept.organisation, "health")
        actions_access.share(SYSTEM, merged, unit.pk, "consent", TODAY + dt.timedelta(9), consent=consent)
        put_together(kept, merged)
        moved = Consent.objects.get()
        assert moved.household_id == kept.pk
        assert moved.person_id == kept.members.first().person_id
        assert words_of(FreeWords, kept, moved).text == "Alt."
        assert Sharing.objects.get().household_id == kept.pk


class TestWhoMayMerge:
    def test_a_decision_maker_who_sees_both_and_works_with_one(self):
        kept, merged = twins()
        actor = make_caseworker(role=Role.DECISION_MAKER)
        actions.merge(actor, kept, merged, "Registered twice.")
        assert Merge.objects.get().merged_by_id == actor.user_id

    def test_nobody_who_sees_one_only_and_no_caseworker(self):
        kept, merged = twins("nav", "health")
        with pytest.raises(Refused) as refused:
            actions.merge(make_caseworker(role=Role.DECISION_MAKER), kept, merged, "x")
        assert refused.value.decision.hidden
        first, second = twins()
        assert not policies.may_merge(make_caseworker(), first, second)
        assert not policies.may_merge(SYSTEM, first, first)
        elsewhere = make_household(organisation="ovingsvik")
        assert not policies.may_merge(SYSTEM, first, elsewhere)

    def test_a_closed_case_is_not_merged(self):
        kept, merged = twins()
        stale = Household.objects.get(pk=merged.pk)
        close(SYSTEM, merged, "mistake")
        with pytest.raises(Refused):
            put_together(kept, merged)
        with pytest.raises(NotNow):
            put_together(kept, stale)

    def test_a_reason_is_needed_and_nothing_erased_is_merged(self):
        kept, merged = twins()
        with pytest.raises(NotNow):
            actions.merge(SYSTEM, kept, merged, "  ")
        throw_away([merged.key_id])
        with pytest.raises(NotNow):
            put_together(kept, merged)
        assert not Merge.objects.exists()

    def test_side_by_side_is_for_who_sees_both(self):
        kept, merged = twins("nav", "health")
        for other in (merged.pk, kept.pk):
            with pytest.raises(Refused):
                queries.compare(make_caseworker(), kept.pk, other)
        found = queries.compare(SYSTEM, kept.pk, merged.pk)
        assert len(found.same) == 1
        assert found.plan.moving()["households.engagement"] == 1


class TestUndoing:
    def test_the_two_are_as_they_were(self):
        kept, merged = twins(protection=Protection.CONFIDENTIAL)
        actions_notes.write_note(SYSTEM, merged, "Liker katter.")
        before = [list(model.objects.order_by("pk").values()) for model in (Person, Member, Note, Engagement)]
        done = put_together(kept, merged)
        assert actions.undo(SYSTEM, done, "Two cousins after all.") == {}
        assert [list(model.objects.order_by("pk").values()) for model in (Person, Member, Note, Engagement)] == before
        for one in (kept, merged):
            now = Household.objects.get(pk=one.pk)
            assert (now.sealed, now.closed_on, now.is_protected) == (one.sealed, None, one.is_protected)
        done.refresh_from_db()
        assert done.undone_at is not None
        assert words_of(FreeWords, kept, done) == FreeWords("Registered by two units.", "Two cousins after all.")
        assert queries.kept_instead_of(SYSTEM, merged.pk) is None
        put_together(kept, merged)

    def test_what_has_changed_since_stays_and_is_told(self):
        kept, merged = twins()
        note = actions_notes.write_note(SYSTEM, merged, "Liker katter.")
        gone = actions_notes.write_note(SYSTEM, merged, "Feil.")
        done = put_together(kept, merged)
        note.refresh_from_db()
        note.sealed = keyring([kept.key_id]).seal(kept.key_id, {"text": "Liker hunder."})
        note.save()
        Note.objects.filter(pk=gone.pk).delete()
        actions_people.change_reach(SYSTEM, kept, HouseholdWords(reach="Nytt"))
        told = actions.undo(SYSTEM, done, "Feil.")
        assert told == {"changed": {"households.household": 1, "households.note": 1}, "gone": {"households.note": 1}}
        note.refresh_from_db()
        assert note.household_id == merged.pk
        assert words_of(FreeWords, merged, note).text == "Liker hunder."
        kept.refresh_from_db()
        assert words_of(HouseholdWords, kept, kept).reach == "Nytt"

    def test_what_went_on_to_a_third_stays_there(self):
        kept, merged = twins()
        note = actions_notes.write_note(SYSTEM, merged, "Liker katter.")
        third = make_household()
        done = put_together(kept, merged)
        Note.objects.filter(pk=note.pk).update(household=third)
        assert actions.undo(SYSTEM, done, "Feil.") == {"changed": {"households.note": 1}}
        note.refresh_from_db()
        assert note.household_id == third.pk

    def test_what_stands_there_anew_keeps_its_place(self):
        kept, merged = twins("nav", "health")
        unit = make_unit(kept.organisation, "health")
        done = put_together(kept, merged)
        Engagement.objects.create(household=merged, unit=unit, ground="asked", starts=TODAY)
        assert actions.undo(SYSTEM, done, "Feil.") == {"taken": {"households.engagement": 1}}

    def test_only_the_latest_merging_is_undone_first_and_only_once(self):
        kept, merged = twins()
        third = make_household()
        done = put_together(kept, merged)
        later = put_together(third, kept)
        assert queries.kept_instead_of(SYSTEM, merged.pk) == third.pk
        with pytest.raises(NotNow):
            actions.undo(SYSTEM, done, "Feil.")
        actions.undo(SYSTEM, later, "Feil.")
        stale = Merge.objects.get(pk=done.pk)
        actions.undo(SYSTEM, done, "Feil.")
        with pytest.raises(NotNow):
            actions.undo(SYSTEM, stale, "Feil.")
        with pytest.raises(Refused):
            actions.undo(SYSTEM, Merge.objects.get(pk=done.pk), "Feil.")

    def test_it_takes_a_reason_a_decision_maker_and_haste(self):
        kept, merged = twins()
        done = put_together(kept, merged)
        with pytest.raises(NotNow):
            actions.undo(SYSTEM, done, "")
        for actor in (make_caseworker(), make_caseworker("health")):
            with pytest.raises(Refused):
                actions.undo(actor, done, "Feil.")
        with time_machine.travel(timezone.now() + dt.timedelta(31)), pytest.raises(Refused):
            actions.undo(SYSTEM, done, "Feil.")

    def test_the_list_of_mergings_is_for_who_sees_the_case_kept(self):
        kept, merged = twins()
        done = put_together(kept, merged)
        ((found, why),) = queries.merges(make_caseworker())
        assert (found, why) == (done, "Registered by two units.")
        assert queries.merges(make_caseworker("health")) == []
        assert queries.merge_of(make_caseworker(), done.pk) == done
        for pk, actor in ((done.pk, make_caseworker("health")), (0, SYSTEM)):
            with pytest.raises(Refused):
                queries.merge_of(actor, pk)


class TestWhoSeesIt:
    def test_whoever_saw_one_sees_it_and_whoever_is_barred_from_one_does_not(self):
        kept, merged = twins("nav", "health")
        nav, health = make_caseworker(), make_caseworker("health")
        barred = make_caseworker("health")
        actions_access.recuse(
            make_caseworker("nav", role=Role.DECISION_MAKER), kept, barred.user_id, "friend"
        )  # fmt: skip
        put_together(kept, merged)
        assert {bool(policies.households.sees(one, kept.pk)) for one in (nav, health)} == {True}
        assert not policies.households.sees(barred, kept.pk)
        assert Recusal.objects.count() == 1
        assert Contact.objects.count() == 0
