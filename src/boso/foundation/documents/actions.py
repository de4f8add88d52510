"""Upload a document, bring a new version, withdraw it, put it back, hand it out."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Denied, NotNow, Refused, require
from boso.foundation.audit.actions import log_look
from boso.foundation.documents import policies, store
from boso.foundation.documents.kinds import NotTaken, media_type_of
from boso.foundation.documents.models import Document, State, Version, Visibility
from boso.foundation.documents.states import DOCUMENT
from boso.foundation.organisations.models import Organisation
from boso.foundation.workflow.actions import act, perform


def upload(
    actor: Actor,
    organisation: Organisation,
    title: str,
    visibility: Visibility,
    file_name: str,
    content: bytes,
    *,
    about: tuple[str, str] = ("", ""),
) -> Document:
    """Keep a new document. about: (app.model, id) of the thing it concerns.

    Raises Refused when the policy says no, the title is empty or the file is not taken.
    """  # fmt: skip
    require(policies.may_upload(actor, organisation))
    wanted = " ".join(title.split())[:200]
    if not wanted:
        raise NotNow(_("Give the document a title."))
    media_type = _taken(content)
    sha256 = store.keep(content)
    now = timezone.now()
    document = Document(
        organisation=organisation, title=wanted, visibility=visibility, object_type=about[0],
        object_id=about[1], created_by_id=actor.user_id, created_at=now,
    )  # fmt: skip
    with act(actor, "document.upload", document, organisation_id=organisation.pk):
        document.save()
        version = _version(actor, document, 1, file_name, media_type, sha256, len(content))
        version.save()
    return document


def replace(actor: Actor, document: Document, file_name: str, content: bytes) -> Version:
    """Bring a new version; the old ones stay and can be read.

    Raises Refused when the policy says no, it is withdrawn, the file is not taken or is the same as the newest.
    """
    require(policies.may_change(actor, document))
    media_type = _taken(content)
    sha256 = store.keep(content)
    with transaction.atomic():
        locked = Document.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=document.pk)
        if locked.state != State.STANDING:
            raise NotNow(_("The document is withdrawn. Put it back in force first."))
        newest = Version.objects.get(document=locked, newest=True)
        if newest.sha256 == sha256:
            raise NotNow(_("This file is the very same as the newest version. Nothing is changed."))
        version = _version(actor, locked, newest.number + 1, file_name, media_type, sha256, len(content))
        with act(actor, "document.replace", version, organisation_id=locked.organisation_id):
            Version.objects.filter(pk=newest.pk).update(newest=False)
            version.save()
    return version


def withdraw(actor: Actor, document: Document, reason: str) -> None:
    """Take it out of the lists; nothing is deleted.

    Raises Refused when the policy says no, the reason is missing or it is withdrawn already.
    """
    perform(actor, document, DOCUMENT, "withdraw", organisation_id=document.organisation_id, reason=reason)


def restore(actor: Actor, document: Document) -> None:
    """Undo a withdrawal.

    Raises Refused when the policy says no or it is not withdrawn.
    """
    perform(actor, document, DOCUMENT, "restore", organisation_id=document.organisation_id)


def hand_out(actor: Actor, version: Version) -> bytes:
    """The bytes of one version. The look is logged where the document is not open.

    Raises Refused when the policy says no or the bytes are not in the store.
    """
    document = version.document
    require(policies.may_see(actor, document))
    try:
        content = store.fetch(version.sha256)
    except store.Missing:
        raise Refused(Denied(_("The file cannot be found in the store. Tell the administrator."))) from None
    if document.visibility != Visibility.OPEN:
        log_look(actor, "document.download", version, organisation_id=document.organisation_id)
    return content


def _taken(content: bytes) -> str:
    try:
        return media_type_of(content)
    except NotTaken as error:
        raise NotNow(error.why) from error


def _version(
    actor: Actor, document: Document, number: int, file_name: str, media_type: str, sha256: str, size: int
) -> Version:
    return Version(
        document=document, number=number, file_name=file_name[:200], media_type=media_type, sha256=sha256,
        size=size, uploaded_by_id=actor.user_id, uploaded_at=timezone.now(),
    )  # fmt: skip
