"""The page everybody lands on."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.organisations.models import Organisation
from boso.foundation.web.testing import statements
from boso.foundation.worklist import registry
from boso.foundation.worklist.models import SetAside
from boso.foundation.worklist.registry import Group

DAY = dt.timedelta(days=1)
ROLES = [role for role in Role if role is not Role.SYSTEM]


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def coordinator(signed_in):
    return signed_in(Role.COORDINATOR, "husbanken-ost")


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def titles_of(answer) -> list[str]:
    return [task.item.title for task in answer.context["shown"].page.object_list]


def page_of(client, **words):
    return client.get(reverse("today"), words)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_lands_on_a_page_that_says_what_to_do(signed_in, role):
    answer = page_of(signed_in(role, "moss"))
    assert answer.status_code == 200
    assert "Ingenting venter på deg" in text_of(answer)


def test_a_person_without_a_role_is_told_whom_to_ask(a_person, client):
    person = a_person(Role.PLANNER, "moss")
    person.memberships.all().delete()
    client.force_login(person, backend="boso.foundation.access.backends.SeatedBackend")
    assert "Be administratoren" in text_of(page_of(client))


def test_nobody_is_sent_to_sign_in(client, db):
    for name in ("today", "today_set_aside"):
        assert client.get(reverse(name)).status_code == 302


def test_each_task_stands_with_date_reason_and_act_in_one_row(coordinator, due_are, an_item, today):
    due_are(an_item("Approve Hamar", today - DAY, Group.LAW, about="595 000 kr", url="/hamar/"))
    page = page_of(coordinator).content.decode()
    (row,) = re.findall(r'<tr class="task"[^>]*>.*?</tr>', page, re.DOTALL)
    for words in ("1 dag over", 'href="/hamar/">Approve Hamar', "595 000 kr", "Because.", 'href="/do/approve-hamar/"'):
        assert words in row
    assert "Lov eller avtale krever" in page
    assert "Én oppgave er over fristen." in page


def test_the_numbers_are_links_to_what_they_count(coordinator, due_are, an_item, today):
    due_are(
        an_item("Late", today - DAY),
        an_item("Now", today, Group.LAW),
        an_item("Later", today + DAY),
        an_item("Follow", today, Group.OTHERS),
        an_item("Keep", None, Group.KEEP),
    )
    stats = page_of(coordinator).context["shown"].stats
    assert [stat.count for stat in stats] == [2, 2, 1]
    for stat in stats:
        assert len(coordinator.get(stat.href).context["shown"].page.object_list) == stat.count


@pytest.mark.parametrize(
    ("show", "titles"),
    [
        ("", ["Law", "Mine", "Keep"]),
        ("all", ["Law", "Mine", "Keep"]),
        ("law", ["Law"]),
        ("mine", ["Mine"]),
        ("keep", ["Keep"]),
        ("others", ["Others"]),
        ("due", []),
        ("aside", []),
        ("nonsense", ["Law", "Mine", "Keep"]),
    ],
)
def test_the_list_is_chosen_in_the_address(coordinator, due_are, an_item, show, titles):
    due_are(*[an_item(group.value.title(), None, group) for group in Group])
    shown = page_of(coordinator, show=show).context["shown"]
    assert [row.task.item.title for block in shown.blocks for row in block.rows] == titles


def test_an_empty_list_says_so(coordinator, due_are, an_item):
    due_are(an_item("Mine"))
    assert "Ingenting har frist i dag." in text_of(page_of(coordinator, show="due"))
    assert "Ingenting her nå." in text_of(page_of(coordinator, show="law"))


def test_many_tasks_are_cut_but_never_what_is_due(coordinator, due_are, an_item, today):
    due_are(*[an_item(f"Later {n:02}", today + DAY) for n in range(20)])
    page = page_of(coordinator)
    assert "Viser 10 av 20." in text_of(page)
    assert "?show=all" in page.content.decode()
    due_are(*[an_item(f"Now {n:02}", today) for n in range(15)])
    assert len(page_of(coordinator).context["shown"].page.object_list) == 15


def test_all_tasks_come_by_the_page(coordinator, due_are, an_item):
    due_are(*[an_item(f"Task {n:02}") for n in range(50)])
    first, second = page_of(coordinator, show="all"), page_of(coordinator, show="all", page="2")
    assert 'rel="next"' in first.content.decode()
    assert 'rel="prev"' in second.content.decode()
    assert len(second.context["shown"].page.object_list) == 10


def test_a_source_that_fails_is_told_in_one_line(coordinator, caplog):
    def broken(actor, today):
        raise RuntimeError

    registry.register(broken)
    assert "Noen oppgaver kunne ikke hentes" in text_of(page_of(coordinator))


def aside_address(identity: str) -> str:
    return f"{reverse('today_set_aside')}?task={identity}"


def test_a_task_is_set_aside_seen_and_taken_back(coordinator, due_are, an_item, today):
    due_are(an_item("Write"))
    answer = coordinator.post(aside_address("/do/write/"), {"choice": (today + DAY).isoformat()})
    row = SetAside.objects.get()
    assert answer.url == f"/today/?aside={row.pk}"
    page = coordinator.get(answer.url)
    assert "«Write» er satt til side til" in text_of(page)
    assert reverse("today_take_back", args=[row.pk]) in page.content.decode()
    assert "Ta fram igjen" in text_of(page_of(coordinator, show="aside"))
    assert coordinator.post(reverse("today_take_back", args=[row.pk])).url == "/today/"
    assert not SetAside.objects.exists()


def test_another_day_is_written_as_people_write_it(coordinator, due_are, an_item, today):
    due_are(an_item("Write"))
    day = today + 20 * DAY
    coordinator.post(aside_address("/do/write/"), {"day": f"{day:%d.%m.%Y}"})
    assert SetAside.objects.get().until == day


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({}, "Velg når oppgaven skal vises igjen."),
        ({"day": "01.01.2020"}, "Velg en dag etter i dag."),
        ({"day": "01.01.2200"}, "Velg en dag innen tre måneder."),
        ({"day": "soon"}, "Skriv dagen som 23.11.2026."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(coordinator, due_are, an_item, answer, words):
    due_are(an_item("Write"))
    page = coordinator.post(aside_address("/do/write/"), answer)
    assert page.status_code == 422
    assert page.context["form"].errors
    if "Skriv" not in words:
        assert words in text_of(page)
    assert not SetAside.objects.exists()


def test_days_after_what_the_law_demands_are_not_offered(coordinator, due_are, an_item, today):
    due_are(an_item("Answer", today + 2 * DAY, Group.LAW))
    offered = coordinator.get(aside_address("/do/answer/")).context["form"].fields["choice"].choices
    assert all(day <= (today + 2 * DAY).isoformat() for day, _label in offered)


def test_what_the_law_demands_today_has_no_set_aside(coordinator, due_are, an_item, today):
    due_are(an_item("Answer", today, Group.LAW))
    assert reverse("today_set_aside") not in page_of(coordinator).content.decode()


def test_the_form_opens_inside_the_row_for_htmx_and_as_a_page_without(coordinator, due_are, an_item):
    due_are(an_item("Write"))
    inside = coordinator.get(aside_address("/do/write/"), headers={"HX-Request": "true"}).content.decode()
    assert inside.strip().startswith("<tr")
    assert "<html" not in inside
    assert "<html" in coordinator.get(aside_address("/do/write/")).content.decode()


def test_a_task_that_is_not_mine_does_not_exist(coordinator, signed_in, due_are, an_item, today):
    assert coordinator.get(aside_address("/do/other/")).status_code == 404
    due_are(an_item("Write"))
    coordinator.post(aside_address("/do/write/"), {"choice": (today + DAY).isoformat()})
    other = signed_in(Role.CONTACT, "husbanken-ost")
    assert other.post(reverse("today_take_back", args=[SetAside.objects.get().pk])).status_code == 404


def test_the_page_stays_within_its_budget(coordinator, due_are, an_item, today, django_assert_num_queries):
    due_are(*[an_item(f"Task {n:02}", today + n * DAY, about="Moss kommune") for n in range(300)])
    # Session, seats, what is set aside, and the bell: eight of the twelve are for the apps' sources.
    with django_assert_num_queries(4):
        page = page_of(coordinator, show="all")
    assert len(page.content) < 100_000
    assert "style=" not in page.content.decode()


def sources_of(an_item, *costs):
    """Registers sources that each send so many statements and give one task."""

    def source_of(number, cost):
        def source(actor, today):
            for _ in range(cost):
                Organisation.objects.exists()
            return [an_item(f"Task {number}")]

        return source

    for number, cost in enumerate(costs):
        registry.register(source_of(number, cost))


def test_sources_that_do_not_fit_are_read_by_a_request_of_their_own(coordinator, an_item):
    sources_of(an_item, 3, 4, 2, 2, 0)
    with statements() as sent:
        first = page_of(coordinator)
    assert len(sent) == 12
    assert titles_of(first) == ["Task 0", "Task 1", "Task 4"]
    rest = first.context["shown"].rest
    assert rest == "/today/?of=2.3&counted=all%3A3%2Cmine%3A3"
    assert f'href="{escape(rest)}"' in first.content.decode()
    assert "Ingenting har frist" not in text_of(first)
    with statements() as sent:
        second = coordinator.get(rest)
    assert len(sent) == 8
    assert titles_of(second) == ["Task 2", "Task 3"]
    assert not second.context["shown"].rest
    assert second.context["shown"].counts["mine"] == 5


def test_with_htmx_the_rest_comes_as_a_list_alone(coordinator, an_item):
    sources_of(an_item, 7, 2, 7, 8)
    inside = coordinator.get("/today/?of=1.2.3", headers={"HX-Request": "true"})
    assert titles_of(inside) == ["Task 1"]
    assert "<html" not in inside.content.decode()
    assert inside.context["shown"].rest == "/today/?of=2.3&counted=all%3A1%2Cmine%3A1"
    assert 'id="number-mine" hx-swap-oob="true"' in inside.content.decode()
    last = coordinator.get("/today/?of=3&counted=mine:4,late:2,due:3,x,y:z", headers={"HX-Request": "true"})
    assert not last.context["shown"].rest
    assert last.context["shown"].counts["mine"] == 5
    assert "To oppgaver er over fristen. Én oppgave har frist i dag." in text_of(last)


def test_a_task_of_the_rest_is_set_aside_from_there(coordinator, an_item, today):
    sources_of(an_item, 8, 1)
    later = coordinator.get("/today/?of=1").context["shown"].blocks[0].rows[0].later
    assert later.endswith("&of=1")
    assert coordinator.post(later, {"choice": (today + DAY).isoformat()}).status_code == 302
    assert SetAside.objects.get().key == "/do/task-1/"


def test_a_source_that_costs_more_than_the_whole_page_is_left_out(coordinator, an_item, caplog):
    sources_of(an_item, 9, 1)
    page = page_of(coordinator)
    assert "Noen oppgaver kunne ikke hentes" in text_of(page)
    assert "costs more than 8 statements" in caplog.text
    assert page.context["shown"].rest == "/today/?of=1"


@pytest.mark.parametrize("of", ["x", "99", "²", "99999999999999999999"])
def test_places_that_nobody_has_ask_for_all(coordinator, an_item, of):
    sources_of(an_item, 1)
    assert titles_of(page_of(coordinator, of=of)) == ["Task 0"]


def test_in_an_invented_municipality_the_page_says_so(signed_in):
    make_organisation("prove", invented=True)
    invented = signed_in(Role.CASEWORKER, "prove").get(reverse("today"))
    real = signed_in(Role.CASEWORKER, "hamar").get(reverse("today"))
    assert 'id="invented"' in invented.content.decode()
    assert 'id="invented"' not in real.content.decode()
