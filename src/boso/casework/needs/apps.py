from django.apps import AppConfig


class NeedsConfig(AppConfig):
    """Registers what stands on the case page and on «Today»."""

    name = "boso.casework.needs"
    label = "needs"

    def ready(self) -> None:
        from boso.casework.households import panels
        from boso.casework.needs import due, showing
        from boso.foundation.worklist import registry as worklist

        panels.register(panels.Panel("needs", showing.panel, "needs/panel.html", order=10))
        for source in due.SOURCES:
            worklist.register(source)
