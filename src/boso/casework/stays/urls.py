from __future__ import annotations

from django.urls import path

from boso.casework.stays import views

app_name = "stays"
urlpatterns = [
    path("", views.stays, name="list"),
    path("household/<int:household_id>/new/", views.begin, name="begin"),
    path("<int:stay_id>/", views.correct, name="correct"),
    path("<int:stay_id>/end/", views.end, name="end"),
    path("<int:stay_id>/reopen/", views.reopen, name="reopen"),
]
