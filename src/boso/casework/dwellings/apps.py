from django.apps import AppConfig


class DwellingsConfig(AppConfig):
    name = "boso.casework.dwellings"
    label = "dwellings"
