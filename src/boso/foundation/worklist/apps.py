from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "boso.foundation.worklist"
    label = "worklist"
