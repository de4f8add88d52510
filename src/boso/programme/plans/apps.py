from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Registers the plans' workbook, lists, tasks and search."""

    name = "boso.programme.plans"
    label = "plans"

    def ready(self) -> None:
        from boso.foundation.exchange import registry as exchange
        from boso.programme.plans import exporting, importing

        exchange.register_import(importing.PLANS_IMPORT)
        for export in exporting.EXPORTS:
            exchange.register_export(export)
