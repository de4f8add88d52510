"""What a person's words must hold before they are sealed: a national id that is right, and of the right world."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.utils.translation import gettext as _

from boso.casework.households.sealing import PersonWords
from boso.core.values import national_id
from boso.core.values.national_id import BadNationalId, Fault, NationalId
from boso.foundation.access.decisions import NotNow


def checked(words: PersonWords, *, invented: bool, today: dt.date) -> PersonWords:
    """The words with the id as eleven digits, and with the birth and sex it tells where nothing else is said.

    invented: whether the organisation is. Raises NotNow with what is wrong, in words.
    """
    if not words.name.strip():
        raise NotNow(_("Write the name."))
    if words.born is not None and words.born > today:
        raise NotNow(_("That day has not come yet."))
    clean = replace(words, name=" ".join(words.name.split()))
    if not words.national_id:
        return clean
    found = checked_id(words.national_id, invented=invented, today=today)
    return replace(clean, national_id=found.digits, born=words.born or found.born, sex=words.sex or found.sex)


def checked_id(text: str, *, invented: bool, today: dt.date) -> NationalId:
    """The national id that was typed.

    Raises NotNow in words when it is none, or does not belong in such an organisation.
    """
    found = readable(text, today=today)
    if invented and found.synthetic is None:
        raise NotNow(_("This municipality is invented. Use a synthetic number, never a real person's."))
    if not invented and found.synthetic is not None:
        raise NotNow(_("This is a synthetic number for trials. It is nobody's."))
    return found


def readable(text: str, *, today: dt.date) -> NationalId:
    """The number as typed, of whatever world.

    Raises NotNow in words when it is none.
    """
    try:
        return national_id.parse(text, today=today)
    except BadNationalId as bad:
        raise NotNow(_fault(bad.fault)) from bad


def _fault(fault: Fault) -> str:
    return {
        Fault.LENGTH: _("A national id has eleven digits."),
        Fault.DIGITS: _("A national id has digits only."),
        Fault.CHECK: _("The last two digits do not fit the others. Is one digit wrong?"),
        Fault.BIRTH: _("The first six digits are not a day of birth."),
        Fault.UNBORN: _("The first six digits are a day that has not come yet."),
    }[fault]
