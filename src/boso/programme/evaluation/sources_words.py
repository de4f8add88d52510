"""References to words: findings, recommendations, released quotations, interview guides."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.decisions import Refused
from boso.programme.evaluation.models import EvaluationReport
from boso.programme.evaluation.references import Found, Kind, Offer
from boso.programme.findings import queries as findings
from boso.programme.findings.models import Finding, FindingState, Recommendation
from boso.programme.interviews import queries as interviews
from boso.programme.interviews.models import Attribution, Quotation
from boso.programme.partnership.models import Programme

#: A report is for every member in the end, so it takes nothing that is one municipality's own.
_OPEN = Q(participation__isnull=True) | Q(shared=True)


def _findings(actor: Actor, report: EvaluationReport) -> list[Finding]:
    """What stands and is open to every member, in the order of the model: never what a municipality has not shared."""
    found = findings.findings(actor, report.evaluation.programme).filter(_OPEN, state=FindingState.RAISED)
    place = Coalesce("category__parent__number", "category__number")
    return list(found.order_by(place.asc(nulls_last=True), F("category__path").asc(nulls_last=True), "pk"))


def _all_findings(actor: Actor, report: EvaluationReport, address: str) -> Found | None:
    rows = _findings(actor, report) if address == "all" else []
    if not rows:
        return None
    blocks: list[dict[str, Any]] = []
    place = None
    for one in rows:
        if one.category_id != place and one.category is not None:
            blocks.append({"kind": "heading", "text": one.category.title, "level": 3})
            place = one.category_id
        blocks.append({"kind": "heading", "text": one.title, "level": 4})
        blocks.append({"kind": "text", "text": one.words or one.title})
        blocks.append({"kind": "text", "text": f"{one.get_strength_display()}.", "quiet": True})
    newest = max((one.raised_on for one in rows if one.raised_on is not None), default=None)
    said = _("%(count)d findings") % {"count": len(rows)}
    return Found(said, {"blocks": blocks}, _("The findings of the evaluation"), newest.isoformat() if newest else "")


def _finding(actor: Actor, report: EvaluationReport, address: str) -> Found | None:
    if not address.isdecimal():
        return None
    found = findings.findings(actor, report.evaluation.programme).filter(_OPEN, state=FindingState.RAISED)
    one = found.filter(pk=int(address)).first()
    if one is None:
        return None
    return Found(one.title, {}, _("Finding %(number)d") % {"number": one.pk}, _day(one.raised_on) or one.as_of)


def _finding_offers(actor: Actor, report: EvaluationReport) -> Iterator[Offer]:
    rows = _findings(actor, report)
    if rows:
        said = _("%(count)d findings") % {"count": len(rows)}
        yield Offer("findings:all", _("All findings, by the analysis model"), said, whole=True)
    for one in rows:
        yield Offer(f"finding:{one.pk}", one.title, one.get_strength_display())


def _advice(actor: Actor, report: EvaluationReport, address: str) -> Found | None:
    found = findings.recommendations(actor, report.evaluation.programme).filter(participation__isnull=True)
    rows = list(found.order_by("number", "pk"))
    if address != "all" or not rows:
        return None
    blocks: list[dict[str, Any]] = []
    for one in rows:
        blocks.append({"kind": "heading", "text": one.title, "level": 4 if one.part_of_id else 3})
        if one.words:
            blocks.append({"kind": "text", "text": one.words})
        blocks.append({"kind": "text", "text": _answered(one), "quiet": True})
    said = _("%(count)d recommendations") % {"count": len(rows)}
    return Found(said, {"blocks": blocks}, _("The recommendations and their answers"), _newest_answer(rows))


def _answered(one: Recommendation) -> str:
    said = _("To %(whom)s. %(state)s.") % {"whom": one.get_to_display().lower(), "state": one.get_state_display()}
    answers = list(one.answers.all())
    return f"{said} {answers[0].reason}" if answers else said


def _newest_answer(rows: list[Recommendation]) -> str:
    days = [answer.on for one in rows for answer in one.answers.all()]
    return max(days).isoformat() if days else next((one.as_of for one in rows if one.as_of), "")


def _advice_offers(actor: Actor, report: EvaluationReport) -> Iterator[Offer]:
    found = _advice(actor, report, "all")
    if found is not None:
        yield Offer("advice:all", _("All recommendations, with answers"), found.value, whole=True)


def _quotation(actor: Actor, report: EvaluationReport, address: str) -> Found | None:
    """A quotation that its informant has released, with who said it as far as they agreed to."""
    if not address.isdecimal():
        return None
    one = _released(actor, report).filter(pk=int(address)).first()
    if one is None:
        return None
    said = _who(one)
    block = {"kind": "quote", "text": one.text, "by": said}
    return Found(f"«{one.text}»", {"blocks": [block]}, said, _day(one.released_on))


def _released(actor: Actor, report: EvaluationReport) -> Any:
    return interviews.quotations(actor, released=True, programme=report.evaluation.programme)


def _who(one: Quotation) -> str:
    informant = one.material.informant
    if informant is None or one.attribution == Attribution.NOBODY:
        return _("An informant")
    role = informant.get_role_display()
    if one.attribution == Attribution.PLACE and informant.organisation is not None:
        return f"{role}, {informant.organisation.name}"
    return role


def _quotation_offers(actor: Actor, report: EvaluationReport) -> Iterator[Offer]:
    for one in _released(actor, report):
        yield Offer(f"quotation:{one.pk}", one.text, _who(one), whole=True)


def _taken_back(addresses: Collection[str]) -> set[str]:
    """Quotations that are not released any more."""
    numbers = [int(one) for one in addresses if one.isdecimal()]
    everywhere = (interviews.quotations(SYSTEM, released=True, programme=name) for name in Programme.values)
    found = reduce(or_, everywhere).filter(pk__in=numbers).order_by()
    kept = {str(pk) for pk in found.values_list("pk", flat=True)}
    return set(addresses) - kept


def _guide(actor: Actor, report: EvaluationReport, address: str) -> Found | None:
    """An interview guide: parts, questions, what to ask further."""
    if not address.isdecimal():
        return None
    try:
        one = interviews.guide(actor, int(address))
    except Refused:
        return None
    if one.evaluation_id != report.evaluation_id:
        return None
    blocks: list[dict[str, Any]] = []
    count = 0
    for part in one.parts.all():
        blocks.append({"kind": "heading", "text": part.title, "level": 3})
        for question in part.questions.all():
            count += 1
            blocks.append({"kind": "text", "text": f"{question.number}. {question.title}"})
            probes = [probe.title for probe in question.probes.all()]
            if probes:
                blocks.append({"kind": "items", "items": probes})
    source = _("%(title)s, version %(number)d") % {"title": one.title, "number": one.version}
    said = _("%(count)d questions") % {"count": count}
    return Found(said, {"blocks": blocks}, source, one.fact.as_of if one.fact is not None else "")


def _guide_offers(actor: Actor, report: EvaluationReport) -> Iterator[Offer]:
    for one in interviews.guides(actor, report.evaluation):
        label = _("%(title)s, version %(number)d") % {"title": one.title, "number": one.version}
        yield Offer(f"guide:{one.pk}", label, one.get_state_display(), whole=True)


def _day(day: Any) -> str:
    return day.isoformat() if day is not None else ""


def _nothing(actor: Actor, report: EvaluationReport) -> Iterator[Offer]:
    """What is offered together with another kind."""
    yield from ()


KINDS = (
    Kind("findings", gettext_lazy("Findings"), _finding_offers, _all_findings),
    Kind("finding", gettext_lazy("Findings"), _nothing, _finding),
    Kind("quotation", gettext_lazy("Released quotations"), _quotation_offers, _quotation, _taken_back),
    Kind("guide", gettext_lazy("Interview guides"), _guide_offers, _guide),
    Kind("advice", gettext_lazy("Recommendations"), _advice_offers, _advice),
)
