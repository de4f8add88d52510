from django.apps import AppConfig


class TablesConfig(AppConfig):
    """Tables of answers: data sets, protected cubes, saved tables, waves compared."""

    name = "boso.programme.tables"
    label = "tables"

    def ready(self) -> None:
        from boso.foundation.search import registry as search
        from boso.programme.tables import finding

        for found in finding.SOURCES:
            search.register(found)
