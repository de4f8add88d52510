"""Signing in and out, being locked out, choosing a person in a demo, own settings."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boso.foundation.access import actions
from boso.foundation.access.actor import NOBODY
from boso.foundation.access.decisions import Refused
from boso.foundation.access.groups import by_organisation, can, sections
from boso.foundation.access.models import Installation, User
from boso.foundation.access.policies import may_be
from boso.foundation.access.queries import actor_of, people_to_be
from boso.foundation.access.roles import Role
from boso.foundation.audit.models import Entry
from boso.foundation.organisations.models import Kind, Organisation

WORD = "tolv-hemmelige-ord"


@pytest.fixture
def person(a_person) -> User:
    user = a_person(Role.PROGRAMME_LEADER, "hamar")
    user.set_password(WORD)
    user.save()
    return user


@pytest.fixture
def demo(db) -> None:
    Installation(demo=True).save()


def sign_in(client, user, word=WORD, **more):
    return client.post("/sign-in/", {"username": user.username, "password": word, **more})


def test_the_right_password_opens_and_is_logged(client, person):
    answer = sign_in(client, person)
    assert answer.status_code == 302 and answer.headers["Location"] == "/today/"
    assert Entry.objects.filter(verb="person.sign_in", actor=person).exists()


def test_signing_in_goes_on_to_the_page_that_was_asked_for_but_never_elsewhere(client, person):
    assert sign_in(client, person, next="/me/").headers["Location"] == "/me/"
    client.logout()
    assert sign_in(client, person, next="//evil.example/").headers["Location"] == "/today/"


def test_capital_letters_in_the_name_do_not_matter(client, person):
    answer = client.post("/sign-in/", {"username": person.username.upper(), "password": WORD})
    assert answer.status_code == 302


def test_somebody_signed_in_is_not_asked_again(signed_in):
    assert signed_in(Role.COORDINATOR, "husbanken").get("/sign-in/").status_code == 302


def test_a_wrong_password_says_no_more_than_that(client, person):
    answer = sign_in(client, person, "feil")
    assert answer.status_code == 422 and "Navnet eller passordet er feil" in answer.content.decode()
    assert sign_in(client, person, "").status_code == 422


def test_a_closed_person_cannot_come_in(client, person):
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert sign_in(client, person).status_code == 422


def test_five_wrong_passwords_close_the_door_for_a_quarter_of_an_hour(client, person):
    answers = [sign_in(client, person, "feil").status_code for _ in range(5)]
    assert answers[-1] == 429
    shut = sign_in(client, person)
    assert shut.status_code == 429 and "15 minutter" in shut.content.decode()


def test_leaving_forgets_the_session_and_is_logged(client, person):
    sign_in(client, person)
    assert client.post("/sign-out/").headers["Location"] == "/"
    assert client.get("/me/").status_code == 302
    assert Entry.objects.filter(verb="person.sign_out", actor=person).exists()
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 302


def test_outside_a_demo_nobody_chooses_a_person(client, person):
    assert client.get("/be/").status_code == 404
    assert client.post("/be/", {"person": person.pk}).status_code == 404


def test_in_a_demo_one_chooses_a_person_and_it_is_logged(client, person, demo):
    assert person.name in client.get("/be/").content.decode()
    assert client.post("/be/", {"person": person.pk}).status_code == 302
    html = client.get("/me/").content.decode()
    assert person.name in html and "Vær en annen" in html
    assert Entry.objects.filter(verb="person.chosen", actor=person).exists()


@pytest.mark.parametrize("wish", ["", "x", "999999"])
def test_one_cannot_be_somebody_who_is_not_there(client, person, demo, wish):
    assert client.post("/be/", {"person": wish}).status_code == 404


def test_a_demo_without_people_says_so(client, demo):
    assert "Ingen å være" in client.get("/be/").content.decode()


def test_people_stand_under_their_organisations(a_person, demo):
    a_person(Role.PROGRAMME_LEADER, "hamar")
    a_person(Role.STEERING_GROUP, "hamar")
    a_person(Role.PROGRAMME_LEADER, "moss")
    groups = by_organisation(people_to_be(timezone.localdate()))
    assert [(group.organisation.slug, len(group.people)) for group in groups] == [("hamar", 2), ("moss", 1)]


def test_a_demo_begins_with_one_of_each_side_and_shows_everybody_once(a_person, demo):
    leader, coordinator = a_person(Role.PROGRAMME_LEADER, "hamar"), a_person(Role.COORDINATOR, "husbanken-ost")
    steering, owner = a_person(Role.STEERING_GROUP, "hamar"), a_person(Role.PROGRAMME_OWNER, "hamar")
    other, reader = a_person(Role.PROGRAMME_LEADER, "moss"), a_person(Role.EVALUATOR, "moreforsking")
    Organisation.objects.filter(slug="moreforsking").update(kind=Kind.EVALUATOR)
    found = sections(by_organisation(people_to_be(timezone.localdate())))
    names = [{person.user_id for person in section.people} for section in found]
    assert names == [{coordinator.pk, leader.pk}, {steering.pk, owner.pk}, {other.pk}, {reader.pk}]
    assert [str(section.title) for section in found][1] == "Hamar"
    assert found[2].people[0].place == "Moss"


@pytest.mark.parametrize("role", list(Role))
def test_every_role_a_person_may_hold_says_what_it_can(role):
    assert bool(can(role)) is (role != Role.SYSTEM)


def test_being_needs_a_demo_and_a_seat(person):
    actor = actor_of(person, timezone.localdate())
    assert not may_be(actor)
    Installation(demo=True).save()
    assert may_be(actor) and not may_be(NOBODY)
    person.memberships.all().delete()
    with pytest.raises(Refused):
        actions.become(person, timezone.localdate())


def test_settings_are_kept_and_shown(client, person):
    sign_in(client, person)
    answer = client.post("/me/", {"language": "nn", "scheme": "dark", "email": "a@example.no"})
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.language, person.scheme, person.email) == ("nn", "dark", "a@example.no")
    html = client.get("/me/").content.decode()
    assert 'lang="nn"' in html and 'data-color-scheme="dark"' in html


def test_a_wrong_address_is_told_at_the_field(client, person):
    sign_in(client, person)
    answer = client.post("/me/", {"language": "nb", "scheme": "auto", "email": "a@"})
    assert answer.status_code == 422 and "navn@example.no" in answer.content.decode()


def test_the_account_pages_are_for_those_signed_in(db, client):
    assert client.get("/me/").status_code == client.get("/me/password/").status_code == 302


def test_a_new_password_takes_over_and_the_session_goes_on(client, person):
    sign_in(client, person)
    new = {"old": WORD, "new": "et-helt-nytt-og-langt-ord", "again": "et-helt-nytt-og-langt-ord"}
    assert client.post("/me/password/", new).status_code == 302
    assert client.get("/me/").status_code == 200
    person.refresh_from_db()
    assert person.check_password(new["new"])
    assert Entry.objects.filter(verb="person.password").exists()


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [("feil", "et-helt-nytt-ord", "et-helt-nytt-ord", "ikke passordet du har"), (WORD, "kort", "kort", "12"),
     (WORD, "et-helt-nytt-ord", "noe-annet-skrevet", "ikke like")],
)  # fmt: skip
def test_a_password_that_will_not_do_is_explained(client, person, old, new, again, told):
    sign_in(client, person)
    answer = client.post("/me/password/", {"old": old, "new": new, "again": again})
    assert answer.status_code == 422 and told in answer.content.decode()


def test_nobody_changes_the_account_of_another(person, an_actor):
    other = an_actor(Role.COORDINATOR, "husbanken")
    for change in (
        lambda: actions.change_language(other, person, "nn"),
        lambda: actions.change_password(other, person, WORD),
    ):
        with pytest.raises(Refused):
            change()


def test_a_weak_password_is_refused_by_the_act_itself(person):
    with pytest.raises(ValidationError):
        actions.change_password(actor_of(person, timezone.localdate()), person, "kort")


def test_passwords_are_kept_with_argon2():
    from boso.config import settings as own

    assert own.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
