from __future__ import annotations

from django.urls import path

from boso.casework.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.packages, name="list"),
    path("new/", views.make, name="make"),
    path("<int:package_id>/", views.package, name="package"),
    path("<int:package_id>/cell/", views.cell, name="cell"),
    path("<int:package_id>/let-out/", views.let_out, name="let-out"),
    path("<int:package_id>/set-aside/", views.set_aside, name="set-aside"),
    path("<int:package_id>/document.json", views.document, name="document"),
]
