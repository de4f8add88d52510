"""What acts and looks on documents are called."""

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "document.upload": _("Uploaded a document"),
        "document.replace": _("Brought a new version"),
        "document.withdraw": _("Withdrew a document"),
        "document.restore": _("Put a document back in force"),
        "document.download": _("Opened a document that is not open to all"),
    }
)

register_things(
    {
        "documents.document": _("Document"),
        "documents.version": _("File of a document"),
    }
)
