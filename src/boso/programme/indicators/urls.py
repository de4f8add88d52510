from django.urls import path

from boso.programme.indicators import views, views_acts, views_packages, views_sheets

app_name = "indicators"
urlpatterns = [
    path("", views.everything, name="list"),
    path("goals/", views.goals, name="goals"),
    path("compare/", views.compare, name="compare"),
    path("groups/new/", views_acts.new_group, name="group-new"),
    path("groups/<int:group_id>/edit/", views_acts.edit_group, name="group-edit"),
    path("groups/<int:group_id>/archive/", views_acts.archive_group, name="group-archive"),
    path("packages/", views_packages.received, name="packages"),
    path("packages/receive/", views_packages.receive, name="receive"),
    path("packages/keys/", views_packages.keys, name="keys"),
    path("packages/<int:package_id>/", views_packages.package, name="package"),
    path("packages/<int:package_id>/take-in/", views_packages.take_in, name="take-in"),
    path("sheets/", views_sheets.choose, name="sheets"),
    path("sheets/<slug:slug>/", views_sheets.sheet, name="sheet"),
    path("sheets/<slug:slug>/paper.pdf", views_sheets.sheet_pdf, name="sheet-pdf"),
    path("sheets/<slug:slug>/<slug:key>/", views_sheets.series, name="series"),
    path("sheets/<slug:slug>/<slug:key>/record/", views_acts.record, name="record"),
    path("sheets/<slug:slug>/<slug:key>/target/", views_acts.new_target, name="target-new"),
    path("targets/<int:target_id>/edit/", views_acts.edit_target, name="target-edit"),
    path("targets/<int:target_id>/remove/", views_acts.remove_target, name="target-remove"),
    path("values/<int:value_id>/", views_acts.value, name="value"),
    path("values/<int:value_id>/<slug:name>/", views_acts.value_step, name="value-step"),
    path("of/<slug:key>/", views.passport, name="passport"),
]
