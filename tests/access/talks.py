"""One thing of each kind in interviews, made by the evaluator and shared with nobody yet."""

from __future__ import annotations

import datetime as dt

from boso.foundation.access.actor import Actor
from boso.programme.interviews import actions, actions_quotations, queries
from boso.programme.interviews import actions_material as material
from boso.programme.partnership.models import Participation

Parts = dict[str, dict[str, object]]
TODAY = dt.date(2013, 3, 1)
WORDS = "Vi møtes hver mandag."


def build(evaluator: Actor, hamar: Participation) -> Parts:
    """The parts of the addresses of interviews."""
    evaluation = queries.worked_on(evaluator)
    guide = actions.start_guide(evaluator, evaluation, {"title_nb": "Samtaler"})
    part = actions.add_part(evaluator, guide, {"title_nb": "Del"})
    question = actions.add_question(evaluator, part, {"title_nb": "Hva?"})
    place = hamar.organisation
    informant = actions.add_informant(
        evaluator, evaluation, {"pseudonym": "Ansatt 1", "role": "staff", "organisation": place}
    )
    consent = actions.record_consent(
        evaluator, informant,
        {"purpose": "Evaluering", "manner": "oral", "given_on": TODAY, "until": dt.date(2100, 1, 1)},
    )  # fmt: skip
    appointment = actions.arrange(evaluator, informant, {"on": dt.date(2100, 1, 1), "manner": "phone"})
    said = {"kind": "transcript", "title": "Samtale", "text": WORDS, "informant": informant, "organisation": place}
    text = material.bring_text(evaluator, evaluation, said, TODAY)
    code = queries.code_book(evaluator, evaluation)[0]
    coding = material.mark(evaluator, text, code, 0, len(WORDS))
    memo = material.write_memo(evaluator, evaluation, {"title": "Tanke", "text": "Hm"})
    quotation = actions_quotations.quote(evaluator, text, 0, len(WORDS), {"text": WORDS}, [code])
    guides = ("guide", "guide-edit", "guide-version", "guide-step", "part-new")
    people = ("informant", "informant-edit", "consent-new", "appointment-new")
    quotations = ("quotation", "quotation-edit", "quotation-step", "quotation-settle")
    return {
        **{f"interviews:{name}": {"pk": guide.pk, "step": "use"} for name in guides},
        **{f"interviews:{name}": {"pk": part.pk} for name in ("part-edit", "question-new")},
        **{f"interviews:{name}": {"pk": question.pk} for name in ("question-edit", "question-remove")},
        **{f"interviews:{name}": {"pk": informant.pk} for name in people},
        "interviews:consent-withdraw": {"pk": consent.pk},
        **{f"interviews:appointment-{name}": {"pk": appointment.pk} for name in ("edit", "hold", "cancel")},
        **{f"interviews:source{name}": {"pk": text.pk} for name in ("", "-edit", "-out")},
        **{f"interviews:coding{name}": {"pk": coding.pk} for name in ("", "-remove")},
        "interviews:memo-edit": {"pk": memo.pk},
        **{f"interviews:code-{name}": {"pk": code.pk} for name in ("edit", "remove")},
        **{f"interviews:{name}": {"pk": quotation.pk, "step": "ask"} for name in quotations},
        "interviews:quotation-settle": {"pk": quotation.pk, "step": "withdraw"},
    }
