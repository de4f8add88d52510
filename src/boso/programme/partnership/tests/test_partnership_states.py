"""Whatever is pressed, in whatever order: two people, one step at a time, each state only by its arrows."""

from __future__ import annotations

import datetime as dt
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boso.foundation.access.actor import Actor, Seat
from boso.foundation.access.decisions import Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_person
from boso.foundation.organisations.models import Kind, Organisation
from boso.foundation.workflow.queries import available
from boso.foundation.workflow.states import Workflow
from boso.programme.partnership import actions
from boso.programme.partnership.models import (
    Admission,
    AdmissionState,
    Agreement,
    AgreementState,
    Intake,
    Participation,
    Phase,
)
from boso.programme.partnership.states import ADMISSION, AGREEMENT, PHASES

DAY = dt.date(2012, 2, 1)
ALL = (ADMISSION, AGREEMENT, PHASES)
numbers = count(1)
quick = settings(deadline=None)


@pytest.mark.parametrize("workflow", ALL, ids=lambda workflow: workflow.verb)
def test_every_arrow_begins_and_ends_in_a_state_with_a_label(workflow: Workflow):
    for transition in workflow.transitions:
        assert {*transition.sources, transition.target} <= set(workflow.states)
        assert transition.target not in transition.sources
        assert str(transition.label)
    assert all(str(label) for label in workflow.states.values())


@pytest.mark.parametrize("workflow", ALL, ids=lambda workflow: workflow.verb)
def test_every_state_but_the_first_is_reached(workflow: Workflow):
    first = {"admission": "application", "agreement": "draft", "participation": "not_stated"}[workflow.verb]
    reached = {first}
    for _round in workflow.states:
        reached |= {t.target for t in workflow.transitions if reached & set(t.sources)}
    assert reached == set(workflow.states)


def test_what_is_decided_stays_decided():
    assert not [t for t in ADMISSION.transitions if set(t.sources) & {"admitted", "refused"}]
    assert not [t for t in AGREEMENT.transitions if "ended" in t.sources]


def people(municipality: Organisation) -> list[Actor]:
    """Two coordinators, a contact, an owner, and one who sits on both sides."""
    bank = Organisation.objects.get_or_create(slug="husbanken-ost", defaults={"name": "Banken", "kind": Kind.BANK})[0]

    def actor(*seats: tuple[Organisation, Role]) -> Actor:
        user = make_person(seats[0][1], seats[0][0])
        return Actor(user.pk, user.name, "nb", tuple(Seat(place.pk, place.pk, role) for place, role in seats))

    return [
        actor((bank, Role.COORDINATOR)),
        actor((bank, Role.COORDINATOR)),
        actor((bank, Role.CONTACT)),
        actor((municipality, Role.PROGRAMME_OWNER)),
        actor((bank, Role.COORDINATOR), (municipality, Role.PROGRAMME_OWNER)),
    ]


def a_municipality() -> Organisation:
    return Organisation.objects.create(slug=f"sted-{next(numbers)}", name="Sted", kind=Kind.MUNICIPALITY)


presses = st.lists(
    st.tuples(
        st.integers(0, 4), st.sampled_from([t.name for t in ADMISSION.transitions]), st.sampled_from(["", "Fordi"])
    ),
    max_size=14,
)


@pytest.mark.slow
@pytest.mark.django_db
@quick
@given(presses=presses)
def test_an_admission_takes_two_people_whatever_is_pressed(presses):
    place = a_municipality()
    intake = Intake.objects.get_or_create(year=2011)[0]
    actors = people(place)
    admission = actions.receive_application(actors[2], place, intake, DAY)
    for who, name, reason in presses:
        before = Admission.objects.get(pk=admission.pk)
        allowed = {t.name: t for t in available(actors[who], before, ADMISSION)}
        try:
            actions.advance_admission(actors[who], before, name, reason=reason)
        except Refused:
            after = Admission.objects.get(pk=admission.pk)
            assert (after.state, after.recommended_by_id) == (
                Admission.objects.get(pk=admission.pk).state,
                after.recommended_by_id,
            )
            assert name not in allowed or (allowed[name].needs_reason and not reason)
        else:
            assert name in allowed
    end = Admission.objects.get(pk=admission.pk)
    takes_part = Participation.objects.filter(organisation=place)
    assert takes_part.exists() is (end.state == AdmissionState.ADMITTED)
    if end.decided_by_id is not None:
        assert end.recommended_by_id is not None
        assert end.decided_by_id != end.recommended_by_id
        assert end.decision and end.recommendation
    assert (end.decided_by_id is not None) is (end.state in (AdmissionState.ADMITTED, AdmissionState.REFUSED))


signatures = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["bank", "municipality"])), max_size=10)


@pytest.mark.slow
@pytest.mark.django_db
@quick
@given(signatures=signatures)
def test_an_agreement_is_never_in_force_on_one_persons_word(signatures):
    place = a_municipality()
    participation = Participation.objects.create(slug=place.slug, organisation=place)
    actors = people(place)
    agreement = actions.draft_agreement(actors[2], participation, {"starts": DAY})
    for who, side in signatures:
        now = Agreement.objects.select_related("participation").get(pk=agreement.pk)
        before = (now.bank_signed_by_id, now.municipality_signed_by_id, now.state)
        try:
            actions.sign_agreement(actors[who], now, side, DAY)
        except Refused:
            kept = Agreement.objects.get(pk=agreement.pk)
            assert (kept.bank_signed_by_id, kept.municipality_signed_by_id, kept.state) == before
    end = Agreement.objects.get(pk=agreement.pk)
    signed = (end.bank_signed_by_id, end.municipality_signed_by_id)
    assert (end.state == AgreementState.SIGNED) is (None not in signed)
    if None not in signed:
        assert signed[0] != signed[1]
        assert end.signed_on == DAY


@pytest.mark.slow
@pytest.mark.django_db
@quick
@given(steps=st.lists(st.sampled_from([phase.value for phase in Phase]), max_size=8))
def test_the_phase_is_always_the_newest_entry(steps):
    place = a_municipality()
    participation = Participation.objects.create(slug=place.slug, organisation=place)
    coordinator = people(place)[0]
    recorded = []
    for phase in steps:
        try:
            actions.change_phase(coordinator, participation, phase, reason="Nytt")
            recorded.append(phase)
        except (Refused, KeyError):
            assert phase in (participation.phase, Phase.NOT_STATED)
    participation.refresh_from_db()
    assert [entry.phase for entry in participation.phases.all()] == recorded
    assert participation.phase == (recorded[-1] if recorded else Phase.NOT_STATED)
