from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Registers what evaluation brings in, hands out and finds, what reports refer to, and who reads by name."""

    name = "boso.programme.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        from boso.foundation.documents import naming
        from boso.foundation.exchange import registry as exchange
        from boso.foundation.search import registry as search
        from boso.foundation.worklist import registry as worklist
        from boso.programme.evaluation import (
            due,
            exporting,
            finding,
            importing,
            queries,
            references,
            sources_data,
            sources_design,
            sources_tables,
            sources_words,
        )

        naming.register(queries.documents_named)
        exchange.register_import(importing.EVALUATION_IMPORT)
        for export in exporting.EXPORTS:
            exchange.register_export(export)
        for found in finding.SOURCES:
            search.register(found)
        for task in due.SOURCES:
            worklist.register(task)
        worklist.register_things("evaluation.evaluation", due.evaluations_by_id, {})
        worklist.register_things("evaluation.evaluationreport", due.reports_by_id, {})
        for source in (sources_data, sources_tables, sources_words, sources_design):
            for kind in source.KINDS:
                references.register(kind)
