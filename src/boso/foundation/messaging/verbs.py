"""What the acts of messaging are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register

register({"messages.email_chosen": _("Chose when to get e-mail")})
