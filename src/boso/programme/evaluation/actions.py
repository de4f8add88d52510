"""What is done with the design of an evaluation: one function per act. The report: `actions_report`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.access.models import User
from boso.foundation.documents.models import Document
from boso.foundation.workflow.actions import act, perform, save
from boso.programme.evaluation import policies, queries, states
from boso.programme.evaluation.models import (
    AnalysisModel,
    Category,
    Evaluation,
    EvaluationWave,
    NamedAccess,
    Question,
    SampleEntry,
    Source,
)

Fields = dict[str, Any]
_FOLDED = str.maketrans("æøåÆØÅ", "aoaaoa")


def define_model(actor: Actor, fields: Fields) -> AnalysisModel:
    """Define a new analysis model, without categories yet.

    Raises Refused when the actor may not; NotNow where one of that name stands.
    """
    require(policies.may_model(actor))
    key = _key(fields["title_nb"])
    if not key or AnalysisModel.objects.filter(key=key).exists():
        raise NotNow(_("There is already a model of that name."))
    return save(actor, "analysis_model.define", AnalysisModel(key=key, created_by_id=actor.user_id), fields)


def add_category(actor: Actor, model: AnalysisModel, parent: Category | None, fields: Fields) -> Category:
    """Put a category into a model, below `parent` or at the root, last among its brothers and sisters.

    Raises Refused when the actor may not; NotNow where one of that name stands there.
    """
    require(policies.may_change_model(actor, model))
    key = _key(fields["title_nb"])[:40]
    path = f"{parent.path}.{key}" if parent else key
    if not key or len(path) > 200 or model.categories.filter(path=path).exists():
        raise NotNow(_("There is already a category of that name."))
    last: int = model.categories.filter(parent=parent).aggregate(last=Max("number"))["last"] or 0
    row = Category(model=model, parent=parent, key=key, path=path, number=last + 1)
    return save(actor, "category.add", row, fields)


def edit_category(actor: Actor, category: Category, fields: Fields) -> Category:
    """Change title and words of a category; its place stays.

    Raises Refused when the actor may not, or the report says it.
    """
    require(policies.may_change_model(actor, category.model))
    return save(actor, "category.edit", category, fields)


def remove_category(actor: Actor, category: Category) -> None:
    """Take away a category that nothing is below and no question asks about.

    Raises Refused when the actor may not; NotNow while something hangs on it.
    """
    require(policies.may_change_model(actor, category.model))
    if category.children.exists() or category.questions.exists():
        raise NotNow(_("Something is below it. Take that away first."))
    with act(actor, "category.remove", category):
        category.delete()


def commission(actor: Actor, fields: Fields, programme: str = queries.REPORT) -> Evaluation:
    """Ask for an evaluation.

    Raises Refused when the actor may not; NotNow where one of that name stands.
    """
    require(policies.may_commission(actor))
    given = dict(fields)
    places = given.pop("municipalities", ())
    key = _key(given["title_nb"])
    if not key or Evaluation.objects.filter(key=key).exists():
        raise NotNow(_("There is already an evaluation of that name."))
    made = Evaluation(programme=programme, key=key, created_by_id=actor.user_id)
    with act(actor, "evaluation.commission", made, organisation_id=_id(given.get("commissioned_by"))):
        for name, value in given.items():
            setattr(made, name, value)
        made.save()
        made.municipalities.set(places)
    return made


def edit_evaluation(actor: Actor, evaluation: Evaluation, fields: Fields) -> Evaluation:
    """Change purpose, users, period, model or municipalities.

    Raises Refused when the actor may not, it is closed, or the report says it.
    """
    require(policies.may_edit(actor, evaluation))
    given = dict(fields)
    places = given.pop("municipalities", None)
    with act(actor, "evaluation.edit", evaluation, organisation_id=evaluation.commissioned_by_id):
        for name, value in given.items():
            setattr(evaluation, name, value)
        evaluation.save()
        if places is not None:
            evaluation.municipalities.set(places)
    return evaluation


def move_evaluation(actor: Actor, evaluation: Evaluation, step: str, *, reason: str = "") -> None:
    """Begin, close or reopen an evaluation. What evaluators read by name ends as it closes.

    Raises Refused when the actor may not, the state has moved on, or the reason is missing.
    """
    owner = evaluation.commissioned_by_id
    perform(actor, evaluation, states.EVALUATION, step, organisation_id=owner, reason=reason)


def add_question(actor: Actor, evaluation: Evaluation, fields: Fields) -> Question:
    """Ask one thing more, with its criteria, place in the model and sources.

    Raises Refused when the actor may not, or it is closed.
    """
    require(policies.may_design(actor, evaluation))
    last: int = evaluation.questions.aggregate(last=Max("number"))["last"] or 0
    return _question(actor, "evaluation_question.add", Question(evaluation=evaluation, number=last + 1), fields)


def edit_question(actor: Actor, question: Question, fields: Fields) -> Question:
    """Change a question.

    Raises Refused when the actor may not, it is closed, or the report says it.
    """
    require(policies.may_change(actor, question))
    return _question(actor, "evaluation_question.edit", question, fields)


def remove_question(actor: Actor, question: Question) -> None:
    """Take a question away; the log keeps that it was asked.

    Raises Refused when the actor may not, it is closed, or the report says it.
    """
    require(policies.may_change(actor, question))
    with act(actor, "evaluation_question.remove", question):
        question.delete()


def add_wave(actor: Actor, evaluation: Evaluation, fields: Fields) -> EvaluationWave:
    """Plan a round of looking.

    Raises Refused when the actor may not, or it is closed; NotNow where the year has one.
    """
    require(policies.may_design(actor, evaluation))
    if evaluation.waves.filter(year=fields["year"]).exists():
        raise NotNow(_("There is already a round in %(year)d.") % {"year": fields["year"]})
    return save(actor, "evaluation_wave.add", EvaluationWave(evaluation=evaluation), fields)


def add_source(actor: Actor, evaluation: Evaluation, fields: Fields) -> Source:
    """Say where the evaluation looks.

    Raises Refused when the actor may not, or it is closed.
    """
    require(policies.may_design(actor, evaluation))
    last: int = evaluation.sources.aggregate(last=Max("number"))["last"] or 0
    return save(actor, "evaluation_source.add", Source(evaluation=evaluation, number=last + 1), fields)


def log_asked(actor: Actor, evaluation: Evaluation, fields: Fields) -> SampleEntry:
    """Write down who was asked: role and municipality, named by whom. Never a name.

    Raises Refused when the actor may not, or it is closed.
    """
    require(policies.may_log_sample(actor, evaluation))
    return save(actor, "sample.log", SampleEntry(evaluation=evaluation), fields)


def log_attempt(actor: Actor, entry: SampleEntry, outcome: str) -> SampleEntry:
    """One attempt more, and what came of it.

    Raises Refused when the actor may not, it is closed, or the report says it.
    """
    require(policies.may_log_sample(actor, entry.evaluation))
    require(policies.may_change(actor, entry))
    return save(actor, "sample.attempt", entry, {"attempts": (entry.attempts or 0) + 1, "outcome": outcome})


def name_document(
    actor: Actor, evaluation: Evaluation, document: Document, user: User, *, why: str, today: dt.date, until: dt.date
) -> NamedAccess:
    """Let one evaluator read one document that is not open, until a day.

    Raises Refused when the actor may not name it; NotNow where the person does not do the evaluation, has it already,
    the day is past, no reason is given, or the evaluation is closed.
    """
    require(policies.may_name(actor, document))
    raise_unless_open(evaluation)
    if not queries.evaluators(actor, evaluation, today).filter(pk=user.pk).exists():
        raise NotNow(_("That person does not do this evaluation."))
    if until < today:
        raise NotNow(_("The day is past."))
    if not why.strip():
        raise NotNow(_("Say what it is needed for."))
    if NamedAccess.objects.filter(document=document, user=user, ended_on__isnull=True, until__gte=today).exists():
        raise NotNow(_("That person may read it already."))
    _end_old(actor, document, user)
    row = NamedAccess(evaluation=evaluation, document=document, user=user, begins=today, given_by_id=actor.user_id)
    fields = {"why": why.strip()[:300], "until": until}
    return save(actor, "named_access.give", row, fields, document.organisation_id)


def end_access(actor: Actor, access: NamedAccess, today: dt.date) -> None:
    """Take the access away from today.

    Raises Refused when the actor may not; NotNow where it is over.
    """
    require(policies.may_end_access(actor, access))
    if access.ended_on is not None:
        raise NotNow(_("It is over already."))
    save(actor, "named_access.end", access, {"ended_on": today}, access.document.organisation_id)


def raise_unless_open(evaluation: Evaluation) -> None:
    """Raises NotNow where the evaluation is closed."""
    if evaluation.state == "closed":
        raise NotNow(_("The evaluation is closed."))


def _end_old(actor: Actor, document: Document, user: User) -> None:
    """An access whose day is past gives way to the new one."""
    for old in NamedAccess.objects.filter(document=document, user=user, ended_on__isnull=True):
        save(actor, "named_access.end", old, {"ended_on": old.until}, document.organisation_id)


def _question(actor: Actor, verb: str, question: Question, fields: Fields) -> Question:
    given = dict(fields)
    places = given.pop("sources", None)
    with act(actor, verb, question):
        for name, value in given.items():
            setattr(question, name, value)
        question.save()
        if places is not None:
            question.sources.set(places)
    return question


def _key(words: str) -> str:
    return slugify(str(words).translate(_FOLDED))[:60]


def _id(row: Any) -> int | None:
    return row.pk if row is not None else None
