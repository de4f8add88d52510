from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Registers the workbook, lists, tasks and search of learning."""

    name = "boso.programme.learning"
    label = "learning"

    def ready(self) -> None:
        from boso.foundation.exchange import registry as exchange
        from boso.foundation.search import registry as search
        from boso.foundation.worklist import registry as worklist
        from boso.programme.learning import due, exporting, finding, importing

        exchange.register_import(importing.LEARNING_IMPORT)
        for export in exporting.EXPORTS:
            exchange.register_export(export)
        for found in finding.SOURCES:
            search.register(found)
        for task in due.SOURCES:
            worklist.register(task)
        worklist.register_things("learning.experience", due.experiences_by_id, {})
        worklist.register_things("learning.network", due.networks_by_id, {})
