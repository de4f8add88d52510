from django.apps import AppConfig


class TablesConfig(AppConfig):
    """Tables of answers: data sets, protected cubes, saved tables, waves compared."""

    name = "boso.programme.tables"
    label = "tables"
