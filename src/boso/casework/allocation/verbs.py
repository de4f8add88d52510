"""What the acts of this app are called in the log and the history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "allocation.declare": _("Declared the rules of allocation"),
        "move.answer": _("Wrote down what a tenant says to moving"),
        "run.make": _("Made a proposal"),
        "run.answer": _("A proposal was reckoned"),
        "run.forget": _("Erased an old proposal"),
        "run.looked": _("Looked at a proposal"),
    }
)
register_things(
    {
        "allocation.declaration": _("Rules of allocation"),
        "allocation.moveanswer": _("A tenant's answer about moving"),
        "allocation.run": _("Proposal"),
    }
)
