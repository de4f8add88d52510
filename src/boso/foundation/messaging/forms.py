"""When somebody wants e-mail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from boso.foundation.messaging.models import Email


class EmailForm(forms.Form):
    """The three choices."""

    email = forms.ChoiceField(
        label=_("When there is something new"),
        choices=Email.choices,
        widget=forms.RadioSelect,
        help_text=_("The e-mail says only that there is something new, and never what or about whom."),
    )
