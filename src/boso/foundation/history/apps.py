from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "boso.foundation.history"
    label = "history"
