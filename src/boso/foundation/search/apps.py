from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "boso.foundation.search"
    label = "search"
