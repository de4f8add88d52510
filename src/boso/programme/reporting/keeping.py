"""Where the questionnaire's pages keep a report that is being written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from boso.core.questionnaires.answering import Standing
from boso.foundation.questionnaires.store import Draft
from boso.programme.reporting import actions
from boso.programme.reporting.models import Report

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


class ReportStore:
    """The answers of one report on their way."""

    def __init__(self, request: PageRequest, report: Report) -> None:
        self.request = request
        self.report = report

    def load(self) -> Draft:
        """What is kept so far."""
        kept = self.report
        return Draft(dict(kept.answers), dict(kept.reasons), kept.language, kept.saved_at)

    def save(self, draft: Draft) -> dt.datetime:
        """Keep the draft as it stands."""
        return actions.write(
            self.request.actor, self.report, draft.answers, reasons=draft.reasons, language=draft.language
        )

    def submit(self, draft: Draft, standing: Standing) -> str:
        """Everything is answered. What is frozen is shown first; one hands in from there."""
        messages.success(self.request, _("Everything is answered. Look at the report, and hand it in."))
        return reverse("reporting:report", args=[self.report.pk])
