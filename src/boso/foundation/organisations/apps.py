from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "boso.foundation.organisations"
    label = "organisations"

    def ready(self) -> None:
        from boso.foundation.api.registry import register
        from boso.foundation.exchange.registry import register_import
        from boso.foundation.organisations.api import ORGANISATIONS as LIST
        from boso.foundation.organisations.importing import ORGANISATIONS

        register(LIST)
        register_import(ORGANISATIONS)
