from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "boso.foundation.workflow"
    label = "workflow"
