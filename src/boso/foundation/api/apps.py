from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ApiConfig(AppConfig):
    """What other programs read; each app's `api` module registers its lists."""

    name = "boso.foundation.api"
    label = "api"

    def ready(self) -> None:
        autodiscover_modules("api")
