from __future__ import annotations

from django.urls import path

from boso.casework.retention import views

app_name = "retention"
urlpatterns = [
    path("", views.plan, name="plan"),
    path("hold/", views.hold, name="hold"),
    path("holds/<int:hold_id>/lift/", views.lift, name="lift"),
    path("<int:erasure_id>/", views.erasure, name="erasure"),
    path("<int:erasure_id>/<slug:name>/", views.step, name="step"),
]
