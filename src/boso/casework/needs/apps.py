from django.apps import AppConfig


class NeedsConfig(AppConfig):
    """Registers what needs ask for today and what they are called."""

    name = "boso.casework.needs"
    label = "needs"

    def ready(self) -> None:
        from boso.casework.needs import verbs  # noqa: F401
