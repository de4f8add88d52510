"""Make a form, take one over, change its draft, publish, withdraw, share; tell that one is used."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from boso.core.questionnaires import form_json, xlsform
from boso.core.questionnaires.answering import prepare
from boso.core.questionnaires.faults import FormErrors, serious
from boso.core.questionnaires.form import Form as Content
from boso.core.questionnaires.form import Kind
from boso.core.questionnaires.xlsform import Sheets
from boso.core.values.folding import fold
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.organisations.models import Organisation
from boso.foundation.questionnaires import core_fields, policies, queries, wording
from boso.foundation.questionnaires.models import Form, FormUse, FormVersion, State
from boso.foundation.questionnaires.states import VERSION
from boso.foundation.questionnaires.store import AnswerStore, Draft
from boso.foundation.workflow.actions import act, perform

#: A draft may begin with nothing in it.
EMPTY = "no_questions"


def make(actor: Actor, organisation: Organisation, purpose: str, content: Content) -> Form:
    """A new form with the content as its first draft.

    Raises Refused when the policy says no; NotNow when the form cannot work.
    """
    require(policies.may_make(actor, organisation))
    _whole(content)
    form = _new_form(actor, organisation, purpose, content)
    with act(actor, "form.make", form, organisation_id=organisation.pk):
        form.save()
        _new_version(actor, form, 1, content).save()
    return form


def take_over(actor: Actor, version: FormVersion, organisation: Organisation) -> Form:
    """The organisation's own form, made from another's published version, which gets the credit.

    Raises Refused when the policy says no or the version is not seen; NotNow for a draft.
    """
    require(policies.may_see_version(actor, version))
    require(policies.may_make(actor, organisation))
    if version.state != State.PUBLISHED:
        raise NotNow(_("Only a version in force can be taken over."))
    content = queries.content(version)
    form = _new_form(actor, organisation, version.form.purpose, content)
    form.taken_from = version
    form.root_id = version.form.root_id or version.form_id
    with act(actor, "form.take_over", form, organisation_id=organisation.pk):
        form.save()
        _new_version(actor, form, 1, content).save()
    return form


def save_draft(actor: Actor, form: Form, content: Content, *, opened: str | None = None) -> FormVersion:
    """Keep the content as the form's draft; the first change after a publication makes a new draft.

    opened: digest of the version the person began from; somebody else's change meanwhile is then told.
    Raises Refused when the policy says no; NotNow when the form cannot work, or the common core is not kept.
    """
    require(policies.may_change(actor, form))
    _whole(content)
    _keeps_core(form, content)
    with transaction.atomic():
        Form.objects.select_for_update(of=("self",)).get(pk=form.pk)
        newest = FormVersion.objects.filter(form=form).order_by("-number").first()
        number = newest.number if newest is not None else 0
        if newest is not None and opened is not None and newest.digest != opened:
            raise NotNow(_("Somebody changed the form while you had it open. Look at it as it stands now."))
        if newest is not None and newest.digest == form_json.digest(content):
            return newest
        if newest is not None and newest.state == State.DRAFT:
            version = newest
        else:
            version = _new_version(actor, form, number + 1, content)
        version.form = form
        with act(actor, "form.draft", version, organisation_id=form.organisation_id):
            _fill(version, content)
            version.save()
            _retitle(form, content)
    return version


def discard_draft(actor: Actor, version: FormVersion) -> None:
    """Throw a draft away. A form that never was published goes with it.

    Raises Refused when the policy says no; NotNow when it is no draft any more.
    """
    require(policies.may_change(actor, version.form))
    with transaction.atomic():
        locked = FormVersion.objects.select_for_update(of=("self",)).filter(pk=version.pk).first()
        if locked is None or locked.state != State.DRAFT:
            raise NotNow(_("This is no draft any more."))
        form = locked.form
        with act(actor, "form.discard", locked, organisation_id=form.organisation_id):
            locked.delete()
        rest = FormVersion.objects.filter(form=form).order_by("-number").first()
        if rest is not None:
            _retitle(form, queries.content(rest))
            return
        with act(actor, "form.discard", form, organisation_id=form.organisation_id):
            form.delete()


def publish(actor: Actor, version: FormVersion, note: str) -> None:
    """Put a draft in force. It is never changed again. note: what changed, for those who use the form.

    Raises Refused when the policy says no; NotNow when the note lacks, it is no draft, or nothing is asked in it.
    """
    if not version.questions:
        raise NotNow(_("Nothing is asked in this form yet. Add a question first."))
    perform(
        actor, version, VERSION, "publish", organisation_id=version.form.organisation_id, reason=note,
        fields={"note": note.strip()[:500], "published_by_id": actor.user_id, "published_at": timezone.now()},
    )  # fmt: skip


def withdraw(actor: Actor, version: FormVersion, reason: str) -> None:
    """Take a version out of use; what was answered with it can still be read.

    Raises Refused when the policy says no; NotNow when the reason lacks or it is not in force.
    """
    perform(actor, version, VERSION, "withdraw", organisation_id=version.form.organisation_id, reason=reason)


def restore(actor: Actor, version: FormVersion) -> None:
    """Undo a withdrawal. Raises Refused when the policy says no; NotNow when it is not withdrawn."""
    perform(actor, version, VERSION, "restore", organisation_id=version.form.organisation_id)


def share(actor: Actor, form: Form, *, shared: bool) -> None:
    """Let everybody in the programme read the form, use it and take it over; or no longer.

    What was taken over stays with those who did. Raises Refused when the policy says no.
    """
    require(policies.may_change(actor, form))
    with act(actor, "form.share" if shared else "form.unshare", form, organisation_id=form.organisation_id):
        form.shared = shared
        form.save(update_fields=["shared"])


def install_builtin(actor: Actor, slug: str, purpose: str, sheets: Sheets, note: str = "") -> FormVersion:
    """Put a form that comes with BoSo in force; when it stands already and nothing changed, nothing happens.

    sheets: `survey`, `choices` and `settings` as `xlsform.read` takes them.
    Raises Refused for everybody but BoSo itself; FormErrors when the form cannot work.
    """
    content = xlsform.read(sheets).form
    standing = queries.built_in(slug)
    if standing is not None and standing.digest == form_json.digest(content):
        return standing
    form = standing.form if standing is not None else _new_form(actor, None, purpose, content, slug)
    require(policies.may_change(actor, form))
    version = _new_version(actor, form, 1 if standing is None else standing.number + 1, content)
    version.state, version.published_at = State.PUBLISHED, timezone.now()
    version.note = note
    with act(actor, "form.install", version):
        form.save()
        _retitle(form, content)
        version.form = form
        version.save()
    return version


def record_use(
    actor: Actor, version: FormVersion, organisation_id: int, purpose: str, since: dt.date | None = None
) -> None:
    """Tell that an organisation asks with the version; told once. The app that asks has asked its own policy."""
    FormUse.objects.get_or_create(
        version=version,
        organisation_id=organisation_id,
        purpose=purpose,
        defaults={"since": since or timezone.localdate()},
    )


def keep_draft(store: AnswerStore, draft: Draft) -> None:
    """Let the app that asks keep the answers as they stand; its own policy decides."""
    draft.saved_at = store.save(draft)


def _whole(content: Content) -> None:
    """Raises NotNow with every serious fault in the reader's language."""
    try:
        prepare(content)
    except FormErrors as errors:
        found = [each for each in serious(errors.faults) if each.code != EMPTY]
        if found:
            raise NotNow(" ".join(wording.said(each) for each in found)) from errors


def _keeps_core(form: Form, content: Content) -> None:
    base = form.taken_from
    if base is None:
        return
    found = core_fields.breaches(queries.content(base), content)
    if found:
        raise NotNow(" ".join(wording.breach(each) for each in found))


def _new_form(actor: Actor, organisation: Organisation | None, purpose: str, content: Content, slug: str = "") -> Form:
    title, titles = _titles(content)
    form = Form(
        organisation=organisation, slug=slug, purpose=purpose, title=title, titles=titles, shared=organisation is None,
        created_by_id=actor.user_id, created_at=timezone.now(),
    )  # fmt: skip
    form.slug = slug or _free_slug(organisation, title)
    return form


def _free_slug(organisation: Organisation | None, title: str) -> str:
    stem = slugify(fold(title))[:50] or "form"
    taken = set(Form.objects.filter(organisation=organisation, slug__startswith=stem).values_list("slug", flat=True))
    return next(each for each in (stem, *(f"{stem}-{number}" for number in range(2, 10_000))) if each not in taken)


def _new_version(actor: Actor, form: Form, number: int, content: Content) -> FormVersion:
    version = FormVersion(form=form, number=number, created_by_id=actor.user_id, created_at=timezone.now())
    _fill(version, content)
    return version


def _fill(version: FormVersion, content: Content) -> None:
    version.content = form_json.to_plain(content)
    version.digest = form_json.digest(content)
    version.questions = sum(1 for each in content.questions() if each.kind.is_shown and each.kind is not Kind.NOTE)


def _retitle(form: Form, content: Content) -> None:
    form.title, form.titles = _titles(content)
    form.save(update_fields=["title", "titles"])


def _titles(content: Content) -> tuple[str, dict[str, str]]:
    said = content.title.said(content.default_language).strip() or content.form_id
    return said[:200], dict(content.title.pairs)
