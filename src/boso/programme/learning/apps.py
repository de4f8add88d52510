from django.apps import AppConfig


class LearningConfig(AppConfig):
    """What the programme learns."""

    name = "boso.programme.learning"
    label = "learning"
