"""The forms of retention: proposing an erasure, holding a case back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from boso.foundation.web.forms import DayField


class ProposeForm(forms.Form):
    """What must be said before anything may be erased."""

    delivered = forms.BooleanField(
        label=_("The archive has what the archive law demands of these cases"),
        error_messages={"required": _("Nothing may be erased before the archive has what the law demands.")},
    )
    archive_reference = forms.CharField(
        label=_("The archive's reference"), max_length=60,
        help_text=_("The receipt or case number of the delivery. No names."),
    )  # fmt: skip


class HoldForm(forms.Form):
    """Which case must not be erased, why, and how long."""

    reference = forms.CharField(label=_("Reference of the case"), max_length=12, help_text=_("For example H-000123."))
    reason = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: a complaint or a claim is not settled. It is sealed with the case."),
    )  # fmt: skip
    until = DayField(
        label=_("Until"),
        required=False,
        help_text=_("The first day it no longer holds. Empty: until somebody lifts it."),
    )
