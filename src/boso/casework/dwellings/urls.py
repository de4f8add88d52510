"""Addresses of homes."""

from __future__ import annotations

from django.urls import path

from boso.casework.dwellings import views, views_acts

app_name = "dwellings"
urlpatterns = [
    path("", views.dwellings, name="list"),
    path("stock/", views.stock, name="stock"),
    path("new/", views_acts.new, name="new"),
    path("buildings/", views.buildings, name="buildings"),
    path("buildings/<int:building_id>/", views.building, name="building"),
    path("buildings/<int:building_id>/edit/", views_acts.edit_building, name="building-edit"),
    path("sites/", views.sites, name="sites"),
    path("sites/new/", views_acts.new_site, name="site-new"),
    path("sites/<int:site_id>/", views_acts.edit_site, name="site-edit"),
    path("codes/", views.codes, name="codes"),
    path("codes/<int:entry_id>/", views_acts.explain_code, name="code-explain"),
    path("codes/new/<slug:which>/", views_acts.new_code, name="code-new"),
    path("steps/<int:step_id>/", views_acts.edit_step, name="step-edit"),
    path("bindings/<int:binding_id>/", views_acts.edit_binding, name="binding-edit"),
    path("bindings/<int:binding_id>/remove/", views_acts.remove_binding, name="binding-remove"),
    path("<int:dwelling_id>/", views.dwelling, name="dwelling"),
    path("<int:dwelling_id>/edit/", views_acts.edit, name="edit"),
    path("<int:dwelling_id>/steps/", views_acts.new_step, name="step-new"),
    path("<int:dwelling_id>/bindings/", views_acts.new_binding, name="binding-new"),
    path("<int:dwelling_id>/status/<slug:name>/", views_acts.status, name="status"),
]
