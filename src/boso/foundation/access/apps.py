from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "boso.foundation.access"
    label = "access"

    def ready(self) -> None:
        """Make the list of people known among the exports."""
        from boso.foundation.access.people_shown import EXPORT
        from boso.foundation.exchange.registry import register_export

        register_export(EXPORT)
