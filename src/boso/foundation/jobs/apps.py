from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "boso.foundation.jobs"
    label = "jobs"
