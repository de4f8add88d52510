from django.urls import path

from boso.foundation.worklist import views

# No namespace: «today» is where everybody lands after signing in.
urlpatterns = [
    path("today/", views.today, name="today"),
    path("today/changed/", views.changed, name="today_changed"),
    path("today/set-aside/", views.set_aside, name="today_set_aside"),
    path("today/set-aside/<int:pk>/take-back/", views.take_back, name="today_take_back"),
]
