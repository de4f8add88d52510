from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Registers the reports' list, tasks and search."""

    name = "boso.programme.reporting"
    label = "reporting"

    def ready(self) -> None:
        from boso.foundation.exchange import registry as exchange
        from boso.foundation.search import registry as search
        from boso.foundation.worklist import registry as worklist
        from boso.programme.reporting import due, exporting, finding

        exchange.register_export(exporting.REPORTS)
        for found in finding.SOURCES:
            search.register(found)
        for task in due.SOURCES:
            worklist.register(task)
        worklist.register_things("reporting.report", due.reports_by_id, due.REPORT_VERBS)
