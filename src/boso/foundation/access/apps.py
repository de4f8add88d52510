from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "boso.foundation.access"
    label = "access"
