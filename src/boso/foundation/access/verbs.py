"""What acts and looks on people and seats are called."""

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "person.admit": _("Let in"),
        "person.close": _("Closed the way in"),
        "person.reopen": _("Opened the way in again"),
        "person.set_password": _("Set a password for them"),
        "person.settings": _("Changed own settings"),
        "person.language": _("Chose a language"),
        "person.password": _("Changed own password"),
        "person.chosen": _("Was chosen in the demo"),
        "person.sign_in": _("Signed in"),
        "person.sign_out": _("Signed out"),
        "person.list": _("Looked at the list of people"),
        "person.look": _("Looked at a person"),
        "seat.give": _("Gave a seat"),
        "seat.end": _("Ended a seat"),
        "seat.resume": _("Let a seat go on"),
        "seat.withdraw": _("Took a seat back"),
        "export.people": _("Took out the list of people"),
    }
)

register_things(
    {
        "access.user": _("Person"),
        "access.membership": _("Seat"),
    }
)
