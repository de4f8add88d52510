"""Faults of forms and answers in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from boso.core.questionnaires.faults import Fault
from boso.core.questionnaires.faults_words import WORDS
from boso.core.questionnaires.standing import AnswerFault
from boso.foundation.questionnaires.core_fields import Breach, CoreFault


def said(fault: Fault) -> str:
    """What is wrong and what to do, in one or two sentences."""
    return " ".join(part for part in (what(fault), advice(fault)) if part)


def what(fault: Fault | AnswerFault) -> str:
    """What is wrong; the form's own message where it has one."""
    if isinstance(fault, AnswerFault) and fault.message:
        return fault.message
    return _(WORDS[fault.code][1]) % dict(fault.values)


def advice(fault: Fault | AnswerFault) -> str:
    """What to do about it; may be blank."""
    words = WORDS[fault.code][2]
    return _(words) % dict(fault.values) if words else ""


def breach(fault: CoreFault) -> str:
    """Why an adaptation is refused."""
    words = {
        Breach.REMOVED: _("«%(label)s» belongs to the common core and must stay, or figures cannot be compared."),
        Breach.UNMARKED: _("«%(label)s» belongs to the common core and must stay marked as such."),
        Breach.KIND: _("«%(label)s» belongs to the common core: how it is answered must stay as it is."),
        Breach.CHOICES: _("«%(label)s» belongs to the common core: its choices must stay as they are."),
    }
    return words[fault.breach] % {"label": fault.label}


def too_large(limit: int) -> str:
    """A file beyond the limit, in bytes."""
    return _("The file is larger than %(size)d MB. A form is smaller than that.") % {"size": limit // 1_000_000}
