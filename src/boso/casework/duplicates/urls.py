from __future__ import annotations

from django.urls import path

from boso.casework.duplicates import views

app_name = "duplicates"
urlpatterns = [
    path("", views.duplicates, name="list"),
    path("merged/", views.merged, name="merged"),
    path("merged/<int:merge_id>/undo/", views.undo, name="undo"),
    path("<int:kept_id>/<int:merged_id>/", views.compare, name="compare"),
    path("<int:kept_id>/<int:merged_id>/apart/", views.apart, name="apart"),
    path("<int:kept_id>/<int:merged_id>/together/", views.together, name="together"),
]
