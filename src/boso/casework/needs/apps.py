from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    """Registers what stands on the case page and on «Today»."""

    name = "boso.casework.needs"
    label = "needs"

    def ready(self) -> None:
        from boso.casework.households import panels
        from boso.casework.needs import due, exporting, showing
        from boso.casework.needs.models import Mapping
        from boso.foundation.exchange import registry as exchange
        from boso.foundation.worklist import registry as worklist

        panels.register(
            panels.Panel("needs", showing.panel, "needs/panel.html", order=10, label=_("Needs"), happened=Mapping)
        )
        exchange.register_export(exporting.NEEDS_EXPORT)
        exchange.register_export(exporting.MAPPINGS_EXPORT)
        for source in due.SOURCES:
            worklist.register(source)
