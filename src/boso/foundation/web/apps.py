from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "boso.foundation.web"
    label = "web"

    def ready(self) -> None:
        """What an empty answer is called: what to do, not what the field demands."""
        from django import forms
        from django.utils.translation import gettext_lazy as _

        forms.Field.default_error_messages = {**forms.Field.default_error_messages, "required": _("Fill this in.")}
        forms.ChoiceField.default_error_messages = {
            **forms.ChoiceField.default_error_messages, "required": _("Choose one."),
        }  # fmt: skip
