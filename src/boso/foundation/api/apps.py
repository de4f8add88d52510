from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "boso.foundation.api"
    label = "api"
