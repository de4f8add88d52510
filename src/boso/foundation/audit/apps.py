from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "boso.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        """Know what every app calls its verbs."""
        autodiscover_modules("verbs")
