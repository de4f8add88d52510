from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Registers the indicators' imports, list and tasks."""

    name = "boso.programme.indicators"
    label = "indicators"
