"""Everything that can be done with the count of homeless persons: one function per act."""

from __future__ import annotations

from collections.abc import Mapping as Map
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.needs import policies, queries_counts
from boso.casework.needs.models import CountForm, CountRow, CountState, HomelessCount
from boso.core.law import parameters
from boso.core.needs import counting
from boso.core.values import national_id as ids
from boso.core.values.folding import fold
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.vault.actions import blind_key
from boso.foundation.vault.queries import blind
from boso.foundation.workflow.actions import act, save

CODES = ("category", "age_group", "sex", "children")


def open_count(actor: Actor, organisation_id: int, year: int, week: int) -> HomelessCount:
    """Open a count of one week.

    Raises Refused for others than planners and decision makers, NotNow for a week that is not, or is opened already.
    """
    require(policies.may_lead(actor, organisation_id))
    try:
        period = counting.week(year, week)
    except ValueError:
        raise NotNow(_("That year has no such week.")) from None
    if HomelessCount.objects.filter(organisation=organisation_id, year=year, week=week).exists():
        raise NotNow(_("That week has a count already."))
    try:
        definition = parameters.value(counting.AREA, "count.definition", period.starts)
    except parameters.NotKnown:
        raise NotNow(_("The definitions of the count begin in 2008.")) from None
    fields = {
        "organisation_id": organisation_id, "year": year, "week": week, "definition": definition,
        "opened_by_id": actor.user_id,
    }  # fmt: skip
    return save(actor, "count.open", HomelessCount(), fields, organisation_id)


def register(
    actor: Actor, count: HomelessCount, unit_id: int, codes: Map[str, Any], *, national_id: str = "",
    initials: str = "", birth_year: int | None = None,
) -> CountForm:  # fmt: skip
    """One form for one homeless person a unit knows of, with a case or not. Who it is becomes a keyed digest at once.

    national_id, or else initials and year of birth, which find doubles less surely.
    Raises Refused for another's unit or a frozen count, NotNow where nothing tells persons apart, the id is wrong, or
    the unit has a form for the person already.
    """
    require(policies.may_count(actor, count, unit_id))
    word = _word(national_id, initials, birth_year)
    fields = {
        **{name: codes[name] for name in CODES if name in codes},
        "count": count,
        "unit_id": unit_id,
        "blind": blind(blind_key(count.organisation_id), "count", word),
        "known_by_id": bool(national_id.strip()),
        "registered_by_id": actor.user_id,
        "registered_at": timezone.now(),
    }
    with transaction.atomic():
        HomelessCount.objects.select_for_update().get(pk=count.pk, state=CountState.OPEN)
        standing = CountForm.objects.filter(count=count, unit=unit_id, blind=fields["blind"], withdrawn_at__isnull=True)
        if standing.exists():
            raise NotNow(_("Your unit has a form for that person already."))
        return save(actor, "count.register", CountForm(), fields, count.organisation_id)


def withdraw(actor: Actor, form: CountForm) -> None:
    """Take a form back that should not have been there.

    Raises Refused for another unit's form, or when the count is frozen.
    """
    require(policies.may_withdraw_form(actor, form))
    save(actor, "count.withdraw", form, {"withdrawn_at": timezone.now()}, form.count.organisation_id)


def freeze(actor: Actor, count: HomelessCount) -> HomelessCount:
    """Freeze: each person once, as rows of codes in a fixed order, with a digest that tells any change.

    Raises Refused for who does not lead, NotNow when it is frozen already or the week is not over.
    """
    require(policies.may_lead_count(actor, count))
    period = counting.week(count.year, count.week)
    if period.ends is not None and timezone.localdate() < period.ends:
        raise NotNow(_("The week is not over. Freeze the count when it is."))
    with transaction.atomic():
        locked = HomelessCount.objects.select_for_update().get(pk=count.pk)
        if locked.state != CountState.OPEN:
            raise NotNow(_("The count is frozen."))
        found = queries_counts.gather(locked)
        with act(actor, "count.freeze", locked, organisation_id=count.organisation_id):
            rows = [CountRow(count=locked, number=number, **one) for number, one in enumerate(found.rows, start=1)]
            CountRow.objects.bulk_create(rows, batch_size=1000)
            locked.state, locked.frozen_at, locked.frozen_by_id = CountState.FROZEN, timezone.now(), actor.user_id
            locked.doubles, locked.digest = found.doubles, found.digest
            locked.save()
    count.refresh_from_db()
    return count


def _word(national_id: str, initials: str, birth_year: int | None) -> str:
    """What tells the person from others. Raises NotNow."""
    if national_id.strip():
        digits = ids.compact(national_id)
        if not queries_counts.is_national_id(digits):
            raise NotNow(_("That is not a national id. Look at the digits again."))
        return digits
    letters = fold(initials).replace(" ", "")
    if not letters or birth_year is None:
        raise NotNow(_("Give the national id, or initials and year of birth, so that nobody is counted twice."))
    return f"{letters}:{birth_year}"
