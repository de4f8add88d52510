from __future__ import annotations

from django.urls import path

from boso.casework.gap import views, views_behind, views_time

app_name = "gap"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("cell/", views_behind.cell, name="cell"),
    path("misfits/", views_behind.misfits, name="misfits"),
    path("out-of-use/", views_behind.out, name="out"),
    path("trend/", views_time.trend, name="trend"),
    path("document.json", views.document, name="document"),
]
