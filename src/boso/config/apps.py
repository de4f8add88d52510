from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "boso.config"
    label = "config"
