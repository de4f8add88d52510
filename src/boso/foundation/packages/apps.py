from django.apps import AppConfig


class PackagesConfig(AppConfig):
    """Registers what receiving figures is called in the log."""

    name = "boso.foundation.packages"
    label = "packages"

    def ready(self) -> None:
        from boso.foundation.packages import verbs  # noqa: F401 - verbs register themselves
