"""Every read of interviews. The actor comes first; what they may not see does not exist.

Lists are of one programme: the report's unless said, so that what is invented is never counted with it.
"""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from django.db.models import Count, Exists, Model, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Denied, Refused, require
from boso.foundation.access.roles import Role
from boso.programme.evaluation import queries as evaluations
from boso.programme.evaluation.models import Evaluation
from boso.programme.interviews import policies
from boso.programme.interviews.models import (
    SPOKEN,
    Appointment,
    AppointmentState,
    Code,
    Coder,
    Coding,
    Consent,
    ConsentState,
    Guide,
    GuidePart,
    GuideQuestion,
    GuideState,
    Informant,
    Material,
    MaterialState,
    Memo,
    Quotation,
    QuotationState,
)
from boso.programme.partnership.models import Programme

M = TypeVar("M", bound=Model)
REPORT = Programme.REPORT.value


def evaluation(actor: Actor, key: str = "", programme: str = REPORT) -> Evaluation | None:
    """The evaluation of that key, else the newest of the programme; none where the programme has none.

    Raises Refused (hidden) for a key that is not there.
    """
    if key:
        return evaluations.evaluation(actor, key)
    return evaluations.evaluations(actor, programme).first()


def worked_on(actor: Actor) -> Evaluation:
    """The newest evaluation that the actor does, of whichever programme.

    Raises Refused where there is none.
    """
    own = (
        one
        for programme in Programme.values
        for one in evaluations.evaluations(actor, programme)
        if policies.may_work(actor, one)
    )
    found = next(own, None)
    if found is None:
        raise Refused(Denied(_("There is no evaluation that you do.")))
    return found


def guides(actor: Actor, evaluation: Evaluation) -> QuerySet[Guide]:
    """Guides the actor may see, newest version first."""
    return _guides(actor).filter(evaluation=evaluation).order_by("key", "-version", "pk")


def guide(actor: Actor, pk: int) -> Guide:
    """One guide with parts, questions and probes.

    Raises Refused (hidden) where there is none for the actor.
    """
    questions = GuideQuestion.objects.select_related("category", "fact__source").prefetch_related("probes")
    parts = GuidePart.objects.select_related("fact__source").prefetch_related(Prefetch("questions", questions))
    return _one(_guides(actor).filter(pk=pk).prefetch_related(Prefetch("parts", parts)))


def part(actor: Actor, pk: int) -> GuidePart:
    """One part of a guide.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = GuidePart.objects.select_related("guide__evaluation")
    return _one(found.filter(pk=pk, guide__in=_guides(actor)))


def question(actor: Actor, pk: int) -> GuideQuestion:
    """One question of a guide.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = GuideQuestion.objects.select_related("part__guide__evaluation", "category")
    return _one(found.filter(pk=pk, part__guide__in=_guides(actor)))


def informants(actor: Actor, evaluation: Evaluation) -> QuerySet[Informant]:
    """Who is interviewed, with how many texts stand: for those who do the evaluation."""
    standing = Count("materials", filter=Q(materials__state=MaterialState.STANDING), distinct=True)
    held = Exists(Appointment.objects.filter(informant=OuterRef("pk"), state=AppointmentState.HELD))
    found = Informant.objects.filter(evaluation=evaluation).select_related("organisation", "wave", "fact__source")
    found = found.annotate(texts=standing, met=held).order_by("role", "pseudonym", "pk")
    return found if policies.may_read(actor, evaluation) else found.none()


def informant(actor: Actor, pk: int) -> Informant:
    """One informant.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = Informant.objects.select_related("evaluation", "organisation", "wave", "fact__source")
    return _one(_own(actor, found).filter(pk=pk))


def by_role(actor: Actor, evaluation: Evaluation) -> list[tuple[str, int]]:
    """How many informants speak as what: the report's own for every member, all for those who follow the evaluation."""
    require(policies.may_see(actor))
    found = Informant.objects.filter(evaluation=evaluation)
    if not (policies.may_follow(actor) or actor.holds(Role.SYSTEM)):
        found = found.filter(fact__isnull=False)
    return list(found.order_by("role").values_list("role").annotate(n=Count("pk")))


def consents(actor: Actor, informant: Informant) -> QuerySet[Consent]:
    """What an informant has agreed to, newest first."""
    found = Consent.objects.filter(informant=informant).order_by("-given_on", "-pk")
    return found if policies.may_read(actor, informant.evaluation) else found.none()


def consent(actor: Actor, pk: int) -> Consent:
    """One consent.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = Consent.objects.select_related("informant__evaluation")
    return _one(_own(actor, found, "informant__evaluation").filter(pk=pk))


def consented(actor: Actor, informant: Informant, on: dt.date) -> bool:
    """Whether a consent holds on that day."""
    return consents(actor, informant).filter(state=ConsentState.GIVEN, given_on__lte=on, until__gte=on).exists()


def appointments(actor: Actor, evaluation: Evaluation) -> QuerySet[Appointment]:
    """Interviews that are to be and were, earliest first: for those who do the evaluation."""
    found = Appointment.objects.filter(informant__evaluation=evaluation)
    found = found.select_related("informant__organisation", "guide", "interviewer").order_by("on", "at", "pk")
    return found if policies.may_read(actor, evaluation) else found.none()


def appointment(actor: Actor, pk: int) -> Appointment:
    """One appointment.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = Appointment.objects.select_related("informant__evaluation", "informant__organisation", "guide")
    return _one(_own(actor, found, "informant__evaluation").filter(pk=pk))


def sources(actor: Actor, programme: str = REPORT) -> QuerySet[Material]:
    """The texts that may be coded, without the texts themselves, with how many codings: for their evaluators."""
    found = _own(actor, Material.objects.filter(evaluation__programme=programme)).defer("text")
    found = found.select_related("evaluation", "informant__organisation", "organisation", "wave")
    return found.annotate(coded=Count("codings", distinct=True)).order_by("kind", "title", "pk")


def material(actor: Actor, pk: int) -> Material:
    """One text. Whoever shows it logs the look.

    Raises Refused (hidden) where there is none for the actor.
    """
    around = ("evaluation", "informant__organisation", "organisation", "appointment", "wave")
    return _one(_own(actor, Material.objects.select_related(*around)).filter(pk=pk))


def code_book(actor: Actor, evaluation: Evaluation | None = None, programme: str = REPORT) -> list[Code]:
    """The codes of an evaluation (the newest of the programme unless said), each followed by what is below it."""
    chosen = evaluation or evaluations.evaluations(actor, programme).first()
    if chosen is None or not policies.may_see(actor):
        return []
    found = list(Code.objects.filter(evaluation=chosen).select_related("category", "fact__source", "evaluation"))
    return _in_tree_order(found)


def code(actor: Actor, pk: int) -> Code:
    """One code.

    Raises Refused (hidden) where there is none for the actor.
    """
    require(policies.may_see(actor))
    return _one(Code.objects.select_related("evaluation", "parent", "category").filter(pk=pk))


def codes_of(actor: Actor, evaluation: Evaluation) -> QuerySet[Code]:
    """The codes of an evaluation by path, for a list to choose from."""
    found = Code.objects.filter(evaluation=evaluation).order_by("path", "pk")
    return found if policies.may_see(actor) else found.none()


def whole_texts(actor: Actor, evaluation: Evaluation) -> QuerySet[Material]:
    """The standing texts of an evaluation with their words: for those who do it. Whoever shows them logs the look."""
    found = Material.objects.filter(evaluation=evaluation, state=MaterialState.STANDING).order_by("pk")
    return found if policies.may_read(actor, evaluation) else found.none()


def texts(actor: Actor, evaluation: Evaluation) -> dict[int, str]:
    """The words of the standing texts by key. Whoever shows them logs the look."""
    return dict(whole_texts(actor, evaluation).values_list("pk", "text"))


def use_of_codes(actor: Actor, evaluation: Evaluation) -> dict[int, int]:
    """How many places carry each code: for those who do the evaluation."""
    if not policies.may_read(actor, evaluation):
        return {}
    found = Coding.objects.filter(code__evaluation=evaluation).order_by()
    return dict(found.values_list("code_id").annotate(n=Count("pk")))


def codings(actor: Actor, evaluation: Evaluation) -> QuerySet[Coding]:
    """Every coded place of an evaluation, in the order of the texts: for those who do it."""
    found = Coding.objects.filter(material__evaluation=evaluation)
    found = found.select_related("material__informant__organisation", "material__organisation", "code", "coder")
    found = found.order_by("material_id", "start", "end", "pk")
    return found if policies.may_read(actor, evaluation) else found.none()


def coding(actor: Actor, pk: int) -> Coding:
    """One coded place.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = Coding.objects.select_related("material__evaluation", "material__informant", "code", "coder")
    return _one(_own(actor, found, "material__evaluation").filter(pk=pk))


def coders(actor: Actor, evaluation: Evaluation) -> QuerySet[Coder]:
    """Those who code, by number."""
    found = Coder.objects.filter(evaluation=evaluation).order_by("number")
    return found if policies.may_read(actor, evaluation) else found.none()


def memos(actor: Actor, evaluation: Evaluation) -> QuerySet[Memo]:
    """The evaluators' own thoughts, newest first."""
    found = Memo.objects.filter(evaluation=evaluation).select_related("code", "material")
    found = found.order_by("-created_at", "-pk")
    return found if policies.may_read(actor, evaluation) else found.none()


def memo(actor: Actor, pk: int) -> Memo:
    """One memo.

    Raises Refused (hidden) where there is none for the actor.
    """
    return _one(_own(actor, Memo.objects.select_related("evaluation", "material", "code")).filter(pk=pk))


def quotations(actor: Actor, *, released: bool = True, programme: str = REPORT) -> QuerySet[Quotation]:
    """Quotations: the released ones for every member; with released=False also those on their way, for evaluators."""
    found = Quotation.objects.filter(material__evaluation__programme=programme)
    found = found.select_related("material__informant__organisation", "material__organisation", "material__evaluation")
    found = found.defer("material__text").prefetch_related("codes").order_by("material_id", "start", "pk")
    if not policies.may_see(actor):
        return found.none()
    if released:
        return found.filter(state=QuotationState.RELEASED)
    mine = Q(pk__in=_own(actor, Quotation.objects.all(), "material__evaluation").values("pk"))
    return found.filter(Q(state=QuotationState.RELEASED) | mine)


def quotation(actor: Actor, pk: int) -> Quotation:
    """One quotation.

    Raises Refused (hidden) where there is none for the actor.
    """
    around = ("material__informant__organisation", "material__organisation", "material__evaluation")
    found = _one(Quotation.objects.select_related(*around).prefetch_related("codes").filter(pk=pk))
    require(policies.may_see_quotation(actor, found))
    return found


def due_appointments(actor: Actor) -> QuerySet[Appointment]:
    """Planned interviews of the actor's own evaluations."""
    found = Appointment.objects.select_related("informant__organisation").filter(state=AppointmentState.PLANNED)
    return _own(actor, found, "informant__evaluation").order_by("on", "at", "pk")


def without_consent(actor: Actor, on: dt.date) -> QuerySet[Informant]:
    """Informants whose words stand, and who have no consent that holds on that day."""
    holds = Consent.objects.filter(
        informant=OuterRef("pk"), state=ConsentState.GIVEN, given_on__lte=on, until__gte=on
    )  # fmt: skip
    words = Material.objects.filter(informant=OuterRef("pk"), state=MaterialState.STANDING, kind__in=SPOKEN)
    found = Informant.objects.select_related("organisation").filter(~Exists(holds), Exists(words))
    return _own(actor, found).order_by("pseudonym", "pk")


def to_release(actor: Actor) -> QuerySet[Quotation]:
    """Quotations of which informants are asked."""
    found = Quotation.objects.select_related("material__informant", "material__evaluation")
    found = found.filter(state=QuotationState.ASKED).defer("material__text")
    return _own(actor, found, "material__evaluation").order_by("asked_on", "pk")


def _guides(actor: Actor) -> QuerySet[Guide]:
    found = Guide.objects.select_related("evaluation", "fact__source")
    if not policies.may_see(actor):
        return found.none()
    if actor.holds(Role.COORDINATOR, Role.SYSTEM):
        return found
    return found.filter(~Q(state=GuideState.DRAFT) | Q(evaluation__evaluator_id__in=_offices(actor)))


def _own(actor: Actor, found: QuerySet[M], path: str = "evaluation") -> QuerySet[M]:
    """The rows of evaluations that the actor does; all for BoSo itself."""
    if actor.holds(Role.SYSTEM):
        return found
    return found.filter(**{f"{path}__evaluator_id__in": _offices(actor)})


def _offices(actor: Actor) -> set[int]:
    """Where the actor is an evaluator."""
    return {
        place for seat in actor.seats if seat.role == Role.EVALUATOR
        for place in (seat.organisation_id, seat.municipality_id)
    }  # fmt: skip


def _in_tree_order(codes: list[Code]) -> list[Code]:
    below: dict[int | None, list[Code]] = {}
    for one in sorted(codes, key=lambda one: (one.number, one.path)):
        below.setdefault(one.parent_id, []).append(one)

    def walk(parent: int | None) -> list[Code]:
        return [found for one in below.get(parent, ()) for found in (one, *walk(one.pk))]

    return walk(None)


def _one(found: QuerySet[M]) -> M:
    thing = found.first()
    if thing is None:
        raise Refused(NOT_HERE)
    return thing
