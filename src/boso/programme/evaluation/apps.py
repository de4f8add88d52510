from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Registers what evaluation brings in, hands out and finds."""

    name = "boso.programme.evaluation"
    label = "evaluation"
