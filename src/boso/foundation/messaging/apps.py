from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MessagingConfig(AppConfig):
    name = "boso.foundation.messaging"
    label = "messaging"

    def ready(self) -> None:
        """Know what kinds of messages every app sends."""
        autodiscover_modules("message_kinds")
