from django.urls import path

from boso.programme.evaluation import views, views_design, views_published, views_report

app_name = "evaluation"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("new/", views.new_evaluation, name="new"),
    path("printed/<slug:key>/", views_published.printed, name="printed"),
    path("models/new/", views_design.new_model, name="model-new"),
    path("models/<slug:key>/", views_design.model, name="model"),
    path("models/<slug:key>/categories/new/", views_design.new_category, name="category-new"),
    path("models/<slug:key>/categories/<int:pk>/", views_design.edit_category, name="category-edit"),
    path("models/<slug:key>/categories/<int:pk>/remove/", views_design.remove_category, name="category-remove"),
    path("questions/<int:pk>/", views_design.edit_question, name="question-edit"),
    path("questions/<int:pk>/remove/", views_design.remove_question, name="question-remove"),
    path("sample/<int:pk>/", views_design.log_attempt, name="attempt"),
    path("access/<int:pk>/end/", views_design.end_access, name="access-end"),
    path("reports/<int:pk>/", views_report.report, name="report"),
    path("reports/<int:pk>/edit/", views_report.edit_report, name="report-edit"),
    path("reports/<int:pk>/check/", views_report.check, name="check"),
    path("reports/<int:pk>/renew/", views_report.renew, name="renew"),
    path("reports/<int:pk>/parts/new/", views_report.new_part, name="part-new"),
    path("reports/<int:pk>/step/<slug:name>/", views_report.step, name="report-step"),
    path("reports/<int:pk>/file/<slug:kind>/", views_report.download, name="download"),
    path("parts/<int:pk>/", views_report.write_part, name="part"),
    path("parts/<int:pk>/up/", views_report.move_part, name="part-up"),
    path("parts/<int:pk>/remove/", views_report.remove_part, name="part-remove"),
    path("<slug:key>/", views.evaluation, name="evaluation"),
    path("<slug:key>/edit/", views.edit_evaluation, name="edit"),
    path("<slug:key>/step/<slug:name>/", views.step, name="step"),
    path("<slug:key>/questions/new/", views_design.new_question, name="question-new"),
    path("<slug:key>/waves/new/", views_design.new_wave, name="wave-new"),
    path("<slug:key>/sources/new/", views_design.new_source, name="source-new"),
    path("<slug:key>/sample/new/", views_design.log_asked, name="asked-new"),
    path("<slug:key>/documents/new/", views_design.name_document, name="access-new"),
    path("<slug:key>/reports/new/", views_report.new_report, name="report-new"),
]
