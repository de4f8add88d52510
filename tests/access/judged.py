"""An evaluation with one thing of each kind in it, asked for by the bank and done by the evaluator, with a draft."""

from __future__ import annotations

from django.utils import timezone

from boso.foundation.access.actor import Actor
from boso.foundation.access.models import User
from boso.foundation.documents import actions as documents
from boso.foundation.organisations.models import Organisation
from boso.programme.evaluation import actions, actions_report, queries
from boso.programme.partnership.models import Participation

Parts = dict[str, dict[str, object]]
OF_REPORT = ("report", "report-edit", "check", "renew", "part-new")
OF_PART = ("part", "part-up", "part-remove")


def build(coordinator: Actor, evaluator: Actor, leader: Actor, hamar: Participation) -> Parts:
    """The parts of the addresses of evaluation."""
    today = timezone.localdate()
    model = actions.define_model(evaluator, {"title_nb": "Prøvemodell", "nb": ""})
    category = actions.add_category(evaluator, model, None, {"title_nb": "Hva", "nb": ""})
    office = Organisation.objects.get(pk=evaluator.seats[0].organisation_id)
    fields = {"title_nb": "Prøveevaluering", "nb": "Prøve.", "model": model, "evaluator": office, "municipalities": []}
    found = actions.commission(coordinator, fields)
    question = actions.add_question(evaluator, found, {"title_nb": "Virker det?"})
    entry = actions.log_asked(evaluator, found, {"title_nb": "Leder", "people": 1})
    paper = documents.upload(leader, hamar.organisation, "Internt", "own", "n.pdf", b"%PDF-1.4 internt")
    person = User.objects.get(pk=evaluator.user_id)
    access = actions.name_document(leader, found, paper, person, why="Lese", today=today, until=today)
    words = {"title": "Utkast", "authors": "", "language": "nb", "other_language": "en", "wave": None}
    report = actions_report.start_report(evaluator, found, words)
    part = queries.parts(evaluator, report)[1]
    of_category: dict[str, object] = {"key": model.key, "pk": category.pk}
    return {
        "evaluation": {"key": found.key, "name": "begin"},
        "evaluation:printed": {"key": "moreforsking-2011"},
        "evaluation:model": {"key": model.key},
        "evaluation:category-new": {"key": model.key},
        "evaluation:category-edit": of_category,
        "evaluation:category-remove": of_category,
        "evaluation:question-edit": {"pk": question.pk},
        "evaluation:question-remove": {"pk": question.pk},
        "evaluation:attempt": {"pk": entry.pk},
        "evaluation:access-end": {"pk": access.pk},
        **{f"evaluation:{name}": {"pk": report.pk} for name in OF_REPORT},
        "evaluation:report-step": {"pk": report.pk, "name": "issue"},
        "evaluation:download": {"pk": report.pk, "kind": "docx"},
        **{f"evaluation:{name}": {"pk": part.pk} for name in OF_PART},
    }
