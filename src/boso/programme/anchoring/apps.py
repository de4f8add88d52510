from django.apps import AppConfig


class AnchoringConfig(AppConfig):
    """Registers anchoring's workbook, lists, tasks and search."""

    name = "boso.programme.anchoring"
    label = "anchoring"

    def ready(self) -> None:
        from boso.foundation.exchange import registry as exchange
        from boso.foundation.search import registry as search
        from boso.foundation.worklist import registry as worklist
        from boso.programme.anchoring import due, exporting, finding, importing

        exchange.register_import(importing.ANCHORING_IMPORT)
        for export in exporting.EXPORTS:
            exchange.register_export(export)
        for found in finding.SOURCES:
            search.register(found)
        for task in due.SOURCES:
            worklist.register(task)
        worklist.register_things("anchoring.scopeentry", due.entries_by_id, due.SCOPE_VERBS)
