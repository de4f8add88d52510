from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    """Registers the workbook, lists, tasks and search of interviews."""

    name = "boso.programme.interviews"
    label = "interviews"

    def ready(self) -> None:
        from boso.foundation.exchange import registry as exchange
        from boso.foundation.search import registry as search
        from boso.foundation.worklist import registry as worklist
        from boso.programme.interviews import due, exporting, finding, importing

        exchange.register_import(importing.INTERVIEWS_IMPORT)
        for export in exporting.EXPORTS:
            exchange.register_export(export)
        for found in finding.SOURCES:
            search.register(found)
        for task in due.SOURCES:
            worklist.register(task)
