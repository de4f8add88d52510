from django.apps import AppConfig


class SynthesisConfig(AppConfig):
    name = "boso.casework.synthesis"
    label = "synthesis"
