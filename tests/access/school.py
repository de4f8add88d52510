"""One thing of each kind that the programme learns, made in Hamar by those who may and shared with nobody yet."""

from __future__ import annotations

import datetime as dt

from boso.foundation.access.actor import Actor
from boso.programme.learning import actions
from boso.programme.learning import actions_library as library
from boso.programme.learning.queries import REPORT, own_places
from boso.programme.partnership.models import Participation

Parts = dict[str, dict[str, object]]
TODAY = dt.date(2013, 3, 1)
ARENA = ("arena", "arena-edit", "session-new", "invite", "answer", "participants-new", "take-home")


def build(coordinator: Actor, leader: Actor, hamar: Participation) -> Parts:
    """The parts of learning's addresses."""
    place = hamar.organisation
    arena = actions.arrange(
        leader, {"title_nb": "Kurs", "kind": "course", "host": place, "starts": dt.date(2100, 1, 1)}
    )
    session = actions.add_session(leader, arena, {"title_nb": "Boliger", "slot": 1})
    coming = actions.answer(leader, arena, place.pk, "programme_leader", "coming")
    network = actions.start_network(leader, {"title_nb": "Ved elva", "kind": "network", "initiator": place})
    meeting = actions.hold_meeting(leader, network, {"on": TODAY, "agenda": "Nøkler"})
    plan = actions.make_plan(coordinator, 2013, {})
    measure = actions.add_measure(coordinator, plan, {"title_nb": "Faktaark", "kind": "base"})
    told = {"title_nb": "Brev", "organisation": place, "tool": "letter", "theme": "homes", "nb": "Et brev.",
            "state": "in_use"}  # fmt: skip
    experience = library.tell(leader, {**told, "shared": False})
    common = library.tell(coordinator, {**told, "organisation": own_places(coordinator).get()})
    use = library.take_over(leader, common, {"organisation": place, "state": "looks"})
    lesson = library.learn(leader, hamar, {"title_nb": "For få møter", "loop": 2, "learned_on": TODAY}, REPORT)
    signal = library.notice(leader, {"title_nb": "To tilskudd"})
    network_parts: dict[str, object] = {"slug": network.slug}
    return {
        **{f"learning:{name}": {"pk": arena.pk} for name in ARENA},
        **{
            f"learning:{name}": network_parts
            for name in ("network", "member-new", "point-new", "meeting-new", "matter-new")
        },
        **{f"learning:{name}": {"pk": experience.pk} for name in ("experience", "experience-edit", "figure-new")},
        "learning:use-new": {"pk": common.pk},
        "learning:use-edit": {"pk": use.pk},
        "learning:measure-new": {"pk": plan.pk},
        "learning:measure-edit": {"pk": measure.pk},
        "learning:session-remove": {"pk": session.pk},
        "learning:confirm": {"pk": coming.pk, "came": 1},
        "learning:member-leave": {"pk": network.members.get().pk},
        "learning:meeting-edit": {"pk": meeting.pk},
        "learning:lesson": {"pk": lesson.pk},
        "learning:lesson-share": {"pk": lesson.pk},
        "learning:signal": {"pk": signal.pk},
        "learning:step": {"kind": "lessons", "key": lesson.pk, "step": "decide"},
    }
