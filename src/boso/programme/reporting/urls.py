from django.urls import path

from boso.programme.reporting import views, views_acts, views_joint, views_rounds

app_name = "reporting"
urlpatterns = [
    path("", views_rounds.overview, name="overview"),
    path("rounds/new/", views_rounds.open_round, name="round-new"),
    path("rounds/<int:round_id>/", views_rounds.one_round, name="round"),
    path("rounds/<int:round_id>/remind/", views_rounds.remind, name="round-remind"),
    path("rounds/<int:round_id>/extend/", views_rounds.extend, name="round-extend"),
    path("rounds/<int:round_id>/close/", views_rounds.close, name="round-close"),
    path("rounds/<int:round_id>/open-again/", views_rounds.open_again, name="round-open-again"),
    path("rounds/<int:round_id>/agenda/", views_rounds.agenda, name="agenda"),
    path("rounds/<int:round_id>/agenda/meeting/", views_rounds.set_meeting, name="meeting"),
    path("rounds/<int:round_id>/agenda/new/", views_rounds.add_item, name="agenda-new"),
    path("agenda/<int:item_id>/", views_rounds.change_item, name="agenda-item"),
    path("agenda/<int:item_id>/remove/", views_rounds.remove_item, name="agenda-remove"),
    path("annual/<int:year>/", views_joint.annual, name="annual"),
    path("annual/<int:year>/report.docx", views_joint.annual_docx, name="annual-docx"),
    path("annual/<int:year>/report.pdf", views_joint.annual_pdf, name="annual-pdf"),
    path("participants/<slug:slug>/", views.participant, name="participant"),
    path("<int:report_id>/", views.report, name="report"),
    path("<int:report_id>/fill/", views.fill, name="fill"),
    path("<int:report_id>/fetch/", views_acts.fetch, name="fetch"),
    path("<int:report_id>/figures/<slug:figure>/", views_acts.correct, name="correct"),
    path("<int:report_id>/figures/<slug:figure>/as-fetched/", views_acts.uncorrect, name="uncorrect"),
    path("<int:report_id>/editions/<int:number>/", views.edition, name="edition"),
    path("<int:report_id>/editions/<int:number>/report.docx", views.edition_docx, name="edition-docx"),
    path("<int:report_id>/editions/<int:number>/report.pdf", views.edition_pdf, name="edition-pdf"),
    path("<int:report_id>/<slug:step>/", views_acts.step, name="step"),
]
