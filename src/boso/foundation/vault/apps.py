from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "boso.foundation.vault"
    label = "vault"
