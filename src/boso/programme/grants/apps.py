from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """Registers the grants' workbook, list, tasks and search."""

    name = "boso.programme.grants"
    label = "grants"

    def ready(self) -> None:
        from boso.foundation.exchange import registry as exchange
        from boso.foundation.search import registry as search
        from boso.foundation.worklist import registry as worklist
        from boso.programme.grants import due, exporting, finding, importing

        exchange.register_import(importing.GRANTS_IMPORT)
        exchange.register_export(exporting.GRANTS)
        for found in finding.SOURCES:
            search.register(found)
        for task in due.SOURCES:
            worklist.register(task)
        worklist.register_things("grants.award", due.awards_by_id, due.AWARD_VERBS)
        worklist.register_things("grants.paymentrequest", due.payments_by_id, due.PAYMENT_VERBS)
