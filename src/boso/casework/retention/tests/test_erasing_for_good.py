"""Whoever is erased is unreadable everywhere, the log stays whole, and the job ends the same however it goes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connections
from django.utils import timezone

from boso.casework.duplicates import actions as duplicates
from boso.casework.households import actions_notes
from boso.casework.households.models import (
    Consent,
    EmergencyAccess,
    Guardian,
    Household,
    Mark,
    Member,
    MemberRole,
    Person,
    Recusal,
)
from boso.casework.households.people import NewPerson
from boso.casework.households.queries import open_cards
from boso.casework.households.sealing import FreeWords, GuardianWords, HouseholdWords
from boso.casework.households.testing import a_synthetic_id, make_caseworker
from boso.casework.households.words import sealed
from boso.casework.needs.models import Mapping
from boso.casework.retention import actions, destroying, pointing, queries
from boso.casework.retention.models import CaseState, ErasureCase, ErasurePerson, ErasureState, Rule
from boso.casework.retention.testing import CLOSED, erase_all, make_closed, make_eraser, make_lease
from boso.casework.stays.models import Stay
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.testing import make_unit
from boso.foundation.audit.models import Entry
from boso.foundation.audit.sealing import seal_pending, verify
from boso.foundation.vault.models import Key
from boso.foundation.vault.queries import keyring

pytestmark = pytest.mark.django_db
NUMBER = a_synthetic_id()
SECRETS = ("Vadmelsson", NUMBER, "41234567", "Testbakken", "Liker katter", "Vergesen", "Hospitsveien", "Naboen")


def make_full(**more) -> Household:
    """A closed household with words in every table that holds any."""
    person = NewPerson.called("Lun Vadmelsson", national_id=NUMBER, phone="41234567")
    household = make_closed(persons=(person,), words=HouseholdWords(address="Testbakken 9"), **more)
    someone = household.members.get().person
    user_id, now, day = make_caseworker("nav").user_id, timezone.now(), CLOSED
    unit = make_unit(household.organisation, "nav")
    text = sealed(household, FreeWords(text="Naboen heter Vadmelsson"))
    actions_notes.write_note(SYSTEM, household, "Liker katter.")
    actions_notes.log_contact(SYSTEM, household, "Naboen ringte.", on=CLOSED, channel="phone")
    Guardian.objects.create(
        person=someone, kind="verge", scope="everything", starts=day,
        sealed=sealed(someone, GuardianWords(name="Tro Vergesen")),
    )  # fmt: skip
    Consent.objects.create(household=household, person=someone, form="written", given_on=day, sealed=text)
    Recusal.objects.create(household=household, user_id=user_id, ground="friend", starts=day, ends=day, sealed=text)
    EmergencyAccess.objects.create(
        household=household, user_id=user_id, reason="danger", opened_at=now, until=now, sealed=text
    )
    Stay.objects.create(
        household=household, unit=unit, place="hotel", starts=day, ends=day + dt.timedelta(days=1), went_to="own_home",
        sealed=sealed(household, FreeWords(text="Hospitsveien 1")),
    )  # fmt: skip
    Mapping.objects.create(
        organisation=household.organisation, household=household, unit=unit, mapped_on=day, begun_at=now, sealed=text
    )
    return household


def everything() -> str:
    """Every value of every column of every table, of both databases."""
    found = []
    for alias in connections:
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connections[alias].ops.quote_name(table)}")
                found.append(str(cursor.fetchall()))
    return "\n".join(found)


def people() -> list[tuple[bool, str]]:
    """Whether each person can be read, and the sealed text of each."""
    ring = keyring(Person.objects.values_list("key_id", flat=True))
    rows = Person.objects.order_by("pk").values_list("key_id", "sealed")
    return [(bool(text and ring.open(key, text)), text) for key, text in rows]


def how_it_ended() -> tuple[object, ...]:
    """All that an erasure leaves behind, apart from ids."""
    return (
        list(ErasureCase.objects.order_by("household").values_list("state", "rule", "kept_because")),
        ErasurePerson.objects.count(), Key.objects.count(), Mark.objects.count(), [one for one, _text in people()],
        [model._base_manager.exclude(sealed="").count() for model in pointing.models_with_words()],
        Entry.objects.filter(verb="erasure.empty").count(),
    )  # fmt: skip


def test_every_table_with_sealed_words_points_at_a_household_or_a_person():
    reached = {model for target in (Household, Person) for model, _field in pointing.pointing(target)}
    assert set(pointing.models_with_words()) <= reached | {Household, Person}


def test_no_word_of_an_erased_person_is_left_in_any_column_and_the_log_is_whole():
    household, other = make_full(), make_closed(dt.date(2026, 1, 1), name="Blid Rugbolle")
    place = household.organisation
    before = [text for model in pointing.models_with_words() for text in model._base_manager.values_list("sealed")]
    erasure = erase_all(place)
    assert (erasure.state, erasure.done_at is not None) == (ErasureState.DONE, True)
    left = everything()
    assert [word for word in SECRETS if word in left] == []
    someone = Person.objects.get(memberships__household=household)
    ring = keyring([household.key_id, someone.key_id])
    assert ring.keys == {}
    assert [ring.open(key, text) for (text,) in before if text for key in (household.key_id, someone.key_id)].count(
        None
    ) == 2 * sum(bool(text) for (text,) in before)
    for target, thing in ((Household, household), (Person, someone)):
        for model, field in pointing.pointing(target):
            if model in pointing.models_with_words():
                assert not model._base_manager.filter(**{field: thing}).exclude(sealed="").exists()
    assert not Mark.objects.filter(person=someone).exists()
    assert Member.objects.filter(household=household).count() == Stay.objects.filter(household=household).count() == 1
    assert open_cards(SYSTEM, [other])[other.pk].name == "Blid Rugbolle"
    assert open_cards(SYSTEM, [household])[household.pk].name == "Slettet person"
    seal_pending(timezone.now(), sweep=True)
    report = verify()
    assert (report.whole, report.unsealed) == (True, 0)


def test_a_sealed_text_taken_before_does_not_open_with_the_keys_after():
    gone, kept = make_closed(), make_closed(None)
    taken = list(Person.objects.values_list("key_id", "sealed"))
    old = keyring(key for key, _text in taken)
    erase_all(gone.organisation)
    now = keyring(key for key, _text in taken)
    mine = set(Person.objects.filter(memberships__household=gone).values_list("key_id", flat=True))
    assert all(old.open(key, text) for key, text in taken)
    assert {key for key, text in taken if now.open(key, text) is None} == mine
    assert kept.members.get().person.key_id in now.keys


def test_a_person_of_a_case_that_is_kept_stays_readable_until_that_case_goes_too():
    gone, kept = make_closed(), make_closed(None, name="Blid Rugbolle")
    shared = gone.members.get().person
    Member.objects.create(household=kept, person=shared, role=MemberRole.OTHER, starts=CLOSED, ends=dt.date(2013, 1, 1))
    plan = queries.plan(SYSTEM, gone.organisation, timezone.localdate())
    assert (plan.persons, plan.staying) == (0, 1)
    erase_all(gone.organisation)
    assert keyring([shared.key_id]).keys
    assert not keyring([gone.key_id]).keys
    Household.objects.filter(pk=kept.pk).update(closed_on=CLOSED, closed_reason="moved")
    erase_all(gone.organisation)
    assert not keyring([shared.key_id, kept.key_id]).keys
    assert ErasurePerson.objects.count() == 2


def test_done_twice_changes_nothing():
    household = make_full()
    erasure = erase_all(household.organisation)
    ended = how_it_ended()
    assert actions.carry_out(erasure.pk) == 0
    assert how_it_ended() == ended


class Killed(BaseException):
    """The worker is killed."""


@pytest.mark.parametrize("at", ["before the keys", "among the keys", "after the keys", "before the end"])
def test_broken_off_anywhere_and_begun_again_it_ends_the_same(at, monkeypatch):
    monkeypatch.setattr(actions, "PART", 1)
    first = make_full()
    make_closed(name="Blid Rugbolle")
    make_closed(None, name="Rask Løvetann")
    erasure = erase_all(first.organisation, confirm_only=True)

    def killed(*given, **named):
        raise Killed

    def among(keys):
        whole(sorted(keys)[:1])
        raise Killed

    whole = destroying.throw_away
    with monkeypatch.context() as breaking:
        if at == "before the end":
            breaking.setattr(destroying, "scrub", killed)
        elif at == "after the keys":
            rows = actions.ErasureCase.objects.none().__class__
            true = rows.update
            breaking.setattr(
                rows,
                "update",
                lambda self, **fields: killed() if fields == {"state": "erased"} else true(self, **fields),
            )
        else:
            breaking.setattr(destroying, "throw_away", killed if at == "before the keys" else among)
        with pytest.raises(Killed):
            actions.carry_out(erasure.pk)
    assert queries.unfinished() == [erasure.pk]
    actions.carry_out(erasure.pk)
    told = how_it_ended()
    assert told[0] == [("erased", "without_lease", "")] * 2
    assert told[1:5] == (
        2,
        2,
        Mark.objects.filter(person__memberships__household__closed_on=None).count(),
        [False, False, True],
    )
    assert told[6] == 2
    erasure.refresh_from_db()
    assert erasure.state == ErasureState.DONE


def test_what_is_opened_let_or_held_after_the_proposal_is_kept():
    reopened, let, held, gone = (make_closed() for _number in range(4))
    erasure = erase_all(gone.organisation, confirm_only=True)
    Household.objects.filter(pk=reopened.pk).update(closed_on=None, closed_reason="")
    make_lease(let, None)
    actions.place_hold(make_eraser(held.organisation), held, "En klage er ikke avgjort.")
    assert actions.carry_out(erasure.pk) == 1
    cases = {case.household_id: (case.state, case.kept_because) for case in erasure.cases.all()}
    assert cases == {
        reopened.pk: (CaseState.KEPT, "open"), let.pk: (CaseState.KEPT, "lease"), held.pk: (CaseState.KEPT, "hold"),
        gone.pk: (CaseState.ERASED, ""),
    }  # fmt: skip


def test_merged_cases_go_together_or_not_at_all():
    persons = (NewPerson.called("Lun Vadmel", national_id=NUMBER),)
    into, other = make_closed(None, persons=persons), make_closed(None, persons=persons)
    duplicates.merge(SYSTEM, into, other, "Registrert to ganger.")
    place, today = into.organisation, timezone.localdate()
    Household.objects.filter(pk=other.pk).update(closed_on=CLOSED)
    plan = queries.plan(SYSTEM, place, today)
    assert (plan.due, {why.value: count for why, count in plan.kept.items()}) == ((), {"merged": 1})
    Household.objects.filter(pk=into.pk).update(closed_on=CLOSED, closed_reason="housed")
    assert len(queries.plan(SYSTEM, place, today).due) == 2
    erase_all(place)
    assert not any(readable for readable, _text in people())
    assert not Key.objects.exists()


def test_a_mapping_that_nobody_finished_loses_its_words_and_the_case_stays():
    household = make_closed(None)
    unit = make_unit(household.organisation, "nav")
    old = timezone.now() - dt.timedelta(days=400)
    draft = Mapping.objects.create(
        organisation=household.organisation, household=household, unit=unit, mapped_on=CLOSED, begun_at=old,
        sealed=sealed(household, FreeWords(text="Naboen bråker")),
    )  # fmt: skip
    plan = queries.plan(SYSTEM, household.organisation, timezone.localdate())
    assert (plan.cases, plan.drafts, plan.persons) == (0, 1, 0)
    erase_all(household.organisation)
    draft.refresh_from_db()
    assert draft.sealed == ""
    assert ErasureCase.objects.get().rule == Rule.DRAFT
    assert keyring([household.key_id]).keys
    assert queries.plan(SYSTEM, household.organisation, timezone.localdate()).due == ()
    assert open_cards(SYSTEM, [household])[household.pk].name != "Slettet person"
