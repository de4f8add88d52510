from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "boso.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Know every app's `tasks`, so that the worker knows what runs by the clock."""
        autodiscover_modules("tasks")
