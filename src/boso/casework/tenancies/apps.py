from django.apps import AppConfig


class TenanciesConfig(AppConfig):
    """Registers what leases add to homes, households and «Today»."""

    name = "boso.casework.tenancies"
    label = "tenancies"

    def ready(self) -> None:
        from boso.casework.dwellings import registry as homes
        from boso.casework.households import panels as households
        from boso.casework.tenancies import due, importing, kobo, panels, queries
        from boso.foundation.exchange import registry as exchange
        from boso.foundation.worklist import registry as worklist

        homes.register_leases(queries.leased)
        homes.register_panel(panels.DWELLING)
        households.register(panels.HOUSEHOLD)
        exchange.register_import(importing.KOBO_IMPORT)
        exchange.register_export(kobo.KOBO_EXPORT)
        for source in due.SOURCES:
            worklist.register(source)
