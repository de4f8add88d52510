"""What the acts of this app are called in the log and the history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register({"package.trust": _("Took a municipality's key for its own"), "package.receive": _("Received figures")})
register_things({"packages.trustedkey": _("Key of a municipality"), "packages.received": _("Figures received")})
