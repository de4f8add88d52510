from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "boso.casework.needs"
    label = "needs"
