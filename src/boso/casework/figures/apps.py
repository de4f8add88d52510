from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Registers what waits for the second person, the list that leaves as a file, and the words of the log."""

    name = "boso.casework.figures"
    label = "figures"

    def ready(self) -> None:
        from boso.casework.figures import due, exporting, verbs  # noqa: F401 - verbs register themselves
        from boso.foundation.exchange.registry import register_export
        from boso.foundation.worklist import registry as worklist

        register_export(exporting.CELLS)
        worklist.register(due.waiting)
