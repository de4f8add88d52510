from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "boso.foundation.questionnaires"
    label = "questionnaires"
