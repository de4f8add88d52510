from django.urls import path

from boso.programme.surveys import views, views_people, views_waves

app_name = "surveys"
urlpatterns = [
    path("", views.surveys, name="list"),
    path("new/", views.new_survey, name="new"),
    path("bank/", views.bank, name="bank"),
    path("bank/<int:pk>/take/", views.take, name="take"),
    path("arenas/<int:pk>/evaluate/", views.evaluate_arena, name="evaluate-arena"),
    path("<int:pk>/", views.survey, name="survey"),
    path("<int:pk>/edit/", views.edit_survey, name="edit"),
    path("<int:pk>/remove/", views.remove_survey, name="remove"),
    path("<int:pk>/waves/new/", views_waves.new_wave, name="wave-new"),
    path("waves/<int:pk>/", views_waves.wave, name="wave"),
    path("waves/<int:pk>/edit/", views_waves.edit_wave, name="wave-edit"),
    path("waves/<int:pk>/step/<slug:step>/", views_waves.step, name="step"),
    path("waves/<int:pk>/people/", views_people.people, name="people"),
    path("waves/<int:pk>/people/add/", views_people.add, name="people-add"),
    path("waves/<int:pk>/people/copy/", views_people.copy, name="people-copy"),
    path("waves/<int:pk>/letters/<slug:kind>/", views_people.write, name="letters"),
    path("people/<int:pk>/", views_people.person, name="person"),
    path("people/<int:pk>/remove/", views_people.remove, name="person-remove"),
]
