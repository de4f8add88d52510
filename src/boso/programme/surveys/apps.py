from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Surveys: asking, and what was answered."""

    name = "boso.programme.surveys"
    label = "surveys"
