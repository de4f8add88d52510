from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "boso.foundation.organisations"
    label = "organisations"
