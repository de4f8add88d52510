"""Legal bases of the household's data, and consents that lift confidentiality between services."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.households import law, policies
from boso.casework.households.actions import touch
from boso.casework.households.models import Consent, Household, LegalBasis, Member, Sharing
from boso.casework.households.sealing import FreeWords
from boso.casework.households.words import sealed
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import save


def add_basis(actor: Actor, household: Household, use: str, starts: dt.date | None = None) -> LegalBasis:
    """The household's data is used for one thing more, from today or an earlier day.

    Raises Refused for whoever does not work with it, NotNow where it is already or the law was not there yet.
    """
    require(policies.may_work_with(actor, household))
    day = starts or timezone.localdate()
    if day > timezone.localdate():
        raise NotNow(_("That day has not come yet."))
    if not law.statute("use", use, day):
        raise NotNow(_("The law of this use was not in force that day."))
    if LegalBasis.objects.filter(household=household, use=use, ends__isnull=True).exists():
        raise NotNow(_("That use is written down already."))
    with transaction.atomic():
        fields = {"household": household, "use": use, "starts": day}
        made = save(actor, "basis.start", LegalBasis(), fields, household.organisation_id)
        touch(household)
    return made


def end_basis(actor: Actor, basis: LegalBasis) -> None:
    """The data is no longer used for that.

    Raises NotNow for the only use left of an open case.
    """
    household = basis.household
    require(policies.may_work_with(actor, household))
    with transaction.atomic():
        Household.objects.select_for_update().get(pk=household.pk)
        others = LegalBasis.objects.filter(household=household, ends__isnull=True).exclude(pk=basis.pk)
        if household.closed_on is None and not others.exists():
            raise NotNow(_("It is the only use left. A case that is open rests on one."))
        ends = max(timezone.localdate(), basis.starts)
        save(actor, "basis.end", basis, {"ends": ends}, household.organisation_id)
        touch(household)


def give_consent(
    actor: Actor, household: Household, member: Member, form: str, given_on: dt.date, text: str
) -> Consent:
    """A person of the household agrees that services tell each other; the words say what and who.

    Raises Refused for whoever does not work with it, NotNow for a day to come or without words.
    """
    require(policies.may_work_with(actor, household))
    if given_on > timezone.localdate():
        raise NotNow(_("That day has not come yet."))
    if not text.strip():
        raise NotNow(_("Write which services may tell each other what."))
    fields = {
        "household": household, "person": member.person, "form": form, "given_on": given_on,
        "sealed": sealed(household, FreeWords(text=text.strip())),
    }  # fmt: skip
    with transaction.atomic():
        made = save(actor, "consent.give", Consent(), fields, household.organisation_id)
        touch(household)
    return made


def withdraw_consent(actor: Actor, consent: Consent) -> int:
    """The person takes it back; sharing that rests on it ends now. Gives how many sharings ended."""
    household = consent.household
    require(policies.may_work_with(actor, household))
    today = timezone.localdate()
    if consent.withdrawn_on is not None:
        raise NotNow(_("The consent is withdrawn."))
    with transaction.atomic():
        save(actor, "consent.withdraw", consent, {"withdrawn_on": today}, household.organisation_id)
        resting = list(Sharing.objects.filter(consent=consent, ends__gt=today))
        for sharing in resting:
            save(actor, "sharing.end", sharing, {"ends": today}, household.organisation_id)
        touch(household)
    return len(resting)
