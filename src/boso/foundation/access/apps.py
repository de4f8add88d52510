from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "boso.foundation.access"
    label = "access"

    def ready(self) -> None:
        """Make the list of people known among the exports, and people to be found."""
        from boso.foundation.access.exporting import EXPORT
        from boso.foundation.access.finding import people
        from boso.foundation.exchange.registry import register_export
        from boso.foundation.search import registry as search

        register_export(EXPORT)
        search.register(people)
