from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """Registers the partnership's workbook, lists, tasks and search."""

    name = "boso.programme.partnership"
    label = "partnership"

    def ready(self) -> None:
        from boso.foundation.exchange import registry as exchange
        from boso.foundation.search import registry as search
        from boso.foundation.worklist import registry as worklist
        from boso.programme.partnership import due, exporting, finding, importing

        exchange.register_import(importing.FACTS_IMPORT)
        for export in exporting.EXPORTS:
            exchange.register_export(export)
        for found in finding.SOURCES:
            search.register(found)
        for task in due.SOURCES:
            worklist.register(task)
        worklist.register_things("partnership.participation", due.participants_by_id, due.VERBS)
