from django.urls import path

from boso.programme.tables import views, views_tables, views_waves

app_name = "tables"
urlpatterns = [
    path("", views.overview, name="list"),
    path("load/", views.load, name="load"),
    path("wave/<int:wave>/", views.take, name="take"),
    path("data/<int:pk>/", views.data, name="data"),
    path("data/<int:pk>/about/", views.about, name="about"),
    path("data/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("data/<int:pk>/out/", views_tables.out_of_set, name="data-out"),
    path("data/<int:pk>/build/", views_tables.build, name="build"),
    path("variables/<int:pk>/", views.variable, name="variable"),
    path("waves/<slug:series>/", views_waves.waves, name="waves"),
    path("<int:pk>/", views_tables.table, name="table"),
    path("<int:pk>/out/", views_tables.out, name="out"),
    path("<int:pk>/archive/", views_tables.archive, name="archive"),
]
