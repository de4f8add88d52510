from django.apps import AppConfig


class AllocationConfig(AppConfig):
    """Registers what can be taken out as a file."""

    name = "boso.casework.allocation"
    label = "allocation"

    def ready(self) -> None:
        from boso.casework.allocation import exporting
        from boso.foundation.exchange import registry as exchange

        exchange.register_export(exporting.ALLOCATION_EXPORT)
