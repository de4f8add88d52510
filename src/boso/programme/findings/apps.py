from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """Registers the workbook, stored queries, lists, tasks and search of findings."""

    name = "boso.programme.findings"
    label = "findings"

    def ready(self) -> None:
        from boso.foundation.exchange import registry as exchange
        from boso.foundation.search import registry as search
        from boso.foundation.worklist import registry as worklist
        from boso.programme.findings import asking, due, exporting, finding, importing

        asking.register_all()
        exchange.register_import(importing.FINDINGS_IMPORT)
        for export in exporting.EXPORTS:
            exchange.register_export(export)
        for found in finding.SOURCES:
            search.register(found)
        for task in due.SOURCES:
            worklist.register(task)
        worklist.register_things("findings.finding", due.findings_by_id, {})
        worklist.register_things("findings.recommendation", due.recommendations_by_id, {})
