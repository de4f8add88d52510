from django.urls import path

from boso.foundation.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.jobs, name="list"),
    path("<uuid:job_id>/", views.job, name="job"),
    path("<uuid:job_id>/run-again/", views.run_again, name="run-again"),
    path("<uuid:job_id>/give-up/", views.give_up, name="give-up"),
]
