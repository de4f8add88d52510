from django.urls import path

from boso.foundation.exchange import views, views_mapped

app_name = "exchange"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("<int:pk>/", views.preview, name="preview"),
    path("<int:pk>/apply/", views.apply, name="apply"),
    path("<int:pk>/drop/", views.drop, name="drop"),
    path("<int:pk>/columns/", views_mapped.columns, name="columns"),
    path("<int:pk>/sheet/", views_mapped.sheet, name="sheet"),
    path("<int:pk>/words/", views_mapped.words, name="words"),
    path("<int:pk>/faults.xlsx", views_mapped.fault_report, name="faults"),
    path("example/<slug:kind>.xlsx", views_mapped.example, name="example"),
    path("remembered/", views_mapped.remembered, name="remembered"),
    path("remembered/<int:pk>/forget/", views_mapped.forget, name="forget"),
    path("export/<slug:name>/", views.export, name="export"),
    path("export/<slug:name>.<slug:format>", views.export, name="export"),
]
