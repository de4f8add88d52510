from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Registers the indicators' imports, list, tasks and search."""

    name = "boso.programme.indicators"
    label = "indicators"

    def ready(self) -> None:
        from boso.foundation.exchange import registry as exchange
        from boso.foundation.search import registry as search
        from boso.foundation.worklist import registry as worklist
        from boso.programme.indicators import due, exporting, finding, importing

        for kind in importing.IMPORTS:
            exchange.register_import(kind)
        exchange.register_export(exporting.INDICATORS)
        for found in finding.SOURCES:
            search.register(found)
        for task in due.SOURCES:
            worklist.register(task)
        worklist.register_things("indicators.value", due.values_by_id, due.VALUE_VERBS)
