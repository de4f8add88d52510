"""The form that starts an import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SIZE_LIMIT = 30 * 1024 * 1024


class UploadForm(forms.Form):
    """Which workbook, and what it holds. Larger ones than 30 MB are brought in with `boso import`."""

    what = forms.ChoiceField(label=_("What does it hold?"))
    file = forms.FileField(
        label=_("File"), max_length=200, allow_empty_file=True,
        help_text=_("Excel, CSV, JSON, or several CSV files in one ZIP. At most 30 MB."),
    )  # fmt: skip

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what it is
        field.choices = choices

    def clean_file(self) -> Any:
        """The file, if it is not too large.

        Raises ValidationError otherwise.
        """
        file = self.cleaned_data["file"]
        if file.size > SIZE_LIMIT:
            raise ValidationError(
                _("The file is larger than 30 MB. Divide it, or ask the administrator to use the command line.")
            )
        return file
