from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    """Loans, grants and bostøtte seen together: for everybody, and for the households of a municipality."""

    name = "boso.casework.instruments"
    label = "instruments"

    def ready(self) -> None:
        from boso.casework.households import panels as households
        from boso.casework.instruments import due, exporting, law_reading, panels
        from boso.foundation.exchange import registry as exchange
        from boso.foundation.worklist import registry as worklist

        households.register(panels.PANEL)
        exchange.register_export(exporting.WATCH_EXPORT)
        exchange.register_export(law_reading.LAW_EXPORT)
        for source in due.SOURCES:
            worklist.register(source)
