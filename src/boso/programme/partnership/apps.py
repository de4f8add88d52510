from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "boso.programme.partnership"
    label = "partnership"
