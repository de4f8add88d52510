"""What looking at need against stock is called in the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register

register(
    {
        "gap.looked": _("Looked at needs and homes"),
        "gap.cases": _("Listed cases behind needs and homes"),
        "export.gap": _("Took out needs and homes"),
    }
)
