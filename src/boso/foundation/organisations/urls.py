from django.urls import path

from boso.foundation.organisations import views

app_name = "organisations"
urlpatterns = [
    path("", views.register, name="list"),
    path("<slug:slug>/", views.organisation, name="organisation"),
    path("<slug:slug>/name/", views.rename, name="rename"),
    path("<slug:slug>/units/new/", views.add_unit, name="unit-add"),
    path("<slug:slug>/units/<int:unit_id>/name/", views.rename_unit, name="unit-rename"),
    path("<slug:slug>/units/<int:unit_id>/close/", views.close_unit, name="unit-close"),
    path("<slug:slug>/units/<int:unit_id>/reopen/", views.reopen_unit, name="unit-reopen"),
]
