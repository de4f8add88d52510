"""What everybody may open: the calculators, and the law."""

from django.urls import path, re_path

from boso.casework.instruments import views_public, views_reckoners

app_name = "instruments_public"
urlpatterns = [
    path("calculator/", views_public.calculator, name="calculator"),
    re_path(
        r"^calculator/(?P<kind>rent-to-own|grant-to-buy|grant-to-adapt|grant-to-let)/$", views_reckoners.reckoner,
        name="reckoner",
    ),
    path("law/", views_public.law, name="law"),
    path("law/file/", views_public.law_file, name="law-file"),
]  # fmt: skip
