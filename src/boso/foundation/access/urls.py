from django.urls import path

from boso.foundation.access import views

app_name = "access"
urlpatterns = [
    path("sign-in/", views.sign_in, name="login"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("be/", views.be, name="be"),
    path("me/", views.me, name="me"),
    path("me/password/", views.password, name="password"),
]
