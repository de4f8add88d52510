"""What everybody may open: the calculator, and the law."""

from django.urls import path

from boso.casework.instruments import views_public

app_name = "instruments_public"
urlpatterns = [
    path("calculator/", views_public.calculator, name="calculator"),
    path("law/", views_public.law, name="law"),
    path("law/file/", views_public.law_file, name="law-file"),
]
