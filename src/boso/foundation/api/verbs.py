"""What acts and looks of programs are called in the log."""

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "token.let_in": _("Let a program in"),
        "token.end": _("Ended a program's token"),
        "api.read": _("A program read"),
    }
)

register_things({"api.token": _("Token")})
