from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    """Registers the case page's own tabs, what is due, what is found and what may leave as a list."""

    name = "boso.casework.households"
    label = "households"

    def ready(self) -> None:
        from boso.casework.households import due, exporting, finding, importing, panels, tabs
        from boso.foundation.exchange import registry as exchange
        from boso.foundation.search import registry as search
        from boso.foundation.worklist import registry as worklist

        for tab in tabs.TABS:
            panels.register_tab(tab)
        exchange.register_import(importing.HOUSEHOLDS_IMPORT)
        exchange.register_export(exporting.HOUSEHOLDS)
        search.register(finding.households)
        for source in due.SOURCES:
            worklist.register(source)
        worklist.register_things("households.household", due.households_by_id, due.VERBS)
