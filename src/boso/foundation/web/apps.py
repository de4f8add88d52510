from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "boso.foundation.web"
    label = "web"
