from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Registers the directory's own sources."""

    name = "boso.foundation.search"
    label = "search"

    def ready(self) -> None:
        from boso.foundation.search import queries_directory, registry

        registry.register(queries_directory.people)
        registry.register(queries_directory.organisations)
