from django.urls import path

from boso.foundation.questionnaires import views, views_changing

app_name = "questionnaires"
urlpatterns = [
    path("", views.library, name="library"),
    path("new/", views_changing.new, name="new"),
    path("import/", views_changing.bring, name="import"),
    path("<int:pk>/", views.form, name="form"),
    path("<int:pk>/import/", views_changing.bring_draft, name="import_draft"),
    path("<int:pk>/share/", views_changing.share, name="share"),
    path("<int:pk>/edit/", views_changing.edit, name="edit"),
    path("<int:pk>/edit/add/", views_changing.question, name="add_question"),
    path("<int:pk>/edit/question/<str:name>/", views_changing.question, name="question"),
    path("<int:pk>/<int:number>/", views.version, name="version"),
    path("<int:pk>/<int:number>/compare/", views.compare, name="compare"),
    path("<int:pk>/<int:number>/try/", views.try_out, name="try"),
    path("<int:pk>/<int:number>/workbook/", views.workbook, name="workbook"),
    path("<int:pk>/<int:number>/paper/", views.paper, name="paper"),
    path("<int:pk>/<int:number>/take-over/", views_changing.take_over, name="take_over"),
    path("<int:pk>/<int:number>/publish/", views_changing.publish, name="publish"),
    path("<int:pk>/<int:number>/withdraw/", views_changing.withdraw, name="withdraw"),
    path("<int:pk>/<int:number>/restore/", views_changing.restore, name="restore"),
    path("<int:pk>/<int:number>/discard/", views_changing.discard, name="discard"),
]
