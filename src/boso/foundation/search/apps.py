from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Registers the directory's own sources."""

    name = "boso.foundation.search"
    label = "search"

    def ready(self) -> None:
        from boso.foundation.search import directory, registry

        registry.register(directory.people)
        registry.register(directory.organisations)
