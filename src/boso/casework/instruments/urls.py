from __future__ import annotations

from django.urls import path

from boso.casework.instruments import views, views_guideline, views_owners, views_watch

app_name = "instruments"
urlpatterns = [
    path("", views_watch.watch, name="watch"),
    path("reckon/", views_watch.reckon, name="reckon"),
    path("watch/<int:watch_id>/<slug:name>/", views_watch.move, name="move"),
    path("households/<int:household_id>/", views.household, name="household"),
    path("households/<int:household_id>/assess/", views.assess, name="assess"),
    path("households/<int:household_id>/paper/", views.paper, name="paper"),
    path("assessments/<int:assessment_id>/", views.assessment, name="assessment"),
    path("owners/", views_owners.owners, name="owners"),
    path("guideline/", views_guideline.guideline, name="guideline"),
    path("guideline/count/", views_guideline.count, name="count"),
    path("guideline/write/", views_guideline.write, name="write"),
    path("guideline/<int:point_id>/end/", views_guideline.end, name="end"),
]
