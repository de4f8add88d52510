"""Every address of BoSo, by app."""

from __future__ import annotations

from django.urls import include, path

from boso.casework.instruments import api as instruments_api
from boso.config.health import healthy
from boso.foundation.api import serving

api = serving.make()
instruments_api.mount(api)

urlpatterns = [
    path("healthy/", healthy, name="healthy"),
    path("", include("boso.foundation.web.urls")),
    path("", include("boso.foundation.access.urls")),
    path("", include("boso.foundation.worklist.urls")),
    path("organisations/", include("boso.foundation.organisations.urls")),
    path("search/", include("boso.foundation.search.urls")),
    path("messages/", include("boso.foundation.messaging.urls")),
    path("documents/", include("boso.foundation.documents.urls")),
    path("imports/", include("boso.foundation.exchange.urls")),
    path("log/", include("boso.foundation.audit.urls")),
    path("jobs/", include("boso.foundation.jobs.urls")),
    path("api/v1/", serving.addresses(api)),
    path("api/", include("boso.foundation.api.urls")),
    path("forms/", include("boso.foundation.questionnaires.urls")),
    path("households/", include("boso.casework.households.urls")),
    path("dwellings/", include("boso.casework.dwellings.urls")),
    path("tenancies/", include("boso.casework.tenancies.urls")),
    path("needs/", include("boso.casework.needs.urls")),
    path("allocation/", include("boso.casework.allocation.urls")),
    path("stays/", include("boso.casework.stays.urls")),
    path("gap/", include("boso.casework.gap.urls")),
    path("figures/", include("boso.casework.figures.urls")),
    path("", include("boso.casework.instruments.urls_public")),
    path("instruments/", include("boso.casework.instruments.urls")),
    path("households/duplicates/", include("boso.casework.duplicates.urls")),
    path("retention/", include("boso.casework.retention.urls")),
    path("", include("boso.programme.partnership.urls")),
    path("grants/", include("boso.programme.grants.urls")),
    path("plans/", include("boso.programme.plans.urls")),
    path("learning/", include("boso.programme.learning.urls")),
    path("reports/", include("boso.programme.reporting.urls")),
    path("anchoring/", include("boso.programme.anchoring.urls")),
    path("hearings/", include("boso.programme.anchoring.urls_public")),
    path("indicators/", include("boso.programme.indicators.urls")),
    path("evaluation/", include("boso.programme.evaluation.urls")),
    path("interviews/", include("boso.programme.interviews.urls")),
    path("findings/", include("boso.programme.findings.urls")),
    path("surveys/", include("boso.programme.surveys.urls")),
    path("tables/", include("boso.programme.tables.urls")),
    path("answer/", include("boso.programme.surveys.urls_public")),
]

handler400 = "boso.foundation.web.views.bad_request"
handler404 = "boso.foundation.web.views.not_found"
handler500 = "boso.foundation.web.views.server_error"
