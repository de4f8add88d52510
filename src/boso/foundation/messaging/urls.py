from django.urls import path

from boso.foundation.messaging import views

app_name = "messaging"
urlpatterns = [
    path("", views.inbox, name="list"),
    # The frame's bell asks for the inbox.
    path("", views.inbox, name="inbox"),
    path("read-all/", views.read_all, name="read-all"),
    path("email/", views.email, name="email"),
    path("<int:message_id>/", views.open_message, name="open"),
    path("<int:message_id>/read/", views.read, name="read"),
]
