"""What those who are asked open, with a link of their own and without signing in."""

from django.urls import path

from boso.programme.surveys import views_answering

app_name = "answering"
urlpatterns = [
    path("<slug:token>/", views_answering.start, name="start"),
    path("<slug:token>/form/", views_answering.form, name="form"),
    path("<slug:token>/no/", views_answering.say_no, name="no"),
]
