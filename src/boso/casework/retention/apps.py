from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """Tells «Today» when something is due for erasure, and the case page what is erased or held back."""

    name = "boso.casework.retention"
    label = "retention"

    def ready(self) -> None:
        from boso.casework.households import panels as households
        from boso.casework.retention import due, panels
        from boso.foundation.worklist import registry as worklist

        households.register(panels.HOUSEHOLD)
        worklist.register(due.erasures)
