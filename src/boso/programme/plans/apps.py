from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Registers the plans' workbook, lists, tasks and search."""

    name = "boso.programme.plans"
    label = "plans"

    def ready(self) -> None:
        from boso.foundation.exchange import registry as exchange
        from boso.foundation.search import registry as search
        from boso.foundation.worklist import registry as worklist
        from boso.programme.plans import due, exporting, finding, importing

        exchange.register_import(importing.PLANS_IMPORT)
        for export in exporting.EXPORTS:
            exchange.register_export(export)
        for found in finding.SOURCES:
            search.register(found)
        for task in due.SOURCES:
            worklist.register(task)
        worklist.register_things("plans.activity", due.activities_by_id, due.ACTIVITY_VERBS)
