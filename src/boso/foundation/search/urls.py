from django.urls import path

from boso.foundation.search import views

app_name = "search"
urlpatterns = [
    path("", views.search, name="search"),
    path("suggestions/", views.suggestions, name="suggestions"),
    path("people/<int:user_id>/", views.person, name="person"),
]
