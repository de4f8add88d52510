from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "boso.foundation.audit"
    label = "audit"
