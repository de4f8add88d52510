from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """Tells «Today» when something is due for erasure."""

    name = "boso.casework.retention"
    label = "retention"

    def ready(self) -> None:
        from boso.casework.retention import due
        from boso.foundation.worklist import registry as worklist

        worklist.register(due.erasures)
