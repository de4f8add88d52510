from django.apps import AppConfig


class TenanciesConfig(AppConfig):
    name = "boso.casework.tenancies"
    label = "tenancies"
