"""What the acts of data sets and tables are called in log and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register, register_things

register(
    {
        "data_set.load": _("Answers loaded"),
        "data_set.change": _("Data set changed"),
        "data_set.open": _("Data set opened for tables"),
        "data_set.withdraw": _("Data set withdrawn"),
        "data_set.remove": _("Data set removed"),
        "data_set.take_out": _("Answers taken out as a file"),
        "variable.change": _("Variable changed"),
        "published.load": _("Published figures loaded"),
        "table.save": _("Table saved"),
        "table.change": _("Table changed"),
        "table.archive": _("Table put away"),
    }
)
register_things({"tables.dataset": _("data set"), "tables.variable": _("variable"), "tables.table": _("table")})
