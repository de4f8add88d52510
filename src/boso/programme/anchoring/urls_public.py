"""What everybody may open: hearings."""

from django.urls import path

from boso.programme.anchoring import views_public

app_name = "hearings"
urlpatterns = [
    path("", views_public.hearings, name="list"),
    path("<int:hearing_id>/", views_public.hearing, name="hearing"),
    path("comments/<str:token>/", views_public.comment, name="comment"),
    path("comments/<str:token>/withdraw/", views_public.withdraw, name="withdraw"),
]
