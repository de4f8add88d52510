from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Registers the lists, tasks and search of surveys."""

    name = "boso.programme.surveys"
    label = "surveys"

    def ready(self) -> None:
        from boso.foundation.exchange import registry as exchange
        from boso.foundation.search import registry as search
        from boso.foundation.worklist import registry as worklist
        from boso.programme.surveys import due, exporting, finding

        for export in exporting.EXPORTS:
            exchange.register_export(export)
        for found in finding.SOURCES:
            search.register(found)
        for task in due.SOURCES:
            worklist.register(task)
        worklist.register_things("surveys.survey", due.surveys_by_id, {})
