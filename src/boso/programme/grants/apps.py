from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "boso.programme.grants"
    label = "grants"
