from django.apps import AppConfig


class DwellingsConfig(AppConfig):
    """Registers the import of homes, their search, and what they are called."""

    name = "boso.casework.dwellings"
    label = "dwellings"

    def ready(self) -> None:
        from boso.casework.dwellings import due, exporting, finding, importing
        from boso.foundation.exchange import registry as exchange
        from boso.foundation.search import registry as search
        from boso.foundation.worklist import registry as worklist

        exchange.register_import(importing.DWELLINGS_IMPORT)
        exchange.register_export(exporting.DWELLINGS_EXPORT)
        search.register(finding.dwellings)
        worklist.register_things("dwellings.dwelling", due.dwellings_by_id, due.VERBS)
