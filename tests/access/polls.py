"""A survey of Hamar's own that is open, with one person on its list, made by its programme leader."""

from __future__ import annotations

from boso.foundation.access.actor import Actor
from boso.programme.partnership.models import Participation
from boso.programme.surveys import actions, actions_people, keys, queries, starting
from boso.programme.surveys.lists import Person

Parts = dict[str, dict[str, object]]
OF_WAVE = ("wave", "wave-edit", "step", "people", "people-add", "people-copy", "letters")


def build(leader: Actor, hamar: Participation, arena_id: object) -> Parts:
    """The parts of the addresses of surveys."""
    fields = {"title_nb": "Trivsel", "nb": "For å bli bedre.", "owner": hamar.organisation, "participation": hamar,
              "anonymity": "anonymous"}  # fmt: skip
    survey = actions.make_survey(leader, fields)
    wave = queries.waves(leader, survey)[0]
    actions.change_wave(leader, wave, {"version": starting.form("programme")})
    actions_people.add_people(leader, wave, [Person(1, "Deltaker", "deltaker@eksempel.example", None, "")])
    actions.open_wave(leader, wave)
    person, item = wave.respondents.get(), wave.items.order_by("position")[0]
    of_wave: dict[str, object] = {"pk": wave.pk, "step": "close", "kind": "invitation"}
    return {
        "surveys": {"pk": survey.pk},
        **{f"surveys:{name}": of_wave for name in OF_WAVE},
        "surveys:person": {"pk": person.pk},
        "surveys:person-remove": {"pk": person.pk},
        "surveys:take": {"pk": item.pk},
        "surveys:evaluate-arena": {"pk": arena_id},
        "answering": {"token": keys.token_of(person.nonce)},
    }
