"""Closing a case and opening it again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.households import policies
from boso.casework.households.actions import touch
from boso.casework.households.models import Household
from boso.casework.households.sealing import HouseholdWords
from boso.casework.households.words import opened, sealed
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import save


def close(actor: Actor, household: Household, reason: str, text: str = "", on: dt.date | None = None) -> None:
    """The municipality no longer works with the household, from today or an earlier day.

    Raises Refused for whoever does not work with it or where it is closed; NotNow for a day that cannot be.
    """
    require(policies.may_close(actor, household))
    today = timezone.localdate()
    day = on or today
    if day > today or day < household.opened_on:
        raise NotNow(_("Choose a day from when the case was opened until today."))
    (words,) = opened(HouseholdWords, household.key_id, [household.sealed])
    fields = {
        "closed_on": day, "closed_reason": reason, "sealed": sealed(household, replace(words, closing=text.strip())),
    }  # fmt: skip
    with transaction.atomic():
        save(actor, "household.close", household, fields, household.organisation_id)
        touch(household)


def reopen(actor: Actor, household: Household, text: str) -> None:
    """Work with the household again. The reason stands with the case.

    Raises Refused for whoever does not work with it or where it is open; NotNow without a reason.
    """
    require(policies.may_reopen(actor, household))
    if not text.strip():
        raise NotNow(_("Say why, in a few words. The reason follows the case."))
    (words,) = opened(HouseholdWords, household.key_id, [household.sealed])
    fields = {
        "closed_on": None, "closed_reason": "", "sealed": sealed(household, replace(words, closing=text.strip())),
    }  # fmt: skip
    with transaction.atomic():
        save(actor, "household.reopen", household, fields, household.organisation_id)
        touch(household)
