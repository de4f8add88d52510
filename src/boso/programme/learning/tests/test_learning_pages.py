"""The pages of learning: what they say, how many questions they ask, and that a form loses nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boso.programme.learning import actions, actions_library, finding, pictures, queries
from boso.programme.learning.models import (
    Arena,
    Experience,
    KnowledgePlan,
    LearningMeasure,
    LedgerEntry,
    Matter,
    Meeting,
    Network,
    NetworkMember,
    Participant,
    Session,
    Signal,
    Use,
)
from boso.programme.partnership.models import Participation


def client_of(actor) -> Client:
    client = Client()
    user = get_user_model().objects.get(pk=actor.user_id)
    client.force_login(user, backend="boso.foundation.access.backends.SeatedBackend")
    return client


def at(name, *args) -> str:
    return reverse(f"learning:{name}", args=args)


def words_of(response) -> str:
    return response.content.decode().replace("\u00a0", " ")


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def gathering(learning, coordinator, today):
    host = queries.own_places(coordinator).get()
    fields = {"title_nb": "Samling", "kind": "gathering", "host": host, "starts": today, "purpose": "Lære"}
    arena = actions.arrange(coordinator, fields)
    for title in ("Boliger", "Oppfølging"):
        actions.add_session(coordinator, arena, {"title_nb": title, "slot": 1, "theme": "homes"})
    actions.invite(coordinator, arena, {"role": "programme_leader", "organisation": None}, today)
    return arena


def sent(client, address, **fields):
    """The form is sent; it must lead on."""
    response = client.post(address, fields)
    assert response.status_code == 302, words_of(response)
    return response


def test_every_page_asks_at_most_twelve_questions_and_is_light(
    gathering, coordinator, leader, django_assert_max_num_queries
):
    reported = Arena.objects.get(fact_id="learning.arena.gathering.2011.september")
    told = Experience.objects.get(fact_id="learning.experience.oslo.mapping")
    addresses = [
        at("overview"), at("knowledge"), at("arenas"), at("arenas") + "?q=danmark&kind=study_trip",
        at("arena", reported.pk), at("arena", gathering.pk), at("answer", gathering.pk), at("networks"),
        at("network", "ostfold"), at("network", "oppfolging-hedmark"), at("library"),
        at("library") + "?q=kartlegging&theme=knowledge&tool=form&where=kongsvinger", at("experience", told.pk),
        at("alike") + "?participant=hamar&theme=homes", at("alike"), at("pictures"), at("ledger"),
        at("ledger") + "?loop=3&state=open", at("ledger") + "?participant=hamar",
        at("lesson", LedgerEntry.objects.first().pk), at("signals"),
        at("signal", Signal.objects.get(fact_id="learning.signal.nou").pk), at("overview") + "?programme=demonstration",
        at("arenas") + "?programme=demonstration", at("alike") + "?programme=demonstration",
        at("knowledge") + "?programme=demonstration", at("pictures") + "?programme=demonstration",
        at("networks") + "?programme=demonstration", at("library") + "?programme=demonstration",
        at("signals") + "?programme=demonstration", at("library") + "?q=finnesikke", at("arenas") + "?q=finnesikke",
    ]  # fmt: skip
    for actor, asked in ((coordinator, addresses), (leader, addresses[::3])):
        client = client_of(actor)
        for address in asked:
            with django_assert_max_num_queries(12, info=address):
                response = client.get(address)
            assert response.status_code == 200, address
            assert len(response.content) < 100_000, address


def test_the_pages_say_what_the_report_says_and_where_it_is_silent(learning, leader):
    client = client_of(leader)
    overview = words_of(client.get(at("overview")))
    assert "Én av de tre kretsene er taus" in overview and "2 lærdommer, ingen besvart" in overview
    ostfold = words_of(client.get(at("network", "ostfold")))
    assert "Tale for kommunene overfor staten." in ostfold and "slik det var rapportert i januar 2012" in ostfold
    assert "Sarpsborg" in ostfold and "Østfold fylkeskommune" in ostfold
    arenas = words_of(client.get(at("arenas")))
    assert "13.09.2011" in arenas and "dagen er ikke oppgitt" in arenas and "Studietur til Danmark" in arenas
    told = words_of(client.get(at("experience", Experience.objects.get(fact_id="learning.experience.bofri").pk)))
    assert told.count("ikke oppgitt") >= 3
    alike = words_of(client.get(at("alike") + "?participant=hamar"))
    assert "ikke kjent om begge" in alike and "Hvordan likheten regnes ut" in alike
    assert "ingen tall for hva folk mente" in words_of(client.get(at("arena", Arena.objects.first().pk)))


def test_where_actors_stand_is_drawn_with_its_table(learning, leader):
    page = words_of(client_of(leader).get(at("pictures")))
    assert 'role="img"' in page and "<title" in page and "høsten 2011" in page and "Utledet" in page
    assert pictures.rings([], "Ingen") is None


def test_a_gathering_from_first_day_to_last(gathering, coordinator, leader, today):
    bank, own = client_of(coordinator), client_of(leader)
    assert "Du er invitert" in words_of(own.get(at("overview")))
    place = Participation.objects.get(slug="hamar").organisation_id
    both = [session.pk for session in Session.objects.filter(arena=gathering)]
    twice = own.post(
        at("answer", gathering.pk), {"reply": "coming", "seat": f"programme_leader@{place}", "sessions": both}
    )
    assert twice.status_code == 422 and "To av disse går samtidig." in words_of(twice)
    sent(own, at("answer", gathering.pk), reply="coming", seat=f"programme_leader@{place}", sessions=both[:1])
    host = queries.own_places(coordinator).get()
    sent(bank, at("arena-new"), title_nb="Kurs i tall", kind="course", host=host.pk)
    offered = Arena.objects.get(title_nb="Kurs i tall")
    assert "Jeg vil ha dette" in words_of(own.get(at("answer", offered.pk)))
    sent(bank, at("arena-edit", offered.pk), title_nb="Kurs", kind="course", starts=f"{today:%d.%m.%Y}")
    wrong = bank.post(
        at("arena-edit", offered.pk), {"title_nb": "Kurs", "kind": "course", "starts": "2.5.2030", "ends": "1.5.2030"}
    )
    assert wrong.status_code == 422 and "Kurs" in words_of(wrong)
    sent(bank, at("session-new", gathering.pk), title_nb="Startlån", slot=2)
    sent(bank, at("session-remove", Session.objects.get(title_nb="Startlån").pk))
    sent(bank, at("invite", gathering.pk), role="caseworker", organisation=place)
    sent(bank, at("step", "arenas", gathering.pk, "hold"), words="Det ga noe.")
    row = Participant.objects.get(arena=gathering)
    sent(bank, at("confirm", row.pk, 1))
    sent(bank, at("participants-new", gathering.pk), organisation=place, role="caseworker", people=3)
    sent(own, at("take-home", gathering.pk), words="Vaktlista")
    page = words_of(own.get(at("arena", gathering.pk)))
    assert "Vaktlista" in page and "Det ga noe." in page and "<dd>4" in page.replace("\n", "")
    sent(bank, at("step", "arenas", offered.pk, "cancel"), words="Snø")
    assert own.get(at("step", "arenas", "x", "hold")).status_code == 404
    assert own.get(at("step", "nonsense", "1", "hold")).status_code == 404
    assert bank.get(at("step", "arenas", offered.pk, "plan")).status_code == 404


def test_a_plan_a_network_and_its_matters_on_the_screen(learning, coordinator, leader, today):
    bank, own = client_of(coordinator), client_of(leader)
    sent(bank, at("plan-new"), year=today.year, aim="Mer om drift")
    plan = KnowledgePlan.objects.get(year=today.year)
    assert bank.post(at("plan-new"), {"year": today.year}).status_code == 422
    sent(bank, at("measure-new", plan.pk), title_nb="Faktaark", kind="base", knowledge="practical")
    measure = LearningMeasure.objects.get(plan=plan)
    sent(bank, at("measure-edit", measure.pk), title_nb="Bedre faktaark", kind="base")
    sent(bank, at("step", "measures", measure.pk, "begin"))
    assert "Bedre faktaark" in words_of(bank.get(at("knowledge")))
    hamar = Participation.objects.get(slug="hamar").organisation_id
    sent(own, at("network-new"), title_nb="Ved Mjøsa", kind="themed", theme="homes", initiator=hamar, mandate="Lære")
    slug = Network.objects.get(title_nb="Ved Mjøsa").slug
    sent(own, at("member-new", slug), party_nb="NAV", position="nav")
    sent(own, at("point-new", slug), words="Dele")
    sent(own, at("meeting-new", slug), on=f"{today:%d.%m.%Y}", agenda="Nøkler")
    meeting = Meeting.objects.get()
    sent(own, at("meeting-edit", meeting.pk), on=f"{today:%d.%m.%Y}", agenda="Nøkler", minutes="Enige")
    sent(own, at("matter-new", slug), title_nb="Kvelder", nb="Hvem?", raised_by=hamar, raised_on=f"{today:%d.%m.%Y}")
    matter = Matter.objects.get(title_nb="Kvelder")
    assert own.post(at("step", "matters", matter.pk, "settle"), {"words": ""}).status_code == 422
    sent(own, at("step", "matters", matter.pk, "settle"), words="Vi deler.")
    sent(
        own,
        at("member-leave", NetworkMember.objects.get(party_nb="NAV", network__slug=slug).pk),
        on=f"{today:%d.%m.%Y}",
    )
    page = words_of(own.get(at("network", slug)))
    assert "Vi deler." in page and "Enige" in page
    sent(own, at("step", "networks", slug, "end"), words="Ferdig")
    assert own.get(at("member-new", slug)).status_code == 403


def test_experience_lessons_signals_and_likeness_on_the_screen(learning, coordinator, leader, other, today):
    bank, own, theirs = client_of(coordinator), client_of(leader), client_of(other)
    hamar, moss = (Participation.objects.get(slug=slug).organisation_id for slug in ("hamar", "moss"))
    fields = {
        "title_nb": "Vaktliste", "organisation": hamar, "tool": "form", "theme": "follow_up", "nb": "Én liste.",
        "state": "in_use", "tried_in": 2011, "cost": "12 000", "shared": "on",
    }  # fmt: skip
    wrong = own.post(at("experience-new"), {**fields, "tried_in": "2012", "ended_in": "2011"})
    assert wrong.status_code == 422 and "Vaktliste" in words_of(wrong)
    sent(own, at("experience-new"), **fields)
    told = Experience.objects.get(title_nb="Vaktliste")
    sent(own, at("experience-edit", told.pk), **fields, result="Færre ringer.")
    sent(own, at("figure-new", told.pk), label="Ringte", before=31, after=12, source="Vaktboka")
    sent(theirs, at("use-new", told.pk), organisation=moss, taken_from=hamar, state="adapts", since=f"{today:%d.%m.%Y}")
    use = Use.objects.get(experience=told)
    assert theirs.post(at("use-edit", use.pk), {"state": "uses", "verdict": "helped"}).status_code == 422
    sent(theirs, at("use-edit", use.pk), state="uses", verdict="helped", why="Alle svarer.")
    page = words_of(own.get(at("experience", told.pk)))
    assert "Alle svarer." in page and "12 000 kr" in page and "31" in page
    sent(own, at("lesson-new"), title_nb="Lista virker", loop=1, learned_on=f"{today:%d.%m.%Y}", experience=told.pk)
    lesson = LedgerEntry.objects.get(title_nb="Lista virker")
    assert theirs.get(at("lesson", lesson.pk)).status_code == 404
    sent(own, at("step", "lessons", lesson.pk, "decide"), words="Alle står på lista.")
    sent(own, at("lesson-share", lesson.pk))
    assert "Alle står på lista." in words_of(theirs.get(at("lesson", lesson.pk)))
    sent(bank, at("lesson-new"), title_nb="For korte samlinger", loop=2, learned_on=f"{today:%d.%m.%Y}")
    assert "Hamar" in words_of(bank.get(at("ledger")))
    sent(own, at("signal-new"), title_nb="To tilskudd", evidence="Avslag")
    signal = Signal.objects.get(title_nb="To tilskudd")
    sent(bank, at("step", "signals", signal.pk, "send"), sent_to="Fylkesmannen", on=f"{today:%d.%m.%Y}")
    sent(bank, at("step", "signals", signal.pk, "answer"), words="De ser på det.")
    sent(own, at("size-new", "hamar"), year=2012, inhabitants=28662, source="SSB 07459")
    assert "28 662" in words_of(own.get(at("alike")))
    assert own.get(at("size-new", "moss")).status_code == 403
    day = today - dt.timedelta(days=1)
    sent(own, at("place") + "?participant=hamar", on=f"{day:%d.%m.%Y}", words="De kom.", ring_nav=2)
    actions_library.place(leader, Participation.objects.get(slug="hamar"), {"nav": 1}, today, "Mer.", queries.REPORT)
    assert "De kom." in words_of(own.get(at("pictures") + "?participant=hamar"))
    hits = [hit.title for source in finding.SOURCES for hit in source(leader, "vaktliste", 5)]
    assert hits == ["Vaktliste"]
    assert [hit.title for hit in finding.networks(leader, "ostfold", 5)] == ["Østfold"]
