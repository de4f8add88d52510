from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    """Interviews of the evaluation."""

    name = "boso.programme.interviews"
    label = "interviews"
