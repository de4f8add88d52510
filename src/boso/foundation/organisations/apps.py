from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "boso.foundation.organisations"
    label = "organisations"

    def ready(self) -> None:
        from boso.foundation.exchange.registry import register_import
        from boso.foundation.organisations.importing import ORGANISATIONS

        register_import(ORGANISATIONS)
