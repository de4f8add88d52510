from django.urls import path

from boso.programme.findings import views, views_advice, views_checks, views_edit, views_steps

app_name = "findings"
urlpatterns = [
    path("", views.findings, name="list"),
    path("new/", views_edit.new_finding, name="new"),
    path("matrix/", views.matrix, name="matrix"),
    path("checks/", views_checks.checks, name="checks"),
    path("checks/new/", views_checks.new_check, name="check-new"),
    path("checks/<int:pk>/", views_checks.check, name="check"),
    path("checks/<int:pk>/edit/", views_checks.edit_check, name="check-edit"),
    path("checks/<int:pk>/run/", views_checks.run, name="check-run"),
    path("turned/<int:pk>/", views_checks.note, name="note"),
    path("advice/", views_advice.advice_list, name="advice-list"),
    path("advice/new/", views_advice.new_advice, name="advice-new"),
    path("advice/<int:pk>/", views_advice.advice, name="advice"),
    path("advice/<int:pk>/edit/", views_advice.edit_advice, name="advice-edit"),
    path("advice/<int:pk>/next/", views_advice.next_step, name="next"),
    path("challenges/new/", views_advice.new_challenge, name="challenge-new"),
    path("challenges/<int:pk>/", views_advice.edit_challenge, name="challenge"),
    path("evidence/<int:pk>/remove/", views_edit.remove_evidence, name="evidence-remove"),
    path("<int:pk>/", views.finding, name="finding"),
    path("<int:pk>/edit/", views_edit.edit_finding, name="edit"),
    path("<int:pk>/share/", views_edit.share, name="share"),
    path("<int:pk>/evidence/", views_edit.new_evidence, name="evidence-new"),
    path("<int:pk>/assess/", views_edit.assess, name="assess"),
    path("<slug:kind>/<int:pk>/step/<slug:step>/", views_steps.step, name="step"),
]
