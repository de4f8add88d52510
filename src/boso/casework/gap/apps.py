from django.apps import AppConfig


class GapConfig(AppConfig):
    """Registers the list that leaves as a file, and what looking at it is called in the log."""

    name = "boso.casework.gap"
    label = "gap"

    def ready(self) -> None:
        from boso.casework.gap import exporting, verbs  # noqa: F401 - verbs register themselves
        from boso.foundation.exchange.registry import register_export

        register_export(exporting.GAP_EXPORT)
