from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    """Loans, grants and bostøtte seen together: for everybody, and for the households of a municipality."""

    name = "boso.casework.instruments"
    label = "instruments"
