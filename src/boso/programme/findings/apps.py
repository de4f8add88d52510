from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """Registers the chain from evidence to change."""

    name = "boso.programme.findings"
    label = "findings"
