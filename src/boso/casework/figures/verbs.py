"""What the acts of this app are called in the log and the history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "figures.key": _("Made the key that figures are sealed with"),
        "figures.make": _("Made a package of figures"),
        "figures.let_out": _("Let a package of figures leave"),
        "figures.set_aside": _("Set a package of figures aside"),
        "figures.looked": _("Looked at a package of figures"),
        "figures.cases": _("Listed cases behind a figure"),
        "figures.taken": _("Took out a package of figures"),
        "export.figures": _("Took out the cells of figures"),
    }
)
register_things({"figures.package": _("Package of figures"), "figures.signingkey": _("Key for figures")})
