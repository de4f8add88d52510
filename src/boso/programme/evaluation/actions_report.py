"""What is done with the report of an evaluation: begin, write, refer, check and renew references, issue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import act, perform, save
from boso.programme.evaluation import markup, opening, policies, references, states
from boso.programme.evaluation.models import (
    Evaluation,
    EvaluationReport,
    Part,
    PartKind,
    Reference,
    ReportState,
)
from boso.programme.evaluation.references import Found, Standing

Fields = dict[str, Any]
#: How many parts one report may have.
MOST_PARTS = 60


def start_report(actor: Actor, evaluation: Evaluation, fields: Fields) -> EvaluationReport:
    """Begin a report with its parts and headings, and with what the design and the data already can fill.

    Raises Refused when the actor may not; NotNow when the evaluation is closed, or both summaries are in one language.
    """
    require(policies.may_start_report(actor, evaluation))
    _two_languages(fields)
    report = EvaluationReport(evaluation=evaluation, created_by_id=actor.user_id)
    with act(actor, "evaluation_report.start", report, organisation_id=evaluation.evaluator_id):
        for name, value in fields.items():
            setattr(report, name, value)
        report.save()
        for number, (kind, title, text, language) in enumerate(opening.parts(actor, report), 1):
            part = Part(report=report, kind=kind, number=number, title=title, text=text, language=language)
            part.save()
            _take(actor, report, part.language, markup.keys(text))
    return report


def edit_report(actor: Actor, report: EvaluationReport, fields: Fields) -> EvaluationReport:
    """Change title and authors.

    Raises Refused when the actor may not, or it is issued.
    """
    require(policies.may_write(actor, report))
    return save(actor, "evaluation_report.edit", report, fields, report.evaluation.evaluator_id)


def write_part(actor: Actor, part: Part, title: str, text: str, seen: str) -> Part:
    """Keep heading and words of a part. seen: `saved_at` of what was opened, so that nobody writes over another.

    References that are new are taken now; those that stand in no part any more are let go.
    Raises Refused when the actor may not, or it is issued; NotNow where another saved in between, or a reference is of
    nothing.
    """
    report = part.report
    require(policies.may_write(actor, report))
    if strange := markup.odd(text):
        raise NotNow(_("[[%(words)s]] is no reference. Choose one from the list, or take the brackets away.")
                     % {"words": strange[0]})  # fmt: skip
    with transaction.atomic():
        locked = Part.objects.select_for_update(of=("self",)).get(pk=part.pk)
        if locked.saved_at.isoformat() != seen:
            raise NotNow(_("Somebody has saved this part since you opened it. Your words stand below; open the part in "
                           "another window, compare, and save again."))  # fmt: skip
        with act(actor, "evaluation_report.write", locked, organisation_id=report.evaluation.evaluator_id):
            locked.title, locked.text = title.strip(), text.replace("\r\n", "\n").strip()
            locked.save()
            _take(actor, report, locked.language, markup.keys(locked.text))
            _let_go(report)
    return locked


def add_part(actor: Actor, report: EvaluationReport, title: str) -> Part:
    """Put one part more at the end of the report.

    Raises Refused when the actor may not, or it is issued; NotNow where it has too many.
    """
    require(policies.may_write(actor, report))
    last = report.parts.order_by("-number").first()
    number = last.number + 1 if last is not None else 1
    if number > MOST_PARTS:
        raise NotNow(_("The report has enough parts. Write headings inside them instead."))
    part = Part(report=report, kind=PartKind.STATUS, number=number, language=report.language)
    return save(actor, "evaluation_report.write", part, {"title": title.strip()}, report.evaluation.evaluator_id)


def move_part(actor: Actor, part: Part) -> None:
    """Move a part one place up.

    Raises Refused when the actor may not, or it is issued; NotNow where it is first.
    """
    report = part.report
    require(policies.may_write(actor, report))
    with transaction.atomic():
        above = report.parts.filter(number__lt=part.number).order_by("-number").first()
        if above is None:
            raise NotNow(_("It is the first already."))
        upper, lower = above.number, part.number
        with act(actor, "evaluation_report.edit", report, organisation_id=report.evaluation.evaluator_id):
            # Number 0 is nobody's: the two change places by way of it.
            for pk, number in ((part.pk, 0), (above.pk, lower), (part.pk, upper)):
                Part.objects.filter(pk=pk).update(number=number)


def remove_part(actor: Actor, part: Part) -> None:
    """Take a part away; the log keeps its words.

    Raises Refused when the actor may not, or it is issued.
    """
    require(policies.may_write(actor, part.report))
    report = part.report
    with act(actor, "evaluation_report.remove", part, organisation_id=report.evaluation.evaluator_id):
        part.delete()
        _let_go(report)


def check_references(actor: Actor, report: EvaluationReport) -> list[Standing]:
    """Look every reference up at its source, and keep what it says now. Gives those that are outdated.

    BoSo itself looks, so that the answer is the same whoever asks: a report holds nothing that is not open in the end.
    Raises Refused (hidden) where the actor may not see the report.
    """
    require(policies.may_see_report(actor, report))
    moment, standings = timezone.now(), []
    with transaction.atomic():
        for one in report.references.all():
            found = look_up(SYSTEM, report, one)
            one.now, one.checked_at = (found.as_dict() if found is not None else {}), moment
            standings.append(Standing(one))
        Reference.objects.bulk_update([one.reference for one in standings], ["now", "checked_at"])
        _forget(report)
    return [one for one in standings if one.outdated]


def check_by_clock(actor: Actor) -> int:
    """Look up the references of every report that is being written, and forget everywhere what was taken back.

    Gives how many are outdated.
    """
    with transaction.atomic():
        for report in EvaluationReport.objects.filter(state=ReportState.ISSUED):
            _forget(report)
    reports = EvaluationReport.objects.filter(state=ReportState.DRAFT).select_related("evaluation__model", "wave")
    return sum(len(check_references(actor, report)) for report in reports)


def renew(actor: Actor, report: EvaluationReport, keys: Collection[str] | None = None) -> int:
    """Take anew what is outdated: all, or these keys. Gives how many; what is unchanged is not touched.

    A reference whose source gives nothing any more stays, flagged, until the author takes it out of the text.
    Raises Refused when the actor may not, or it is issued.
    """
    require(policies.may_write(actor, report))
    outdated = [one for one in check_references(actor, report) if not one.gone]
    wanted = [one.reference for one in outdated if keys is None or one.reference.key in keys]
    if wanted:
        with act(actor, "evaluation_report.renew", report, organisation_id=report.evaluation.evaluator_id):
            for one in wanted:
                _set(one, one.now or {}, actor)
                one.save()
    return len(wanted)


def issue(actor: Actor, report: EvaluationReport, today: dt.date) -> None:
    """Issue the report: from now on every member reads it, and nobody writes in it.

    Raises Refused when the actor may not; NotNow while a reference is outdated or gone, or a part is empty.
    """
    require(policies.may_issue(actor, report))
    with transaction.atomic():
        if outdated := check_references(actor, report):
            raise NotNow(_("%(count)d references are outdated. Renew them, or take them out, before you issue.")
                         % {"count": len(outdated)})  # fmt: skip
        if empty := [part.title for part in report.parts.all() if not part.text.strip()]:
            raise NotNow(_("Nothing is written in «%(title)s». Write it, or take the part away.") % {"title": empty[0]})
        _move(actor, report, "issue", {"issued_on": today})


def take_back(actor: Actor, report: EvaluationReport, *, reason: str) -> None:
    """Write on in a report that was issued; the reason follows it.

    Raises Refused when the actor may not, or the reason is missing.
    """
    _move(actor, report, "take_back", {"issued_on": None}, reason)


def look_up(actor: Actor, report: EvaluationReport, reference: Reference) -> Found | None:
    """What a reference's source says now, in the language it was taken in."""
    with override(reference.language):
        return references.find(actor, report, reference.key)


def _take(actor: Actor, report: EvaluationReport, language: str, keys: Iterable[str]) -> None:
    """Take what is referred to for the first time.

    Raises NotNow for a key that is of nothing.
    """
    known = set(report.references.filter(language=language).values_list("key", flat=True))
    for key in keys:
        if key in known:
            continue
        made = Reference(report=report, key=key, language=language)
        found = look_up(actor, report, made)
        if found is None:
            raise NotNow(_("There is nothing called [[%(key)s]]. Choose one from the list.") % {"key": key})
        _set(made, found.as_dict(), actor)
        made.save()


def _set(reference: Reference, found: dict[str, Any], actor: Actor) -> None:
    for name in ("value", "content", "source", "data_date", "digest"):
        setattr(reference, name, found[name])
    reference.now, reference.taken_at, reference.taken_by_id = None, timezone.now(), actor.user_id


def _forget(report: EvaluationReport) -> None:
    """Words that whoever said them has taken back are not kept, in a report that is issued neither."""
    taken = list(report.references.all())
    back = references.withdrawn(one.key for one in taken)
    report.references.filter(key__in=back).update(value="", content={}, now={})


def _let_go(report: EvaluationReport) -> None:
    """References that stand in no part any more."""
    used = {(part.language, key) for part in report.parts.all() for key in markup.keys(part.text)}
    gone = [one.pk for one in report.references.all() if (one.language, one.key) not in used]
    report.references.filter(pk__in=gone).delete()


def _move(actor: Actor, report: EvaluationReport, step: str, fields: Fields, reason: str = "") -> None:
    owner = report.evaluation.evaluator_id
    perform(actor, report, states.REPORT, step, organisation_id=owner, reason=reason, fields=fields)


def _two_languages(fields: Fields) -> None:
    if fields["language"] == fields["other_language"]:
        raise NotNow(_("The second summary is in another language than the report."))
