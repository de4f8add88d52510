"""The forms of documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from boso.foundation.documents.kinds import SIZE_LIMIT, NotTaken, media_type_of
from boso.foundation.documents.models import State, Visibility
from boso.foundation.organisations.models import Organisation

TAKEN = _("PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG or text. At most 20 MB.")


class TakenFile(forms.FileField):
    """A file BoSo keeps; anything else is told in plain words."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("File"))
        kwargs.setdefault("help_text", TAKEN)
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("allow_empty_file", True)
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The uploaded file.

        Raises ValidationError when it is missing or of a kind that is not taken.
        """
        file = super().clean(data, initial)
        try:
            # A byte past the limit is enough to know that it is too large.
            media_type_of(file.read(SIZE_LIMIT + 1))
        except NotTaken as error:
            raise ValidationError(error.why) from error
        file.seek(0)
        return file


class FilterForm(forms.Form):
    """What a list of documents is narrowed to."""

    q = forms.CharField(label=_("Title or file"), required=False)
    organisation = forms.ChoiceField(label=_("Belongs to"), required=False)
    visibility = forms.ChoiceField(
        label=_("Who may read"), required=False, choices=[("", _("All")), *Visibility.choices]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("In force")), (State.WITHDRAWN, State.WITHDRAWN.label)]
    )

    def __init__(self, data: Any, organisations: Iterable[Organisation]) -> None:
        super().__init__(data)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what it is
        field.choices = [("", _("All")), *((found.slug, found.name) for found in organisations)]


class UploadForm(forms.Form):
    """A new document."""

    file = TakenFile()
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("What the list calls it."))
    organisation = forms.ChoiceField(label=_("Whose document it is"))
    visibility = forms.ChoiceField(
        label=_("Who may read it"), choices=Visibility.choices, widget=forms.RadioSelect, initial=Visibility.OWN
    )

    def __init__(self, organisations: Iterable[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what it is
        own = [(found.slug, found.name) for found in organisations]
        field.choices = own if len(own) == 1 else [("", _("Choose")), *own]


class VersionForm(forms.Form):
    """A new version of a document."""

    file = TakenFile(label=_("New version"))


class WithdrawForm(forms.Form):
    """Why a document no longer counts."""

    reason = forms.CharField(
        label=_("Why?"), max_length=500, help_text=_("The reason is shown beside the document."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
