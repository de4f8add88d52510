from __future__ import annotations

from django.urls import path

from boso.casework.allocation import views, views_asking, views_explaining, views_rules

app_name = "allocation"
urlpatterns = [
    path("", views.runs, name="runs"),
    path("new/", views.new, name="new"),
    path("rules/", views_rules.rules, name="rules"),
    path("rules/declare/", views_rules.declare, name="declare"),
    path("groups/", views_rules.groups, name="groups"),
    path("<int:run_id>/", views.run, name="run"),
    path("<int:run_id>/replay/", views.replay, name="replay"),
    path("<int:run_id>/paper/", views.paper, name="paper"),
    path("<int:run_id>/households/<int:household_id>/", views_explaining.household, name="household"),
    path("<int:run_id>/households/<int:household_id>/answer/", views_asking.answer, name="answer"),
    path("<int:run_id>/dwellings/<int:dwelling_id>/", views_explaining.dwelling, name="dwelling"),
]
