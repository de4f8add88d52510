"""A form tried out: what is written lies in the session of whoever tries it, and is thrown away when they leave."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.core.questionnaires.answering import Standing
from boso.foundation.questionnaires.models import FormVersion
from boso.foundation.questionnaires.store import Draft

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


class Trial:
    """An answer store of one person's trial of one version."""

    def __init__(self, request: PageRequest, version: FormVersion) -> None:
        self.request = request
        self.version = version
        self.place = f"form_trial_{version.pk}"

    def load(self) -> Draft:
        """What was written so far."""
        kept = self.request.session.get(self.place)
        if not isinstance(kept, dict):
            return Draft()
        return Draft(kept["answers"], kept["reasons"], kept["language"], dt.datetime.fromisoformat(kept["at"]))

    def save(self, draft: Draft) -> dt.datetime:
        """Keep it for the session."""
        now = timezone.now()
        self.request.session[self.place] = {
            "answers": draft.answers, "reasons": draft.reasons, "language": draft.language, "at": now.isoformat(),
        }  # fmt: skip
        return now

    def submit(self, draft: Draft, standing: Standing) -> str:
        """Nothing is sent anywhere."""
        self.forget()
        messages.success(self.request, _("The form can be sent as it was filled in. Nothing was kept."))
        return reverse("questionnaires:version", args=[self.version.form_id, self.version.number])

    def forget(self) -> None:
        """Throw it away."""
        self.request.session.pop(self.place, None)
