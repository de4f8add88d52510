from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    name = "boso.casework.households"
    label = "households"
