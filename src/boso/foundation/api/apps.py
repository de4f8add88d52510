from django.apps import AppConfig


class ApiConfig(AppConfig):
    """What other programs read; each app registers its own lists."""

    name = "boso.foundation.api"
    label = "api"
