from django.apps import AppConfig


class DuplicatesConfig(AppConfig):
    """Tells households where a merged case went."""

    name = "boso.casework.duplicates"
    label = "duplicates"

    def ready(self) -> None:
        from boso.casework.duplicates import queries
        from boso.casework.households import forwarding

        forwarding.register(queries.kept_instead_of)
