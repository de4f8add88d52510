from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "boso.foundation.documents"
    label = "documents"
