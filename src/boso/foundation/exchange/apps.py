from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "boso.foundation.exchange"
    label = "exchange"
