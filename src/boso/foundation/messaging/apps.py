from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "boso.foundation.messaging"
    label = "messaging"
