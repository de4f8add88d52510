from django.apps import AppConfig


class DwellingsConfig(AppConfig):
    name = "boso.casework.dwellings"
    label = "dwellings"

    def ready(self) -> None:
        from boso.casework.dwellings import importing
        from boso.foundation.exchange import registry as exchange

        exchange.register_import(importing.DWELLINGS_IMPORT)
