from django.apps import AppConfig


class StaysConfig(AppConfig):
    """Registers what temporary stays add to a household's case and to «Today»."""

    name = "boso.casework.stays"
    label = "stays"

    def ready(self) -> None:
        from boso.casework.households import panels as households
        from boso.casework.stays import due, panels
        from boso.foundation.worklist import registry as worklist

        households.register(panels.HOUSEHOLD)
        worklist.register(due.too_long)
