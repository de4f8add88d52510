from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The participants' own plans."""

    name = "boso.programme.plans"
    label = "plans"
