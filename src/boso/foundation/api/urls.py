from __future__ import annotations

from django.urls import path

from boso.foundation.api import views

app_name = "api"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/new/", views.let_in, name="token-new"),
    path("tokens/<int:token_id>/end/", views.end, name="token-end"),
]
