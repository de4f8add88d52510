"""What acts on forms are called."""

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "form.make": _("Made a form"),
        "form.take_over": _("Took over a form"),
        "form.draft": _("Changed a draft of a form"),
        "form.discard": _("Threw a draft of a form away"),
        "form.publish": _("Published a form"),
        "form.withdraw": _("Withdrew a form"),
        "form.restore": _("Put a form back in force"),
        "form.share": _("Shared a form"),
        "form.unshare": _("Stopped sharing a form"),
        "form.install": _("Installed one of BoSo's forms"),
    }
)

register_things({"questionnaires.form": _("Form"), "questionnaires.formversion": _("Version of a form")})
