from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "boso.foundation.organisations"
    label = "organisations"

    def ready(self) -> None:
        from boso.foundation.exchange.registry import register_import
        from boso.foundation.organisations.finding import organisations
        from boso.foundation.organisations.importing import ORGANISATIONS
        from boso.foundation.search import registry as search

        register_import(ORGANISATIONS)
        search.register(organisations)
