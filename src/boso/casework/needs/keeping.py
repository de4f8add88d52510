"""Where the questionnaire's pages keep a mapping that is begun: sealed with the key of the household."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.needs import actions, filling
from boso.casework.needs.models import Mapping
from boso.casework.needs.sealing import words_of
from boso.core.needs.size_norm import Size
from boso.core.questionnaires.answering import Standing
from boso.foundation.questionnaires.store import Draft

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


class MappingStore:
    """The answers of one mapping. size: what the norm came to for the household."""

    def __init__(self, request: PageRequest, mapping: Mapping, size: Size | None) -> None:
        self.request = request
        self.mapping = mapping
        self.size = size

    def load(self) -> Draft:
        """What is kept so far, with what is known from elsewhere."""
        words = words_of(self.mapping)
        return Draft(
            answers=filling.with_known(self.mapping, words.answers, self.size),
            reasons=dict(words.reasons),
            language=words.language,
            saved_at=dt.datetime.fromisoformat(words.saved_at) if words.saved_at else None,
        )

    def save(self, draft: Draft) -> dt.datetime:
        """Keep the draft as it stands."""
        actions.fill(
            self.request.actor, self.mapping, draft.answers, reasons=draft.reasons, language=draft.language
        )  # fmt: skip
        draft.answers = filling.with_known(self.mapping, draft.answers, self.size)
        return timezone.now()

    def submit(self, draft: Draft, standing: Standing) -> str:
        """The mapping is done. In a campaign one goes on to the next household."""
        actions.finish(self.request.actor, self.mapping)
        messages.success(self.request, _("The mapping is done."))
        campaign = self.mapping.campaign
        if campaign is not None and campaign.state == "running":
            return reverse("needs:next", args=[campaign.pk])
        return reverse("needs:mapping", args=[self.mapping.pk])
