from django.urls import path

from boso.foundation.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.documents, name="list"),
    path("new/", views.upload, name="upload"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/version/", views.replace, name="replace"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/restore/", views.restore, name="restore"),
    path("<int:pk>/<int:number>/", views.download, name="download"),
]
