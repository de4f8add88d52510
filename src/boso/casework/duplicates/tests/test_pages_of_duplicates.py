"""The pages: the list of pairs, two side by side, merging, undoing, and old links."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from boso.casework.duplicates import actions
from boso.casework.duplicates.models import Merge, NotSame
from boso.casework.households.models import Household, MemberRole, Note
from boso.casework.households.people import NewPerson
from boso.casework.households.testing import make_caseworker, make_household
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.models import User
from boso.foundation.access.roles import Role
from boso.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
BORN = dt.date(1990, 1, 1)


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(
        User.objects.get(pk=actor.user_id), backend="boso.foundation.access.backends.SeatedBackend"
    )  # fmt: skip
    return client


def twins(first: str = "nav", second: str = "nav", name: str = "Lun Vadmel") -> tuple[Household, Household]:
    told = (NewPerson.called(name, born=BORN), NewPerson.called(f"Liten {name}", MemberRole.CHILD))
    return make_household(first, persons=told[:1]), make_household(second, persons=told)


@pytest.fixture
def leader(db) -> Client:
    return browser(make_caseworker(role=Role.DECISION_MAKER))


class TestTheList:
    def test_pairs_stand_with_names_and_the_look_is_logged(self, django_assert_max_num_queries):
        for number in range(3):
            twins(name=f"Lun Vadmel{'abc'[number]}")
        client = browser(make_caseworker())
        with django_assert_max_num_queries(12):
            page = client.get(reverse("duplicates:list")).content.decode()
        assert "3 par av sakene dine" in page
        assert page.count("Lun Vadmela") == 2
        assert Entry.objects.get(verb="duplicates.listed").count == 6

    def test_of_the_other_unit_no_name_stands_there(self):
        mine, other = twins("nav", "health")
        page = browser(make_caseworker()).get(reverse("duplicates:list")).content.decode()
        assert "En annen enhet arbeider med samme person" in page
        assert mine.reference in page
        assert other.reference not in page
        assert reverse("households:share", args=[mine.pk]) in page

    def test_many_pairs_stand_on_several_pages(self):
        for number in range(21):
            twins(name=f"Lun Vadmel{chr(97 + number)}")
        client = browser(make_caseworker())
        assert "Side 1 av 2" in client.get(reverse("duplicates:list")).content.decode()
        assert "Side 2 av 2" in client.get(reverse("duplicates:list") + "?page=9").content.decode()

    def test_nothing_to_show_says_what_is_compared(self, leader):
        assert "Ingen par" in leader.get(reverse("duplicates:list")).content.decode()
        assert "Ingenting er slått sammen" in leader.get(reverse("duplicates:merged")).content.decode()


class TestTwoSideBySide:
    def test_a_decision_maker_looks_merges_and_undoes(self, leader, django_assert_max_num_queries):
        kept, merged = twins()
        at = reverse("duplicates:compare", args=[kept.pk, merged.pk])
        with django_assert_max_num_queries(12):
            page = leader.get(at).content.decode()
        assert "Lun Vadmel står i begge" in page
        assert leader.post(at, {"why": " "}).status_code == 422
        done = leader.post(at, {"why": "Registrert av to."}, follow=True)
        assert f"{merged.reference} er nå en del av {kept.reference}" in done.content.decode()
        assert Merge.objects.count() == 1
        for address in (reverse("households:household", args=[merged.pk]),):
            assert leader.get(address).url == reverse("households:household", args=[kept.pk])
        with django_assert_max_num_queries(12):
            listed = leader.get(reverse("duplicates:merged")).content.decode()
        assert "Registrert av to." in listed
        undo = reverse("duplicates:undo", args=[Merge.objects.get().pk])
        assert undo in listed
        assert leader.get(undo).status_code == 200
        assert leader.post(undo, {"why": ""}).status_code == 422
        assert "slik de var" in leader.post(undo, {"why": "To likevel."}, follow=True).content.decode()
        assert leader.get(undo).status_code == 200
        assert "gjort om" in leader.get(reverse("duplicates:merged")).content.decode()

    def test_what_stays_after_undoing_is_told(self, leader):
        kept, merged = twins()
        from boso.casework.households.actions_notes import write_note

        row = write_note(SYSTEM, merged, "Liker katter.")
        done = actions.merge(SYSTEM, kept, merged, "x")
        Note.objects.filter(pk=row.pk).delete()
        answer = leader.post(reverse("duplicates:undo", args=[done.pk]), {"why": "To likevel."}, follow=True)
        assert "1 ting" in answer.content.decode()

    def test_an_old_link_leads_on_also_for_who_saw_only_the_kept_one(self):
        kept, merged = twins("nav", "health")
        actions.merge(SYSTEM, kept, merged, "x")
        old = reverse("households:household", args=[merged.pk])
        assert browser(make_caseworker()).get(old).url == reverse("households:household", args=[kept.pk])
        assert browser(make_caseworker("housing")).get(old).status_code == 404

    def test_a_caseworker_reads_why_not_and_may_say_that_they_are_two(self):
        kept, merged = twins()
        client = browser(make_caseworker())
        at = reverse("duplicates:compare", args=[kept.pk, merged.pk])
        assert "En som fatter vedtak" in client.get(at).content.decode()
        assert client.post(at, {"why": "x"}).status_code == 403
        apart = reverse("duplicates:apart", args=[kept.pk, merged.pk])
        assert client.post(apart, {"how": ""}).status_code == 422
        assert client.post(apart, {"how": "To søskenbarn."}).status_code == 302
        assert NotSame.objects.count() == 1
        assert client.post(apart, {"how": "To søskenbarn."}).status_code == 422
        assert "to husstander" in client.get(at).content.decode()
        together = reverse("duplicates:together", args=[kept.pk, merged.pk])
        assert client.post(together).status_code == 302
        assert NotSame.objects.get().withdrawn_at is not None

    def test_who_does_not_see_both_sees_nothing(self):
        kept, merged = twins("nav", "health")
        client = browser(make_caseworker())
        for name in ("compare", "apart", "together"):
            at = reverse(f"duplicates:{name}", args=[kept.pk, merged.pk])
            assert client.post(at, {"why": "x", "how": "x"}).status_code == 404
        assert browser(make_caseworker(role=Role.PLANNER)).get(reverse("duplicates:list")).status_code == 404
