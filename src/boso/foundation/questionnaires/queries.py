"""Reads of forms. A form the actor may not see does not exist."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from boso.core.questionnaires import form_json
from boso.core.questionnaires.answering import Ready, prepare
from boso.core.questionnaires.form import Form as Content
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Organisation
from boso.foundation.questionnaires import policies
from boso.foundation.questionnaires.models import Form, FormUse, FormVersion, State

PUBLISHED = Q(state=State.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the library is asked for. whose: own, shared, built_in, or blank for all."""

    text: str = ""
    purpose: str = ""
    whose: str = ""


@dataclass(slots=True)
class Branch:
    """One form in a family: with the version it was made from, its own versions and those made from it.

    changed: number of the newest version, when it may be compared with what it was made from. hidden: somebody took it
    over and has not shared it; only that they did is told.
    """

    form: Form
    uses: int = 0
    changed: int = 0
    hidden: bool = False
    branches: list[Branch] = field(default_factory=list)


def visible(actor: Actor) -> QuerySet[Form]:
    """The forms the actor may see: the same answer as `policies.may_see`, as one question to the database."""
    if not policies.may_open(actor):
        return Form.objects.none()
    if actor.holds(Role.SYSTEM):
        return Form.objects.all()
    published = FormVersion.objects.filter(PUBLISHED, form=OuterRef("pk"))
    open_to_all = (Q(organisation__isnull=True) | Q(shared=True)) & Q(Exists(published))
    return Form.objects.filter(open_to_all | Q(organisation_id__in=_inside(actor)))


def library(actor: Actor, wish: Wish) -> QuerySet[Form]:
    """The forms asked for, each with `newest` (number of the newest published version), `questions` and `uses`."""
    versions = FormVersion.objects.filter(form=OuterRef("pk")).order_by("-number")
    uses = (
        FormUse.objects.filter(version__form=OuterRef("pk"))
        .order_by()
        .values("version__form")
        .annotate(n=Count("organisation", distinct=True))
    )
    found = visible(actor).select_related("organisation", "taken_from__form__organisation")
    if wish.text:
        found = found.filter(Q(title__icontains=wish.text) | Q(organisation__name__icontains=wish.text))
    if wish.purpose:
        found = found.filter(purpose=wish.purpose)
    if wish.whose == "own":
        found = found.filter(organisation_id__in=_inside(actor))
    if wish.whose == "shared":
        found = found.filter(shared=True, organisation__isnull=False).exclude(organisation_id__in=_inside(actor))
    if wish.whose == "built_in":
        found = found.filter(organisation__isnull=True)
    return found.annotate(
        newest=Subquery(versions.filter(PUBLISHED).values("number")[:1]),
        questions=Subquery(versions.values("questions")[:1]),
        has_draft=Exists(versions.filter(state=State.DRAFT)),
        uses=Subquery(uses.values("n")),
    )


def one(actor: Actor, pk: int) -> Form:
    """One form. Raises Refused (hidden) when there is none that the actor may see."""
    found = visible(actor).select_related("organisation", "taken_from__form__organisation").filter(pk=pk).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def versions(actor: Actor, form: Form) -> list[FormVersion]:
    """The versions of a form that the actor may see, newest first, without their content."""
    found = form.versions.select_related("published_by", "created_by").defer("content").order_by("-number")
    for each in found:
        each.form = form
    return [each for each in found if policies.may_see_version(actor, each)]


def version(actor: Actor, pk: int, number: int) -> FormVersion:
    """One version of a form. Raises Refused (hidden) when there is none that the actor may see."""
    found = FormVersion.objects.select_related("form__organisation").filter(form_id=pk, number=number).first()
    if found is None:
        raise Refused(NOT_HERE)
    require(policies.may_see_version(actor, found))
    return found


def origin(actor: Actor, form: Form) -> FormVersion | None:
    """The version a form was made from. Whoever sees the form sees that too, though it is shared no longer."""
    require(policies.may_see(actor, form))
    if form.taken_from_id is None:
        return None
    return FormVersion.objects.select_related("form__organisation").get(pk=form.taken_from_id)


def newest(actor: Actor, form: Form) -> FormVersion | None:
    """The newest version the actor may see: the draft for those inside, else the newest published."""
    found = form.versions.select_related("form__organisation").order_by("-number")
    return next((each for each in found if policies.may_see_version(actor, each)), None)


def current(actor: Actor, form: Form) -> FormVersion | None:
    """The newest published version: the one to ask with."""
    require(policies.may_see(actor, form))
    return form.versions.filter(PUBLISHED).select_related("form").order_by("-number").first()


def offered(actor: Actor, organisation_id: int, purpose: str) -> QuerySet[FormVersion]:
    """The newest published version of each form an organisation may ask with for a purpose: its own first, then
    BoSo's, then what others share.
    """
    newer = FormVersion.objects.filter(PUBLISHED, form=OuterRef("form"), number__gt=OuterRef("number"))
    may = Q(form__organisation_id=organisation_id) | Q(form__organisation__isnull=True) | Q(form__shared=True)
    own = Q(form__organisation_id=organisation_id)
    return (
        FormVersion.objects.filter(PUBLISHED & may, ~Exists(newer), form__purpose=purpose, form__in=visible(actor))
        .select_related("form__organisation")
        .annotate(own=Count("pk", filter=own))
        .order_by("-own", "form__organisation__name", "form__title", "pk")
    )


def built_in(slug: str) -> FormVersion | None:
    """The newest version of a form that came with BoSo; none when it is not installed."""
    return (
        FormVersion.objects.filter(PUBLISHED, form__organisation__isnull=True, form__slug=slug)
        .select_related("form")
        .order_by("-number")
        .first()
    )


def content(version: FormVersion) -> Content:
    """The form itself."""
    return form_json.from_plain(version.content)


def ready(version: FormVersion) -> Ready:
    """The form made ready to be filled in. Kept in memory by its digest."""
    found = _READY.get(version.digest)
    if found is None:
        found = prepare(content(version))
        if len(_READY) > 200:
            _READY.clear()
        _READY[version.digest] = found
    return found


_READY: dict[str, Ready] = {}


def users(actor: Actor, form: Form) -> QuerySet[FormUse]:
    """Who asks with the form, by name."""
    require(policies.may_see(actor, form))
    return (
        FormUse.objects.filter(version__form=form)
        .select_related("organisation", "version")
        .order_by("organisation__name", "-version__number")
    )


def family(actor: Actor, form: Form) -> Branch:
    """The whole family of a form from the one it began with. What the actor may not read stands without its title."""
    root_id = form.root_id or form.pk
    members = list(
        Form.objects.filter(Q(pk=root_id) | Q(root_id=root_id))
        .select_related("organisation", "taken_from")
        .annotate(
            uses=Count("versions__uses__organisation", distinct=True),
            latest=Max("versions__number", filter=Q(versions__state=State.PUBLISHED)),
        )
        .order_by("created_at", "pk")
    )
    seen = set(visible(actor).filter(pk__in=[each.pk for each in members]).values_list("pk", flat=True))
    branches = {each.pk: Branch(each, each.uses, each.latest or 0, each.pk not in seen) for each in members}
    for each in members:
        if each.taken_from is not None and each.taken_from.form_id in branches:
            branches[each.taken_from.form_id].branches.append(branches[each.pk])
    return branches[root_id]


def makers(actor: Actor) -> QuerySet[Organisation]:
    """The organisations the actor may make forms for, by name."""
    return Organisation.objects.filter(pk__in=policies.places(actor)).order_by("name")


def _inside(actor: Actor) -> set[int]:
    return {
        place
        for seat in actor.seats
        if seat.role in policies.INSIDERS
        for place in (seat.organisation_id, seat.municipality_id)
    }
