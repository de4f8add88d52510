from django.urls import path

from boso.foundation.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("<int:pk>/", views.preview, name="preview"),
    path("<int:pk>/apply/", views.apply, name="apply"),
    path("<int:pk>/drop/", views.drop, name="drop"),
    path("export/<slug:name>/", views.export, name="export"),
    path("export/<slug:name>.<slug:format>", views.export, name="export"),
]
