"""What imports, and looks at lists as files, are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "import": _("Changed by an import"),
        "import.receive": _("Uploaded a file"),
        "import.choose": _("Chose the columns of a file"),
        "import.forget": _("Forgot the columns of a file"),
        "import.preview": _("Looked a workbook through"),
        "import.apply": _("Imported a workbook"),
        "import.refuse": _("Tried a workbook that has faults"),
        "import.drop": _("Put a workbook away"),
    }
)

register_things(
    {
        "exchange.importrun": pgettext_lazy("thing", "Import"),
        "exchange.columnmapping": pgettext_lazy("thing", "Columns of a file"),
    }
)
