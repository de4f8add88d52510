"""Addresses of leases."""

from __future__ import annotations

from django.urls import path

from boso.casework.tenancies import views, views_acts

app_name = "tenancies"
urlpatterns = [
    path("", views.monday, name="monday"),
    path("monday/", views.monday, name="monday-list"),
    path("all/", views.tenancies, name="list"),
    path("new/", views_acts.new, name="new"),
    path("<int:tenancy_id>/", views.tenancy, name="tenancy"),
    path("<int:tenancy_id>/edit/", views_acts.edit, name="edit"),
    path("<int:tenancy_id>/renew/", views_acts.renew, name="renew"),
    path("<int:tenancy_id>/request-to-move/", views_acts.request_move, name="request-move"),
    path("<int:tenancy_id>/deposit/", views_acts.deposit, name="deposit"),
    path("<int:tenancy_id>/notice/", views_acts.notice, name="notice"),
    path("<int:tenancy_id>/notice/take-back/", views_acts.take_back_notice, name="notice-take-back"),
    path("<int:tenancy_id>/without-end/", views_acts.without_end, name="without-end"),
    path("<int:tenancy_id>/end/", views_acts.end, name="end"),
]
